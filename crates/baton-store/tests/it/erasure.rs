//! Erasing parts: what goes with them, what stays for somebody else's sake.

use baton_domain::actor::Actor;
use baton_domain::erasure::{ErasureReason, HoldReason};
use baton_domain::id::{CaseId, ContactId, PartId};
use baton_store::erasure::Erased;
use baton_store::event::Stamp;
use baton_store::model::NewModel;
use baton_store::part::{NewPart, TEXT};
use baton_store::training::{LabelKind, NewExample, Taught};
use baton_store::{Query, StoreError, Tx, args};

use crate::support::{Bench, at};

const MEI: ContactId = ContactId::from_bits(1);
const JONAS: ContactId = ContactId::from_bits(2);

fn stamp(bench: &Bench) -> Stamp {
    Stamp {
        workspace: bench.id(),
        at: at(1),
        actor: Actor::System,
    }
}

async fn put(bench: &Bench, content: &'static [u8], about: &'static [ContactId]) -> PartId {
    let workspace = bench.id();
    let put = bench.db.write::<_, StoreError, _>(move |tx| {
        let part = NewPart {
            media: TEXT,
            content,
            about,
        };
        Box::pin(async move { Ok(tx.put_part(workspace, at(0), part).await?.id) })
    });
    put.await.unwrap()
}

/// Erases until nothing of the contact is left that may go; tells how many parts went.
async fn erase(bench: &Bench, contact: ContactId) -> u64 {
    let stamp = stamp(bench);
    let mut parts = 0;
    for _ in 0..100 {
        let some = bench
            .db
            .write::<Erased, StoreError, _>(move |tx| {
                Box::pin(async move { tx.erase_some(&stamp, contact).await })
            })
            .await
            .unwrap();
        parts += some.parts;
        if !some.is_more {
            return parts;
        }
    }
    panic!("an erasure ends");
}

async fn text(bench: &Bench, part: PartId) -> Option<String> {
    let workspace = bench.id();
    let read = bench
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.part_text(workspace, part)));
    read.await.unwrap()
}

#[tokio::test]
async fn a_part_about_two_people_goes_with_either_and_stays_while_one_is_held() {
    static BOTH: [ContactId; 2] = [MEI, JONAS];
    static ONE: [ContactId; 1] = [MEI];
    for bench in Bench::all().await {
        let shared = put(&bench, b"Mei and Jonas", &BOTH).await;
        let own = put(&bench, b"Mei", &ONE).await;
        let stamp = stamp(&bench);
        bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.set_hold(&stamp, JONAS, HoldReason::Dispute, "mate_1")
                        .await
                })
            })
            .await
            .unwrap();
        assert_eq!(erase(&bench, MEI).await, 1, "{}", bench.name);
        assert_eq!(text(&bench, own).await, None, "{}", bench.name);
        assert!(text(&bench, shared).await.is_some(), "{}", bench.name);
        let workspace = bench.id();
        bench
            .db
            .write::<_, StoreError, _>(move |tx| Box::pin(tx.lift_hold(workspace, JONAS)))
            .await
            .unwrap();
        assert_eq!(erase(&bench, JONAS).await, 1, "{}", bench.name);
        assert_eq!(text(&bench, shared).await, None, "{}", bench.name);
        assert_eq!(erase(&bench, MEI).await, 0, "{}: it went once", bench.name);
    }
}

#[tokio::test]
async fn every_chunk_of_a_large_file_goes() {
    static ONE: [ContactId; 1] = [MEI];
    for bench in Bench::all().await {
        let part = put(&bench, b"", &ONE).await;
        let workspace = bench.id();
        for number in 0..40_u64 {
            let chunk = vec![7_u8; 10_000];
            let query = Query::new(
                "INSERT INTO part_chunks (workspace, part, number, content) VALUES ($1, $2, $3, $4)",
                args![workspace, part, number, chunk],
            );
            bench.exec(query).await.unwrap();
        }
        assert_eq!(erase(&bench, MEI).await, 1, "{}", bench.name);
        let chunks = crate::support::count_of("part_chunks", workspace);
        assert_eq!(bench.number(chunks).await, 0, "{}", bench.name);
    }
}

async fn teach(
    tx: &mut Tx,
    bench: baton_domain::id::WorkspaceId,
    text: PartId,
) -> Result<u64, StoreError> {
    let example = NewExample {
        text,
        kind: LabelKind::Intent,
        value: "returns".to_owned(),
        taught: Taught::Correction,
        case: CaseId::from_bits(3),
        draft: None,
        answer: None,
    };
    tx.teach(bench, at(0), &example).await?;
    let model = NewModel {
        version: "m".to_owned(),
        taught_to: tx.last_taught(bench).await?,
        lessons: 1,
        held_back: 0,
        right_before: 0,
        right_after: 0,
        bytes: vec![1, 2, 3],
    };
    let number = tx.add_model(bench, at(0), &model).await?;
    tx.use_model(bench, Some(number)).await?;
    Ok(number)
}

#[tokio::test]
async fn no_model_that_learnt_an_erased_text_is_used_or_kept() {
    static MEIS: [ContactId; 1] = [MEI];
    static JONASS: [ContactId; 1] = [JONAS];
    for bench in Bench::all().await {
        let workspace = bench.id();
        let kept = put(&bench, b"Where is it?", &JONASS).await;
        let gone = put(&bench, b"I want it back", &MEIS).await;
        let models = bench.db.write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let without = teach(tx, workspace, kept).await?;
                Ok((without, teach(tx, workspace, gone).await?))
            })
        });
        let (without, with) = models.await.unwrap();
        erase(&bench, MEI).await;
        let left = bench.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(async move {
                Ok((
                    reader.used_model(workspace).await?,
                    reader.model_bytes(workspace, with).await?,
                    reader.model_bytes(workspace, without).await?,
                    reader.training_examples(workspace, 0, 10).await?.len(),
                ))
            })
        });
        let (used, with, without, examples) = left.await.unwrap();
        assert_eq!((used, with), (None, None), "{}", bench.name);
        assert!(without.is_some(), "{}: it never knew", bench.name);
        assert_eq!(examples, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn an_erasure_is_asked_for_once_and_declined_only_before_it_is_decided() {
    for bench in Bench::all().await {
        let stamp = stamp(&bench);
        let ask = || {
            bench.db.write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    tx.request_erasure(&stamp, MEI, ErasureReason::Requested, None)
                        .await
                })
            })
        };
        ask().await.unwrap();
        assert!(matches!(ask().await, Err(StoreError::Conflict)));
        let decline = || {
            bench.db.write::<_, StoreError, _>(move |tx| {
                Box::pin(tx.decline_erasure(stamp.workspace, MEI))
            })
        };
        assert!(decline().await.unwrap(), "{}", bench.name);
        ask().await.unwrap();
        bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move { tx.decide_erasure(&stamp, MEI).await })
            })
            .await
            .unwrap();
        assert!(!decline().await.unwrap(), "{}", bench.name);
    }
}
