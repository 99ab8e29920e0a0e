//! Writing a backup from one consistent state.

use std::io::Write;

use super::BackupError;
use super::format::{Head, Sink, Summary};
use super::tables::{Kind, Table};
use crate::db::Db;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::{Query, Value};

/// Rows read at a time.
const PAGE: u64 = 500;
/// Rows read at a time where a row may hold a whole message.
const LARGE_PAGE: u64 = 16;

/// Writes every row to a file; units that commit meanwhile are not in it. Gives the file back with
/// what it holds. `made_at` is in microseconds since 1970.
///
/// # Errors
/// If the database or the file fails; what was written until then is of no use.
pub async fn dump<W: Write + Send + 'static>(
    db: &Db,
    made_at: i64,
    to: W,
) -> Result<(W, Summary), BackupError> {
    db.read(move |reader| {
        Box::pin(async move {
            let head = Head {
                made_by: env!("CARGO_PKG_VERSION").to_owned(),
                schema: crate::migrate::newest(reader).await?,
                made_at,
            };
            let mut sink = Sink::begin(to, head)?;
            for table in reader.kept_tables().await? {
                sink.table(&table.name, &table.columns)?;
                write_rows(reader, &table, &mut sink).await?;
            }
            sink.end()
        })
    })
    .await
}

async fn write_rows<W: Write>(
    reader: &mut Reader,
    table: &Table,
    sink: &mut Sink<W>,
) -> Result<(), BackupError> {
    let is_large = table
        .columns
        .iter()
        .any(|column| matches!(column.name.as_str(), "content" | "bytes"));
    let limit = if is_large { LARGE_PAGE } else { PAGE };
    let mut after: Option<Vec<Value>> = None;
    loop {
        let rows = reader.all(page(table, after.as_deref(), limit)).await?;
        let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        for row in rows {
            let values = typed(table, row.into_values())?;
            sink.row(&values)?;
            after = Some(
                table
                    .key
                    .iter()
                    .filter_map(|at| values.get(*at).cloned())
                    .collect(),
            );
        }
        if count < limit {
            return Ok(());
        }
    }
}

/// One page in the order of the primary key, after a key.
fn page(table: &Table, after: Option<&[Value]>, limit: u64) -> Query {
    let name = |at: &usize| {
        table
            .columns
            .get(*at)
            .map_or("", |column| column.name.as_str())
    };
    let key: Vec<_> = table.key.iter().map(name).collect();
    let key = key.join(", ");
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut query = Query::owned(format!("SELECT {} FROM {}", columns.join(", "), table.name));
    if let Some(after) = after {
        query = query
            .owned_sql(&format!(" WHERE ({key}) > "))
            .list_of(after);
    }
    query
        .owned_sql(&format!(" ORDER BY {key} LIMIT "))
        .arg(limit)
}

/// `SQLite` reads every null as that of an integer: here it gets its column's type back.
fn typed(table: &Table, values: Vec<Value>) -> Result<Vec<Value>, StoreError> {
    let columns = table.columns.iter().zip(values).enumerate();
    columns
        .map(|(column, (of, value))| match (of.kind, value) {
            (Kind::Int, value @ Value::Int(_))
            | (Kind::Text, value @ Value::Text(_))
            | (Kind::Bytes, value @ Value::Bytes(_)) => Ok(value),
            (Kind::Text, Value::Int(None) | Value::Bytes(None)) => Ok(Value::Text(None)),
            (Kind::Bytes, Value::Int(None) | Value::Text(None)) => Ok(Value::Bytes(None)),
            (Kind::Int, Value::Text(None) | Value::Bytes(None)) => Ok(Value::Int(None)),
            _ => Err(StoreError::Decode { column }),
        })
        .collect()
}
