//! The conversations that a case uses, with their channels.

use baton_domain::id::{CaseId, ChannelId, ConversationId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// A conversation of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseConversation {
    /// Its id.
    pub id: ConversationId,
    /// The surface it is on.
    pub channel: ChannelId,
    /// What kind of surface that is.
    pub channel_kind: String,
    /// The name people see.
    pub channel_name: String,
}

impl Reader {
    /// The conversations that a case uses, oldest first.
    pub async fn case_conversations(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
    ) -> Result<Vec<CaseConversation>, StoreError> {
        let query = Query::new(
            "SELECT v.id, v.channel, n.kind, n.name FROM case_channels l \
             JOIN conversations v ON v.workspace = l.workspace AND v.id = l.conversation \
             JOIN channels n ON n.workspace = v.workspace AND n.id = v.channel \
             WHERE l.workspace = $1 AND l.case_id = $2 ORDER BY v.created_at, v.id",
            args![workspace, case],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(CaseConversation {
                    id: row.take()?,
                    channel: row.take()?,
                    channel_kind: row.take()?,
                    channel_name: row.take()?,
                })
            })
            .collect()
    }
}
