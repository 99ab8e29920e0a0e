//! Whether rows and leaves are a bijection, and every checkpoint is over exactly these leaves.

use std::collections::VecDeque;
use std::fmt;

use baton_domain::id::WorkspaceId;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::tree::Frontier;

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// Rows read at a time.
const PAGE: u64 = 1_000;
/// Faults told of one workspace; one is enough to know.
const MAX_FAULTS: usize = 100;

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogReport {
    /// Leaves whose bytes were hashed again.
    pub leaves: u64,
    /// Checkpoints whose roots were computed again.
    pub checkpoints: u64,
    /// What is wrong, at most a hundred of it.
    pub faults: Vec<LogFault>,
}

/// Something that is wrong with a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFault {
    /// A position is missing.
    Gap {
        /// Which.
        position: u64,
    },
    /// The event at a position is missing, or its bytes are not those that were placed.
    Leaf {
        /// Which.
        position: u64,
    },
    /// A checkpoint's root is not that of the leaves before it.
    Root {
        /// How many leaves it covers.
        size: u64,
    },
    /// Events have no position, and none waits to be given.
    Unplaced {
        /// How many.
        events: u64,
    },
}

impl fmt::Display for LogFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap { position } => write!(f, "position {position} is missing"),
            Self::Leaf { position } => write!(
                f,
                "the event at position {position} is not the one that was placed there"
            ),
            Self::Root { size } => write!(
                f,
                "the checkpoint over {size} events is not over these events"
            ),
            Self::Unplaced { events } => write!(f, "{events} events have no position"),
        }
    }
}

impl LogReport {
    fn add(&mut self, fault: LogFault) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(fault);
        }
    }
}

/// A row of the log: its position, the hash that was placed, and the event's bytes.
struct Placed {
    position: u64,
    hash: Hash,
    leaf: Option<Vec<u8>>,
}

impl Reader {
    /// Computes a workspace's log again from its events and compares.
    pub async fn audit_log(&mut self, workspace: WorkspaceId) -> Result<LogReport, StoreError> {
        let mut report = LogReport::default();
        let mut frontier = Frontier::new();
        let mut signed = VecDeque::new();
        loop {
            let placed = self.placed(workspace, report.leaves).await?;
            if placed.is_empty() {
                break;
            }
            for row in placed {
                if row.position != report.leaves {
                    // From here on no root can be right.
                    let position = report.leaves;
                    report.add(LogFault::Gap { position });
                    return Ok(report);
                }
                if signed.is_empty() {
                    signed.extend(self.signed(workspace, row.position).await?);
                }
                take(&mut report, &mut frontier, &row);
                compare(&mut report, &frontier, &mut signed);
            }
        }
        let events = self.forgotten(workspace).await?;
        if events > 0 {
            report.add(LogFault::Unplaced { events });
        }
        Ok(report)
    }

    /// Positions from one on.
    async fn placed(
        &mut self,
        workspace: WorkspaceId,
        from: u64,
    ) -> Result<Vec<Placed>, StoreError> {
        let query = Query::new(
            "SELECT p.position, p.leaf_hash, e.leaf FROM positions p LEFT JOIN events e \
             ON e.workspace = p.workspace AND e.stream = p.stream AND e.stream_seq = p.stream_seq \
             WHERE p.workspace = $1 AND p.position >= $2 ORDER BY p.position LIMIT $3",
            args![workspace, from, PAGE],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| {
                Ok(Placed {
                    position: row.take()?,
                    hash: Hash::from_bytes(row.take()?),
                    leaf: row.take()?,
                })
            })
            .collect()
    }

    /// The next checkpoints over more than so many leaves.
    async fn signed(
        &mut self,
        workspace: WorkspaceId,
        over: u64,
    ) -> Result<Vec<(u64, Hash)>, StoreError> {
        let query = Query::new(
            "SELECT size, root FROM checkpoints WHERE workspace = $1 AND size > $2 \
             ORDER BY size LIMIT $3",
            args![workspace, over, PAGE],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| Ok((row.take()?, Hash::from_bytes(row.take()?))))
            .collect()
    }

    /// How many events have no position and do not wait for one.
    async fn forgotten(&mut self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let query = Query::new(
            "SELECT COUNT(*) FROM events e LEFT JOIN positions p ON p.workspace = e.workspace \
             AND p.stream = e.stream AND p.stream_seq = e.stream_seq \
             LEFT JOIN unplaced u ON u.workspace = e.workspace AND u.stream = e.stream \
             AND u.stream_seq = e.stream_seq \
             WHERE e.workspace = $1 AND p.position IS NULL AND u.ord IS NULL",
            args![workspace],
        );
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }
}

/// Takes a leaf into the tree.
fn take(report: &mut LogReport, frontier: &mut Frontier, row: &Placed) {
    if row.leaf.as_ref().map(|leaf| leaf_hash(leaf)) != Some(row.hash) {
        let position = row.position;
        report.add(LogFault::Leaf { position });
    }
    frontier.append(row.hash, |_, _| {});
    report.leaves += 1;
}

/// Compares the checkpoint over exactly these leaves, if there is one.
fn compare(report: &mut LogReport, frontier: &Frontier, signed: &mut VecDeque<(u64, Hash)>) {
    let size = report.leaves;
    while let Some((_, root)) = signed.pop_front_if(|(covered, _)| *covered <= size) {
        report.checkpoints += 1;
        if root != frontier.root() {
            report.add(LogFault::Root { size });
        }
    }
}
