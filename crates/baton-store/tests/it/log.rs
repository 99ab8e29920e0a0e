//! The log: checkpoints that somebody else's verifier accepts, and proofs from the stored tiles.

use std::sync::Arc;

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::note::{Note, SignatureKind, SigningKey};
use baton_ledger::tile::TileId;
use baton_ledger::tree::{MemoryTree, verify_consistency, verify_inclusion};
use baton_store::lease::Lease;
use baton_store::log::{checkpoint, signing_key};
use baton_store::seal::{MasterKey, Vault};
use baton_store::{Query, StoreError, args};

use crate::support::{Bench, at, changed, count_of, workspace_stream};

/// A log that grows and is signed.
pub(crate) struct Log {
    pub(crate) bench: Bench,
    key: Arc<SigningKey>,
    lease: Lease,
}

impl Log {
    pub(crate) async fn all() -> Vec<Self> {
        let mut logs = Vec::new();
        for bench in Bench::all().await {
            let master = MasterKey::from_bytes([7; 32]);
            let vault = Vault::open(&bench.db, master, at(0)).await.unwrap();
            let key = signing_key(&bench.db, &vault, &bench.workspace, at(0))
                .await
                .unwrap();
            let lease = bench.place_all(0).await;
            logs.push(Self {
                bench,
                key: Arc::new(key),
                lease,
            });
        }
        logs
    }

    async fn grow(&self, count: usize) {
        let events = (0..count).map(|_| changed("name")).collect();
        self.bench
            .append(0, &workspace_stream(self.bench.id()), events)
            .await;
        self.bench.place_all(0).await;
    }

    pub(crate) async fn sign(&self) -> Option<u64> {
        checkpoint(
            &self.bench.db,
            &self.lease,
            self.bench.id(),
            &self.key,
            at(0),
        )
        .await
        .unwrap()
    }

    /// The checkpoint of a size, after its signature was checked.
    async fn checkpoint(&self, size: Option<u64>) -> Checkpoint {
        let workspace = self.bench.id();
        let stored = self
            .bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(reader.stored_checkpoint(workspace, size))
            })
            .await
            .unwrap()
            .unwrap();
        let note = Note::parse(&stored.note).unwrap();
        note.verify(&self.key.verifier(SignatureKind::Ed25519))
            .unwrap();
        let checkpoint = Checkpoint::parse(&note.text).unwrap();
        assert_eq!(checkpoint.origin, self.bench.workspace.log_origin);
        assert_eq!(checkpoint.size, stored.size);
        checkpoint
    }

    async fn inclusion(&self, index: u64, size: u64) -> Vec<Hash> {
        let workspace = self.bench.id();
        self.bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(reader.inclusion(workspace, index, size))
            })
            .await
            .unwrap()
    }

    async fn consistency(&self, old: u64, new: u64) -> Vec<Hash> {
        let workspace = self.bench.id();
        self.bench
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(reader.consistency(workspace, old, new))
            })
            .await
            .unwrap()
    }

    /// The hash of every stored event, in the order of the log.
    async fn leaves(&self) -> Vec<Hash> {
        let workspace = self.bench.id();
        let events = self
            .bench
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.log(workspace, 0, 10_000)))
            .await
            .unwrap();
        events
            .iter()
            .map(|stored| leaf_hash(&stored.leaf))
            .collect()
    }
}

fn root(leaves: &[Hash]) -> Hash {
    let mut tree = MemoryTree::new();
    for leaf in leaves {
        tree.append(*leaf);
    }
    tree.root()
}

#[tokio::test]
async fn a_checkpoint_covers_every_placed_event_and_is_signed_once_for_a_size() {
    for log in Log::all().await {
        assert_eq!(log.sign().await, None, "{}: an empty log", log.bench.name);
        log.grow(5).await;
        assert_eq!(log.sign().await, Some(5), "{}", log.bench.name);
        log.bench.place_all(0).await;
        assert_eq!(log.sign().await, Some(6), "{}: its epoch", log.bench.name);
        log.bench.place_all(0).await;
        assert_eq!(log.sign().await, None, "{}: nothing is new", log.bench.name);
        let signed = log.checkpoint(None).await;
        assert_eq!(signed.root, root(&log.leaves().await), "{}", log.bench.name);
        let stored = log
            .bench
            .number(count_of("checkpoints", log.bench.id()))
            .await;
        assert_eq!(stored, 2, "{}", log.bench.name);
    }
}

#[tokio::test]
async fn proofs_verify_within_and_across_tiles() {
    for log in Log::all().await {
        let mut sizes = Vec::new();
        // Within the first tile, exactly one, one more, and well past four. The event of an epoch
        // follows each of them but the third, which covers one alone.
        for growth in [1, 253, 0, 1, 499, 399] {
            log.grow(growth).await;
            sizes.push(log.sign().await.unwrap());
        }
        assert_eq!(sizes, [1, 255, 256, 257, 757, 1157], "{}", log.bench.name);
        let leaves = log.leaves().await;
        for size in &sizes {
            let signed = log.checkpoint(Some(*size)).await;
            let count = usize::try_from(*size).unwrap();
            assert_eq!(
                signed.root,
                root(&leaves[..count]),
                "{}: {size}",
                log.bench.name
            );
        }
        check_inclusion(&log, &sizes, &leaves).await;
        check_consistency(&log, &sizes).await;
    }
}

async fn check_inclusion(log: &Log, sizes: &[u64], leaves: &[Hash]) {
    for size in sizes {
        let signed = log.checkpoint(Some(*size)).await;
        for index in [0, size / 3, size / 2, size - 1] {
            let proof = log.inclusion(index, *size).await;
            let leaf = leaves[usize::try_from(index).unwrap()];
            verify_inclusion(leaf, index, *size, &proof, signed.root)
                .unwrap_or_else(|error| panic!("{}: {index} in {size}: {error:?}", log.bench.name));
            let wrong = Hash::from_bytes([9; 32]);
            assert!(verify_inclusion(wrong, index, *size, &proof, signed.root).is_err());
        }
    }
}

async fn check_consistency(log: &Log, sizes: &[u64]) {
    for (index, old) in sizes.iter().enumerate() {
        for new in &sizes[index..] {
            let (before, after) = (
                log.checkpoint(Some(*old)).await,
                log.checkpoint(Some(*new)).await,
            );
            let proof = log.consistency(*old, *new).await;
            verify_consistency(*old, before.root, *new, after.root, &proof)
                .unwrap_or_else(|error| panic!("{}: {old} to {new}: {error:?}", log.bench.name));
        }
    }
}

#[tokio::test]
async fn tiles_are_full_or_as_wide_as_the_tree_is() {
    for log in Log::all().await {
        log.grow(600).await;
        log.sign().await;
        let workspace = log.bench.id();
        for (level, index, width) in [(0, 0, 256), (0, 1, 256), (0, 2, 88), (1, 0, 2)] {
            let tile = log
                .bench
                .db
                .read::<_, StoreError, _>(move |reader| {
                    Box::pin(reader.tile(workspace, TileId { level, index }, 600))
                })
                .await
                .unwrap();
            assert_eq!(tile.len(), width, "{}: {level}/{index}", log.bench.name);
        }
    }
}

#[tokio::test]
async fn a_holder_whose_lease_was_taken_over_signs_nothing() {
    for log in Log::all().await {
        log.grow(3).await;
        log.bench.sequence("successor", 100).await.unwrap();
        let late = checkpoint(&log.bench.db, &log.lease, log.bench.id(), &log.key, at(1)).await;
        assert!(
            matches!(late, Err(StoreError::Unavailable(_))),
            "{}",
            log.bench.name
        );
        let stored = log
            .bench
            .number(count_of("checkpoints", log.bench.id()))
            .await;
        assert_eq!(stored, 0, "{}", log.bench.name);
    }
}

#[tokio::test]
async fn an_event_that_was_changed_in_the_database_no_longer_fits_its_proof() {
    for log in Log::all().await {
        log.grow(40).await;
        log.sign().await;
        let signed = log.checkpoint(None).await;
        log.bench
            .exec(Query::new(
                "UPDATE events SET leaf = $2 WHERE workspace = $1 AND stream_seq = 18",
                args![log.bench.id(), altered(&log).await],
            ))
            .await
            .unwrap();
        let leaves = log.leaves().await;
        let proof = log.inclusion(17, 40).await;
        assert!(verify_inclusion(leaves[17], 17, 40, &proof, signed.root).is_err());
        let proof = log.inclusion(16, 40).await;
        assert!(verify_inclusion(leaves[16], 16, 40, &proof, signed.root).is_ok());
    }
}

/// The 18th event with another instant.
async fn altered(log: &Log) -> Vec<u8> {
    let workspace = log.bench.id();
    let stored = log
        .bench
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.log(workspace, 17, 1)))
        .await
        .unwrap();
    let mut leaf = baton_ledger::leaf::Leaf::decode(&stored[0].leaf).unwrap();
    leaf.at += 1;
    leaf.encode().unwrap()
}
