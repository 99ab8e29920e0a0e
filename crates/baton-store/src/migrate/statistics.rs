//! What `SQLite` is told about its indexes (docs/adr/0009).
//!
//! Every key begins with the workspace, and most files hold one workspace: to begin with it says next
//! to nothing. Without statistics the planner takes an equal workspace for one row in ten thousand and
//! may walk a whole table in key order rather than look a row up. These figures are written once, with
//! the schema, and never gathered: the same statement has the same plan on every installation.

use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Query;

/// Rows that a table is taken to have.
const ROWS: u64 = 1_000_000;
/// Rows that share a value of a column that names something.
const ROWS_OF_A_NAME: u64 = 10;
/// Columns with a few values each.
const FEW_VALUES: [&str; 9] = [
    "direction",
    "is_history",
    "kind",
    "level",
    "next_mover",
    "queue",
    "role",
    "state",
    "status",
];
/// How many values such a column is taken to have.
const VALUES: u64 = 5;

/// Columns of every index, in order.
const COLUMNS: &str = "SELECT t.name, i.name, i.\"unique\", t.wr AND i.origin = 'pk', c.name \
     FROM pragma_table_list t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c \
     WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name, i.name, c.seqno";

/// An index, as the planner is told of it.
struct Index {
    table: String,
    name: String,
    is_unique: bool,
    columns: Vec<String>,
}

/// Writes the figures of every index that begins with the workspace.
pub(super) async fn write(tx: &mut Tx) -> Result<(), StoreError> {
    // Makes the table of statistics, which no statement but this may create.
    tx.batch("ANALYZE sqlite_schema").await?;
    tx.exec(Query::new("DELETE FROM sqlite_stat1", args![]))
        .await?;
    for index in indexes(tx).await? {
        if index
            .columns
            .first()
            .is_some_and(|name| name == "workspace")
        {
            let figures = index.figures();
            tx.exec(Query::new(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)",
                args![index.table, index.name, figures],
            ))
            .await?;
        }
    }
    // Loads them where they were written; other connections do so as they see the new schema.
    tx.batch("ANALYZE sqlite_schema").await
}

async fn indexes(tx: &mut Tx) -> Result<Vec<Index>, StoreError> {
    let mut indexes: Vec<Index> = Vec::new();
    for mut row in tx.all(Query::new(COLUMNS, args![])).await? {
        let (table, name): (String, String) = (row.take()?, row.take()?);
        let (is_unique, is_the_table): (bool, bool) = (row.take()?, row.take()?);
        let column = row.take()?;
        let name = if is_the_table { table.clone() } else { name };
        match indexes.last_mut() {
            Some(last) if last.table == table && last.name == name => last.columns.push(column),
            Some(_) | None => indexes.push(Index {
                table,
                name,
                is_unique,
                columns: vec![column],
            }),
        }
    }
    Ok(indexes)
}

impl Index {
    /// Rows in all, then rows that share the first column, the first two, and so on.
    fn figures(&self) -> String {
        let mut figures = vec![ROWS.to_string()];
        let mut rows = ROWS;
        for (number, column) in self.columns.iter().enumerate() {
            rows = match column.as_str() {
                "workspace" => ROWS,
                _ if self.is_unique && number + 1 == self.columns.len() => 1,
                few if FEW_VALUES.contains(&few) => (rows / VALUES).max(1),
                _ if rows > ROWS_OF_A_NAME => ROWS_OF_A_NAME,
                _ => (rows / 2).max(1),
            };
            figures.push(rows.to_string());
        }
        figures.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(columns: &[&str], is_unique: bool) -> String {
        let index = Index {
            table: String::new(),
            name: String::new(),
            is_unique,
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        };
        index.figures()
    }

    #[test]
    fn a_name_tells_rows_apart_and_a_workspace_does_not() {
        assert_eq!(figures(&["workspace", "id"], true), "1000000 1000000 1");
        assert_eq!(
            figures(&["workspace", "part", "case_id"], false),
            "1000000 1000000 10 5"
        );
    }

    #[test]
    fn a_status_tells_few_rows_apart() {
        assert_eq!(
            figures(&["workspace", "status", "queue_key", "id"], false),
            "1000000 1000000 200000 10 5"
        );
    }
}
