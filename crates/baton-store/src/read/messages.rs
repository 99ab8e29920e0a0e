//! Messages as screens show them: every column, with their files.

use std::collections::HashMap;

use baton_domain::id::{
    CaseId, ChannelId, ContactId, ConversationId, MessageId, PartId, ParticipantId, WorkspaceId,
};
use baton_domain::time::Timestamp;

use super::page::{Cursor, MAX_COUNT, Page, PageRequest};
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::{Query, Row};

/// The order of messages: the latest first.
const ORDER: char = 'm';

/// A message with every part that holds something of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRecord {
    /// Its id.
    pub id: MessageId,
    /// By which channel.
    pub channel: ChannelId,
    /// In which conversation; none before it was understood.
    pub conversation: Option<ConversationId>,
    /// In which case.
    pub case: Option<CaseId>,
    /// `inbound` or `outbound`.
    pub direction: String,
    /// Its state as the API names it.
    pub state: String,
    /// Who outside wrote it.
    pub contact: Option<ContactId>,
    /// To whom it goes, within the case.
    pub participant: Option<ParticipantId>,
    /// The provider's id of it.
    pub external: Option<PartId>,
    /// The sender as written, as JSON.
    pub from: Option<PartId>,
    /// The recipients as written, as JSON.
    pub to: Option<PartId>,
    /// The subject line.
    pub subject: Option<PartId>,
    /// What was newly written or, of ours, exactly what was authorised.
    pub text: Option<PartId>,
    /// History and signature.
    pub quoted: Option<PartId>,
    /// Sanitised HTML.
    pub html: Option<PartId>,
    /// The bytes as they came.
    pub raw: Option<PartId>,
    /// Its language.
    pub language: Option<String>,
    /// Why it could not be read.
    pub reason_code: Option<String>,
    /// When the provider says it was sent.
    pub provider_at: Option<Timestamp>,
    /// When it was received or authorised.
    pub received_at: Timestamp,
    /// Whether it is of a time before Baton: no clock, no draft.
    pub is_history: bool,
}

impl MessageRecord {
    /// The parts that hold readable text.
    pub fn text_parts(&self) -> impl Iterator<Item = PartId> {
        [
            self.external,
            self.from,
            self.to,
            self.subject,
            self.text,
            self.quoted,
            self.html,
        ]
        .into_iter()
        .flatten()
    }
}

/// A file of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentRecord {
    /// The part that holds its bytes.
    pub id: PartId,
    /// The part that holds its name.
    pub name: PartId,
    /// Its media type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Which messages are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageFilter {
    /// These alone, whatever else is asked.
    pub ids: Option<Vec<MessageId>>,
    /// How they stand, as the API names it.
    pub state: Vec<String>,
}

pub(crate) const COLUMNS: &str = "SELECT id, channel, conversation, case_id, direction, state, contact, \
    participant, external_part, from_part, to_part, subject_part, text_part, quoted_part, \
    html_part, raw_part, language, reason_code, provider_at, received_at, is_history FROM messages \
    WHERE workspace = ";

pub(crate) fn read(mut row: Row) -> Result<MessageRecord, StoreError> {
    Ok(MessageRecord {
        id: row.take()?,
        channel: row.take()?,
        conversation: row.take()?,
        case: row.take()?,
        direction: row.take()?,
        state: row.take()?,
        contact: row.take()?,
        participant: row.take()?,
        external: row.take()?,
        from: row.take()?,
        to: row.take()?,
        subject: row.take()?,
        text: row.take()?,
        quoted: row.take()?,
        html: row.take()?,
        raw: row.take()?,
        language: row.take()?,
        reason_code: row.take()?,
        provider_at: row.take()?,
        received_at: row.take()?,
        is_history: row.take()?,
    })
}

impl Reader {
    /// A message with every part that holds something of it.
    pub async fn message(
        &mut self,
        workspace: WorkspaceId,
        id: MessageId,
    ) -> Result<Option<MessageRecord>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" AND id = ")
            .arg(id);
        self.opt(query).await?.map(read).transpose()
    }

    /// Every message of several cases, oldest first.
    pub async fn case_messages(
        &mut self,
        workspace: WorkspaceId,
        cases: &[CaseId],
    ) -> Result<Vec<MessageRecord>, StoreError> {
        let query = Query::start(COLUMNS)
            .arg(workspace)
            .sql(" AND case_id IN ")
            .list(cases)
            .sql(" ORDER BY received_at, id");
        self.all(query).await?.into_iter().map(read).collect()
    }

    /// One page of messages, the latest first.
    pub async fn list_messages(
        &mut self,
        workspace: WorkspaceId,
        filter: &MessageFilter,
        page: &PageRequest,
    ) -> Result<Page<MessageRecord>, StoreError> {
        let mut query = narrowed(Query::start(COLUMNS).arg(workspace), filter);
        if let Some(after) = &page.after {
            query = query
                .sql(" AND (received_at, id) < (")
                .arg(after.key)
                .sql(", ")
                .arg(&after.id)
                .sql(")");
        }
        let query = query
            .sql(" ORDER BY received_at DESC, id DESC LIMIT ")
            .arg(page.limit + 1);
        let mut rows = Vec::new();
        for row in self.all(query).await? {
            let message = read(row)?;
            let key = message.received_at.as_micros();
            rows.push((
                Cursor {
                    order: ORDER,
                    key,
                    id: message.id.to_string(),
                },
                message,
            ));
        }
        let mut found = Page::of(rows, page.limit);
        if page.is_counted {
            found.total = Some(self.count_messages(workspace, filter).await?);
        }
        Ok(found)
    }

    async fn count_messages(
        &mut self,
        workspace: WorkspaceId,
        filter: &MessageFilter,
    ) -> Result<u64, StoreError> {
        let query = Query::start("SELECT COUNT(*) FROM (SELECT 1 FROM messages WHERE workspace = ")
            .arg(workspace);
        let query = narrowed(query, filter)
            .sql(" LIMIT ")
            .arg(MAX_COUNT)
            .sql(") counted");
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }

    /// The files of several messages.
    pub async fn attachments(
        &mut self,
        workspace: WorkspaceId,
        messages: &[MessageId],
    ) -> Result<HashMap<MessageId, Vec<AttachmentRecord>>, StoreError> {
        let mut found: HashMap<MessageId, Vec<AttachmentRecord>> = HashMap::new();
        for batch in messages.chunks(200) {
            let query = Query::start(
                "SELECT message, id, name_part, mime, size FROM attachments WHERE workspace = ",
            )
            .arg(workspace)
            .sql(" AND message IN ")
            .list(batch)
            .sql(" ORDER BY message, id");
            for mut row in self.all(query).await? {
                let message: MessageId = row.take()?;
                let file = AttachmentRecord {
                    id: row.take()?,
                    name: row.take()?,
                    mime: row.take()?,
                    size: row.take()?,
                };
                found.entry(message).or_default().push(file);
            }
        }
        Ok(found)
    }
}

fn narrowed(query: Query, filter: &MessageFilter) -> Query {
    let mut query = query;
    if let Some(ids) = &filter.ids {
        query = query.sql(" AND id IN ").list(ids);
    }
    if !filter.state.is_empty() {
        query = query.sql(" AND state IN ").list(&filter.state);
    }
    query
}
