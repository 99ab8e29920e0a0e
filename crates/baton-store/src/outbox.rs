//! What a channel without a callback has sent: kept in order until its owner comes for it.
//!
//! Reading changes nothing, and nothing is ever taken out: a program that lost its place reads again.

use baton_domain::id::{ChannelId, MessageId, PartId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// The counter that numbers what lies ready. Whoever takes a number holds the counter until the
/// commit, so that no reader sees a number before a smaller one.
const COUNTER: &str = "outbox";

/// A message that lies ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ready {
    /// Its place: rising, not without gaps.
    pub number: u64,
    /// The message.
    pub message: MessageId,
    /// The part that is exactly what was authorised.
    pub content: Option<PartId>,
    /// The part that holds the owner's id of the thread.
    pub thread: Option<PartId>,
}

impl Tx {
    /// Lays a message ready. Doing so twice is doing so once.
    pub async fn lay_ready(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<(), StoreError> {
        let number = self.take_numbers(workspace, COUNTER, 1).await?;
        self.exec(Query::new(
            "INSERT INTO outbox (workspace, channel, number, message) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (workspace, message) DO NOTHING",
            args![workspace, channel, number, message],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    /// What lies ready on a channel after a place, oldest first.
    pub async fn ready(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Ready>, StoreError> {
        let query = Query::new(
            "SELECT o.number, o.message, m.text_part, c.thread_part FROM outbox o \
             JOIN messages m ON m.workspace = o.workspace AND m.id = o.message \
             LEFT JOIN conversations c ON c.workspace = m.workspace AND c.id = m.conversation \
             WHERE o.workspace = $1 AND o.channel = $2 AND o.number > $3 \
             ORDER BY o.number LIMIT $4",
            args![workspace, channel, after, limit],
        );
        self.all(query)
            .await?
            .into_iter()
            .map(|mut row| {
                Ok(Ready {
                    number: row.take()?,
                    message: row.take()?,
                    content: row.take()?,
                    thread: row.take()?,
                })
            })
            .collect()
    }
}
