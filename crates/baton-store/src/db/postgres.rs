//! `PostgreSQL`: a unit is a transaction, and the server groups commits.
//!
//! A unit runs on a task of its own, so that a caller who goes away cannot leave a transaction
//! open. What was committed is announced to the other nodes by a ticker, never inside a write
//! transaction: `NOTIFY` there takes a lock of the whole database at commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};

use super::{Durability, Signals, UNIT_DEADLINE, UnitFuture, WriterFigures};
use crate::error::{StoreError, UnitError};
use crate::journal::Journal;
use crate::random::IdSource;
use crate::tx::{Connection, Reader, Tx};

/// Connections of one node.
const MAX_CONNECTIONS: u32 = 16;
/// How long a caller waits for a connection before the database counts as not available.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(3);
/// How often commits are announced to the other nodes.
const ANNOUNCE_EVERY: Duration = Duration::from_millis(20);
/// How long to wait before listening again after the connection was lost.
const LISTEN_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// The channel of the announcements; they carry no content.
const TOPIC: &str = "baton";

pub(super) struct Engine {
    pool: sqlx::PgPool,
    ids: IdSource,
    signals: Signals,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    queued: AtomicU64,
    commits: AtomicU64,
    has_news: AtomicBool,
}

impl Engine {
    pub(super) async fn open(
        url: &str,
        durability: Durability,
        ids: IdSource,
        signals: Signals,
    ) -> Result<Self, StoreError> {
        let options = url
            .parse::<sqlx::postgres::PgConnectOptions>()
            .map_err(|error| {
                StoreError::Configuration(format!(
                    "--database-url is not a PostgreSQL URL: {error}"
                ))
            })?;
        let options = match durability {
            Durability::Full => options,
            Durability::Relaxed => options.options([("synchronous_commit", "off")]),
        };
        let pool = PgPoolOptions::new()
            .max_connections(MAX_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .connect_with(options)
            .await
            .map_err(|error| {
                StoreError::Configuration(format!("cannot reach the database: {error}"))
            })?;
        Ok(Self {
            pool,
            ids,
            signals,
            shared: Arc::default(),
        })
    }

    pub(super) async fn write<T, E, F>(&self, body: Arc<F>) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
    {
        let (pool, ids, signals) = (self.pool.clone(), self.ids.clone(), self.signals.clone());
        let shared = Arc::clone(&self.shared);
        shared.queued.fetch_add(1, Ordering::Relaxed);
        let unit = async move {
            let result = run_unit(&pool, ids, body, UNIT_DEADLINE).await;
            shared.queued.fetch_sub(1, Ordering::Relaxed);
            let (value, journal) = result?;
            shared.commits.fetch_add(1, Ordering::Relaxed);
            signals.tell(&journal);
            if !journal.due.is_empty() || !journal.appended.is_empty() {
                shared.has_news.store(true, Ordering::Relaxed);
            }
            Ok(value)
        };
        match tokio::spawn(unit).await {
            Ok(result) => result,
            Err(_) => Err(StoreError::Statement("a write unit panicked".into()).into()),
        }
    }

    pub(super) async fn write_at_leisure<T, E, F>(&self, body: Arc<F>) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
    {
        let (value, _) = run_unit(&self.pool, self.ids.clone(), body, Duration::MAX).await?;
        Ok(value)
    }

    pub(super) async fn read<T, E, F>(&self, body: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: UnitError,
        F: for<'t> FnOnce(&'t mut Reader) -> UnitFuture<'t, T, E> + Send + 'static,
    {
        let transaction = self
            .pool
            .begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await
            .map_err(StoreError::from)?;
        let mut reader = Reader::new(Connection::Postgres(Box::new(transaction)));
        body(&mut reader).await
    }

    pub(super) fn figures(&self) -> WriterFigures {
        let commits = self.shared.commits.load(Ordering::Relaxed);
        WriterFigures {
            queued: self.shared.queued.load(Ordering::Relaxed),
            commits,
            units: commits,
        }
    }

    pub(super) async fn keep_in_touch(&self) {
        tokio::join!(self.announce(), self.listen());
    }

    async fn announce(&self) {
        let mut ticks = tokio::time::interval(ANNOUNCE_EVERY);
        loop {
            ticks.tick().await;
            if !self.shared.has_news.swap(false, Ordering::Relaxed) {
                continue;
            }
            let announced = sqlx::query("SELECT pg_notify($1, '')")
                .bind(TOPIC)
                .execute(&self.pool);
            if let Err(error) = announced.await {
                tracing::warn!(%error, "other nodes were not told; they look by themselves soon");
            }
        }
    }

    async fn listen(&self) {
        loop {
            if let Err(error) = self.listen_once().await {
                tracing::warn!(%error, "lost the connection that hears of other nodes");
            }
            tokio::time::sleep(LISTEN_AGAIN_AFTER).await;
        }
    }

    async fn listen_once(&self) -> Result<(), sqlx::Error> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(TOPIC).await?;
        loop {
            // `None` means that the connection was renewed and announcements may have been missed;
            // telling everyone to look again serves both cases.
            listener.try_recv().await?;
            self.signals.tell_all_work();
            self.signals.tell_log();
        }
    }
}

async fn run_unit<T, E, F>(
    pool: &sqlx::PgPool,
    ids: IdSource,
    body: Arc<F>,
    deadline: Duration,
) -> Result<(T, Journal), E>
where
    T: Send + 'static,
    E: UnitError,
    F: for<'t> Fn(&'t mut Tx) -> UnitFuture<'t, T, E> + Send + Sync + 'static,
{
    let transaction = pool.begin().await.map_err(StoreError::from)?;
    let mut tx = Tx::new(
        Connection::Postgres(Box::new(transaction)),
        ids,
        Journal::default(),
    );
    let value = tokio::time::timeout(deadline, body(&mut tx))
        .await
        .map_err(|_| StoreError::TooSlow)??;
    let journal = std::mem::take(&mut tx.journal);
    crate::sequencer::announce(&mut tx, &journal.appended).await?;
    commit(tx).await?;
    Ok((value, journal))
}

async fn commit(tx: Tx) -> Result<(), StoreError> {
    let (Connection::Postgres(transaction), _) = tx.into_parts() else {
        return Ok(());
    };
    transaction.commit().await.map_err(|error| match error {
        // The server answered: it did not commit.
        error @ sqlx::Error::Database(_) => StoreError::from(error),
        _ => StoreError::CommitUnknown,
    })
}
