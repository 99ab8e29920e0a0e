//! Secrets at rest: made once, opened by the right key alone.

use baton_store::seal::{MasterKey, Vault};
use baton_store::{Query, StoreError, args};

use crate::support::{Bench, add_workspace, at};

fn master(byte: u8) -> MasterKey {
    MasterKey::from_bytes([byte; 32])
}

#[tokio::test]
async fn a_secret_is_made_once_and_is_the_same_ever_after() {
    for bench in Bench::all().await {
        let vault = Vault::open(&bench.db, master(1), at(0)).await.unwrap();
        let first = vault.secret(&bench.db, "log/x", at(0)).await.unwrap();
        let digest = vault.digest(bench.id(), "handle", b"mei@example.com");
        let again = bench.database.open(99).await.unwrap();
        let vault = Vault::open(&again, master(1), at(9)).await.unwrap();
        assert_eq!(
            vault.secret(&again, "log/x", at(9)).await.unwrap(),
            first,
            "{}",
            bench.name
        );
        assert_eq!(
            vault.digest(bench.id(), "handle", b"mei@example.com"),
            digest
        );
        assert_ne!(
            vault.secret(&again, "log/y", at(9)).await.unwrap(),
            first,
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_wrong_master_key_is_refused_with_a_sentence_before_anything_is_touched() {
    for bench in Bench::all().await {
        Vault::open(&bench.db, master(1), at(0)).await.unwrap();
        let before = bench
            .number(Query::new("SELECT COUNT(*) FROM sealed_keys", args![]))
            .await;
        match Vault::open(&bench.db, master(2), at(0)).await.map(drop) {
            Err(StoreError::Configuration(sentence)) => {
                assert!(sentence.contains("master key"), "{sentence}");
            }
            other => panic!("{}: {other:?}", bench.name),
        }
        let after = bench
            .number(Query::new("SELECT COUNT(*) FROM sealed_keys", args![]))
            .await;
        assert_eq!(before, after, "{}", bench.name);
        Vault::open(&bench.db, master(1), at(0)).await.unwrap();
    }
}

#[tokio::test]
async fn a_sealed_secret_does_not_open_under_another_name() {
    for bench in Bench::all().await {
        let vault = Vault::open(&bench.db, master(1), at(0)).await.unwrap();
        vault.secret(&bench.db, "one", at(0)).await.unwrap();
        bench
            .exec(Query::new(
                "UPDATE sealed_keys SET name = 'two' WHERE name = 'one'",
                args![],
            ))
            .await
            .unwrap();
        let moved = vault.secret(&bench.db, "two", at(0)).await;
        assert!(
            matches!(moved, Err(StoreError::Configuration(_))),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn no_secret_is_stored_in_clear() {
    for bench in Bench::all().await {
        let vault = Vault::open(&bench.db, master(1), at(0)).await.unwrap();
        let secret = vault.secret(&bench.db, "log/x", at(0)).await.unwrap();
        let sealed: Vec<u8> = bench
            .db
            .read::<_, StoreError, _>(|reader| {
                Box::pin(async move {
                    let query = "SELECT sealed FROM sealed_keys WHERE name = 'log/x'";
                    reader
                        .opt(Query::new(query, args![]))
                        .await?
                        .unwrap()
                        .take()
                })
            })
            .await
            .unwrap();
        assert!(
            !sealed.windows(8).any(|window| window == &secret[..8]),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_digest_differs_by_workspace_purpose_and_content() {
    for bench in Bench::all().await {
        let vault = Vault::open(&bench.db, master(1), at(0)).await.unwrap();
        let other = add_workspace(&bench.db, "Other").await.id;
        let digest = vault.digest(bench.id(), "handle", b"mei@example.com");
        assert_ne!(vault.digest(other, "handle", b"mei@example.com"), digest);
        assert_ne!(
            vault.digest(bench.id(), "message", b"mei@example.com"),
            digest
        );
        assert_ne!(
            vault.digest(bench.id(), "handle", b"jo@example.com"),
            digest
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_make_the_same_secret_together_end_with_one() {
    for bench in Bench::all().await {
        let other = bench.database.open(2).await.unwrap();
        let open = |db| Vault::open(db, master(1), at(0));
        let (one, two) = tokio::join!(open(&bench.db), open(&other));
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(
            one.digest(bench.id(), "p", b"x"),
            two.digest(bench.id(), "p", b"x")
        );
    }
}
