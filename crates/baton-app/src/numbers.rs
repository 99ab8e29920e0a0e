//! Case numbers: unique in a workspace, rising on each node, taken in blocks (docs/adr/0003).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use baton_domain::id::WorkspaceId;
use baton_store::{Db, StoreError};

/// Numbers taken from the database at a time.
const BLOCK: u64 = 64;

/// The blocks this node has taken and not used up. A restart leaves a gap.
#[derive(Default)]
pub(crate) struct CaseNumbers(Mutex<HashMap<WorkspaceId, Range<u64>>>);

impl CaseNumbers {
    /// The next number. Taken before the unit that uses it, which may leave a gap.
    pub(crate) async fn next(&self, db: &Db, workspace: WorkspaceId) -> Result<u64, StoreError> {
        if let Some(number) = self.left_over(workspace) {
            return Ok(number);
        }
        let first = db
            .write(move |tx| Box::pin(tx.take_numbers(workspace, "case", BLOCK)))
            .await?;
        self.blocks().insert(workspace, first + 1..first + BLOCK);
        Ok(first)
    }

    fn left_over(&self, workspace: WorkspaceId) -> Option<u64> {
        self.blocks().get_mut(&workspace)?.next()
    }

    fn blocks(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, Range<u64>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
