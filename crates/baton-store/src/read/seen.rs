//! What a teammate has seen of a case. Theirs alone: no read model, no event.

use baton_domain::id::{CaseId, TeammateId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Query;

impl Tx {
    /// Remembers how far a teammate has seen a case; never less than before.
    pub async fn mark_seen(
        &mut self,
        workspace: WorkspaceId,
        teammate: TeammateId,
        case: CaseId,
        sequence: u64,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO seen (workspace, teammate, case_id, sequence) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (workspace, teammate, case_id) DO UPDATE \
             SET sequence = excluded.sequence WHERE seen.sequence < excluded.sequence",
            args![workspace, teammate, case, sequence],
        ))
        .await
        .map(drop)
    }
}
