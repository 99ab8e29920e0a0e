//! Which case something belongs to.

use baton_domain::id::{ActionId, CaseId, DraftId, ReviewId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

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

    /// The case of a review.
    pub async fn case_of_review(
        &mut self,
        workspace: WorkspaceId,
        id: ReviewId,
    ) -> Result<Option<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT case_id FROM reviews WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// The draft that a review is about.
    pub async fn draft_of_review(
        &mut self,
        workspace: WorkspaceId,
        id: ReviewId,
    ) -> Result<Option<DraftId>, StoreError> {
        let query = Query::new(
            "SELECT draft FROM reviews WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        let row = self.opt(query).await?;
        Ok(row.map(|mut row| row.take()).transpose()?.flatten())
    }
}
