//! Which case something belongs to.

use baton_domain::id::{ActionId, CaseId, DraftId, ReviewId, WorkspaceId};
use baton_domain::review::Reviewed;

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::{Query, Row};

impl Reader {
    /// The case of a draft.
    pub async fn case_of_draft(
        &mut self,
        workspace: WorkspaceId,
        id: DraftId,
    ) -> Result<Option<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT case_id FROM drafts WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// The case of an action.
    pub async fn case_of_action(
        &mut self,
        workspace: WorkspaceId,
        id: ActionId,
    ) -> Result<Option<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT case_id FROM actions WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// The case of a review, and what it decides.
    pub async fn review(
        &mut self,
        workspace: WorkspaceId,
        id: ReviewId,
    ) -> Result<Option<(CaseId, Reviewed)>, StoreError> {
        let query = Query::new(
            "SELECT case_id, draft, action FROM reviews WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        Ok(Some((row.take()?, reviewed(&mut row)?)))
    }
}

/// What a review decides, from its next two columns.
pub(super) fn reviewed(row: &mut Row) -> Result<Reviewed, StoreError> {
    let (draft, action) = (row.take()?, row.take()?);
    match (draft, action) {
        (Some(draft), None) => Ok(Reviewed::Draft(draft)),
        (None, Some(action)) => Ok(Reviewed::Action(action)),
        (Some(_), Some(_)) | (None, None) => {
            Err(StoreError::Record("a review of nothing, or of two".into()))
        }
    }
}
