//! How much money actions have let go.

use baton_domain::action::Spent;
use baton_domain::actor::Actor;
use baton_domain::id::{ContactId, WorkspaceId};
use baton_domain::money::Currency;
use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::project::actor_word;
use crate::tx::Tx;
use crate::value::Query;

/// Whose sums are asked for.
#[derive(Debug, Clone, Copy)]
pub struct SpentBy {
    /// In which workspace.
    pub workspace: WorkspaceId,
    /// Who asks for it.
    pub person: Actor,
    /// For whom.
    pub customer: Option<ContactId>,
    /// In which currency: others are not counted.
    pub currency: Currency,
}

impl Tx {
    /// What was let go already: approved, on its way, done, or nobody knows.
    ///
    /// Until this unit ends no other unit of the workspace gets an answer, so that two approvals at
    /// once cannot both stay below a limit.
    pub async fn spent(&mut self, by: SpentBy, now: Timestamp) -> Result<Spent, StoreError> {
        self.take_numbers(by.workspace, "action", 1).await?;
        let query = Query::new(
            "SELECT \
             CAST(COALESCE(SUM(CASE WHEN approved_at > $3 AND requested_by = $5 \
             THEN amount_minor ELSE 0 END), 0) AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN customer = $6 THEN amount_minor ELSE 0 END), 0) \
             AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN approved_at > $3 THEN amount_minor ELSE 0 END), 0) \
             AS BIGINT) \
             FROM actions WHERE workspace = $1 AND currency = $2 AND approved_at > $4 \
             AND status IN ('approved', 'running', 'done', 'unknown')",
            args![
                by.workspace,
                by.currency.to_string(),
                now.minus(Span::from_days(1)),
                now.minus(Span::from_days(30)),
                actor_word(&by.person),
                by.customer,
            ],
        );
        let mut row = self
            .opt(query)
            .await?
            .ok_or_else(|| StoreError::Record("a sum without a row".into()))?;
        Ok(Spent {
            person_day_minor: row.take()?,
            customer_month_minor: row.take()?,
            workspace_day_minor: row.take()?,
        })
    }
}
