//! Content in chunks: it becomes a part like any other, or it is swept.

use baton_domain::id::{MessageId, UploadId};
use baton_domain::part::Commitment;
use baton_ledger::hash::commitment;
use baton_store::upload::{Arrived, CHUNK_BYTES, sweep};
use baton_store::{StoreError, Tx};

use crate::support::{Bench, at};

const SIZE: usize = CHUNK_BYTES + 3;

fn content() -> Vec<u8> {
    (0..SIZE)
        .map(|at| u8::try_from(at % 251).unwrap())
        .collect()
}

/// Brings content in at an instant.
async fn bring(bench: &Bench, seconds: i64) -> UploadId {
    let workspace = bench.id();
    bench
        .db
        .write::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let arriving = tx.begin_upload(workspace, at(seconds)).await?;
                for (number, chunk) in (0..).zip(content().chunks(CHUNK_BYTES)) {
                    tx.put_chunk(workspace, arriving.part, number, chunk)
                        .await?;
                }
                let bound = commitment(&arriving.salt, &content());
                let arrived = Arrived {
                    commitment: Commitment::from_bytes(*bound.as_bytes()),
                    name: "a.bin".to_owned(),
                    mime: "application/octet-stream".to_owned(),
                    size: u64::try_from(SIZE).unwrap(),
                };
                tx.finish_upload(workspace, arriving.id, &arrived).await?;
                Ok(arriving.id)
            })
        })
        .await
        .unwrap()
}

async fn claim(tx: &mut Tx, bench: &Bench, id: UploadId) -> Result<[bool; 2], StoreError> {
    let first = tx
        .claim_upload(bench.id(), id, MessageId::from_bits(1))
        .await?;
    let second = tx
        .claim_upload(bench.id(), id, MessageId::from_bits(2))
        .await?;
    Ok([first, second])
}

#[tokio::test]
async fn chunks_become_a_part_whose_commitment_holds() {
    for bench in Bench::all().await {
        let (workspace, id) = (bench.id(), bring(&bench, 0).await);
        let part = bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let adopted = tx.adopt_upload(workspace, at(1), id, &[]).await?;
                    tx.part(workspace, adopted.reference.id).await
                })
            })
            .await
            .unwrap()
            .unwrap();
        let body = part.body.unwrap();
        assert!(body.content == content(), "{}", bench.name);
        let bound = commitment(&body.salt, &body.content);
        assert_eq!(
            bound.as_bytes(),
            part.reference.commitment.as_bytes(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn content_is_claimed_once_and_swept_only_if_nobody_claims_it() {
    for bench in Bench::all().await {
        let bench = std::sync::Arc::new(bench);
        let (kept, orphan) = (bring(&bench, 0).await, bring(&bench, 0).await);
        let unit = std::sync::Arc::clone(&bench);
        let claims = bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                let bench = std::sync::Arc::clone(&unit);
                Box::pin(async move { claim(tx, &bench, kept).await })
            })
            .await
            .unwrap();
        assert_eq!(claims, [true, false], "{}", bench.name);
        assert_eq!(sweep(&bench.db, at(60)).await.unwrap(), 0, "{}", bench.name);
        assert_eq!(
            sweep(&bench.db, at(90_000)).await.unwrap(),
            1,
            "{}",
            bench.name
        );
        let workspace = bench.id();
        for (id, is_there) in [(kept, true), (orphan, false)] {
            let found = bench
                .db
                .read::<_, StoreError, _>(move |reader| Box::pin(reader.upload(workspace, id)))
                .await
                .unwrap();
            assert_eq!(found.is_some(), is_there, "{}", bench.name);
        }
    }
}
