//! Backups: one file with every row, which either database can be restored from.
//!
//! Read from one consistent state while others go on writing. The file ends with a SHA-256 over all
//! of it. The master key is never in it, so that a copy in the wrong hands opens no secret. Left out
//! is what belongs to a running installation alone or is made again from the rest.

mod dump;
mod format;
mod generation;
mod load;
mod tables;

use std::path::Path;

use crate::error::{StoreError, UnitError};

pub use dump::dump;
pub use format::{Head, Summary, check};
pub use load::{Restored, load};
pub use tables::{LEFT_OUT, LeftOut};

/// Why a backup could not be made or restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file cannot be read or written.
    #[error("cannot use the file: {0}; check its place, its owner and the room on the disk")]
    File(#[from] std::io::Error),
    /// The bytes are not those that were written.
    #[error("the backup is damaged: {0}; take another copy of it")]
    Damaged(String),
    /// It is no backup at all.
    #[error("this is not a backup that `baton backup` made")]
    NotABackup,
    /// Another version of Baton made it.
    #[error(
        "the backup was made by Baton {made_by} (schema {schema}) and this one has another schema; \
         restore it with that version, then start the newer one"
    )]
    OtherVersion {
        /// The version that made it.
        made_by: String,
        /// The last migration that its rows know.
        schema: i64,
    },
    /// Something is there already.
    #[error("{0} is not empty; restore into an empty folder or database")]
    NotEmpty(&'static str),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UnitError for BackupError {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::File(_)
            | Self::Damaged(_)
            | Self::NotABackup
            | Self::OtherVersion { .. }
            | Self::NotEmpty(_) => None,
        }
    }
}

/// Opens a backup for reading from its beginning.
fn open(file: &Path) -> Result<format::Source<std::io::BufReader<std::fs::File>>, BackupError> {
    format::Source::begin(std::io::BufReader::new(std::fs::File::open(file)?))
}
