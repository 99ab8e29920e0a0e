//! Jobs: an effect happens once though a job may run twice, and a lane keeps its order.

use std::collections::{BTreeMap, BTreeSet};

use baton_domain::id::{JobId, WorkspaceId};
use baton_store::job::{self, Claim, Failed, MAX_ATTEMPTS, NewJob, Queue};
use baton_store::{Db, Query, StoreError, args};
use tokio::task::JoinSet;

use crate::support::{Bench, add_workspace, at, count_of};

fn new_job(lane: Option<&str>, due: i64) -> NewJob {
    NewJob {
        queue: Queue::Intake,
        lane: lane.map(str::to_owned),
        kind: "test",
        payload: "{}".to_owned(),
        run_at: at(due),
    }
}

async fn enqueue(db: &Db, workspace: WorkspaceId, jobs: Vec<NewJob>) -> Vec<JobId> {
    db.write::<_, StoreError, _>(move |tx| {
        let jobs = jobs.clone();
        Box::pin(async move {
            let mut ids = Vec::new();
            for job in jobs {
                ids.push(tx.enqueue(workspace, at(0), job).await?);
            }
            Ok(ids)
        })
    })
    .await
    .unwrap()
}

/// Claims up to so many jobs at an instant.
async fn claim(bench: &Bench, seconds: i64, limit: usize) -> Vec<Claim> {
    job::claim(&bench.db, Queue::Intake, None, limit, "worker", at(seconds))
        .await
        .unwrap()
}

async fn claim_one(bench: &Bench, seconds: i64) -> Claim {
    let mut claims = claim(bench, seconds, 1).await;
    assert_eq!(claims.len(), 1, "{}", bench.name);
    claims.remove(0)
}

/// Completes a job together with its effect: one more in a counter.
async fn finish(db: &Db, claim: &Claim) -> Result<(), StoreError> {
    let claim = claim.clone();
    db.write(move |tx| {
        let claim = claim.clone();
        Box::pin(async move {
            tx.take_numbers(claim.workspace, "effects", 1).await?;
            tx.complete(&claim).await
        })
    })
    .await
}

/// How many effects there were. The counter begins at 1001.
async fn effects(bench: &Bench) -> i64 {
    let query = Query::new(
        "SELECT COALESCE(MAX(next), 1001) - 1001 FROM counters WHERE workspace = $1 \
         AND name = 'effects'",
        args![bench.id()],
    );
    bench.number(query).await
}

async fn dead(bench: &Bench) -> i64 {
    bench
        .number(count_of("jobs", bench.id()).sql(" AND state = 'dead'"))
        .await
}

fn retry(seconds: i64) -> Failed {
    Failed {
        code: "test.failed",
        retry_at: Some(at(seconds)),
    }
}

#[tokio::test]
async fn a_job_is_claimed_when_it_is_due_and_not_before() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        enqueue(&bench.db, workspace, vec![new_job(None, 10)]).await;
        let next = bench
            .db
            .read(move |reader| Box::pin(reader.next_work_at(workspace)));
        assert_eq!(next.await.unwrap(), Some(at(10)), "{}", bench.name);
        assert!(claim(&bench, 9, 5).await.is_empty(), "{}", bench.name);
        assert_eq!(claim(&bench, 10, 5).await.len(), 1, "{}", bench.name);
        assert!(
            claim(&bench, 10, 5).await.is_empty(),
            "{}: it is held",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_queue_gives_its_own_jobs_alone() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(None, 0)]).await;
        for queue in Queue::ALL {
            let claims = job::claim(&bench.db, queue, None, 5, "worker", at(0))
                .await
                .unwrap();
            assert_eq!(
                claims.len(),
                usize::from(queue == Queue::Intake),
                "{}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn a_job_of_a_unit_that_failed_does_not_exist() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let refused: Result<(), StoreError> = bench
            .db
            .write(move |tx| {
                Box::pin(async move {
                    tx.enqueue(workspace, at(0), new_job(None, 0)).await?;
                    Err(StoreError::Record("no".to_owned()))
                })
            })
            .await;
        assert!(refused.is_err());
        assert!(claim(&bench, 0, 5).await.is_empty(), "{}", bench.name);
    }
}

#[tokio::test]
async fn a_lane_gives_one_job_at_a_time_in_the_order_of_enqueueing() {
    for bench in Bench::all().await {
        let lane = || new_job(Some("thread"), 0);
        let ids = enqueue(&bench.db, bench.id(), vec![lane(), lane(), lane()]).await;
        for id in ids {
            let claims = claim(&bench, 0, 10).await;
            assert_eq!(
                claims.iter().map(|c| c.id).collect::<Vec<_>>(),
                [id],
                "{}",
                bench.name
            );
            finish(&bench.db, &claims[0]).await.unwrap();
        }
        assert_eq!(effects(&bench).await, 3, "{}", bench.name);
        assert_eq!(
            bench
                .number(Query::new("SELECT COUNT(*) FROM lanes", args![]))
                .await,
            0
        );
    }
}

#[tokio::test]
async fn a_later_job_of_a_lane_waits_for_one_that_is_to_be_tried_again() {
    for bench in Bench::all().await {
        let lane = || new_job(Some("thread"), 0);
        let ids = enqueue(&bench.db, bench.id(), vec![lane(), lane()]).await;
        let first = claim_one(&bench, 0).await;
        job::fail(&bench.db, &first, retry(30)).await.unwrap();
        assert!(claim(&bench, 29, 10).await.is_empty(), "{}", bench.name);
        assert_eq!(claim_one(&bench, 30).await.id, ids[0], "{}", bench.name);
    }
}

#[tokio::test]
async fn lanes_of_the_same_name_in_two_workspaces_are_two_lanes() {
    for bench in Bench::all().await {
        let other = add_workspace(&bench.db, "Other").await.id;
        enqueue(&bench.db, bench.id(), vec![new_job(Some("thread"), 0)]).await;
        enqueue(&bench.db, other, vec![new_job(Some("thread"), 0)]).await;
        let one = claim_one(&bench, 0).await;
        let two = claim_one(&bench, 0).await;
        assert_ne!(one.workspace, two.workspace, "{}", bench.name);
    }
}

#[tokio::test]
async fn jobs_without_a_lane_run_side_by_side() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(None, 0); 7]).await;
        assert_eq!(claim(&bench, 0, 5).await.len(), 5, "{}", bench.name);
        assert_eq!(claim(&bench, 0, 5).await.len(), 2, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_job_that_two_workers_hold_has_its_effect_once() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(Some("thread"), 0)]).await;
        let silent = claim_one(&bench, 0).await;
        assert_eq!(
            job::reap(&bench.db, at(6)).await.unwrap(),
            1,
            "{}",
            bench.name
        );
        let second = claim_one(&bench, 6).await;
        assert_eq!(
            (second.id, second.attempt),
            (silent.id, 2),
            "{}",
            bench.name
        );
        let zombie = finish(&bench.db, &silent).await;
        assert!(
            matches!(zombie, Err(StoreError::Unavailable(_))),
            "{}",
            bench.name
        );
        assert_eq!(effects(&bench).await, 0, "{}", bench.name);
        finish(&bench.db, &second).await.unwrap();
        assert!(finish(&bench.db, &second).await.is_err(), "{}", bench.name);
        assert_eq!(effects(&bench).await, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_worker_that_lost_its_job_cannot_fail_it_nor_free_its_lane() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(Some("thread"), 0)]).await;
        let silent = claim_one(&bench, 0).await;
        job::reap(&bench.db, at(6)).await.unwrap();
        let second = claim_one(&bench, 6).await;
        job::fail(&bench.db, &silent, retry(6)).await.unwrap();
        assert!(
            claim(&bench, 7, 5).await.is_empty(),
            "{}: the second worker holds it",
            bench.name
        );
        let lanes = bench
            .number(Query::new("SELECT COUNT(*) FROM lanes", args![]))
            .await;
        assert_eq!(lanes, 1, "{}: the lane is the second worker's", bench.name);
        finish(&bench.db, &second).await.unwrap();
    }
}

#[tokio::test]
async fn a_worker_that_shows_signs_of_life_keeps_its_job() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(None, 0)]).await;
        let held = claim_one(&bench, 0).await;
        assert!(
            job::heartbeat(&bench.db, &held, at(4)).await.unwrap(),
            "{}",
            bench.name
        );
        assert_eq!(
            job::reap(&bench.db, at(6)).await.unwrap(),
            0,
            "{}",
            bench.name
        );
        assert_eq!(
            job::reap(&bench.db, at(10)).await.unwrap(),
            1,
            "{}",
            bench.name
        );
        assert!(
            !job::heartbeat(&bench.db, &held, at(10)).await.unwrap(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn after_five_attempts_a_job_is_dead_and_its_lane_goes_on() {
    for bench in Bench::all().await {
        let lane = || new_job(Some("thread"), 0);
        let ids = enqueue(&bench.db, bench.id(), vec![lane(), lane()]).await;
        for attempt in 1..=MAX_ATTEMPTS {
            let failing = claim_one(&bench, i64::from(attempt)).await;
            assert_eq!(
                (failing.id, failing.attempt),
                (ids[0], attempt),
                "{}",
                bench.name
            );
            job::fail(&bench.db, &failing, retry(i64::from(attempt)))
                .await
                .unwrap();
        }
        assert_eq!(dead(&bench).await, 1, "{}", bench.name);
        assert_eq!(claim_one(&bench, 60).await.id, ids[1], "{}", bench.name);
    }
}

#[tokio::test]
async fn a_job_that_kills_its_workers_dies_after_five_of_them() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(Some("thread"), 0)]).await;
        for round in 0..i64::from(MAX_ATTEMPTS) {
            claim_one(&bench, round * 10).await;
            assert_eq!(job::reap(&bench.db, at(round * 10 + 6)).await.unwrap(), 1);
        }
        assert!(claim(&bench, 100, 5).await.is_empty(), "{}", bench.name);
        assert_eq!(dead(&bench).await, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_failure_that_no_retry_helps_is_dead_at_once() {
    for bench in Bench::all().await {
        enqueue(&bench.db, bench.id(), vec![new_job(None, 0)]).await;
        let held = claim_one(&bench, 0).await;
        let failed = Failed {
            code: "test.refused",
            retry_at: None,
        };
        job::fail(&bench.db, &held, failed).await.unwrap();
        assert_eq!(dead(&bench).await, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn workspaces_take_turns() {
    for bench in Bench::all().await {
        let mut workspaces = vec![bench.id()];
        for _ in 0..2 {
            workspaces.push(add_workspace(&bench.db, "Other").await.id);
        }
        for workspace in &workspaces {
            enqueue(&bench.db, *workspace, vec![new_job(None, 0); 3]).await;
        }
        let mut after = None;
        let mut turns = Vec::new();
        for _ in 0..9 {
            let claims = job::claim(&bench.db, Queue::Intake, after, 1, "worker", at(0)).await;
            after = claims.unwrap().first().map(|claim| claim.workspace);
            turns.extend(after);
        }
        assert_eq!(turns, workspaces.repeat(3), "{}", bench.name);
    }
}

#[tokio::test]
async fn an_orderly_stop_gives_jobs_back_without_counting_the_attempt() {
    for bench in Bench::all().await {
        enqueue(
            &bench.db,
            bench.id(),
            vec![new_job(Some("thread"), 0), new_job(None, 0)],
        )
        .await;
        assert_eq!(claim(&bench, 0, 5).await.len(), 2, "{}", bench.name);
        job::give_back(&bench.db, "somebody else").await.unwrap();
        assert!(claim(&bench, 0, 5).await.is_empty(), "{}", bench.name);
        job::give_back(&bench.db, "worker").await.unwrap();
        let again = claim(&bench, 0, 5).await;
        assert_eq!(
            again.iter().map(|c| c.attempt).collect::<Vec<_>>(),
            [1, 1],
            "{}",
            bench.name
        );
    }
}

/// What one node saw of its jobs.
#[derive(Default)]
struct Seen {
    /// Jobs whose effect was committed.
    done: Vec<JobId>,
    /// Per lane, the jobs in the order in which they were done.
    lanes: BTreeMap<String, Vec<JobId>>,
}

/// Claims and finishes until nothing is left.
async fn work(db: Db, holder: String) -> Seen {
    let mut seen = Seen::default();
    // Bounded: each round takes a job or finds that others hold what is left.
    for _ in 0..100_000 {
        let claims = job::claim(&db, Queue::Intake, None, 5, &holder, at(0))
            .await
            .unwrap();
        for claim in &claims {
            finish(&db, claim).await.unwrap();
            seen.done.push(claim.id);
            if let Some(lane) = &claim.lane {
                seen.lanes.entry(lane.clone()).or_default().push(claim.id);
            }
        }
        if claims.is_empty() && is_empty(&db).await {
            return seen;
        }
        tokio::task::yield_now().await;
    }
    panic!("the queue did not become empty");
}

async fn is_empty(db: &Db) -> bool {
    db.read::<_, StoreError, _>(|reader| {
        Box::pin(async move {
            let query = Query::new("SELECT id FROM jobs LIMIT 1", args![]);
            Ok(reader.opt(query).await?.is_none())
        })
    })
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_share_500_jobs_and_none_runs_twice() {
    for bench in Bench::all().await {
        let lanes: Vec<_> = (0..500)
            .map(|number| match number % 5 {
                0 => None,
                _ => Some(format!("lane {}", number % 37)),
            })
            .collect();
        let jobs = lanes
            .iter()
            .map(|lane| new_job(lane.as_deref(), 0))
            .collect();
        let ids: BTreeSet<_> = enqueue(&bench.db, bench.id(), jobs)
            .await
            .into_iter()
            .collect();
        let mut nodes = JoinSet::new();
        // Two nodes with two workers each; on SQLite, where one process holds the folder, one node.
        let second = match bench.db.dialect() {
            baton_store::dialect::Dialect::Sqlite => bench.db.clone(),
            baton_store::dialect::Dialect::Postgres => bench.database.open(2).await.unwrap(),
        };
        for (number, db) in [&bench.db, &second, &bench.db, &second]
            .into_iter()
            .enumerate()
        {
            nodes.spawn(work(db.clone(), format!("node {}", number % 2)));
        }
        let mut done = Vec::new();
        while let Some(seen) = nodes.join_next().await {
            let seen = seen.unwrap();
            for (lane, order) in &seen.lanes {
                assert!(order.is_sorted(), "{}: {lane}", bench.name);
            }
            done.extend(seen.done);
        }
        assert_eq!(done.len(), 500, "{}: each once", bench.name);
        assert_eq!(
            done.into_iter().collect::<BTreeSet<_>>(),
            ids,
            "{}",
            bench.name
        );
        assert_eq!(effects(&bench).await, 500, "{}", bench.name);
    }
}
