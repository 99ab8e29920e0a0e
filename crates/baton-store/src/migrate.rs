//! Brings the schema up to date when a database is opened.
//!
//! Two folders with the same numbers and names, one file per step, each applied in one unit. A
//! database that knows a step which this program does not is newer: it is left alone.

mod statistics;

use crate::args;
use crate::db::Db;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// One step, with its text for each database.
struct Step {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const STEPS: &[Step] = &[Step {
    number: 1,
    name: "first",
    sqlite: include_str!("../migrations/sqlite/0001_first.sql"),
    postgres: include_str!("../migrations/postgres/0001_first.sql"),
}];

/// Held by a node while it migrates, so that two that start together do not collide.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_xact_lock(7205759403792793)::text";

/// Applies what is missing.
pub(crate) async fn run(db: &Db) -> Result<(), StoreError> {
    for step in STEPS {
        db.write(move |tx| Box::pin(apply(tx, step))).await?;
    }
    let known = STEPS
        .iter()
        .map(|step| step.number)
        .max()
        .unwrap_or_default();
    let applied = db.read(|reader| Box::pin(newest(reader))).await?;
    if applied > known {
        return Err(StoreError::Schema(format!(
            "the database was migrated to step {applied} and this program knows {known}; \
             use the newer program"
        )));
    }
    Ok(())
}

pub(crate) async fn newest(reader: &mut Reader) -> Result<i64, StoreError> {
    let row = reader
        .opt(Query::new(
            "SELECT COALESCE(MAX(number), 0) FROM migrations",
            args![],
        ))
        .await?;
    row.map_or(Ok(0), |mut row| row.take())
}

async fn apply(tx: &mut Tx, step: &'static Step) -> Result<(), StoreError> {
    let text = match tx.dialect() {
        Dialect::Sqlite => step.sqlite,
        Dialect::Postgres => {
            tx.all(Query::new(POSTGRES_LOCK, args![])).await?;
            step.postgres
        }
    };
    tx.batch(
        "CREATE TABLE IF NOT EXISTS migrations \
         (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
    )
    .await?;
    let is_applied = tx
        .opt(Query::new(
            "SELECT number FROM migrations WHERE number = $1",
            args![step.number],
        ))
        .await?
        .is_some();
    if is_applied {
        return Ok(());
    }
    tx.batch(text).await?;
    if tx.dialect() == Dialect::Sqlite {
        statistics::write(tx).await?;
    }
    tx.exec(Query::new(
        "INSERT INTO migrations (number, name) VALUES ($1, $2)",
        args![step.number, step.name],
    ))
    .await
    .map(drop)
}
