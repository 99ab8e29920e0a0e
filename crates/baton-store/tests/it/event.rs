//! Events: appended in order under their stream's number, and read back as they were written.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, ContactId, KeyId, TeammateId};
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::leaf::{ActorKind, Leaf, LeafActor};
use baton_store::event::{Head, Stamp, StoredEvent, Stream};
use baton_store::{Db, Query, StoreError, args};
use tokio::task::JoinSet;

use crate::support::{Bench, add_workspace, at, changed, noted, opened, workspace_stream};

async fn events(
    bench: &Bench,
    stream: &Stream,
    after: u64,
) -> Result<Vec<StoredEvent>, StoreError> {
    let (workspace, stream) = (bench.id(), stream.clone());
    bench
        .db
        .read(move |reader| Box::pin(async move { reader.events(workspace, &stream, after).await }))
        .await
}

#[tokio::test]
async fn events_come_back_in_order_with_who_and_when() {
    for bench in Bench::all().await {
        let stream = Stream::case(CaseId::from_bits(1));
        let written = [opened(1001), noted(1), noted(2)];
        let actors = [
            Actor::Teammate(TeammateId::from_bits(5)),
            Actor::Machine(KeyId::from_bits(6)),
            Actor::Contact(ContactId::from_bits(7)),
        ];
        for (index, (event, actor)) in written.iter().zip(actors).enumerate() {
            let stamp = Stamp {
                actor,
                ..bench.stamp(i64::try_from(index).unwrap())
            };
            let (stream, event) = (stream.clone(), event.clone());
            bench
                .db
                .write(move |tx| {
                    let (stream, event) = (stream.clone(), event.clone());
                    Box::pin(async move { tx.append(&stamp, &stream, &[event]).await })
                })
                .await
                .unwrap();
        }
        let read = events(&bench, &stream, 0).await.unwrap();
        assert_eq!(
            read.iter().map(|e| e.event.clone()).collect::<Vec<_>>(),
            written,
            "{}",
            bench.name
        );
        for (index, (stored, actor)) in read.iter().zip(actors).enumerate() {
            assert_eq!(
                stored.envelope.stream_seq,
                u64::try_from(index + 1).unwrap()
            );
            assert_eq!(stored.envelope.at, at(i64::try_from(index).unwrap()));
            assert_eq!(stored.envelope.actor, actor);
            assert_eq!(stored.stream, stream.as_str());
        }
        assert_eq!(
            events(&bench, &stream, 2).await.unwrap().len(),
            1,
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn each_leaf_names_the_hash_of_the_one_before_it_in_its_stream() {
    for bench in Bench::all().await {
        let stream = workspace_stream(bench.id());
        bench
            .append(0, &stream, vec![changed("name"), changed("zone")])
            .await;
        bench.append(1, &stream, vec![changed("hours")]).await;
        let mut previous: Option<Hash> = None;
        for stored in events(&bench, &stream, 0).await.unwrap() {
            assert_eq!(
                Leaf::decode(&stored.leaf).unwrap().prev,
                previous,
                "{}",
                bench.name
            );
            previous = Some(leaf_hash(&stored.leaf));
        }
        let (workspace, head_of) = (bench.id(), stream.clone());
        let head = bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.head(workspace, &head_of).await })
            })
            .await
            .unwrap();
        assert_eq!(head.seq, 3, "{}", bench.name);
        assert_eq!(
            head.hash.as_ref(),
            previous.as_ref().map(Hash::as_bytes),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn recording_upon_an_old_state_of_a_case_is_a_conflict_and_leaves_nothing() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        bench.record(1, &case, vec![noted(1)]).await.unwrap();
        let stale = bench.record(2, &case, vec![noted(2)]).await;
        assert!(matches!(stale, Err(StoreError::Conflict)), "{}", bench.name);
        let read = events(&bench, &Stream::case(case.id), 0).await.unwrap();
        assert_eq!(read.len(), 2, "{}", bench.name);
    }
}

#[tokio::test]
async fn opening_one_case_twice_is_a_conflict() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        let again = bench
            .record(1, &Case::unopened(case.id), vec![opened(1002)])
            .await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{}", bench.name);
    }
}

/// Adds a note in the way of every use case: load, decide, record.
fn note(
    bench: &Bench,
    case: CaseId,
    number: u128,
) -> tokio::task::JoinHandle<Result<Case, StoreError>> {
    let (db, stamp) = (bench.db.clone(), bench.stamp(1));
    tokio::spawn(async move {
        db.write(move |tx| {
            Box::pin(async move {
                let before = tx.case(stamp.workspace, case).await?.unwrap();
                tx.record(&stamp, &before, &[noted(number)]).await
            })
        })
        .await
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn units_that_change_one_case_together_wait_for_each_other() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        let units: Vec<_> = (1..=24)
            .map(|number| note(&bench, case.id, number))
            .collect();
        for unit in units {
            unit.await.unwrap().unwrap();
        }
        let read = events(&bench, &Stream::case(case.id), 1).await.unwrap();
        let numbers: Vec<_> = read
            .iter()
            .map(|stored| stored.envelope.stream_seq)
            .collect();
        assert_eq!(numbers, (2..=25).collect::<Vec<_>>(), "{}", bench.name);
        let folded = bench.case(case.id).await.unwrap().unwrap();
        assert_eq!(
            folded.sequence, 25,
            "{}: no unit overwrote another's state",
            bench.name
        );
    }
}

async fn change_name(db: Db, stamp: Stamp) -> Result<Head, StoreError> {
    db.write(move |tx| {
        let stream = workspace_stream(stamp.workspace);
        Box::pin(async move { tx.append(&stamp, &stream, &[changed("name")]).await })
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_units_that_begin_one_stream_do_not_both_begin_it() {
    for bench in Bench::all().await {
        let stream = workspace_stream(bench.id());
        let mut units = JoinSet::new();
        for index in 0..8 {
            units.spawn(change_name(bench.db.clone(), bench.stamp(index)));
        }
        while let Some(result) = units.join_next().await {
            result.unwrap().unwrap();
        }
        let numbers: Vec<_> = events(&bench, &stream, 0)
            .await
            .unwrap()
            .iter()
            .map(|stored| stored.envelope.stream_seq)
            .collect();
        assert_eq!(numbers, (1..=8).collect::<Vec<_>>(), "{}", bench.name);
    }
}

/// Puts a leaf of any kind at the end of a case's stream, as a newer program would.
async fn append_unknown(bench: &Bench, case: &Case) {
    let leaf = Leaf {
        kind: "from_the_future".to_owned(),
        at: at(1).as_micros(),
        actor: LeafActor {
            kind: ActorKind::System,
            id: None,
        },
        stream: Stream::case(case.id).as_str().parse().unwrap(),
        stream_seq: case.sequence + 1,
        prev: Some(Hash::from_bytes([7; 32])),
        data: serde_json::Map::new(),
    };
    bench
        .exec(Query::new(
            "INSERT INTO events (workspace, stream, stream_seq, leaf) VALUES ($1, $2, $3, $4)",
            args![
                bench.id(),
                Stream::case(case.id).as_str(),
                leaf.stream_seq,
                leaf.encode().unwrap()
            ],
        ))
        .await
        .unwrap();
}

async fn set_fold_version(bench: &Bench, case: CaseId, version: u32) {
    bench
        .exec(Query::new(
            "UPDATE cases SET fold_version = $3 WHERE workspace = $1 AND id = $2",
            args![bench.id(), case, version],
        ))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_kind_of_event_that_this_version_does_not_know_is_never_guessed() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        append_unknown(&bench, &case).await;
        let read = events(&bench, &Stream::case(case.id), 0).await;
        assert!(matches!(read, Err(StoreError::Record(_))), "{}", bench.name);
        set_fold_version(&bench, case.id, 9_999).await;
        let folded = bench.case(case.id).await;
        assert!(
            matches!(folded, Err(StoreError::Record(_))),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_state_that_another_version_folded_is_folded_again() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        let case = bench.record(1, &case, vec![noted(1)]).await.unwrap();
        set_fold_version(&bench, case.id, 0).await;
        bench
            .exec(Query::new(
                "UPDATE cases SET state = '{\"an\": \"older shape\"}' WHERE id = $1",
                args![case.id],
            ))
            .await
            .unwrap();
        assert_eq!(
            bench.case(case.id).await.unwrap(),
            Some(case),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_damaged_leaf_is_said_to_be_damaged() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        bench
            .exec(Query::new(
                "UPDATE events SET leaf = $1",
                args![b"{\"v\":1".to_vec()],
            ))
            .await
            .unwrap();
        let read = events(&bench, &Stream::case(case.id), 0).await;
        assert!(matches!(read, Err(StoreError::Record(_))), "{}", bench.name);
    }
}

#[tokio::test]
async fn streams_are_listed_by_what_they_are_about() {
    for bench in Bench::all().await {
        let (one, two) = (bench.open_case(1001).await, bench.open_case(1002).await);
        bench
            .append(0, &workspace_stream(bench.id()), vec![changed("name")])
            .await;
        let workspace = bench.id();
        let cases = bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.streams(workspace, "case/")))
            .await
            .unwrap();
        assert_eq!(
            cases,
            [Stream::case(one.id), Stream::case(two.id)],
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_stream_of_one_workspace_is_empty_in_another() {
    for bench in Bench::all().await {
        let case = bench.open_case(1001).await;
        let other = Bench {
            workspace: add_workspace(&bench.db, "Other").await,
            ..bench
        };
        assert!(
            events(&other, &Stream::case(case.id), 0)
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(other.case(case.id).await.unwrap(), None, "{}", other.name);
    }
}

#[tokio::test]
async fn one_unit_writes_to_two_streams_or_to_neither() {
    for bench in Bench::all().await {
        let (one, two) = (bench.open_case(1001).await, bench.open_case(1002).await);
        let stamp = bench.stamp(1);
        let stale = Case {
            sequence: 0,
            ..two.clone()
        };
        let first = one.clone();
        let result = bench
            .db
            .write::<(), StoreError, _>(move |tx| {
                let (first, stale) = (first.clone(), stale.clone());
                Box::pin(async move {
                    tx.record(&stamp, &first, &[noted(1)]).await?;
                    tx.record(&stamp, &stale, &[noted(2)]).await.map(drop)
                })
            })
            .await;
        assert!(
            matches!(result, Err(StoreError::Conflict)),
            "{}",
            bench.name
        );
        for case in [one, two] {
            assert_eq!(
                events(&bench, &Stream::case(case.id), 0)
                    .await
                    .unwrap()
                    .len(),
                1
            );
        }
    }
}

#[test]
fn every_kind_is_a_token_that_leaves_accept() {
    for kind in Event::KINDS {
        assert!(baton_ledger::leaf::is_token(kind), "{kind}");
    }
}
