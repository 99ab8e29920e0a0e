//! Every database that a test runs on: `SQLite` always, `PostgreSQL` where there is one.

use std::sync::Arc;

use baton_store::db::{Durability, Location};
use baton_store::{Db, StoreError};
use tempfile::TempDir;

use crate::postgres;
use crate::seeded::SeededRandom;

/// A new, empty database that lasts as long as this value.
pub struct TestDatabase {
    /// The name to print with a failure.
    pub name: &'static str,
    /// Where it is, to open it again.
    pub location: Location,
    _folder: Option<TempDir>,
}

impl TestDatabase {
    /// Opens it with randomness of its own seed.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub async fn open(&self, seed: u64) -> Result<Db, StoreError> {
        Db::open(
            &self.location,
            Durability::Relaxed,
            Arc::new(SeededRandom::new(seed)),
        )
        .await
    }
}

/// A new `SQLite` database in a temporary folder.
///
/// # Panics
/// If no temporary folder can be made.
#[must_use]
pub fn sqlite() -> TestDatabase {
    let folder = TempDir::new().expect("a temporary folder can be made");
    let location = Location::Folder(folder.path().to_owned());
    TestDatabase {
        name: "sqlite",
        location,
        _folder: Some(folder),
    }
}

/// A new `PostgreSQL` database; nothing if this machine has no server to start.
#[must_use]
pub fn postgres() -> Option<TestDatabase> {
    postgres::new_database().map(|url| TestDatabase {
        name: "postgres",
        location: Location::Postgres(url),
        _folder: None,
    })
}

/// A new database of each kind.
#[must_use]
pub fn all() -> Vec<TestDatabase> {
    std::iter::once(sqlite()).chain(postgres()).collect()
}
