//! The numbers beside the lists.

use baton_domain::id::WorkspaceId;

use super::page::MAX_COUNT;
use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// How much there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// Open cases by the name of their next mover.
    pub by_next_mover: Vec<(String, u64)>,
    /// Reviews that wait for a decision.
    pub reviews: u64,
    /// Messages that could not be read.
    pub dead: u64,
}

impl Reader {
    /// How much there is to do in a workspace; each number at most 10,000 but those of the movers.
    pub async fn counts(&mut self, workspace: WorkspaceId) -> Result<Counts, StoreError> {
        let query = Query::new(
            "SELECT next_mover, COUNT(*) FROM cases WHERE workspace = $1 \
             AND next_mover IS NOT NULL AND status = 'open' GROUP BY next_mover ORDER BY next_mover",
            args![workspace],
        );
        let rows = self.all(query).await?;
        let by_next_mover = rows
            .into_iter()
            .map(|mut row| Ok((row.take()?, row.take()?)))
            .collect::<Result<_, StoreError>>()?;
        Ok(Counts {
            by_next_mover,
            reviews: self
                .up_to(
                    workspace,
                    "SELECT 1 FROM reviews WHERE status = 'open' AND workspace = ",
                )
                .await?,
            dead: self
                .up_to(
                    workspace,
                    "SELECT 1 FROM messages WHERE state = 'dead' AND workspace = ",
                )
                .await?,
        })
    }

    async fn up_to(
        &mut self,
        workspace: WorkspaceId,
        rows: &'static str,
    ) -> Result<u64, StoreError> {
        let query = Query::start("SELECT COUNT(*) FROM (")
            .sql(rows)
            .arg(workspace)
            .sql(" LIMIT ")
            .arg(MAX_COUNT)
            .sql(") counted");
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }
}
