//! Leases: one holder at a time, and a token that rises with every take-over.

use baton_store::StoreError;
use baton_store::lease::{self, Lease};
use tokio::task::JoinSet;

use crate::support::{Bench, at};

async fn take(bench: &Bench, holder: &str, seconds: i64) -> Option<Lease> {
    lease::take(&bench.db, "mailbox", holder, at(seconds))
        .await
        .unwrap()
}

async fn confirm(bench: &Bench, lease: &Lease, seconds: i64) -> Result<(), StoreError> {
    let lease = lease.clone();
    bench
        .db
        .write(move |tx| {
            let lease = lease.clone();
            Box::pin(async move { lease.confirm(tx, at(seconds)).await })
        })
        .await
}

#[tokio::test]
async fn a_lease_has_one_holder_until_it_runs_out() {
    for bench in Bench::all().await {
        let first = take(&bench, "a", 0).await.unwrap();
        assert_eq!(take(&bench, "b", 5).await, None, "{}", bench.name);
        let second = take(&bench, "b", 6).await.unwrap();
        assert!(second.token > first.token, "{}", bench.name);
        assert_eq!(take(&bench, "a", 7).await, None, "{}", bench.name);
    }
}

#[tokio::test]
async fn renewing_keeps_the_token_and_gives_more_time() {
    for bench in Bench::all().await {
        let first = take(&bench, "a", 0).await.unwrap();
        assert_eq!(
            take(&bench, "a", 4).await,
            Some(first.clone()),
            "{}",
            bench.name
        );
        assert_eq!(take(&bench, "b", 8).await, None, "{}", bench.name);
        confirm(&bench, &first, 8).await.unwrap();
    }
}

#[tokio::test]
async fn a_lease_that_ran_out_or_was_taken_over_is_not_confirmed() {
    for bench in Bench::all().await {
        let first = take(&bench, "a", 0).await.unwrap();
        confirm(&bench, &first, 5).await.unwrap();
        let late = confirm(&bench, &first, 6).await;
        assert!(
            matches!(late, Err(StoreError::Unavailable(_))),
            "{}",
            bench.name
        );
        take(&bench, "b", 6).await.unwrap();
        let passed_over = confirm(&bench, &first, 3).await;
        assert!(
            matches!(passed_over, Err(StoreError::Unavailable(_))),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_released_lease_is_free_at_once_and_only_its_holder_can_release_it() {
    for bench in Bench::all().await {
        let first = take(&bench, "a", 0).await.unwrap();
        lease::release(&bench.db, &first).await.unwrap();
        let second = take(&bench, "b", 0).await.unwrap();
        lease::release(&bench.db, &first).await.unwrap();
        confirm(&bench, &second, 1).await.unwrap();
        assert_eq!(take(&bench, "c", 1).await, None, "{}", bench.name);
    }
}

#[tokio::test]
async fn leases_of_other_names_are_other_leases() {
    for bench in Bench::all().await {
        take(&bench, "a", 0).await.unwrap();
        let other = lease::take(&bench.db, "sweep", "b", at(0)).await.unwrap();
        assert!(other.is_some(), "{}", bench.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_ask_together_one_gets_it() {
    for bench in Bench::all().await {
        let mut asking = JoinSet::new();
        for number in 0..12 {
            let db = bench.db.clone();
            asking.spawn(async move {
                lease::take(&db, "mailbox", &format!("node {number}"), at(0))
                    .await
                    .unwrap()
            });
        }
        let mut holders = 0;
        while let Some(taken) = asking.join_next().await {
            holders += usize::from(taken.unwrap().is_some());
        }
        assert_eq!(holders, 1, "{}", bench.name);
    }
}
