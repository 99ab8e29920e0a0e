//! Idempotency keys: one key, one request, one effect.

use baton_domain::time::Timestamp;
use baton_store::event::Stamp;
use baton_store::idempotency::{self, Claimed, Request};
use baton_store::{Db, StoreError, UnitError};
use tokio::task::JoinSet;

use crate::support::{Bench, add_workspace, at};

const HOUR: i64 = 3_600;

fn request(key: u8, body: u8) -> Request {
    Request {
        key_digest: [key; 32],
        request_digest: [body; 32],
    }
}

async fn claim(bench: &Bench, seconds: i64, request: Request, resource: &'static str) -> Claimed {
    let stamp = bench.stamp(seconds);
    bench
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tx.claim_request(&stamp, &request, resource).await })
        })
        .await
        .unwrap()
}

async fn known(bench: &Bench, request: Request, now: Timestamp) -> Claimed {
    let workspace = bench.id();
    bench
        .db
        .read::<_, StoreError, _>(move |reader| {
            Box::pin(async move { reader.request(workspace, &request, now).await })
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn the_same_request_again_learns_what_was_done() {
    for bench in Bench::all().await {
        assert_eq!(
            claim(&bench, 0, request(1, 1), "case_a").await,
            Claimed::Fresh
        );
        let again = claim(&bench, 1, request(1, 1), "case_b").await;
        assert_eq!(
            again,
            Claimed::Before("case_a".to_owned()),
            "{}",
            bench.name
        );
        assert_eq!(
            known(&bench, request(1, 1), at(2)).await,
            again,
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn another_request_under_the_same_key_is_a_mismatch() {
    for bench in Bench::all().await {
        claim(&bench, 0, request(1, 1), "case_a").await;
        let other = claim(&bench, 1, request(1, 2), "case_b").await;
        assert_eq!(other, Claimed::Mismatch, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_key_is_one_workspaces_own() {
    for bench in Bench::all().await {
        claim(&bench, 0, request(1, 1), "case_a").await;
        let other = Bench {
            workspace: add_workspace(&bench.db, "Other").await,
            ..bench
        };
        assert_eq!(
            claim(&other, 0, request(1, 1), "case_b").await,
            Claimed::Fresh
        );
    }
}

#[tokio::test]
async fn a_unit_that_fails_gives_its_key_back() {
    #[derive(Debug)]
    struct Refused;
    impl From<StoreError> for Refused {
        fn from(_: StoreError) -> Self {
            Self
        }
    }
    impl UnitError for Refused {
        fn as_store(&self) -> Option<&StoreError> {
            None
        }
    }
    for bench in Bench::all().await {
        let stamp = bench.stamp(0);
        let refused: Result<(), Refused> = bench
            .db
            .write(move |tx| {
                Box::pin(async move {
                    tx.claim_request(&stamp, &request(1, 1), "case_a").await?;
                    Err(Refused)
                })
            })
            .await;
        assert!(refused.is_err());
        assert_eq!(
            known(&bench, request(1, 1), at(1)).await,
            Claimed::Fresh,
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day_and_can_be_used_again() {
    for bench in Bench::all().await {
        claim(&bench, 0, request(1, 1), "case_a").await;
        claim(&bench, 20 * HOUR, request(2, 2), "case_b").await;
        assert_eq!(
            claim(&bench, 24 * HOUR, request(1, 9), "case_c").await,
            Claimed::Fresh
        );
        assert_eq!(
            claim(&bench, 25 * HOUR, request(1, 9), "case_d").await,
            Claimed::Before("case_c".to_owned()),
            "{}",
            bench.name
        );
        let forgotten = idempotency::forget(&bench.db, at(46 * HOUR)).await.unwrap();
        assert_eq!(forgotten, 1, "{}", bench.name);
        assert_ne!(
            known(&bench, request(1, 9), at(46 * HOUR)).await,
            Claimed::Fresh
        );
    }
}

async fn ask(db: Db, stamp: Stamp, key: u8, number: u32) -> Claimed {
    db.write::<_, StoreError, _>(move |tx| {
        Box::pin(async move {
            let resource = format!("case_{number}");
            tx.claim_request(&stamp, &request(key, 1), &resource).await
        })
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_requests_that_arrive_together_under_one_key_one_is_fresh() {
    for bench in Bench::all().await {
        for key in 0..20 {
            let mut asking = JoinSet::new();
            for number in 0..4 {
                asking.spawn(ask(bench.db.clone(), bench.stamp(0), key, number));
            }
            let mut fresh = 0;
            while let Some(claimed) = asking.join_next().await {
                fresh += usize::from(claimed.unwrap() == Claimed::Fresh);
            }
            assert_eq!(fresh, 1, "{}: key {key}", bench.name);
        }
    }
}
