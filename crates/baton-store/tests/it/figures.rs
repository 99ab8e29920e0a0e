//! What an operator is told of the installation: what is unfinished, and since when.

use baton_store::StoreError;
use baton_store::figures::{Figures, QueueFigures};
use baton_store::job::{self, Failed, NewJob, Queue};

use crate::support::{Bench, at};

fn new_job(lane: &str, due: i64) -> NewJob {
    NewJob {
        queue: Queue::Send,
        lane: Some(lane.to_owned()),
        kind: "test",
        payload: "{}".to_owned(),
        run_at: at(due),
    }
}

async fn figures(bench: &Bench, seconds: i64) -> Figures {
    bench
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.figures(at(seconds))))
        .await
        .unwrap()
}

fn of_sends(figures: &Figures) -> QueueFigures {
    let found = figures.queues.iter().find(|one| one.queue == Queue::Send);
    *found.unwrap()
}

#[tokio::test]
async fn jobs_are_told_as_due_running_retrying_or_dead() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    for (lane, due) in [("a", 1), ("a", 2), ("b", 3), ("c", 500)] {
                        tx.enqueue(workspace, at(0), new_job(lane, due)).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();
        let before = of_sends(&figures(&bench, 10).await);
        assert_eq!(
            (before.due, before.due_since),
            (3, Some(at(1))),
            "{}",
            bench.name
        );
        let claims = job::claim(&bench.db, Queue::Send, None, 8, "worker", at(10))
            .await
            .unwrap();
        assert_eq!(claims.len(), 2, "one of each lane");
        let failed = |retry_at| Failed {
            code: "delivery.failed",
            retry_at,
        };
        job::fail(&bench.db, &claims[0], failed(Some(at(100))))
            .await
            .unwrap();
        let later = figures(&bench, 20).await;
        let sends = of_sends(&later);
        assert_eq!((sends.due, sends.running), (1, 1), "{}", bench.name);
        assert_eq!((sends.retrying, later.blocked_lanes), (1, 1));
        job::fail(&bench.db, &claims[1], failed(None))
            .await
            .unwrap();
        assert_eq!(of_sends(&figures(&bench, 20).await).dead, 1);
    }
}

#[tokio::test]
async fn an_empty_installation_has_nothing_unfinished() {
    for bench in Bench::all().await {
        let found = figures(&bench, 0).await;
        assert_eq!(
            (found.dead_letters, found.unplaced, found.uncovered),
            (0, 0, 0)
        );
        assert_eq!(found.uncovered_since, None);
        assert!(found.outgoing.iter().all(|(_, count)| *count == 0));
    }
}
