//! Figures about the whole installation, for operators: counts and ages, no content and no tenant.
//!
//! Each is read by an index over what is unfinished, so asking costs the same however much has been
//! done before.

use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::job::Queue;
use crate::tx::Reader;
use crate::value::Query;

/// The jobs of one queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueFigures {
    /// Which queue.
    pub queue: Queue,
    /// Due and not taken yet, their lane's turn or not.
    pub due: u64,
    /// Since when the oldest of them is due.
    pub due_since: Option<Timestamp>,
    /// Held by a worker.
    pub running: u64,
    /// Failed, to be tried again.
    pub retrying: u64,
    /// Given up.
    pub dead: u64,
}

/// What is unfinished in the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Every queue's jobs.
    pub queues: Vec<QueueFigures>,
    /// Lanes whose first job failed and waits to be tried again.
    pub blocked_lanes: u64,
    /// Outgoing messages by the states in which something is open: `queued`, `sending`, `failed`,
    /// `unknown`.
    pub outgoing: Vec<(&'static str, u64)>,
    /// Deliveries that could not be understood.
    pub dead_letters: u64,
    /// Committed events without a position.
    pub unplaced: u64,
    /// Events under no checkpoint yet.
    pub uncovered: u64,
    /// When the oldest of those happened.
    pub uncovered_since: Option<Timestamp>,
}

/// The states of outgoing messages that an operator looks at.
const OUTGOING: [&str; 4] = ["queued", "sending", "failed", "unknown"];

impl Reader {
    /// What is unfinished in the installation.
    pub async fn figures(&mut self, now: Timestamp) -> Result<Figures, StoreError> {
        let mut queues = Vec::new();
        for queue in Queue::ALL {
            queues.push(self.queue_figures(queue, now).await?);
        }
        let mut outgoing = Vec::new();
        for state in OUTGOING {
            outgoing.push((state, self.messages_in(state, "outbound").await?));
        }
        let blocked = Query::new(
            "SELECT COUNT(DISTINCT lane) FROM jobs WHERE state = 'ready' AND attempt > 0 \
             AND run_at > $1",
            args![now],
        );
        let (uncovered, uncovered_since) = self.uncovered().await?;
        Ok(Figures {
            queues,
            blocked_lanes: self.number(blocked).await?,
            outgoing,
            dead_letters: self.messages_in("dead", "inbound").await?,
            unplaced: self
                .number(Query::new("SELECT COUNT(*) FROM unplaced", args![]))
                .await?,
            uncovered,
            uncovered_since,
        })
    }

    async fn queue_figures(
        &mut self,
        queue: Queue,
        now: Timestamp,
    ) -> Result<QueueFigures, StoreError> {
        let due = Query::new(
            "SELECT COUNT(*), MIN(j.run_at) FROM workspaces w JOIN jobs j ON j.workspace = w.id \
             AND j.queue = $1 AND j.state = 'ready' AND j.run_at <= $2",
            args![queue.as_str(), now],
        );
        let (due, due_since) = match self.opt(due).await? {
            Some(mut row) => (row.take()?, row.take()?),
            None => (0, None),
        };
        let name = args![queue.as_str()];
        let mut count = async |text| self.number(Query::new(text, name.clone())).await;
        Ok(QueueFigures {
            queue,
            due,
            due_since,
            running: count(
                "SELECT COUNT(*) FROM jobs WHERE state = 'running' AND held_until > 0 \
                 AND queue = $1",
            )
            .await?,
            retrying: count(
                "SELECT COUNT(*) FROM jobs WHERE state = 'ready' AND attempt > 0 AND queue = $1",
            )
            .await?,
            dead: count("SELECT COUNT(*) FROM jobs WHERE state = 'dead' AND queue = $1").await?,
        })
    }

    async fn messages_in(
        &mut self,
        state: &'static str,
        direction: &'static str,
    ) -> Result<u64, StoreError> {
        self.number(Query::new(
            "SELECT COUNT(*) FROM workspaces w JOIN messages m ON m.workspace = w.id \
             AND m.state = $1 WHERE m.direction = $2",
            args![state, direction],
        ))
        .await
    }

    /// How many events no checkpoint covers, and when the oldest of them happened.
    async fn uncovered(&mut self) -> Result<(u64, Option<Timestamp>), StoreError> {
        let (mut count, mut since) = (0, None::<Timestamp>);
        for workspace in self.workspaces().await? {
            let covered = self
                .stored_checkpoint(workspace.id, None)
                .await?
                .map_or(0, |last| last.size);
            count += self.log_size(workspace.id).await?.saturating_sub(covered);
            let oldest = self.log(workspace.id, covered, 1).await?;
            let at = oldest.first().map(|event| event.envelope.at);
            since = since.into_iter().chain(at).min();
        }
        Ok((count, since))
    }

    async fn number(&mut self, query: Query) -> Result<u64, StoreError> {
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }
}
