//! How the store fails, and what a caller may do about it.

/// A failure of the database or of what is kept in it. Never a refusal: rules live in the domain.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else changed the same stream first, or the database asks to run the unit again.
    #[error("another change came first")]
    Conflict,
    /// A unique key exists already; the caller knows which.
    #[error("the key exists already")]
    Duplicate,
    /// The database cannot be reached, is full, or does not answer.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// COMMIT was sent and no answer came: the change may have happened or not.
    #[error("the outcome of the commit is not known")]
    CommitUnknown,
    /// The unit took longer than a unit may.
    #[error("the write unit exceeded its time")]
    TooSlow,
    /// A column holds something else than the program expects.
    #[error("column {column} holds something unexpected")]
    Decode {
        /// Which column, from 0.
        column: usize,
    },
    /// A stored record cannot be read: damaged, or written by a newer version.
    #[error("a stored record cannot be read: {0}")]
    Record(String),
    /// The schema is newer than this program, or a migration failed.
    #[error("the schema does not fit this program: {0}")]
    Schema(String),
    /// The data folder or a key file is not usable.
    #[error("{0}")]
    Configuration(String),
    /// A statement that the program itself wrote is wrong.
    #[error("a statement failed: {0}")]
    Statement(String),
}

/// When trying the same again may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// At once: nothing was changed, and the next attempt starts from fresh data.
    Now,
    /// After a pause.
    Later,
    /// Not at all.
    Never,
}

impl StoreError {
    /// Whether and when the same call may be tried again.
    #[must_use]
    pub const fn retry(&self) -> Retry {
        match self {
            Self::Conflict => Retry::Now,
            Self::Unavailable(_) | Self::TooSlow => Retry::Later,
            Self::Duplicate
            | Self::CommitUnknown
            | Self::Decode { .. }
            | Self::Record(_)
            | Self::Schema(_)
            | Self::Configuration(_)
            | Self::Statement(_) => Retry::Never,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        if matches!(
            error.sqlite_error().map(|error| error.extended_code),
            Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY)
        ) {
            return Self::Duplicate;
        }
        match error.sqlite_error_code() {
            Some(
                ErrorCode::DiskFull
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Statement(error.to_string()),
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            return match database.code().as_deref() {
                Some("40001" | "40P01") => Self::Conflict,
                Some("23505") => Self::Duplicate,
                // A «protocol violation» is a statement and its arguments that do not fit.
                Some("08P01") => Self::Statement(database.to_string()),
                // Class 53 is «insufficient resources», 57 «operator intervention» (shut down),
                // 08 a lost connection.
                Some(code)
                    if ["53", "57", "08"]
                        .iter()
                        .any(|class| code.starts_with(class)) =>
                {
                    Self::Unavailable(database.to_string())
                }
                _ => Self::Statement(database.to_string()),
            };
        }
        match error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error.to_string()),
            _ => Self::Statement(error.to_string()),
        }
    }
}

/// An error that a write unit may end with: it can carry a [`StoreError`].
pub trait UnitError: From<StoreError> + Send + 'static {
    /// The store's part in it, if it is one.
    fn as_store(&self) -> Option<&StoreError>;
}

impl UnitError for StoreError {
    fn as_store(&self) -> Option<&StoreError> {
        Some(self)
    }
}
