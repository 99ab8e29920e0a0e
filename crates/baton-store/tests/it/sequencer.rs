//! Positions: gap-free in a workspace, never before the stream's predecessor, given by one holder.

use std::collections::BTreeMap;

use baton_domain::id::{CaseId, WorkspaceId};
use baton_store::dialect::Dialect;
use baton_store::event::{StoredEvent, Stream};
use baton_store::{Db, StoreError, sequencer};
use tokio::task::JoinSet;

use crate::support::{
    Bench, add_workspace, at, changed, count_of, noted, opened, workspace_stream,
};

async fn log(bench: &Bench) -> Vec<StoredEvent> {
    let workspace = bench.id();
    bench
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.log(workspace, 0, 10_000)))
        .await
        .unwrap()
}

/// Checks the promise over a whole log.
fn assert_in_order(name: &str, log: &[StoredEvent]) {
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    for (index, stored) in log.iter().enumerate() {
        assert_eq!(
            stored.position,
            Some(u64::try_from(index).unwrap()),
            "{name}: a gap"
        );
        let before = last
            .insert(&stored.stream, stored.envelope.stream_seq)
            .unwrap_or(0);
        assert_eq!(
            stored.envelope.stream_seq,
            before + 1,
            "{name}: {} out of order",
            stored.stream
        );
    }
}

/// Appends `count` events to one stream, a unit each.
async fn append_one_by_one(db: Db, workspace: WorkspaceId, stream: Stream, count: u32) {
    for _ in 0..count {
        let stream = stream.clone();
        let stamp = baton_store::event::Stamp {
            workspace,
            at: at(0),
            actor: baton_domain::actor::Actor::System,
        };
        db.write::<_, StoreError, _>(move |tx| {
            let stream = stream.clone();
            Box::pin(async move { tx.append(&stamp, &stream, &[changed("name")]).await })
        })
        .await
        .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_of_many_writers_gets_one_position_without_a_gap() {
    for bench in Bench::all().await {
        let other = add_workspace(&bench.db, "Other").await.id;
        let mut writers = JoinSet::new();
        for number in 0..8_u128 {
            let workspace = if number % 4 == 3 { other } else { bench.id() };
            let stream = Stream::case(CaseId::from_bits(number));
            writers.spawn(append_one_by_one(bench.db.clone(), workspace, stream, 25));
        }
        let lease = bench.sequence("placer", 0).await.unwrap();
        while writers.join_next().await.is_some() {
            sequencer::place_batch(&bench.db, &lease, at(0))
                .await
                .unwrap();
        }
        bench.place_all(0).await;
        let placed = log(&bench).await;
        assert_eq!(placed.len(), 150, "{}", bench.name);
        assert_in_order(bench.name, &placed);
        assert_eq!(
            bench.number(count_of("unplaced", bench.id())).await,
            0,
            "{}",
            bench.name
        );
        let elsewhere = Bench {
            workspace: baton_store::workspace::Workspace {
                id: other,
                ..bench.workspace.clone()
            },
            ..bench
        };
        assert_in_order(elsewhere.name, &log(&elsewhere).await);
        assert_eq!(log(&elsewhere).await.len(), 50, "{}", elsewhere.name);
    }
}

#[tokio::test]
async fn a_unit_that_was_rolled_back_takes_no_position() {
    for bench in Bench::all().await {
        let stamp = bench.stamp(0);
        let stream = workspace_stream(bench.id());
        bench.append(0, &stream, vec![changed("name")]).await;
        let refused = bench
            .db
            .write::<(), StoreError, _>(move |tx| {
                let stream = workspace_stream(stamp.workspace);
                Box::pin(async move {
                    tx.append(&stamp, &stream, &[changed("zone")]).await?;
                    Err(StoreError::Record("no".to_owned()))
                })
            })
            .await;
        assert!(refused.is_err());
        bench.append(0, &stream, vec![changed("hours")]).await;
        bench.place_all(0).await;
        let placed = log(&bench).await;
        assert_eq!(placed.len(), 2, "{}", bench.name);
        assert_in_order(bench.name, &placed);
    }
}

#[tokio::test]
async fn positions_go_on_where_they_were_after_opening_again() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        bench.place_all(0).await;
        let again = Bench {
            db: bench.database.open(2).await.unwrap(),
            ..bench
        };
        again.record(1, &case, vec![noted(1)]).await.unwrap();
        again.place_all(1).await;
        let placed = log(&again).await;
        assert_eq!(placed.len(), 2, "{}", again.name);
        assert_in_order(again.name, &placed);
    }
}

#[tokio::test]
async fn the_log_is_read_from_any_position_on() {
    for bench in Bench::all().await {
        let events = (0..10).map(|_| changed("name")).collect();
        bench.append(0, &workspace_stream(bench.id()), events).await;
        bench.place_all(0).await;
        let workspace = bench.id();
        let page = bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.log(workspace, 4, 3)))
            .await
            .unwrap();
        let positions: Vec<_> = page.iter().filter_map(|stored| stored.position).collect();
        assert_eq!(positions, [4, 5, 6], "{}", bench.name);
    }
}

#[tokio::test]
async fn a_sequencer_that_was_passed_over_places_nothing() {
    for bench in Bench::all().await {
        if bench.db.dialect() == Dialect::Sqlite {
            continue; // There the writer places events itself, before it commits them.
        }
        let paused = bench.sequence("paused", 0).await.unwrap();
        let holder = bench.sequence("holder", 6).await.unwrap();
        assert!(holder.token > paused.token);
        bench.open_case(1001).await;
        let zombie = sequencer::place_batch(&bench.db, &paused, at(1)).await;
        assert!(matches!(zombie, Err(StoreError::Unavailable(_))));
        assert!(log(&bench).await.is_empty());
        assert_eq!(
            sequencer::place_batch(&bench.db, &holder, at(6))
                .await
                .unwrap(),
            1
        );
        assert_in_order(bench.name, &log(&bench).await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_think_they_hold_the_lease_place_each_event_once() {
    for bench in Bench::all().await {
        if bench.db.dialect() == Dialect::Sqlite {
            continue;
        }
        let second = bench.database.open(2).await.unwrap();
        let lease = bench.sequence("node", 0).await.unwrap();
        let mut tasks = JoinSet::new();
        for number in 0..4_u128 {
            let stream = Stream::case(CaseId::from_bits(number));
            tasks.spawn(append_one_by_one(bench.db.clone(), bench.id(), stream, 50));
        }
        for db in [bench.db.clone(), second] {
            let lease = lease.clone();
            tasks.spawn(async move {
                for _ in 0..40 {
                    sequencer::place_batch(&db, &lease, at(0)).await.unwrap();
                }
            });
        }
        while let Some(task) = tasks.join_next().await {
            task.unwrap();
        }
        bench.place_all(6).await;
        let placed = log(&bench).await;
        assert_eq!(placed.len(), 200);
        assert_in_order(bench.name, &placed);
    }
}

#[tokio::test]
async fn events_are_announced_to_whoever_follows_the_log() {
    for bench in Bench::all().await {
        let mut signal = bench.db.log_signal();
        signal.borrow_and_update();
        bench
            .record(
                0,
                &baton_domain::case::Case::unopened(CaseId::from_bits(1)),
                vec![opened(1)],
            )
            .await
            .unwrap();
        assert!(signal.has_changed().unwrap(), "{}", bench.name);
    }
}
