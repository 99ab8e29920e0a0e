//! Values and rows: what goes in comes out, and nothing is read as something else.

use baton_domain::id::CaseId;
use baton_store::value::{FromValue, ToValue, Value};
use baton_store::{Query, Row, StoreError, args};

use crate::support::Bench;

/// Sends a value through the database and reads it back. The statement names its type, because
/// `PostgreSQL` fixes the types of a statement when it first meets its text.
async fn echo<T: FromValue + Send + 'static>(bench: &Bench, value: impl ToValue) -> T {
    let name = match value.to_value() {
        Value::Int(_) => " AS number",
        Value::Text(_) => " AS words",
        Value::Bytes(_) => " AS content",
    };
    let query = Query::start("SELECT ").arg(value).sql(name);
    bench
        .db
        .read::<_, StoreError, _>(move |reader| {
            Box::pin(async move { reader.opt(query).await?.unwrap().take() })
        })
        .await
        .unwrap()
}

async fn first(bench: &Bench, text: &'static str) -> Result<Row, StoreError> {
    bench
        .db
        .read(move |reader| {
            Box::pin(async move { Ok(reader.opt(Query::new(text, args![])).await?.unwrap()) })
        })
        .await
}

#[tokio::test]
async fn integers_come_back_to_the_last_one() {
    for bench in Bench::all().await {
        for number in [i64::MIN, -1, 0, 1, i64::from(u32::MAX) + 1, i64::MAX] {
            assert_eq!(echo::<i64>(&bench, number).await, number, "{}", bench.name);
        }
        assert_eq!(echo::<u64>(&bench, 7_u64).await, 7);
        assert!(echo::<bool>(&bench, true).await);
    }
}

#[tokio::test]
async fn text_and_bytes_come_back_unchanged() {
    for bench in Bench::all().await {
        for text in [
            "",
            "Grüße, 您好 👩🏽‍🔧",
            "'; DROP TABLE cases; --",
            "$1 ? :a",
            "\u{feff}\u{202e}x",
        ] {
            assert_eq!(echo::<String>(&bench, text).await, text, "{}", bench.name);
        }
        for bytes in [vec![], vec![0], vec![0xff, 0, 0xfe], vec![7; 1 << 20]] {
            assert_eq!(
                echo::<Vec<u8>>(&bench, bytes.clone()).await,
                bytes,
                "{}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn a_null_of_each_type_is_none() {
    for bench in Bench::all().await {
        assert_eq!(
            echo::<Option<i64>>(&bench, None::<i64>).await,
            None,
            "{}",
            bench.name
        );
        assert_eq!(
            echo::<Option<String>>(&bench, None::<String>).await,
            None,
            "{}",
            bench.name
        );
        assert_eq!(
            echo::<Option<Vec<u8>>>(&bench, None::<Vec<u8>>).await,
            None,
            "{}",
            bench.name
        );
        assert_eq!(
            echo::<Option<CaseId>>(&bench, None::<CaseId>).await,
            None,
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn ids_come_back_as_the_id_they_were() {
    for bench in Bench::all().await {
        let id = CaseId::from_bits(0x0190_7b3c_0000_7000_8000_0000_0000_002a);
        assert_eq!(echo::<CaseId>(&bench, id).await, id, "{}", bench.name);
        assert_eq!(
            echo::<String>(&bench, id).await,
            id.to_string(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_column_of_another_type_is_named_and_never_guessed() {
    for bench in Bench::all().await {
        let mut row = first(&bench, "SELECT 'one', 2").await.unwrap();
        assert!(
            matches!(row.take::<i64>(), Err(StoreError::Decode { column: 0 })),
            "{}",
            bench.name
        );
        assert_eq!(row.take::<i64>().unwrap(), 2, "{}", bench.name);
        assert!(
            matches!(row.take::<i64>(), Err(StoreError::Decode { column: 2 })),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn there_are_no_fractions() {
    for bench in Bench::all().await {
        let result = first(&bench, "SELECT 1.5").await;
        assert!(
            matches!(result, Err(StoreError::Decode { column: 0 })),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_number_that_does_not_fit_is_refused_rather_than_cut() {
    for bench in Bench::all().await {
        let mut row = first(&bench, "SELECT 70000, -1").await.unwrap();
        assert!(row.take::<u16>().is_err(), "{}", bench.name);
        assert!(row.take::<u64>().is_err(), "{}", bench.name);
    }
}

#[tokio::test]
async fn an_argument_is_known_by_its_number_wherever_it_stands() {
    for bench in Bench::all().await {
        let query = Query::new(
            "SELECT $3 || $1 || $2 || $1 WHERE $2 = 'b' AND $1 = 'a'",
            args!["a", "b", "c"],
        );
        let text: String = bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.opt(query).await?.unwrap().take() })
            })
            .await
            .unwrap();
        assert_eq!(text, "caba", "{}", bench.name);
    }
}

#[tokio::test]
async fn a_missing_argument_is_a_mistake_and_never_a_null() {
    for bench in Bench::all().await {
        let query = Query::new("SELECT name FROM settings WHERE name = $2", args!["a"]);
        let result = bench.exec(query).await;
        assert!(
            matches!(result, Err(StoreError::Statement(_))),
            "{}",
            bench.name
        );
    }
}
