//! The numbers that were named in a case: of orders, of parcels.

use baton_domain::id::{CaseId, PartId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

impl Reader {
    /// Whether somebody outside named this number in the case.
    pub async fn is_named_in(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        kind: &str,
        digest: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT 1 FROM case_entities WHERE workspace = $1 AND kind = $2 AND digest = $3 \
             AND case_id = $4",
            args![workspace, kind, digest, case],
        );
        Ok(self.opt(query).await?.is_some())
    }

    /// The texts in which numbers of a kind were named in the case, the latest first.
    pub async fn named_in(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        kind: &str,
    ) -> Result<Vec<PartId>, StoreError> {
        let query = Query::new(
            "SELECT DISTINCT part FROM case_entities \
             WHERE workspace = $1 AND case_id = $2 AND kind = $3 ORDER BY part DESC",
            args![workspace, case, kind],
        );
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }
}
