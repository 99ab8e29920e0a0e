//! Parts: content with a commitment that survives it.

use baton_domain::id::{ContactId, PartId};
use baton_domain::part::PartRef;
use baton_ledger::hash::commitment;
use baton_store::part::{NewPart, TEXT};
use baton_store::{Query, StoreError, args};

use crate::support::{Bench, add_workspace, at};

async fn put(bench: &Bench, content: &'static [u8], about: &'static [ContactId]) -> PartRef {
    let workspace = bench.id();
    bench
        .db
        .write::<_, StoreError, _>(move |tx| {
            let part = NewPart {
                media: TEXT,
                content,
                about,
            };
            Box::pin(tx.put_part(workspace, at(0), part))
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn a_part_comes_back_with_the_salt_that_proves_its_commitment() {
    for bench in Bench::all().await {
        let reference = put(&bench, "Das Rad quietscht 🚲".as_bytes(), &[]).await;
        let workspace = bench.id();
        let part = bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.part(workspace, reference.id)))
            .await
            .unwrap()
            .unwrap();
        let body = part.body.clone().unwrap();
        let proven = commitment(&body.salt, &body.content);
        assert_eq!(
            proven.as_bytes(),
            reference.commitment.as_bytes(),
            "{}",
            bench.name
        );
        assert_eq!(part.reference, reference, "{}", bench.name);
        assert_eq!(part.erased_at, None, "{}", bench.name);
        assert_eq!(
            part.into_text().as_deref(),
            Some("Das Rad quietscht 🚲"),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn equal_contents_have_different_commitments() {
    for bench in Bench::all().await {
        let (one, two) = (
            put(&bench, b"same", &[]).await,
            put(&bench, b"same", &[]).await,
        );
        assert_ne!(one.commitment, two.commitment, "{}", bench.name);
    }
}

#[tokio::test]
async fn an_erased_part_keeps_its_commitment_and_nothing_else() {
    for bench in Bench::all().await {
        let reference = put(&bench, b"call me at 555-0100", &[]).await;
        let workspace = bench.id();
        bench
            .exec(Query::new(
                "UPDATE parts SET content = NULL, salt = NULL, erased_at = $3 \
                 WHERE workspace = $1 AND id = $2",
                args![workspace, reference.id, at(9)],
            ))
            .await
            .unwrap();
        let part = bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.part(workspace, reference.id)))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(part.reference, reference, "{}", bench.name);
        assert_eq!(part.body, None, "{}", bench.name);
        assert_eq!(part.erased_at, Some(at(9)), "{}", bench.name);
        assert_eq!(part.into_text(), None, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_part_says_of_whom_it_speaks_once_each() {
    static ABOUT: [ContactId; 3] = [
        ContactId::from_bits(1),
        ContactId::from_bits(2),
        ContactId::from_bits(1),
    ];
    for bench in Bench::all().await {
        put(&bench, b"Mei and Jonas", &ABOUT).await;
        let subjects = bench
            .number(crate::support::count_of("part_subjects", bench.id()))
            .await;
        assert_eq!(subjects, 2, "{}", bench.name);
    }
}

#[tokio::test]
async fn many_parts_are_read_at_once_and_unknown_ones_are_left_out() {
    for bench in Bench::all().await {
        let workspace = bench.id();
        let mut ids = bench
            .db
            .write::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let mut ids = Vec::new();
                    for number in 0..450_u32 {
                        let content = number.to_string();
                        let part = NewPart {
                            media: TEXT,
                            content: content.as_bytes(),
                            about: &[],
                        };
                        ids.push(tx.put_part(workspace, at(0), part).await?.id);
                    }
                    Ok(ids)
                })
            })
            .await
            .unwrap();
        ids.push(PartId::from_bits(7));
        let found = bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move { reader.parts(workspace, &ids).await })
            })
            .await
            .unwrap();
        assert_eq!(found.len(), 450, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_part_of_one_workspace_is_unknown_in_another() {
    for bench in Bench::all().await {
        let reference = put(&bench, b"ours", &[]).await;
        let other = add_workspace(&bench.db, "Other").await.id;
        let found = bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.part(other, reference.id)))
            .await
            .unwrap();
        assert_eq!(found, None, "{}", bench.name);
    }
}
