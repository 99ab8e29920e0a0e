//! The seam: one connection of either database, for reading or inside a write unit.
//!
//! This file and [`crate::db`] are the only places with two arms. On `SQLite` every call completes
//! at once, on the thread that owns the connection; on `PostgreSQL` it awaits the server.

use std::ops::{Deref, DerefMut};

use sqlx::{Column, Row as _, TypeInfo};
use tokio::time::Instant;

use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::journal::Journal;
use crate::random::IdSource;
use crate::value::{Query, Row, Value};

/// A connection that is lent to one reader or one unit at a time.
pub(crate) enum Connection {
    Sqlite(Box<rusqlite::Connection>),
    Postgres(Box<sqlx::Transaction<'static, sqlx::Postgres>>),
}

impl Connection {
    /// The `SQLite` connection behind it; asking a `PostgreSQL` one for it is our own mistake.
    pub(crate) fn sqlite(&self) -> Result<&rusqlite::Connection, StoreError> {
        match self {
            Self::Sqlite(connection) => Ok(connection),
            Self::Postgres(_) => Err(StoreError::Statement("not a SQLite connection".into())),
        }
    }

    /// Runs transaction control on `SQLite`; it has no deadline.
    pub(crate) fn control(&self, text: &'static str) -> Result<(), StoreError> {
        self.sqlite()?.prepare_cached(text)?.raw_execute()?;
        Ok(())
    }
}

/// Reads. Inside a write unit it sees the unit's own changes.
pub struct Reader {
    pub(crate) connection: Connection,
    /// Past this instant every further statement fails: a unit may not hold others up.
    pub(crate) deadline: Option<Instant>,
}

impl Reader {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self {
            connection,
            deadline: None,
        }
    }

    /// Which of the two databases this is, for the few fragments that differ.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        match self.connection {
            Connection::Sqlite(_) => Dialect::Sqlite,
            Connection::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Every row of the answer.
    pub async fn all(&mut self, query: Query) -> Result<Vec<Row>, StoreError> {
        self.check_deadline()?;
        match &mut self.connection {
            Connection::Sqlite(connection) => sqlite_all(connection, &query),
            Connection::Postgres(connection) => {
                let rows = bind(query).fetch_all(&mut ***connection).await?;
                rows.iter().map(postgres_row).collect()
            }
        }
    }

    /// The first row, if there is one.
    pub async fn opt(&mut self, query: Query) -> Result<Option<Row>, StoreError> {
        Ok(self.all(query).await?.into_iter().next())
    }

    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64, StoreError> {
        self.check_deadline()?;
        match &mut self.connection {
            Connection::Sqlite(connection) => {
                let mut statement = connection.prepare_cached(&query.text)?;
                bind_sqlite(&mut statement, &query.args)?;
                let changed = statement.raw_execute()?;
                Ok(u64::try_from(changed).unwrap_or(u64::MAX))
            }
            Connection::Postgres(connection) => Ok(bind(query)
                .execute(&mut ***connection)
                .await?
                .rows_affected()),
        }
    }

    fn check_deadline(&self) -> Result<(), StoreError> {
        match self.deadline {
            Some(deadline) if Instant::now() > deadline => Err(StoreError::TooSlow),
            Some(_) | None => Ok(()),
        }
    }
}

/// Writes, inside one write unit. Everything it does is kept or lost together.
pub struct Tx {
    reader: Reader,
    ids: IdSource,
    /// What the units of this commit leave for after it, this one's last.
    pub(crate) journal: Journal,
}

impl Tx {
    pub(crate) const fn new(connection: Connection, ids: IdSource, journal: Journal) -> Self {
        Self {
            reader: Reader::new(connection),
            ids,
            journal,
        }
    }

    /// Where new ids and salts come from.
    #[must_use]
    pub const fn ids(&self) -> &IdSource {
        &self.ids
    }

    pub(crate) fn into_parts(self) -> (Connection, Journal) {
        (self.reader.connection, self.journal)
    }

    /// Runs a statement and tells how many rows it touched.
    pub async fn exec(&mut self, query: Query) -> Result<u64, StoreError> {
        self.reader.execute(query).await
    }

    /// Runs several statements without arguments: a migration.
    pub(crate) async fn batch(&mut self, text: &'static str) -> Result<(), StoreError> {
        match &mut self.reader.connection {
            Connection::Sqlite(connection) => connection.execute_batch(text)?,
            Connection::Postgres(connection) => {
                sqlx::raw_sql(text).execute(&mut ***connection).await?;
            }
        }
        Ok(())
    }
}

impl Deref for Tx {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput, ValueRef};
        let value = match self {
            Self::Int(Some(number)) => ValueRef::Integer(*number),
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => ValueRef::Null,
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

/// Binds by the number in each parameter's name: `SQLite` itself takes `$1` for a name and numbers
/// its parameters in the order in which they first appear.
fn bind_sqlite(statement: &mut rusqlite::Statement<'_>, args: &[Value]) -> Result<(), StoreError> {
    for index in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(index)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = number.and_then(|number| args.get(number.checked_sub(1)?));
        let Some(value) = value else {
            return Err(StoreError::Statement("an argument is missing".into()));
        };
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn sqlite_all(connection: &rusqlite::Connection, query: &Query) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(&query.text)?;
    let columns = statement.column_count();
    bind_sqlite(&mut statement, &query.args)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut values = Vec::with_capacity(columns);
        for column in 0..columns {
            values.push(sqlite_value(row.get_ref(column)?, column)?);
        }
        found.push(Row::new(values));
    }
    Ok(found)
}

fn sqlite_value(value: rusqlite::types::ValueRef<'_>, column: usize) -> Result<Value, StoreError> {
    use rusqlite::types::ValueRef;
    Ok(match value {
        ValueRef::Null => Value::Int(None),
        ValueRef::Integer(number) => Value::Int(Some(number)),
        ValueRef::Text(text) => Value::Text(Some(
            std::str::from_utf8(text)
                .map_err(|_| StoreError::Decode { column })?
                .to_owned(),
        )),
        ValueRef::Blob(bytes) => Value::Bytes(Some(bytes.to_vec())),
        ValueRef::Real(_) => return Err(StoreError::Decode { column }),
    })
}

type PostgresQuery = sqlx::query::Query<'static, sqlx::Postgres, sqlx::postgres::PgArguments>;

fn bind(query: Query) -> PostgresQuery {
    let mut bound = match query.text {
        std::borrow::Cow::Borrowed(text) => sqlx::query(text),
        std::borrow::Cow::Owned(text) => sqlx::query(sqlx::AssertSqlSafe(text)),
    };
    for value in query.args {
        bound = match value {
            Value::Int(number) => bound.bind(number),
            Value::Text(text) => bound.bind(text),
            Value::Bytes(bytes) => bound.bind(bytes),
        };
    }
    bound
}

fn postgres_row(row: &sqlx::postgres::PgRow) -> Result<Row, StoreError> {
    let values = row
        .columns()
        .iter()
        .map(|column| {
            let index = column.ordinal();
            Ok(match column.type_info().name() {
                "INT8" => Value::Int(row.try_get(index)?),
                "INT4" => Value::Int(row.try_get::<Option<i32>, _>(index)?.map(i64::from)),
                "TEXT" | "VARCHAR" | "NAME" => Value::Text(row.try_get(index)?),
                "BYTEA" => Value::Bytes(row.try_get(index)?),
                _ => return Err(StoreError::Decode { column: index }),
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Row::new(values))
}
