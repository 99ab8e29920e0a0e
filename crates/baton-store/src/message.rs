//! Messages and conversations as intake keeps them: ids, states and the parts that hold content.

use baton_domain::id::{
    CaseId, ChannelId, ContactId, ConversationId, MessageId, PartId, WorkspaceId,
};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::read::messages::{COLUMNS, MessageRecord, read};
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// A raw delivery that was accepted: what has to be there before the provider gets its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The message it becomes.
    pub message: MessageId,
    /// By which channel.
    pub channel: ChannelId,
    /// Of the provider's id: the same delivery twice is one message.
    pub digest: [u8; 32],
    /// The provider's id.
    pub external: PartId,
    /// The bytes as they came.
    pub raw: PartId,
    /// When.
    pub at: Timestamp,
    /// Whether it is of a time before Baton.
    pub is_history: bool,
}

/// What a message turned out to say, all in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// In which conversation.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub contact: ContactId,
    /// The sender as written, as JSON.
    pub from: PartId,
    /// The other recipients, as JSON.
    pub to: Option<PartId>,
    /// The subject line.
    pub subject: Option<PartId>,
    /// The newly written text.
    pub text: PartId,
    /// History and signature.
    pub quoted: Option<PartId>,
    /// Sanitised HTML.
    pub html: Option<PartId>,
    /// When the provider says it was sent.
    pub provider_at: Option<Timestamp>,
}

impl Reader {
    /// The message that a delivery became, by the digest of the provider's id.
    pub async fn delivered(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        digest: &[u8; 32],
    ) -> Result<Option<MessageId>, StoreError> {
        let query = Query::new(
            "SELECT message FROM deliveries WHERE workspace = $1 AND channel = $2 AND digest = $3",
            args![workspace, channel, digest],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// The messages of a conversation, oldest first, the last `limit` of them.
    pub async fn conversation_messages(
        &mut self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        limit: usize,
    ) -> Result<Vec<MessageRecord>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" AND conversation = ")
            .arg(conversation)
            .sql(" ORDER BY received_at DESC, id DESC LIMIT ")
            .arg(limit);
        let mut found: Vec<_> = self
            .all(query)
            .await?
            .into_iter()
            .map(read)
            .collect::<Result<_, _>>()?;
        found.reverse();
        Ok(found)
    }

    /// The cases of a conversation: the open ones first, of each the one that changed last. At most
    /// fifty.
    pub async fn cases_of(
        &mut self,
        workspace: WorkspaceId,
        conversation: ConversationId,
    ) -> Result<Vec<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT c.id FROM case_channels l JOIN cases c \
             ON c.workspace = l.workspace AND c.id = l.case_id \
             WHERE l.workspace = $1 AND l.conversation = $2 AND c.status <> 'merged' \
             ORDER BY CASE WHEN c.status = 'open' THEN 0 ELSE 1 END, c.updated_at DESC LIMIT 50",
            args![workspace, conversation],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }

    /// A contact's open cases that changed since an instant, latest first.
    pub async fn open_cases_of_contact(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
        since: Timestamp,
    ) -> Result<Vec<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT id FROM cases WHERE workspace = $1 AND customer = $2 AND status = 'open' \
             AND updated_at >= $3 ORDER BY updated_at DESC LIMIT 10",
            args![workspace, contact, since],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }

    /// Open cases in which a number (of an order, a parcel) was named.
    pub async fn open_cases_naming(
        &mut self,
        workspace: WorkspaceId,
        kind: &str,
        digest: &[u8; 32],
    ) -> Result<Vec<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT e.case_id FROM case_entities e JOIN cases c \
             ON c.workspace = e.workspace AND c.id = e.case_id \
             WHERE e.workspace = $1 AND e.kind = $2 AND e.digest = $3 AND c.status = 'open' \
             ORDER BY c.updated_at DESC LIMIT 10",
            args![workspace, kind, digest],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }

    /// The conversation of a provider's thread.
    pub async fn conversation_by_thread(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        thread_digest: &[u8; 32],
    ) -> Result<Option<ConversationId>, StoreError> {
        let query = Query::new(
            "SELECT id FROM conversations WHERE workspace = $1 AND channel = $2 \
             AND thread_digest = $3",
            args![workspace, channel, thread_digest],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }
}

impl Tx {
    /// Keeps an accepted delivery. False if the same one was kept before.
    pub async fn accept(
        &mut self,
        workspace: WorkspaceId,
        accepted: &Accepted,
    ) -> Result<bool, StoreError> {
        let is_new = self
            .exec(Query::new(
                "INSERT INTO deliveries (workspace, channel, digest, message) \
                 VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, channel, digest) DO NOTHING",
                args![
                    workspace,
                    accepted.channel,
                    accepted.digest,
                    accepted.message
                ],
            ))
            .await?;
        if is_new == 0 {
            return Ok(false);
        }
        self.exec(Query::new(
            "INSERT INTO messages (workspace, id, channel, direction, state, external_part, \
             raw_part, received_at, is_history) \
             VALUES ($1, $2, $3, 'inbound', 'received', $4, $5, $6, $7)",
            args![
                workspace,
                accepted.message,
                accepted.channel,
                accepted.external,
                accepted.raw,
                accepted.at,
                accepted.is_history
            ],
        ))
        .await?;
        Ok(true)
    }

    /// Lets a message of ours be found by the provider's id, so that answers to it join its case.
    pub async fn name_delivery(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        digest: &[u8; 32],
        message: MessageId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO deliveries (workspace, channel, digest, message) \
             VALUES ($1, $2, $3, $4) ON CONFLICT (workspace, channel, digest) DO NOTHING",
            args![workspace, channel, digest, message],
        ))
        .await
        .map(drop)
    }

    /// Puts a message of a time before Baton where it belongs: when it was sent, and by whom.
    pub async fn date_back(
        &mut self,
        workspace: WorkspaceId,
        id: MessageId,
        sent_at: Timestamp,
        is_ours: bool,
    ) -> Result<(), StoreError> {
        let direction = if is_ours { "outbound" } else { "inbound" };
        self.exec(Query::new(
            "UPDATE messages SET received_at = $3, direction = $4 WHERE workspace = $1 AND id = $2",
            args![workspace, id, sent_at, direction],
        ))
        .await
        .map(drop)
    }

    /// Records what a message turned out to say.
    pub async fn understand(
        &mut self,
        workspace: WorkspaceId,
        id: MessageId,
        said: &Understood,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE messages SET conversation = $3, contact = $4, from_part = $5, to_part = $6, \
             subject_part = $7, text_part = $8, quoted_part = $9, html_part = $10, \
             provider_at = $11 WHERE workspace = $1 AND id = $2",
            args![
                workspace,
                id,
                said.conversation,
                said.contact,
                said.from,
                said.to,
                said.subject,
                said.text,
                said.quoted,
                said.html,
                said.provider_at
            ],
        ))
        .await
        .map(drop)
    }

    /// Sets a message's state, with the reason where it could not be read.
    pub async fn set_message_state(
        &mut self,
        workspace: WorkspaceId,
        id: MessageId,
        state: &'static str,
        reason_code: Option<&str>,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE messages SET state = $3, reason_code = $4 WHERE workspace = $1 AND id = $2",
            args![workspace, id, state, reason_code],
        ))
        .await
        .map(drop)
    }

    /// Adds a conversation.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if another unit added the provider's thread first.
    pub async fn add_conversation(
        &mut self,
        workspace: WorkspaceId,
        new: &NewConversation,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO conversations (workspace, id, channel, thread_digest, contact, \
             thread_part, subject_part, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                workspace,
                new.id,
                new.channel,
                new.thread_digest.map(|digest| digest.to_vec()),
                new.contact,
                new.thread,
                new.subject,
                at
            ],
        ))
        .await
        .map(drop)
        .map_err(|error| match error {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })
    }

    /// Adds a file of a message.
    pub async fn add_attachment(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
        message: MessageId,
        file: &File<'_>,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO attachments (workspace, id, message, name_part, mime, size) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![workspace, part, message, file.name, file.mime, file.size],
        ))
        .await
        .map(drop)
    }

    /// Notes that a number was named in a case.
    pub async fn name_entity(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        entity: (&str, [u8; 32]),
        part: PartId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO case_entities (workspace, kind, digest, case_id, part) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            args![workspace, entity.0, entity.1, case, part],
        ))
        .await
        .map(drop)
    }
}

/// A conversation on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewConversation {
    /// Its id.
    pub id: ConversationId,
    /// On which channel.
    pub channel: ChannelId,
    /// Of the provider's thread, where it has threads.
    pub thread_digest: Option<[u8; 32]>,
    /// The provider's thread.
    pub thread: Option<PartId>,
    /// Who began it.
    pub contact: ContactId,
    /// Its subject line.
    pub subject: Option<PartId>,
}

/// What is known of a file besides its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// The part that holds its name.
    pub name: PartId,
    /// Its media type.
    pub mime: &'a str,
    /// Its size in bytes.
    pub size: u64,
}
