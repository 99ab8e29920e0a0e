//! The reviews that wait for a decision.

use baton_domain::id::{CaseId, PartId, ReviewId, WorkspaceId};
use baton_domain::review::Reviewed;
use baton_domain::time::Timestamp;

use super::owner::reviewed;
use super::page::{Cursor, MAX_COUNT, Page, PageRequest};
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// The order of reviews: the oldest first.
const ORDER: char = 'r';

/// A review that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRecord {
    /// Its id.
    pub id: ReviewId,
    /// The case.
    pub case: CaseId,
    /// What is to be decided.
    pub about: Reviewed,
    /// The role its decider needs.
    pub role: String,
    /// Since when it waits.
    pub requested_at: Timestamp,
    /// What the requester says.
    pub comment: Option<PartId>,
}

impl Reader {
    /// One page of open reviews, oldest first.
    pub async fn open_reviews(
        &mut self,
        workspace: WorkspaceId,
        page: &PageRequest,
    ) -> Result<Page<ReviewRecord>, StoreError> {
        let mut query = Query::start(
            "SELECT id, case_id, draft, action, needed_role, requested_at, comment_part FROM reviews \
             WHERE status = 'open' AND workspace = ",
        )
        .arg(workspace);
        if let Some(after) = &page.after {
            query = query
                .sql(" AND (requested_at, id) > (")
                .arg(after.key)
                .sql(", ")
                .arg(&after.id)
                .sql(")");
        }
        let query = query
            .sql(" ORDER BY requested_at, id LIMIT ")
            .arg(page.limit + 1);
        let mut rows = Vec::new();
        for mut row in self.all(query).await? {
            let review = ReviewRecord {
                id: row.take()?,
                case: row.take()?,
                about: reviewed(&mut row)?,
                role: row.take()?,
                requested_at: row.take()?,
                comment: row.take()?,
            };
            let cursor = Cursor {
                order: ORDER,
                key: review.requested_at.as_micros(),
                id: review.id.to_string(),
            };
            rows.push((cursor, review));
        }
        let mut found = Page::of(rows, page.limit);
        if page.is_counted {
            found.total = Some(self.counts(workspace).await?.reviews.min(MAX_COUNT));
        }
        Ok(found)
    }
}
