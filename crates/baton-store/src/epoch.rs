//! Epochs: where every stream of the log ends, committed in the log itself.
//!
//! With each checkpoint the completeness map is brought up to the leaves that it covers, and an event
//! in the log's own stream names its root. Pages of the map are kept as they were at each epoch, so
//! that a proof for any epoch can be made again later. The epoch's own event comes after what it
//! covers; alone it starts no other epoch.

mod check;

use std::collections::BTreeMap;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::EpochClosed;
use baton_domain::id::WorkspaceId;
use baton_domain::part::Commitment;
use baton_domain::time::Timestamp;
use baton_ledger::hash::Hash;
use baton_ledger::map::{Entry, MapProof, Page, Pages, key};

use crate::args;
use crate::error::StoreError;
use crate::event::{Stamp, Stream};
use crate::tx::{Reader, Tx};
use crate::value::Query;

pub use check::check;

/// Pages read or written in one statement.
const PAGES_AT_ONCE: usize = 100;

/// An epoch that has its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEpoch {
    /// Its map is over the first so many leaves.
    pub size: u64,
    /// The position of its event.
    pub position: u64,
    /// The bytes of its event.
    pub leaf: Vec<u8>,
}

/// The ends of streams, by their names.
type Ends = BTreeMap<String, (u64, Hash)>;

/// Brings the map up to the first `size` leaves and records that, unless only epochs have come.
pub(crate) async fn close(
    tx: &mut Tx,
    workspace: WorkspaceId,
    size: u64,
    at: Timestamp,
) -> Result<(), StoreError> {
    let from = tx.mapped(workspace).await?;
    let ends = tx.ends(workspace, from, size).await?;
    let log = Stream::log();
    if ends.keys().all(|stream| stream == log.as_str()) {
        return Ok(());
    }
    let entries = entries(&ends);
    let mut pages = Pages::default();
    tx.load(workspace, &mut pages, &entries, size).await?;
    pages.put(entries);
    tx.keep(workspace, &mut pages, size).await?;
    let stamp = Stamp {
        workspace,
        at,
        actor: Actor::System,
    };
    let closed = Event::EpochClosed(EpochClosed {
        size,
        map: Commitment::from_bytes(*pages.root().as_bytes()),
    });
    let head = tx.append(&stamp, &log, &[closed]).await?;
    tx.exec(Query::new(
        "INSERT INTO epochs (workspace, size, stream_seq) VALUES ($1, $2, $3)",
        args![workspace, size, head.seq],
    ))
    .await?;
    Ok(())
}

fn entries(ends: &Ends) -> Vec<Entry> {
    ends.iter()
        .map(|(stream, (seq, hash))| Entry::of(stream, *seq, *hash))
        .collect()
}

impl Tx {
    /// Keeps the pages that were changed, as they are at this size.
    async fn keep(
        &mut self,
        workspace: WorkspaceId,
        pages: &mut Pages,
        size: u64,
    ) -> Result<(), StoreError> {
        let changed = pages.take_changed();
        for some in changed.chunks(PAGES_AT_ONCE) {
            let mut query =
                Query::start("INSERT INTO map_pages (workspace, name, size, page) VALUES ");
            for (number, (name, page)) in some.iter().enumerate() {
                query = query
                    .sql(if number == 0 { "(" } else { ", (" })
                    .arg(workspace)
                    .sql(", ")
                    .arg(name.as_str())
                    .sql(", ")
                    .arg(size)
                    .sql(", ")
                    .arg(page.encode())
                    .sql(")");
            }
            self.exec(query).await?;
        }
        Ok(())
    }
}

impl Reader {
    /// How many leaves the map covers.
    async fn mapped(&mut self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let query = Query::new(
            "SELECT COALESCE(MAX(size), 0) FROM epochs WHERE workspace = $1",
            args![workspace],
        );
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }

    /// The last event of each stream that has any among these positions.
    async fn ends(
        &mut self,
        workspace: WorkspaceId,
        from: u64,
        to: u64,
    ) -> Result<Ends, StoreError> {
        let query = Query::new(
            "SELECT stream, stream_seq, leaf_hash FROM positions \
             WHERE workspace = $1 AND position >= $2 AND position < $3",
            args![workspace, from, to],
        );
        let mut ends = Ends::new();
        for mut row in self.all(query).await? {
            let (stream, seq): (String, u64) = (row.take()?, row.take()?);
            let end = (seq, Hash::from_bytes(row.take()?));
            let known = ends.entry(stream).or_insert(end);
            if known.0 < seq {
                *known = end;
            }
        }
        Ok(ends)
    }

    /// Loads the pages on the ways of these entries, as they were at this size.
    async fn load(
        &mut self,
        workspace: WorkspaceId,
        pages: &mut Pages,
        entries: &[Entry],
        size: u64,
    ) -> Result<(), StoreError> {
        loop {
            let missing = pages.missing(entries.iter().map(|entry| &entry.key));
            if missing.is_empty() {
                return Ok(());
            }
            let missing: Vec<_> = missing.into_iter().collect();
            let mut is_found = false;
            for names in missing.chunks(PAGES_AT_ONCE) {
                for (name, page) in self.pages(workspace, names, size).await? {
                    is_found = true;
                    pages.load(name, page);
                }
            }
            match (is_found, missing.first()) {
                (true, _) => {}
                // The map has no entries yet.
                (false, Some(first)) if first.is_empty() => {
                    pages.load(String::new(), Page::default());
                }
                (false, _) => return Err(incomplete()),
            }
        }
    }

    async fn pages(
        &mut self,
        workspace: WorkspaceId,
        names: &[String],
        size: u64,
    ) -> Result<Vec<(String, Page)>, StoreError> {
        // From the names, each looked up alone: from the pages, all their ages would be walked.
        let mut query = Query::start("WITH wanted (name) AS (VALUES ");
        for (number, name) in names.iter().enumerate() {
            query = query
                .sql(if number == 0 { "(" } else { ", (" })
                .arg(name.as_str())
                .sql(")");
        }
        let query = query
            .sql(") SELECT w.name, m.page FROM wanted w JOIN map_pages m ON m.workspace = ")
            .arg(workspace)
            .sql(
                " AND m.name = w.name AND m.size = (SELECT MAX(n.size) FROM map_pages n \
                 WHERE n.workspace = m.workspace AND n.name = w.name AND n.size <= ",
            )
            .arg(size)
            .sql(")");
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| {
                let (name, page): (String, Vec<u8>) = (row.take()?, row.take()?);
                let page = Page::decode(&page)
                    .map_err(|error| StoreError::Record(format!("page {name}: {error}")))?;
                Ok((name, page))
            })
            .collect()
    }

    /// What the map of an epoch, named by its size, says about a stream.
    ///
    /// # Errors
    /// [`StoreError::Record`] if the map lacks a page that it must have.
    pub async fn map_proof(
        &mut self,
        workspace: WorkspaceId,
        stream: &str,
        size: u64,
    ) -> Result<MapProof, StoreError> {
        let mut pages = Pages::default();
        let asked = Entry::of(stream, 0, Hash::EMPTY_ROOT);
        self.load(workspace, &mut pages, &[asked], size).await?;
        pages.prove(&key(stream)).ok_or_else(incomplete)
    }

    /// The first epoch over at least `size` leaves, once it has its place in the log.
    pub async fn epoch_over(
        &mut self,
        workspace: WorkspaceId,
        size: u64,
    ) -> Result<Option<StoredEpoch>, StoreError> {
        let query = epochs(workspace)
            .sql(" AND c.size >= ")
            .arg(size)
            .sql(" ORDER BY c.size LIMIT 1");
        self.epoch(query).await
    }

    /// The last epoch whose event is among the first `size` leaves.
    pub async fn epoch_under(
        &mut self,
        workspace: WorkspaceId,
        size: u64,
    ) -> Result<Option<StoredEpoch>, StoreError> {
        // An epoch stands after what it covers: a larger one cannot be under the checkpoint.
        let query = epochs(workspace)
            .sql(" AND c.size < ")
            .arg(size)
            .sql(" AND p.position < ")
            .arg(size)
            .sql(" ORDER BY c.size DESC LIMIT 1");
        self.epoch(query).await
    }

    async fn epoch(&mut self, query: Query) -> Result<Option<StoredEpoch>, StoreError> {
        self.opt(query)
            .await?
            .map(|mut row| {
                Ok(StoredEpoch {
                    size: row.take()?,
                    position: row.take()?,
                    leaf: row.take()?,
                })
            })
            .transpose()
    }
}

/// The placed epochs of a workspace.
fn epochs(workspace: WorkspaceId) -> Query {
    Query::start(
        "SELECT c.size, p.position, e.leaf FROM epochs c \
         JOIN positions p ON p.workspace = c.workspace AND p.stream = 'log' \
         AND p.stream_seq = c.stream_seq \
         JOIN events e ON e.workspace = c.workspace AND e.stream = 'log' \
         AND e.stream_seq = c.stream_seq WHERE c.workspace = ",
    )
    .arg(workspace)
}

fn incomplete() -> StoreError {
    StoreError::Record("the completeness map lacks a page; run `baton doctor --rebuild`".into())
}
