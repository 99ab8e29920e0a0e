//! `SQLite`: one writer thread that commits in groups, and a few reader threads.
//!
//! The writer lends its connection to one unit at a time inside a savepoint. It commits when no
//! unit waits, at [`MAX_GROUP`] units, or after [`MAX_GROUP_TIME`]; one disk sync then serves the
//! whole group. A unit that fails rolls back alone; if the COMMIT fails, every unit of it fails.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use baton_domain::id::WorkspaceId;
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Durability, Signals, UNIT_DEADLINE, UnitFuture, WriterFigures};
use crate::error::{StoreError, UnitError};
use crate::journal::{Appended, Document, Journal};
use crate::random::IdSource;
use crate::tx::{Connection, Reader, Tx};

/// Most units in one commit.
const MAX_GROUP: usize = 64;
/// Longest time a unit waits for others to join its commit.
const MAX_GROUP_TIME: Duration = Duration::from_millis(2);
/// How long emptying the journal waits for readers of older states: longer than any read takes.
const EMPTY_PATIENCE: Duration = Duration::from_secs(5);
/// Reader threads, and as many connections for reads without one.
const READERS: usize = 3;
/// Memory that the writer keeps pages in, in KiB; taken as it is needed.
const WRITER_CACHE_KIB: u32 = 32 * 1_024;
/// Memory that each reader keeps pages in, in KiB; taken as it is needed.
const READER_CACHE_KIB: u32 = 8 * 1_024;
/// Pages of the write-ahead log before they are copied into the file: 32 MiB. A page that changes
/// with every message is copied once for all of them.
const CHECKPOINT_PAGES: u32 = 8_192;
/// The name of the database file in its folder.
pub(crate) const FILE: &str = "baton.db";

pub(super) struct Engine {
    writer: mpsc::Sender<Box<dyn Unit>>,
    readers: mpsc::Sender<ReadTask>,
    /// Connections for reads that are over before a thread would have woken up.
    at_hand: Mutex<Vec<Connection>>,
    figures: Arc<Figures>,
    file: PathBuf,
}

#[derive(Default)]
struct Figures {
    queued: AtomicU64,
    commits: AtomicU64,
    units: AtomicU64,
}

type ReadTask = Box<dyn FnOnce(Connection) -> Connection + Send>;

/// A write unit whose types are forgotten: it runs, and later learns whether it was committed.
trait Unit: Send {
    /// Runs inside a savepoint; tells whether to keep what it did.
    fn run(&mut self, tx: &mut Tx) -> bool;
    /// Hands the result to whoever waits.
    fn finish(self: Box<Self>, committed: Result<(), StoreError>);
}

struct TypedUnit<T, E, F> {
    body: Arc<F>,
    result: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Unit for TypedUnit<T, E, F>
where
    T: Send + 'static,
    E: UnitError,
    F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
{
    fn run(&mut self, tx: &mut Tx) -> bool {
        let result = poll_once((self.body)(tx));
        let is_kept = result.is_ok();
        self.result = Some(result);
        is_kept
    }

    fn finish(self: Box<Self>, committed: Result<(), StoreError>) {
        let result = match (self.result, committed) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Ok(_)), Err(error)) => Err(error.into()),
            (Some(Err(error)), _) => Err(error),
            (None, _) => Err(StoreError::Statement("a write unit panicked".into()).into()),
        };
        // Nobody waits any more when the caller was cancelled; the unit is kept all the same.
        drop(self.answer.send(result));
    }
}

/// Runs a future that awaits nothing but a `SQLite` connection, and so completes at once.
fn poll_once<T, E: From<StoreError>>(mut future: UnitFuture<'_, T, E>) -> Result<T, E> {
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(result) => result,
        Poll::Pending => {
            Err(StoreError::Statement("a unit awaited something else than its tx".into()).into())
        }
    }
}

impl Engine {
    pub(super) fn open(
        folder: &Path,
        durability: Durability,
        ids: IdSource,
        signals: Signals,
    ) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|error| {
            StoreError::Configuration(format!(
                "cannot create the data folder {}: {error}; choose another with --data",
                folder.display()
            ))
        })?;
        let file = folder.join(FILE);
        let figures = Arc::new(Figures::default());
        let connection = connect(&file, durability, WRITER_CACHE_KIB)?;
        let (writer, waiting) = mpsc::channel();
        let writer_figures = Arc::clone(&figures);
        spawn("baton-writer", move || {
            Writer {
                signals,
                ids,
                figures: writer_figures,
                next: HashMap::new(),
            }
            .serve(connection, &waiting);
        })?;
        let (readers, tasks) = mpsc::channel::<ReadTask>();
        let tasks = Arc::new(Mutex::new(tasks));
        let mut at_hand = Vec::new();
        for _ in 0..READERS {
            at_hand.push(connect_reader(&file, durability)?);
            let mut connection = connect_reader(&file, durability)?;
            let tasks = Arc::clone(&tasks);
            spawn("baton-reader", move || {
                loop {
                    let task = tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(task) = task else { break };
                    connection = task(connection);
                }
            })?;
        }
        Ok(Self {
            writer,
            readers,
            at_hand: Mutex::new(at_hand),
            figures,
            file,
        })
    }

    /// Moves everything from the journal into the database and empties the journal: what was
    /// overwritten in the one is gone from the other too.
    pub(super) async fn empty_journal(&self) -> Result<(), StoreError> {
        let file = self.file.clone();
        let emptied = tokio::task::spawn_blocking(move || {
            let connection = rusqlite::Connection::open(file)?;
            connection.busy_timeout(EMPTY_PATIENCE)?;
            let text = "PRAGMA wal_checkpoint(TRUNCATE)";
            connection.query_row(text, [], |row| row.get::<_, i64>(0))
        });
        match emptied.await {
            Ok(Ok(0)) => Ok(()),
            Ok(Ok(_)) => Err(StoreError::Unavailable("the journal is in use".into())),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(StoreError::Statement(
                "emptying the journal panicked".into(),
            )),
        }
    }

    pub(super) async fn write<T, E, F>(&self, body: Arc<F>) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
    {
        let (answer, result) = oneshot::channel();
        self.figures.queued.fetch_add(1, Ordering::Relaxed);
        self.writer
            .send(Box::new(TypedUnit {
                body,
                result: None,
                answer,
            }))
            .map_err(|_| writer_gone())?;
        result.await.map_err(|_| writer_gone())?
    }

    pub(super) async fn read<T, E, F>(&self, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E> + Send + 'static,
    {
        let (answer, result) = oneshot::channel();
        let task: ReadTask = Box::new(move |connection| {
            let (connection, outcome) = run_read(connection, body);
            if let Some(outcome) = outcome {
                drop(answer.send(outcome));
            }
            connection
        });
        self.readers.send(task).map_err(|_| writer_gone())?;
        result.await.map_err(|_| reader_panicked())?
    }

    /// Reads on the calling thread, where a connection for it is at hand.
    pub(super) async fn peek<T, E, F>(&self, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E> + Send + 'static,
    {
        let Some(connection) = self.at_hand().pop() else {
            return self.read(body).await;
        };
        let (connection, outcome) = run_read(connection, body);
        self.at_hand().push(connection);
        outcome.unwrap_or_else(|| Err(reader_panicked().into()))
    }

    fn at_hand(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn figures(&self) -> WriterFigures {
        WriterFigures {
            queued: self.figures.queued.load(Ordering::Relaxed),
            commits: self.figures.commits.load(Ordering::Relaxed),
            units: self.figures.units.load(Ordering::Relaxed),
        }
    }
}

/// Runs one read in a transaction of its own; nothing comes back if it panicked.
fn run_read<T, E, F>(connection: Connection, body: F) -> (Connection, Option<Result<T, E>>)
where
    E: UnitError,
    F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E>,
{
    let mut reader = Reader::new(connection);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        reader.connection.control("BEGIN")?;
        poll_once(body(&mut reader))
    }));
    if let Err(error) = reader.connection.control("COMMIT") {
        tracing::debug!(%error, "a read ended without its transaction");
    }
    (reader.connection, outcome.ok())
}

fn reader_panicked() -> StoreError {
    StoreError::Statement("a reader panicked".into())
}

fn writer_gone() -> StoreError {
    StoreError::Unavailable("the database threads have stopped".into())
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<(), StoreError> {
    std::thread::Builder::new()
        .name(name.to_owned())
        .spawn(body)
        .map(drop)
        .map_err(|error| StoreError::Configuration(format!("cannot start a thread: {error}")))
}

fn connect(file: &Path, durability: Durability, cache_kib: u32) -> Result<Connection, StoreError> {
    let connection = rusqlite::Connection::open(file).map_err(|error| {
        StoreError::Configuration(format!("cannot open {}: {error}", file.display()))
    })?;
    connection.set_prepared_statement_cache_capacity(256);
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(match durability {
        Durability::Full => "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        Durability::Relaxed => "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;",
    })?;
    connection.execute_batch(&format!(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
         PRAGMA cache_size = -{cache_kib}; PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES};",
    ))?;
    Ok(Connection::Sqlite(Box::new(connection)))
}

fn connect_reader(file: &Path, durability: Durability) -> Result<Connection, StoreError> {
    let connection = connect(file, durability, READER_CACHE_KIB)?;
    connection.control("PRAGMA query_only = ON")?;
    Ok(connection)
}

/// The one thread that writes.
struct Writer {
    signals: Signals,
    ids: IdSource,
    figures: Arc<Figures>,
    /// The next position of each workspace's log; forgotten when a commit fails.
    next: HashMap<WorkspaceId, i64>,
}

impl Writer {
    fn serve(mut self, mut connection: Connection, units: &mpsc::Receiver<Box<dyn Unit>>) {
        while let Ok(first) = units.recv() {
            connection = self.serve_group(connection, first, units);
        }
    }

    fn serve_group(
        &mut self,
        mut connection: Connection,
        first: Box<dyn Unit>,
        units: &mpsc::Receiver<Box<dyn Unit>>,
    ) -> Connection {
        let began = connection.control("BEGIN IMMEDIATE");
        let opened_at = Instant::now();
        let mut group = Vec::new();
        let mut journal = Journal::default();
        let mut next = Some(first);
        while let Some(mut unit) = next.take() {
            self.figures.queued.fetch_sub(1, Ordering::Relaxed);
            if began.is_ok() {
                (connection, journal) =
                    run_unit(connection, self.ids.clone(), journal, unit.as_mut());
            }
            group.push(unit);
            if group.len() < MAX_GROUP && opened_at.elapsed() < MAX_GROUP_TIME {
                next = units.try_recv().ok();
            }
        }
        let committed = began.and_then(|()| self.commit(&connection, &journal));
        self.figures.commits.fetch_add(1, Ordering::Relaxed);
        let units = u64::try_from(group.len()).unwrap_or_default();
        self.figures.units.fetch_add(units, Ordering::Relaxed);
        self.tell(committed, group, &journal);
        connection
    }

    fn tell(
        &mut self,
        committed: Result<(), StoreError>,
        group: Vec<Box<dyn Unit>>,
        journal: &Journal,
    ) {
        match committed {
            Ok(()) => {
                self.signals.tell(journal);
                for unit in group {
                    unit.finish(Ok(()));
                }
            }
            Err(error) => {
                tracing::error!(%error, "a group of write units was not committed");
                self.next.clear();
                for unit in group {
                    unit.finish(Err(StoreError::Unavailable(error.to_string())));
                }
            }
        }
    }

    /// Gives every appended event its position, writes the search documents, and commits.
    fn commit(&mut self, connection: &Connection, journal: &Journal) -> Result<(), StoreError> {
        let connection = connection.sqlite()?;
        let result = self
            .place(connection, &journal.appended)
            .and_then(|()| write_documents(connection, &journal.documents))
            .and_then(|()| Ok(connection.execute_batch("COMMIT")?));
        if result.is_err() && !connection.is_autocommit() {
            connection.execute_batch("ROLLBACK")?;
        }
        result
    }

    fn place(
        &mut self,
        connection: &rusqlite::Connection,
        appended: &[Appended],
    ) -> Result<(), StoreError> {
        for event in appended {
            let next = match self.next.get(&event.workspace) {
                Some(next) => *next,
                None => connection.query_row(
                    "SELECT COALESCE(MAX(position) + 1, 0) FROM positions WHERE workspace = $1",
                    [event.workspace.to_string()],
                    |row| row.get(0),
                )?,
            };
            connection
                .prepare_cached(crate::sequencer::PLACE)?
                .execute(rusqlite::params_from_iter(crate::sequencer::placing(
                    event, next,
                )))?;
            self.next.insert(event.workspace, next + 1);
        }
        Ok(())
    }
}

/// Writes the search documents of a group: once for all of its units, because the index writes a
/// segment of its own whenever a savepoint begins.
fn write_documents(
    connection: &rusqlite::Connection,
    documents: &[Document],
) -> Result<(), StoreError> {
    for document in documents {
        match document {
            Document::Added(number, tokens) => connection
                .prepare_cached("INSERT INTO search (rowid, tokens) VALUES ($1, $2)")?
                .execute((number, tokens))?,
            Document::Forgotten(number) => connection
                .prepare_cached("DELETE FROM search WHERE rowid = $1")?
                .execute([number])?,
        };
    }
    Ok(())
}

/// Runs one unit in a savepoint of its own; a panic counts as its failure, not as the writer's.
fn run_unit(
    connection: Connection,
    ids: IdSource,
    journal: Journal,
    unit: &mut dyn Unit,
) -> (Connection, Journal) {
    let mark = journal.mark();
    let mut tx = Tx::new(connection, ids, journal);
    tx.deadline = Some(Instant::now() + UNIT_DEADLINE);
    let is_kept = tx.connection.control("SAVEPOINT unit").is_ok()
        && catch_unwind(AssertUnwindSafe(|| unit.run(&mut tx))).unwrap_or(false);
    let undone = if is_kept {
        Ok(())
    } else {
        tx.journal.rewind(mark);
        tx.connection.control("ROLLBACK TO unit")
    };
    if let Err(error) = undone.and_then(|()| tx.connection.control("RELEASE unit")) {
        tracing::error!(%error, "a savepoint could not be closed");
    }
    tx.into_parts()
}
