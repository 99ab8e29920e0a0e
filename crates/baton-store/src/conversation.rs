//! A conversation as whoever answers on it needs it: its thread, its subject, its last address.

use baton_domain::id::{
    CaseId, ChannelId, ContactId, ConversationId, MessageId, PartId, WorkspaceId,
};

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// A channel's own thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// On which channel.
    pub channel: ChannelId,
    /// The part that holds the provider's id of the thread.
    pub thread: Option<PartId>,
    /// The part that holds its subject line.
    pub subject: Option<PartId>,
}

impl Reader {
    /// A conversation.
    pub async fn conversation(
        &mut self,
        workspace: WorkspaceId,
        id: ConversationId,
    ) -> Result<Option<Conversation>, StoreError> {
        let query = Query::new(
            "SELECT id, channel, thread_part, subject_part FROM conversations \
             WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        self.opt(query)
            .await?
            .map(|mut row| {
                Ok(Conversation {
                    id: row.take()?,
                    channel: row.take()?,
                    thread: row.take()?,
                    subject: row.take()?,
                })
            })
            .transpose()
    }

    /// The part that holds a case's subject line.
    pub async fn case_subject(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
    ) -> Result<Option<PartId>, StoreError> {
        let query = Query::new(
            "SELECT subject_part FROM cases WHERE workspace = $1 AND id = $2",
            args![workspace, case],
        );
        let row = self.opt(query).await?;
        Ok(row.map(|mut row| row.take()).transpose()?.flatten())
    }

    /// The part with the address that somebody last wrote from on a conversation, as JSON.
    pub async fn last_address(
        &mut self,
        workspace: WorkspaceId,
        conversation: ConversationId,
        contact: ContactId,
    ) -> Result<Option<PartId>, StoreError> {
        let query = Query::new(
            "SELECT from_part FROM messages WHERE workspace = $1 AND conversation = $2 \
             AND contact = $3 AND direction = 'inbound' AND from_part IS NOT NULL \
             ORDER BY received_at DESC, id DESC LIMIT 1",
            args![workspace, conversation, contact],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }
}

impl Tx {
    /// Records under which id a message of ours goes out to its provider.
    pub async fn set_external_id(
        &mut self,
        workspace: WorkspaceId,
        message: MessageId,
        external: PartId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE messages SET external_part = $3 WHERE workspace = $1 AND id = $2",
            args![workspace, message, external],
        ))
        .await
        .map(drop)
    }
}
