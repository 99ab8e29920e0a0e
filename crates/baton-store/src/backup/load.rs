//! Reading a backup into an empty database, in one unit: all of it or nothing.

use std::path::Path;

use baton_domain::id::{CaseId, PartId, WorkspaceId};
use baton_domain::time::Timestamp;

use super::BackupError;
use super::format::{Next, Summary};
use super::generation::{Generation, Logs};
use super::tables::{Column, Table};
use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::search::record::findable;
use crate::tx::{Reader, Tx};
use crate::value::{FromValue, Query, Value};

/// Rows written by one statement.
const BATCH: usize = 50;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup holds.
    pub summary: Summary,
    /// The new generation of each workspace's log.
    pub generations: Vec<Generation>,
    /// Workspaces in which a message waited to be sent when the backup was made: it may have left
    /// since.
    pub with_unsent: Vec<WorkspaceId>,
}

/// Fills an empty database from a backup. Part of a unit without a deadline
/// ([`crate::Db::write_at_leisure`]).
///
/// # Errors
/// [`BackupError::NotEmpty`] if there is anything in the database, [`BackupError::OtherVersion`] if
/// the backup's tables are others, and what is wrong with the file.
pub async fn load(tx: &mut Tx, file: &Path, at: Timestamp) -> Result<Restored, BackupError> {
    let tables = tx.kept_tables().await?;
    refuse_if_filled(tx, &tables).await?;
    let mut source = super::open(file)?;
    let other_version = BackupError::OtherVersion {
        made_by: source.head.made_by.clone(),
        schema: source.head.schema,
    };
    if source.head.schema != crate::migrate::newest(tx).await? {
        return Err(other_version);
    }
    let mut loader = Loader {
        table: None,
        waiting: Vec::new(),
        logs: Logs::default(),
    };
    let summary = loop {
        match source.next()? {
            Next::Table { name, columns } => {
                loader.flush(tx).await?;
                let known = tables.iter().find(|table| table.name == name);
                let Some(known) = known.filter(|known| same(&known.columns, &columns)) else {
                    return Err(other_version);
                };
                loader.table = Some(Table {
                    columns,
                    ..known.clone()
                });
            }
            Next::Row(values) => loader.row(tx, values).await?,
            Next::End(summary) => break summary,
        }
    };
    loader.flush(tx).await?;
    Ok(Restored {
        summary,
        generations: loader.logs.begin_anew(tx, at).await?,
        with_unsent: with_unsent(tx).await?,
    })
}

/// Whether two tables have the same columns, in whatever order.
fn same(known: &[Column], found: &[Column]) -> bool {
    known.len() == found.len() && found.iter().all(|column| known.contains(column))
}

async fn refuse_if_filled(tx: &mut Tx, tables: &[Table]) -> Result<(), BackupError> {
    for table in tables {
        let query = Query::owned(format!(
            "SELECT CAST(1 AS BIGINT) FROM {} LIMIT 1",
            table.name
        ));
        if tx.opt(query).await?.is_some() {
            return Err(BackupError::NotEmpty(match tx.dialect() {
                Dialect::Sqlite => "the data folder",
                Dialect::Postgres => "the database",
            }));
        }
    }
    Ok(())
}

async fn with_unsent(reader: &mut Reader) -> Result<Vec<WorkspaceId>, StoreError> {
    let query = Query::new(
        "SELECT DISTINCT workspace FROM messages WHERE direction = 'outbound' \
         AND state IN ('queued', 'sending') ORDER BY workspace",
        args![],
    );
    let rows = reader.all(query).await?;
    rows.into_iter().map(|mut row| row.take()).collect()
}

/// Puts rows where they belong.
struct Loader {
    table: Option<Table>,
    waiting: Vec<Vec<Value>>,
    logs: Logs,
}

impl Loader {
    async fn row(&mut self, tx: &mut Tx, mut values: Vec<Value>) -> Result<(), BackupError> {
        let Some(table) = &self.table else {
            return Err(BackupError::Damaged("a row without a table".to_owned()));
        };
        let fields = Fields(&table.columns);
        match table.name.as_str() {
            "checkpoints" => self.logs.checkpoint(&fields, &values)?,
            "unplaced" => self.logs.place(tx, &fields, &values).await?,
            "search_documents" => index(tx, &fields, &values).await?,
            "positions" => {
                self.logs.shift(&fields, &mut values)?;
                self.waiting.push(values);
            }
            _ => self.waiting.push(values),
        }
        if self.waiting.len() >= BATCH {
            self.flush(tx).await?;
        }
        Ok(())
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let rows = std::mem::take(&mut self.waiting);
        let Some(table) = self.table.as_ref().filter(|_| !rows.is_empty()) else {
            return Ok(());
        };
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let into = format!(
            "INSERT INTO {} ({}) VALUES ",
            table.name,
            columns.join(", ")
        );
        let mut query = Query::owned(into);
        for (index, row) in rows.iter().enumerate() {
            query = if index > 0 { query.sql(", ") } else { query }.list_of(row);
        }
        tx.exec(query).await.map(drop)
    }
}

/// Lets a case be found by a text again.
async fn index(tx: &mut Tx, fields: &Fields<'_>, values: &[Value]) -> Result<(), BackupError> {
    let workspace: WorkspaceId = fields.get("workspace", values)?;
    let (case, part): (CaseId, PartId) =
        (fields.get("case_id", values)?, fields.get("part", values)?);
    let texts = tx.texts(workspace, &[part]).await?;
    if let Some(text) = findable(&texts, part) {
        tx.index_part(workspace, case, part, &text).await?;
    }
    Ok(())
}

/// The columns of the rows that are read now.
pub(super) struct Fields<'a>(&'a [Column]);

impl Fields<'_> {
    pub(super) fn at(&self, name: &str) -> Result<usize, BackupError> {
        let missing = || BackupError::Damaged(format!("there is no column {name}"));
        self.0
            .iter()
            .position(|column| column.name == name)
            .ok_or_else(missing)
    }

    pub(super) fn get<T: FromValue>(&self, name: &str, values: &[Value]) -> Result<T, BackupError> {
        let wrong = || BackupError::Damaged(format!("a value of the column {name}"));
        values
            .get(self.at(name)?)
            .cloned()
            .and_then(T::from_value)
            .ok_or_else(wrong)
    }
}
