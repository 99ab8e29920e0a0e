//! Counters that hand out numbers in blocks.

use baton_domain::id::WorkspaceId;

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Query;

/// The first number a counter gives out.
const FIRST: u64 = 1001;

impl Tx {
    /// Takes `count` consecutive numbers of a workspace's counter and gives the first.
    pub async fn take_numbers(
        &mut self,
        workspace: WorkspaceId,
        counter: &'static str,
        count: u64,
    ) -> Result<u64, StoreError> {
        let mut row = self
            .opt(Query::new(
                "INSERT INTO counters (workspace, name, next) VALUES ($1, $2, $3) \
                 ON CONFLICT (workspace, name) DO UPDATE SET next = counters.next + $4 \
                 RETURNING next",
                args![workspace, counter, FIRST + count, count],
            ))
            .await?
            .ok_or_else(|| StoreError::Record(format!("the counter {counter} is gone")))?;
        Ok(row.take::<u64>()? - count)
    }
}
