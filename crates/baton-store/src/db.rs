//! The databases and the write unit (docs/adr/0001).
//!
//! A unit is a closure that may await nothing but its [`Tx`]; it can run more than once, so it has
//! no effects outside. Memory, live hints and wake-ups hear of it only after the commit.

mod postgres;
mod sqlite;

use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::dialect::Dialect;
use crate::error::{Retry, StoreError, UnitError};
use crate::job::Queue;
use crate::journal::Journal;
use crate::random::{IdSource, Random};
use crate::tx::{Reader, Tx};

/// How often a unit that met a conflict is run in all.
const MAX_ATTEMPTS: u32 = 3;

/// How long one unit may take before it is rolled back.
pub const UNIT_DEADLINE: Duration = Duration::from_secs(2);

/// What a unit or a reader returns: boxed, because it borrows its connection.
pub type UnitFuture<'t, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// Where the data is.
#[derive(Debug, Clone)]
pub enum Location {
    /// A folder with one `SQLite` file.
    Folder(PathBuf),
    /// A `PostgreSQL` server, as a URL.
    Postgres(String),
}

/// How durable a commit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// On disk before it is acknowledged. The only setting outside tests.
    #[default]
    Full,
    /// Left to the operating system: for tests, which do not cut the power.
    Relaxed,
}

/// A handle to one of the two databases; cheap to clone.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    ids: IdSource,
    signals: Signals,
}

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

/// What the rest of the process waits for; told after commits alone.
#[derive(Clone)]
pub(crate) struct Signals {
    work: Arc<Work>,
    log: watch::Sender<u64>,
}

/// One signal for each queue, so that work for one wakes nobody else.
#[derive(Default)]
struct Work {
    intake: watch::Sender<u64>,
    send: watch::Sender<u64>,
    timer: watch::Sender<u64>,
    triage: watch::Sender<u64>,
    draft: watch::Sender<u64>,
    bulk: watch::Sender<u64>,
}

impl Work {
    const fn of(&self, queue: Queue) -> &watch::Sender<u64> {
        match queue {
            Queue::Intake => &self.intake,
            Queue::Send => &self.send,
            Queue::Timer => &self.timer,
            Queue::Triage => &self.triage,
            Queue::Draft => &self.draft,
            Queue::Bulk => &self.bulk,
        }
    }
}

impl Signals {
    fn new() -> Self {
        Self {
            work: Arc::default(),
            log: watch::Sender::new(0),
        }
    }

    pub(crate) fn tell(&self, journal: &Journal) {
        for queue in Queue::ALL {
            if journal.due.contains(&queue) {
                self.tell_work(queue);
            }
        }
        if !journal.appended.is_empty() {
            self.tell_log();
        }
    }

    fn tell_work(&self, queue: Queue) {
        self.work
            .of(queue)
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Somewhere something became due; nobody knows what.
    pub(crate) fn tell_all_work(&self) {
        for queue in Queue::ALL {
            self.tell_work(queue);
        }
    }

    pub(crate) fn tell_log(&self) {
        self.log.send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Figures about the writer, for operators.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriterFigures {
    /// Units that wait for the writer now.
    pub queued: u64,
    /// Commits so far.
    pub commits: u64,
    /// Units so far; divided by the commits this is the size of a group.
    pub units: u64,
}

/// The unit without its deadline.
fn unhurried<T, E, F>(
    unit: F,
) -> impl for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static
where
    F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
{
    move |tx| {
        tx.deadline = None;
        unit(tx)
    }
}

impl Db {
    /// Opens the database, creating or migrating its schema as needed.
    ///
    /// # Errors
    /// [`StoreError::Configuration`] or [`StoreError::Schema`] with a sentence for the operator.
    pub async fn open(
        location: &Location,
        durability: Durability,
        random: Arc<dyn Random>,
    ) -> Result<Self, StoreError> {
        let signals = Signals::new();
        let ids = IdSource::new(random);
        let engine = match location {
            Location::Folder(folder) => Engine::Sqlite(sqlite::Engine::open(
                folder,
                durability,
                ids.clone(),
                signals.clone(),
            )?),
            Location::Postgres(url) => Engine::Postgres(
                postgres::Engine::open(url, durability, ids.clone(), signals.clone()).await?,
            ),
        };
        let db = Self {
            inner: Arc::new(Inner {
                engine,
                ids,
                signals,
            }),
        };
        crate::migrate::run(&db).await?;
        Ok(db)
    }

    /// Which of the two databases this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        match self.inner.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Where new ids and secrets come from.
    #[must_use]
    pub fn ids(&self) -> &IdSource {
        &self.inner.ids
    }

    /// Runs a write unit: all of it is durable when this returns `Ok`, none of it otherwise.
    ///
    /// A conflict runs the unit again, three times in all; it must have no effect outside `Tx`.
    pub async fn write<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
    {
        let unit = Arc::new(unit);
        let mut attempt = 1;
        loop {
            let result = match &self.inner.engine {
                Engine::Sqlite(engine) => engine.write(Arc::clone(&unit)).await,
                Engine::Postgres(engine) => engine.write(Arc::clone(&unit)).await,
            };
            match result {
                Err(error)
                    if attempt < MAX_ATTEMPTS
                        && error.as_store().is_some_and(|e| e.retry() == Retry::Now) =>
                {
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    /// Runs a unit without the deadline that others keep: to fill an empty database, which nobody
    /// else uses yet.
    pub async fn write_at_leisure<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
    {
        match &self.inner.engine {
            Engine::Sqlite(engine) => engine.write(Arc::new(unhurried(unit))).await,
            Engine::Postgres(engine) => engine.write_at_leisure(Arc::new(unit)).await,
        }
    }

    /// Reads from one consistent state of the database.
    pub async fn read<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E> + Send + 'static,
    {
        match &self.inner.engine {
            Engine::Sqlite(engine) => engine.read(unit).await,
            Engine::Postgres(engine) => engine.read(unit).await,
        }
    }

    /// Reads a few rows by their keys, cheaper than [`Db::read`]: on `SQLite` on the calling thread,
    /// which may be one that serves requests, so nothing that scans belongs here.
    pub async fn peek<T, E, F>(&self, unit: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E> + Send + 'static,
    {
        match &self.inner.engine {
            Engine::Sqlite(engine) => engine.peek(unit).await,
            Engine::Postgres(engine) => engine.read(unit).await,
        }
    }

    /// Changes whenever work became due in a queue, in this process or on a node that announced it.
    #[must_use]
    pub fn work_signal(&self, queue: Queue) -> watch::Receiver<u64> {
        self.inner.signals.work.of(queue).subscribe()
    }

    /// Changes whenever events were committed or given positions.
    #[must_use]
    pub fn log_signal(&self) -> watch::Receiver<u64> {
        self.inner.signals.log.subscribe()
    }

    /// Tells this process that positions were given.
    pub(crate) fn tell_log(&self) {
        self.inner.signals.tell_log();
    }

    /// Empties the journal, so that bytes that were overwritten are in no file any more. On
    /// `PostgreSQL` there is nothing to do: what it keeps is not readable by SQL, nor in dumps.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] while somebody reads an older state; try again.
    pub async fn empty_journal(&self) -> Result<(), StoreError> {
        match &self.inner.engine {
            Engine::Sqlite(engine) => engine.empty_journal().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// Figures about the writer.
    #[must_use]
    pub fn writer_figures(&self) -> WriterFigures {
        match &self.inner.engine {
            Engine::Sqlite(engine) => engine.figures(),
            Engine::Postgres(engine) => engine.figures(),
        }
    }

    /// Tells the other nodes about what this one committed, and hears from them, until `stop`
    /// resolves. On `SQLite` there are no others and this only waits.
    pub async fn keep_in_touch(&self, stop: impl Future<Output = ()> + Send) {
        match &self.inner.engine {
            Engine::Sqlite(_) => stop.await,
            Engine::Postgres(engine) => {
                tokio::select! {
                    () = engine.keep_in_touch() => {}
                    () = stop => {}
                }
            }
        }
    }
}
