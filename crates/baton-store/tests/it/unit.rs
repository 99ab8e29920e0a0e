//! The write unit: all or nothing, alone in its failure, run again when another change came first.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use baton_domain::id::WorkspaceId;
use baton_store::dialect::Dialect;
use baton_store::job::{NewJob, Queue};
use baton_store::{Db, Query, StoreError, UnitError, args};
use tokio::task::JoinSet;

use crate::support::{Bench, at};

/// A use case's own refusal, beside what the store may say.
#[derive(Debug)]
enum Refusal {
    No,
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl UnitError for Refusal {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::No => None,
            Self::Store(error) => Some(error),
        }
    }
}

/// Writes a setting, and refuses afterwards if asked to.
async fn write_then(
    db: Db,
    workspace: WorkspaceId,
    number: u32,
    refuse: bool,
) -> Result<(), Refusal> {
    db.write(move |tx| {
        Box::pin(async move {
            tx.set_setting(workspace, &format!("n{number}"), "on")
                .await?;
            if refuse { Err(Refusal::No) } else { Ok(()) }
        })
    })
    .await
}

#[tokio::test]
async fn what_a_unit_wrote_is_there_when_it_returns_and_after_opening_again() {
    for bench in Bench::all().await {
        bench.set("greeting", "hello").await.unwrap();
        assert_eq!(
            bench.get("greeting").await.as_deref(),
            Some("hello"),
            "{}",
            bench.name
        );
        let again = Bench {
            db: bench.database.open(2).await.unwrap(),
            ..bench
        };
        assert_eq!(
            again.get("greeting").await.as_deref(),
            Some("hello"),
            "{}",
            again.name
        );
    }
}

#[tokio::test]
async fn a_unit_that_refuses_leaves_nothing_and_its_neighbours_keep_everything() {
    for bench in Bench::all().await {
        let mut units = JoinSet::new();
        for number in 0..60 {
            units.spawn(write_then(
                bench.db.clone(),
                bench.id(),
                number,
                number % 3 == 0,
            ));
        }
        let mut refused = 0;
        while let Some(result) = units.join_next().await {
            match result.unwrap() {
                Ok(()) => {}
                Err(Refusal::No) => refused += 1,
                Err(Refusal::Store(error)) => panic!("{}: {error}", bench.name),
            }
        }
        assert_eq!(refused, 20, "{}", bench.name);
        for number in 0..60 {
            let value = bench.get(&format!("n{number}")).await;
            assert_eq!(
                value.is_some(),
                number % 3 != 0,
                "{}: n{number}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn a_panic_is_the_failure_of_its_own_unit_alone() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let result: Result<(), StoreError> = bench
            .db
            .write(move |tx| {
                Box::pin(async move {
                    tx.set_setting(workspace, "panicked", "on").await?;
                    panic!("a bug in a use case")
                })
            })
            .await;
        assert!(
            matches!(result, Err(StoreError::Statement(_))),
            "{}",
            bench.name
        );
        assert_eq!(bench.get("panicked").await, None, "{}", bench.name);
        bench.set("next", "on").await.unwrap();
        assert!(bench.get("next").await.is_some(), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_reader_that_panics_does_not_take_the_next_one_with_it() {
    for bench in Bench::all().await {
        if bench.db.dialect() == Dialect::Postgres {
            continue; // A read runs on the caller's own task there, and so does its panic.
        }
        for _ in 0..10 {
            let result: Result<(), StoreError> = bench
                .db
                .read(|_| Box::pin(async { panic!("a bug in a query") }))
                .await;
            assert!(matches!(result, Err(StoreError::Statement(_))));
        }
        assert_eq!(bench.get("anything").await, None);
    }
}

#[tokio::test]
async fn a_unit_that_does_not_end_is_rolled_back_and_the_next_one_is_served() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let result: Result<(), StoreError> = bench
            .db
            .write(move |tx| {
                Box::pin(async move {
                    tx.set_setting(workspace, "endless", "on").await?;
                    loop {
                        tx.all(Query::new("SELECT name FROM settings", args![]))
                            .await?;
                    }
                })
            })
            .await;
        assert!(
            matches!(result, Err(StoreError::TooSlow)),
            "{}: {result:?}",
            bench.name
        );
        assert_eq!(bench.get("endless").await, None, "{}", bench.name);
        bench.set("next", "on").await.unwrap();
    }
}

#[tokio::test]
async fn on_sqlite_a_unit_that_awaits_anything_but_its_tx_fails_and_leaves_nothing() {
    for bench in Bench::all().await {
        if bench.db.dialect() == Dialect::Postgres {
            continue;
        }
        let workspace = bench.id();
        let result: Result<(), StoreError> = bench
            .db
            .write(move |tx| {
                Box::pin(async move {
                    tx.set_setting(workspace, "waited", "on").await?;
                    tokio::task::yield_now().await;
                    Ok(())
                })
            })
            .await;
        assert!(matches!(result, Err(StoreError::Statement(_))));
        assert_eq!(bench.get("waited").await, None);
    }
}

/// Runs a unit that meets `conflicts` conflicts and tells how often it was run.
async fn run_with_conflicts(db: &Db, conflicts: u32) -> (u32, Result<(), StoreError>) {
    let runs = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&runs);
    let result = db
        .write(move |_| {
            let run = counter.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move {
                if run < conflicts {
                    Err(StoreError::Conflict)
                } else {
                    Ok(())
                }
            })
        })
        .await;
    (runs.load(Ordering::Relaxed), result)
}

#[tokio::test]
async fn a_conflict_runs_the_unit_again_and_three_times_in_all() {
    for bench in Bench::all().await {
        let (runs, result) = run_with_conflicts(&bench.db, 2).await;
        assert!(result.is_ok(), "{}", bench.name);
        assert_eq!(runs, 3, "{}", bench.name);
        let (runs, result) = run_with_conflicts(&bench.db, 3).await;
        assert!(
            matches!(result, Err(StoreError::Conflict)),
            "{}",
            bench.name
        );
        assert_eq!(runs, 3, "{}", bench.name);
    }
}

#[tokio::test]
async fn any_other_failure_is_not_tried_again() {
    for bench in Bench::all().await {
        let runs = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&runs);
        let result: Result<(), StoreError> = bench
            .db
            .write(move |tx| {
                counter.fetch_add(1, Ordering::Relaxed);
                Box::pin(async move {
                    tx.exec(Query::new("UPDATE no_such_table SET x = 1", args![]))
                        .await
                        .map(drop)
                })
            })
            .await;
        assert!(
            matches!(result, Err(StoreError::Statement(_))),
            "{}",
            bench.name
        );
        assert_eq!(runs.load(Ordering::Relaxed), 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_taken_key_is_a_duplicate_and_a_broken_check_is_not() {
    for bench in Bench::all().await {
        let add = || {
            Query::new(
                "INSERT INTO counters (workspace, name, next) VALUES ($1, 'a', 1)",
                args![bench.id()],
            )
        };
        bench.exec(add()).await.unwrap();
        let taken = bench.exec(add()).await;
        assert!(
            matches!(taken, Err(StoreError::Duplicate)),
            "{}",
            bench.name
        );
        let broken = bench
            .exec(Query::new(
                "INSERT INTO jobs (workspace, id, queue, kind, payload, state, run_at, attempt, \
                 created_at) VALUES ($1, 'j', 'no_such_queue', 'k', '{}', 'ready', 0, 0, 0)",
                args![bench.id()],
            ))
            .await;
        assert!(
            matches!(broken, Err(StoreError::Statement(_))),
            "{}: {broken:?}",
            bench.name
        );
    }
}

/// Holds the writer up inside a unit until the sender is dropped, so that others have to queue.
fn hold_writer(
    db: &Db,
) -> (
    mpsc::Sender<()>,
    tokio::task::JoinHandle<Result<(), StoreError>>,
) {
    let (gate, held) = mpsc::channel::<()>();
    let held = Arc::new(Mutex::new(held));
    let db = db.clone();
    let unit = tokio::spawn(async move {
        db.write(move |_| {
            let closed = held.lock().unwrap_or_else(PoisonError::into_inner).recv();
            assert!(closed.is_err(), "nobody sends");
            Box::pin(async { Ok(()) })
        })
        .await
    });
    (gate, unit)
}

#[tokio::test]
async fn on_sqlite_units_that_wait_together_are_committed_together() {
    for bench in Bench::all().await {
        if bench.db.dialect() == Dialect::Postgres {
            continue; // There the server groups commits, and no client can count them.
        }
        let before = bench.db.writer_figures();
        let (gate, held) = hold_writer(&bench.db);
        let mut units = JoinSet::new();
        for number in 0..512 {
            units.spawn(write_then(bench.db.clone(), bench.id(), number, false));
        }
        // Every unit is queued once its task has run up to its first wait.
        while bench.db.writer_figures().queued < 512 {
            tokio::task::yield_now().await;
        }
        drop(gate);
        held.await.unwrap().unwrap();
        while let Some(result) = units.join_next().await {
            result.unwrap().unwrap();
        }
        let after = bench.db.writer_figures();
        assert_eq!(after.queued, 0);
        assert_eq!(after.units - before.units, 513);
        let commits = after.commits - before.commits;
        assert!(commits < 256, "{commits} commits for 513 units");
        assert_eq!(
            bench
                .number(crate::support::count_of("settings", bench.id()))
                .await,
            512
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_sees_one_state_however_long_it_reads() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let (began_sender, began) = tokio::sync::oneshot::channel::<()>();
        let (go, written) = mpsc::channel::<()>();
        let db = bench.db.clone();
        let reading = tokio::spawn(async move {
            db.read(move |reader| {
                Box::pin(async move {
                    let first = reader.setting(workspace, "x").await?;
                    began_sender.send(()).unwrap();
                    written.recv().unwrap();
                    Ok::<_, StoreError>((first, reader.setting(workspace, "x").await?))
                })
            })
            .await
        });
        began.await.unwrap();
        bench.set("x", "on").await.unwrap();
        go.send(()).unwrap();
        assert_eq!(
            reading.await.unwrap().unwrap(),
            (None, None),
            "{}",
            bench.name
        );
        assert!(bench.get("x").await.is_some(), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let result: Result<(), StoreError> = bench
            .db
            .read(move |reader| {
                Box::pin(async move {
                    reader
                        .all(Query::new(
                            "INSERT INTO settings (workspace, name, value, version) \
                             VALUES ($1, 'sneaked', 'in', 1) RETURNING name",
                            args![workspace],
                        ))
                        .await
                        .map(drop)
                })
            })
            .await;
        assert!(result.is_err(), "{}", bench.name);
        assert_eq!(bench.get("sneaked").await, None, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_caller_who_goes_away_does_not_undo_the_unit() {
    for bench in Bench::all().await {
        let (workspace, db) = (bench.id(), bench.db.clone());
        let mut unit = Box::pin(async move {
            db.write::<(), StoreError, _>(move |tx| {
                Box::pin(async move { tx.set_setting(workspace, "gone", "on").await })
            })
            .await
        });
        // One poll hands the unit over; then its caller is dropped.
        tokio::select! {
            biased;
            result = &mut unit => result.unwrap(),
            () = std::future::ready(()) => {}
        }
        drop(unit);
        // Units that are asked for later see what it did: on SQLite the writer serves in order.
        for _ in 0..1_000 {
            if bench.get("gone").await.is_some() {
                break;
            }
            bench.set("next", "on").await.unwrap();
        }
        assert!(bench.get("gone").await.is_some(), "{}", bench.name);
    }
}

/// Enqueues a job that is due, and refuses afterwards if asked to.
async fn enqueue_then(bench: &Bench, refuse: bool) -> Result<(), Refusal> {
    let workspace = bench.id();
    bench
        .db
        .write(move |tx| {
            Box::pin(async move {
                let job = NewJob {
                    queue: Queue::Bulk,
                    lane: None,
                    kind: "test",
                    payload: "{}".to_owned(),
                    run_at: at(0),
                };
                tx.enqueue(workspace, at(0), job).await?;
                if refuse { Err(Refusal::No) } else { Ok(()) }
            })
        })
        .await
}

#[tokio::test]
async fn only_a_commit_tells_of_work() {
    for bench in Bench::all().await {
        let mut signal = bench.db.work_signal(Queue::Bulk);
        signal.borrow_and_update();
        assert!(enqueue_then(&bench, true).await.is_err());
        assert!(!signal.has_changed().unwrap(), "{}", bench.name);
        enqueue_then(&bench, false).await.unwrap();
        assert!(signal.has_changed().unwrap(), "{}", bench.name);
    }
}
