//! Search: both databases find the same.

use baton_domain::case::Case;
use baton_domain::id::{CaseId, PartId};
use baton_store::StoreError;
use baton_store::part::{JSON, NewPart, TEXT};
use serde_json::json;

use crate::support::{Bench, add_workspace, at, noted};

impl Bench {
    /// Lets a case be found by a text.
    async fn index(&self, case: &Case, text: &'static str) -> PartId {
        let (stamp, case) = (self.stamp(0), case.id);
        self.db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let part = NewPart {
                        media: TEXT,
                        content: text.as_bytes(),
                        about: &[],
                    };
                    let part = tx.put_part(stamp.workspace, stamp.at, part).await?.id;
                    tx.index_part(stamp.workspace, case, part, text).await?;
                    tx.index_part(stamp.workspace, case, part, text).await?;
                    Ok(part)
                })
            })
            .await
            .unwrap()
    }

    async fn found(&self, words: &'static str) -> Vec<CaseId> {
        let workspace = self.id();
        let found = self.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(reader.search_cases(workspace, words, 50))
        });
        found.await.unwrap()
    }
}

#[tokio::test]
async fn both_databases_find_the_same() {
    let texts = [
        "Where is my order A-1042? I paid with VISA.",
        "我想申请退款，订单号 A1042",
        "El paquete llegó roto; quiero un reembolso",
        "Заказ не пришёл, верните деньги",
        "注文した商品が届きません。返金をお願いします。",
        "반품하고 싶어요 please",
        "O'Brien's co-op said: \"never again\" * -- NEAR(x y)",
        "สินค้าชำรุด ขอคืนเงิน",
    ];
    let searches: [(&'static str, &[usize]); 26] = [
        ("order", &[0]),
        ("ORDER visa", &[0]),
        ("visa order", &[0]),
        ("orde", &[0]),
        ("orde ", &[]),
        ("A-1042", &[0]),
        ("退款", &[1]),
        ("申请退款", &[1]),
        ("退款申请", &[]),
        ("款", &[1]),
        ("a1042", &[1]),
        ("ＶＩＳＡ", &[0]),
        ("llegó", &[2]),
        ("заказ", &[3]),
        ("ЗАКАЗ деньги", &[3]),
        ("返金", &[4]),
        ("届きま", &[4]),
        ("반품", &[5]),
        ("싶어", &[5]),
        ("o'brien", &[6]),
        ("\"never again\"", &[6]),
        ("NEAR(x y)", &[6]),
        ("คืนเงิน", &[7]),
        ("nothing", &[]),
        ("*", &[]),
        ("", &[]),
    ];
    for bench in Bench::all().await {
        let mut cases = Vec::new();
        for (number, text) in (2_001..).zip(texts) {
            let case = bench.open_case(number).await;
            bench.index(&case, text).await;
            cases.push(case.id);
        }
        for (words, expected) in searches {
            let expected: Vec<_> = expected.iter().map(|index| cases[*index]).collect();
            assert_eq!(
                bench.found(words).await,
                expected,
                "{} {words:?}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn a_case_is_found_by_its_number_however_people_write_it() {
    for bench in Bench::all().await {
        let case = bench.open_case(1_039).await;
        bench.open_case(1_040).await;
        for words in ["B-1039", "b-1039", "1039", "#1039"] {
            assert_eq!(
                bench.found(words).await,
                [case.id],
                "{} {words}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn words_may_stand_in_different_texts_of_one_case() {
    for bench in Bench::all().await {
        let case = bench.open_case(1).await;
        bench.index(&case, "Mei Lin").await;
        bench.index(&case, "the invoice is wrong").await;
        let other = bench.open_case(2).await;
        bench.index(&other, "another invoice").await;
        assert_eq!(
            bench.found("lin invoice ").await,
            [case.id],
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_text_that_was_taken_out_is_not_found_any_more() {
    for bench in Bench::all().await {
        let case = bench.open_case(1).await;
        let part = bench.index(&case, "a secret word").await;
        bench.index(&case, "an ordinary word").await;
        let workspace = bench.id();
        bench
            .db
            .write::<_, StoreError, _>(move |tx| Box::pin(tx.unindex_part(workspace, part)))
            .await
            .unwrap();
        assert!(bench.found("secret").await.is_empty(), "{}", bench.name);
        assert_eq!(bench.found("ordinary").await, [case.id], "{}", bench.name);
    }
}

#[tokio::test]
async fn nothing_of_another_workspace_is_found() {
    for bench in Bench::all().await {
        let case = bench.open_case(1).await;
        bench.index(&case, "confidential").await;
        let other = add_workspace(&bench.db, "Elsewhere").await.id;
        let found = bench.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(reader.search_cases(other, "confidential", 50))
        });
        assert!(found.await.unwrap().is_empty(), "{}", bench.name);
    }
}

#[tokio::test]
async fn what_events_say_is_found_and_the_addresses_in_a_message_of_ours_are_not() {
    for bench in Bench::all().await {
        let case = bench.open_case(1).await;
        let (stamp, id) = (bench.stamp(0), case.id);
        bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let whole =
                        json!({"text": "refunded", "from": "desk@shop.example"}).to_string();
                    let mut events = Vec::new();
                    for (media, content) in [(TEXT, "called the courier"), (JSON, whole.as_str())] {
                        let part = NewPart {
                            media,
                            content: content.as_bytes(),
                            about: &[],
                        };
                        let part = tx.put_part(stamp.workspace, at(0), part).await?;
                        let mut event = serde_json::to_value(noted(1)).unwrap();
                        event["data"]["content"] = serde_json::to_value(part).unwrap();
                        events.push(serde_json::from_value(event).unwrap());
                    }
                    tx.index_events(stamp.workspace, id, &events).await
                })
            })
            .await
            .unwrap();
        assert_eq!(bench.found("courier").await, [id], "{}", bench.name);
        assert_eq!(bench.found("refunded").await, [id], "{}", bench.name);
        assert!(bench.found("desk").await.is_empty(), "{}", bench.name);
    }
}
