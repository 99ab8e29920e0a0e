//! The two schemas: the same tables, columns and indexes, and every row in exactly one workspace.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use baton_store::db::{Durability, Location};
use baton_store::dialect::Dialect;
use baton_store::random::SystemRandom;
use baton_store::{Db, Query, StoreError, args};

use crate::support::Bench;

/// The whole list of tables that belong to the installation (architecture.md, D9).
const INSTALLATION_WIDE: [&str; 7] = [
    "leases",
    "lanes",
    "migrations",
    "people",
    "sealed_keys",
    "sessions",
    "workspaces",
];

/// Full text is what truly differs: a virtual table here, a table with a GIN index there.
fn is_full_text(table: &str) -> bool {
    table == "search" || table.starts_with("search_") && table != "search_documents"
}

/// Answers a query with rows of text.
async fn texts<const N: usize>(db: &Db, text: &'static str) -> Vec<[String; N]> {
    db.read::<_, StoreError, _>(move |reader| {
        Box::pin(async move {
            let rows = reader.all(Query::new(text, args![])).await?;
            rows.into_iter()
                .map(|mut row| {
                    let mut columns = std::array::from_fn(|_| String::new());
                    for column in &mut columns {
                        *column = row.take()?;
                    }
                    Ok(columns)
                })
                .collect()
        })
    })
    .await
    .unwrap()
}

/// Every column as table, name, type and whether it may be null.
async fn columns(db: &Db) -> BTreeSet<[String; 4]> {
    let all: Vec<[String; 4]> = match db.dialect() {
        Dialect::Sqlite => {
            texts(
                db,
                "SELECT t.name, c.name, CASE upper(c.type) WHEN 'BIGINT' THEN 'INTEGER' \
                 ELSE upper(c.type) END, CASE c.\"notnull\" WHEN 1 THEN 'NO' ELSE 'YES' END \
                 FROM sqlite_master t JOIN pragma_table_info(t.name) c \
                 WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
            )
            .await
        }
        Dialect::Postgres => {
            texts(
                db,
                "SELECT table_name::text, column_name::text, CASE data_type WHEN 'bigint' \
                 THEN 'INTEGER' WHEN 'bytea' THEN 'BLOB' ELSE upper(data_type) END, \
                 is_nullable::text FROM information_schema.columns WHERE table_schema = 'public'",
            )
            .await
        }
    };
    all.into_iter()
        .filter(|[table, ..]| !is_full_text(table))
        .collect()
}

/// Every index that has a name of ours, with its columns in order.
async fn indexes(db: &Db) -> BTreeMap<String, Vec<String>> {
    let rows: Vec<[String; 3]> = match db.dialect() {
        Dialect::Sqlite => {
            texts(
                db,
                "SELECT i.name, c.name, i.tbl_name FROM sqlite_master i \
                 JOIN pragma_index_info(i.name) c WHERE i.type = 'index' \
                 AND i.name NOT LIKE 'sqlite_%' ORDER BY i.name, c.seqno",
            )
            .await
        }
        Dialect::Postgres => {
            texts(
                db,
                "SELECT i.relname::text, a.attname::text, t.relname::text FROM pg_index x \
                 JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid \
                 JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
                 CROSS JOIN LATERAL unnest(x.indkey::int[]) WITH ORDINALITY AS k(attnum, place) \
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum \
                 WHERE NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.oid) \
                 ORDER BY i.relname, k.place",
            )
            .await
        }
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for [name, column, table] in rows {
        if !is_full_text(&table) {
            found.entry(name).or_default().push(column);
        }
    }
    found
}

/// The first column of every primary, unique and foreign key, with its table.
async fn keys(db: &Db) -> BTreeSet<[String; 2]> {
    let rows: Vec<[String; 2]> = match db.dialect() {
        Dialect::Sqlite => {
            texts(
                db,
                "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_index_list(t.name) i \
                 JOIN pragma_index_info(i.name) c WHERE t.type = 'table' AND i.\"unique\" = 1 \
                 AND c.seqno = 0 UNION SELECT t.name, f.\"from\" FROM sqlite_master t \
                 JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.seq = 0 \
                 UNION SELECT t.name, c.name FROM sqlite_master t \
                 JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.pk = 1",
            )
            .await
        }
        Dialect::Postgres => {
            texts(
                db,
                "SELECT t.relname::text, a.attname::text FROM pg_index x \
                 JOIN pg_class t ON t.oid = x.indrelid \
                 JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public' \
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0] \
                 WHERE x.indisunique UNION SELECT t.relname::text, a.attname::text \
                 FROM pg_constraint f JOIN pg_class t ON t.oid = f.conrelid \
                 JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = f.conkey[1] \
                 WHERE f.contype = 'f'",
            )
            .await
        }
    };
    rows.into_iter()
        .filter(|[table, _]| !is_full_text(table))
        .collect()
}

fn tables(columns: &BTreeSet<[String; 4]>) -> BTreeSet<&str> {
    columns.iter().map(|[table, ..]| table.as_str()).collect()
}

#[tokio::test]
async fn both_databases_have_the_same_tables_columns_and_indexes() {
    let benches = Bench::all().await;
    let [sqlite, postgres] = benches.as_slice() else {
        println!("skipped: there is only one database here to compare");
        return;
    };
    assert_eq!(columns(&sqlite.db).await, columns(&postgres.db).await);
    assert_eq!(indexes(&sqlite.db).await, indexes(&postgres.db).await);
    assert_eq!(keys(&sqlite.db).await, keys(&postgres.db).await);
}

#[tokio::test]
async fn every_table_but_seven_holds_its_rows_under_a_workspace() {
    for bench in Bench::all().await {
        let columns = columns(&bench.db).await;
        let tables = tables(&columns);
        for name in INSTALLATION_WIDE {
            assert!(tables.contains(name), "{}: {name} is gone", bench.name);
        }
        for table in tables {
            let first = columns.contains(&[
                table.to_owned(),
                "workspace".to_owned(),
                "TEXT".to_owned(),
                "NO".to_owned(),
            ]);
            let is_installation_wide = INSTALLATION_WIDE.contains(&table);
            assert!(
                first != is_installation_wide,
                "{}: {table} is either listed here or has a workspace",
                bench.name
            );
        }
        for [table, column] in keys(&bench.db).await {
            assert!(
                column == "workspace" || INSTALLATION_WIDE.contains(&table.as_str()),
                "{}: a key of {table} begins with {column}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn opening_again_changes_nothing() {
    for bench in Bench::all().await {
        let before = columns(&bench.db).await;
        let again = bench.database.open(2).await.unwrap();
        assert_eq!(columns(&again).await, before, "{}", bench.name);
        let steps: Vec<[String; 1]> = texts(&again, "SELECT name FROM migrations").await;
        assert_eq!(
            steps.len(),
            steps.iter().collect::<BTreeSet<_>>().len(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn nodes_that_start_together_migrate_once() {
    for database in baton_testkit::databases::all() {
        if matches!(database.location, Location::Folder(_)) {
            continue; // One process holds a folder.
        }
        let open = |seed| database.open(seed);
        let (a, b, c) = tokio::join!(open(1), open(2), open(3));
        let db = a.and(b).and(c).unwrap();
        let steps: Vec<[String; 1]> = texts(&db, "SELECT name FROM migrations").await;
        assert!(!steps.is_empty());
    }
}

#[tokio::test]
async fn a_database_that_a_newer_program_migrated_is_refused() {
    for bench in Bench::all().await {
        bench
            .exec(Query::new(
                "INSERT INTO migrations (number, name) VALUES (9999, 'from the future')",
                args![],
            ))
            .await
            .unwrap();
        match bench.database.open(2).await.map(drop) {
            Err(StoreError::Schema(sentence)) => assert!(sentence.contains("9999"), "{sentence}"),
            other => panic!("{}: {other:?}", bench.name),
        }
    }
}

#[tokio::test]
async fn a_place_that_is_no_database_is_refused_with_a_sentence() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("not-a-folder");
    std::fs::write(&file, "text").unwrap();
    for location in [
        Location::Folder(file),
        Location::Postgres("mysql://localhost/x".to_owned()),
        Location::Postgres("postgres://nobody@127.0.0.1:1/x".to_owned()),
    ] {
        let opened = Db::open(&location, Durability::Relaxed, Arc::new(SystemRandom)).await;
        assert!(
            matches!(opened, Err(StoreError::Configuration(_))),
            "{location:?}"
        );
    }
}
