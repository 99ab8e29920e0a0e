//! The simulator: what must always hold does, for every seed.
//!
//! `BATON_SIM_SEEDS=1000 cargo test -p baton-testkit` runs more of them; with `BATON_SIM_FIRST` they
//! begin at another number, to repeat one that failed.

use baton_testkit::databases::{self, TestDatabase};
use baton_testkit::simulator::{Run, Settings, run};

fn from_environment(name: &str, otherwise: u64) -> u64 {
    #[expect(
        clippy::disallowed_methods,
        reason = "how many seeds to run is for whoever runs the tests, and for nobody else"
    )]
    let value = std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok());
    value.unwrap_or(otherwise)
}

/// Runs seeds and adds up what happened.
async fn run_seeds(count: u64, database: impl Fn() -> Option<TestDatabase>) -> Option<Run> {
    let first = from_environment("BATON_SIM_FIRST", 1);
    let mut sum = Run::default();
    for seed in first..first + from_environment("BATON_SIM_SEEDS", count) {
        let settings = Settings {
            seed,
            steps: 100,
            crash_one_in: 12,
        };
        let run = run(database()?, settings).await;
        sum.crashes += run.crashes;
        sum.acknowledged += run.acknowledged;
        sum.refused += run.refused;
        sum.events += run.events;
        sum.accepted += run.accepted;
        sum.unknown += run.unknown;
        sum.done += run.done;
    }
    println!("{sum:?}");
    Some(sum)
}

#[tokio::test]
async fn what_must_hold_does_on_sqlite_for_fifty_seeds() {
    let sum = run_seeds(50, || Some(databases::sqlite())).await.unwrap();
    // A simulator in which nothing happens would find nothing.
    assert!(
        sum.crashes > 0 && sum.events > 0 && sum.accepted > 0 && sum.done > 0,
        "{sum:?}"
    );
}

#[tokio::test]
async fn what_must_hold_does_on_postgres_for_eight_seeds() {
    let sum = run_seeds(8, databases::postgres).await;
    if sum.is_none() {
        println!("skipped: there is no PostgreSQL here");
    }
}
