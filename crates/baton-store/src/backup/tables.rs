//! Which tables there are, asked of the database itself, so that no new one can be forgotten.

use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// A table that a backup does not hold, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The table.
    pub table: &'static str,
    /// Why it is left out.
    pub reason: &'static str,
}

/// Every table that a backup does not hold.
pub const LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        table: "cosignatures",
        reason: "belong to the log's generation; the next asks its witnesses anew",
    },
    LeftOut {
        table: "epochs",
        reason: "belong to the log's generation; the next closes its own",
    },
    LeftOut {
        table: "leases",
        reason: "held by nodes that run now",
    },
    LeftOut {
        table: "map_pages",
        reason: "belong to the log's generation; made again for the next",
    },
    LeftOut {
        table: "migrations",
        reason: "the restoring program makes the schema; the head names its last step",
    },
    LeftOut {
        table: "search",
        reason: "made again from the texts; the two databases keep it differently",
    },
    LeftOut {
        table: "sessions",
        reason: "an old copy would bring sessions back that were ended since",
    },
    LeftOut {
        table: "tree_nodes",
        reason: "belongs to the log's generation; made again for the next",
    },
    LeftOut {
        table: "witnesses",
        reason: "belong to the log's generation; the next asks its witnesses anew",
    },
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Int,
    Text,
    Bytes,
}

impl Kind {
    pub(super) const fn tag(self) -> u8 {
        match self {
            Self::Int => 1,
            Self::Text => 2,
            Self::Bytes => 3,
        }
    }

    pub(super) const fn of_tag(tag: u8) -> Option<Self> {
        match tag {
            1 => Some(Self::Int),
            2 => Some(Self::Text),
            3 => Some(Self::Bytes),
            _ => None,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) name: String,
    /// Every column, in their order.
    pub(super) columns: Vec<Column>,
    /// The primary key, as places in `columns`.
    pub(super) key: Vec<usize>,
}

const SQLITE: &str = "SELECT t.name, c.name, CASE upper(c.type) WHEN 'TEXT' THEN 'TEXT' \
    WHEN 'BLOB' THEN 'BYTES' ELSE 'INT' END, c.pk FROM sqlite_master t \
    JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' \
    AND t.name NOT LIKE 'search\\_%' ESCAPE '\\' OR t.name = 'search_documents' \
    ORDER BY t.name, c.cid";

const POSTGRES: &str = "SELECT c.table_name::text, c.column_name::text, CASE c.data_type \
    WHEN 'text' THEN 'TEXT' WHEN 'bytea' THEN 'BYTES' ELSE 'INT' END, COALESCE(k.place, 0) \
    FROM information_schema.columns c LEFT JOIN ( \
        SELECT t.relname::text AS relname, a.attname::text AS attname, p.place \
        FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid \
        JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema() \
        CROSS JOIN LATERAL unnest(x.indkey::int[]) WITH ORDINALITY AS p(attnum, place) \
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.attnum WHERE x.indisprimary \
    ) k ON k.relname = c.table_name AND k.attname = c.column_name \
    WHERE c.table_schema = current_schema() \
    ORDER BY c.table_name::text COLLATE \"C\", c.ordinal_position";

impl Reader {
    /// Every table that a backup holds, by name.
    pub(super) async fn kept_tables(&mut self) -> Result<Vec<Table>, StoreError> {
        let text = match self.dialect() {
            Dialect::Sqlite => SQLITE,
            Dialect::Postgres => POSTGRES,
        };
        let mut tables: Vec<Table> = Vec::new();
        let mut key: Vec<(i64, usize)> = Vec::new();
        for mut row in self.all(Query::new(text, args![])).await? {
            let (table, name, kind): (String, String, String) =
                (row.take()?, row.take()?, row.take()?);
            let place: i64 = row.take()?;
            if LEFT_OUT.iter().any(|left| left.table == table) {
                continue;
            }
            if tables.last().is_none_or(|last| last.name != table) {
                key.clear();
                tables.push(Table {
                    name: table,
                    columns: Vec::new(),
                    key: Vec::new(),
                });
            }
            let Some(table) = tables.last_mut() else {
                continue;
            };
            if place > 0 {
                key.push((place, table.columns.len()));
                key.sort_unstable();
                table.key = key.iter().map(|(_, column)| *column).collect();
            }
            let kind = match kind.as_str() {
                "TEXT" => Kind::Text,
                "BYTES" => Kind::Bytes,
                _ => Kind::Int,
            };
            table.columns.push(Column { name, kind });
        }
        Ok(tables)
    }
}
