//! The workspace's log: checkpoints over its positions, and proofs from its tiles.
//!
//! Leaf hashes are in `positions`; of the nodes above them only those that tiles hold are kept
//! (every eighth level), the rest is recomputed.

mod audit;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;
use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::Hash;
use baton_ledger::note::SigningKey;
use baton_ledger::tile::{TILE_HEIGHT, TILE_WIDTH, TileId, TileNodes, Tiles};
use baton_ledger::tree::{
    Frontier, NodeId, consistency_nodes, consistency_proof, inclusion_nodes, inclusion_proof,
};

use crate::args;
use crate::db::Db;
use crate::epoch;
use crate::error::StoreError;
use crate::lease::Lease;
use crate::seal::Vault;
use crate::tx::{Reader, Tx};
use crate::value::Query;
use crate::workspace::Workspace;

pub use audit::{LogFault, LogReport};

/// Leaves taken into the tree in one unit.
const BATCH: u64 = 2_000;

/// A signed state of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// How many leaves it covers.
    pub size: u64,
    /// The signed note.
    pub note: String,
    /// When it was signed.
    pub at: Timestamp,
}

/// The key that signs a workspace's checkpoints.
pub async fn signing_key(
    db: &Db,
    vault: &Vault,
    workspace: &Workspace,
    now: Timestamp,
) -> Result<SigningKey, StoreError> {
    let secret = vault
        .secret(db, &format!("log/{}", workspace.log_origin), now)
        .await?;
    SigningKey::new(workspace.log_origin.clone(), &secret)
        .map_err(|error| StoreError::Record(format!("the log's origin: {error}")))
}

/// Takes placed events into the tree and signs a checkpoint over them; tells its size if there were
/// any. The lease is confirmed in the same unit: one key never signs two histories.
pub async fn checkpoint(
    db: &Db,
    lease: &Lease,
    workspace: WorkspaceId,
    key: &Arc<SigningKey>,
    now: Timestamp,
) -> Result<Option<u64>, StoreError> {
    let (lease, key) = (lease.clone(), Arc::clone(key));
    db.write(move |tx| {
        let (lease, key) = (lease.clone(), Arc::clone(&key));
        Box::pin(async move {
            lease.confirm(tx, now).await?;
            checkpoint_in(tx, workspace, &key, now).await
        })
    })
    .await
}

async fn checkpoint_in(
    tx: &mut Tx,
    workspace: WorkspaceId,
    key: &SigningKey,
    now: Timestamp,
) -> Result<Option<u64>, StoreError> {
    let mut frontier = tx.frontier(workspace).await?;
    let leaves = tx.leaf_hashes(workspace, frontier.size(), BATCH).await?;
    if leaves.is_empty() {
        return Ok(None);
    }
    let mut nodes = Vec::new();
    for leaf in leaves {
        frontier.append(leaf, |node, hash| {
            if node.level > 0 && node.level % TILE_HEIGHT == 0 {
                nodes.push((node, hash));
            }
        });
    }
    for (node, hash) in nodes {
        tx.exec(Query::new(
            "INSERT INTO tree_nodes (workspace, level, node, hash) VALUES ($1, $2, $3, $4)",
            args![
                workspace,
                i64::from(node.level),
                node.index,
                *hash.as_bytes()
            ],
        ))
        .await?;
    }
    let checkpoint = Checkpoint {
        origin: key.name().to_owned(),
        size: frontier.size(),
        root: frontier.root(),
    };
    let note = checkpoint
        .sign(key)
        .map_err(|error| StoreError::Record(format!("a checkpoint: {error}")))?
        .to_string();
    tx.exec(Query::new(
        "INSERT INTO checkpoints (workspace, size, root, frontier, note, at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            workspace,
            checkpoint.size,
            *checkpoint.root.as_bytes(),
            frontier.to_bytes(),
            note,
            now
        ],
    ))
    .await?;
    epoch::close(tx, workspace, checkpoint.size, now).await?;
    Ok(Some(checkpoint.size))
}

impl Reader {
    async fn frontier(&mut self, workspace: WorkspaceId) -> Result<Frontier, StoreError> {
        let query = Query::new(
            "SELECT frontier FROM checkpoints WHERE workspace = $1 ORDER BY size DESC LIMIT 1",
            args![workspace],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(Frontier::new());
        };
        let bytes: Vec<u8> = row.take()?;
        Frontier::from_bytes(&bytes)
            .map_err(|error| StoreError::Record(format!("the frontier of the tree: {error}")))
    }

    async fn leaf_hashes(
        &mut self,
        workspace: WorkspaceId,
        from: u64,
        limit: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let query = Query::new(
            "SELECT leaf_hash FROM positions WHERE workspace = $1 AND position >= $2 \
             ORDER BY position LIMIT $3",
            args![workspace, from, limit],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| row.take().map(Hash::from_bytes))
            .collect()
    }

    /// The latest checkpoint, or the first that covers at least `size` leaves.
    pub async fn stored_checkpoint(
        &mut self,
        workspace: WorkspaceId,
        size: Option<u64>,
    ) -> Result<Option<StoredCheckpoint>, StoreError> {
        let query = Query::start("SELECT size, note, at FROM checkpoints WHERE workspace = ")
            .arg(workspace);
        let query = match size {
            Some(size) => query
                .sql(" AND size >= ")
                .arg(size)
                .sql(" ORDER BY size LIMIT 1"),
            None => query.sql(" ORDER BY size DESC LIMIT 1"),
        };
        self.opt(query)
            .await?
            .map(|mut row| {
                Ok(StoredCheckpoint {
                    size: row.take()?,
                    note: row.take()?,
                    at: row.take()?,
                })
            })
            .transpose()
    }

    /// How many events the latest checkpoint covers.
    pub async fn covered(&mut self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let last = self.stored_checkpoint(workspace, None).await?;
        Ok(last.map_or(0, |last| last.size))
    }

    /// How many events have a position.
    pub async fn log_size(&mut self, workspace: WorkspaceId) -> Result<u64, StoreError> {
        let query = Query::new(
            "SELECT COALESCE(MAX(position) + 1, 0) FROM positions WHERE workspace = $1",
            args![workspace],
        );
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }

    /// That the leaf at `index` is in the tree of `size` leaves.
    ///
    /// # Errors
    /// [`StoreError::Record`] if the tree lacks a node that it must have.
    pub async fn inclusion(
        &mut self,
        workspace: WorkspaceId,
        index: u64,
        size: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let nodes = inclusion_nodes(index, size).ok_or_else(incomplete)?;
        let kept = self.kept(workspace, &nodes, size).await?;
        inclusion_proof(&TileNodes(kept), index, size).ok_or_else(incomplete)
    }

    /// That the tree of `old` leaves is the beginning of the tree of `new` leaves.
    ///
    /// # Errors
    /// [`StoreError::Record`] if the tree lacks a node that it must have.
    pub async fn consistency(
        &mut self,
        workspace: WorkspaceId,
        old: u64,
        new: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let nodes = consistency_nodes(old, new).ok_or_else(incomplete)?;
        let kept = self.kept(workspace, &nodes, new).await?;
        consistency_proof(&TileNodes(kept), old, new).ok_or_else(incomplete)
    }

    /// A tile of the tree of `size` leaves: its hashes, 1 to 256 of them.
    pub async fn tile(
        &mut self,
        workspace: WorkspaceId,
        tile: TileId,
        size: u64,
    ) -> Result<Vec<Hash>, StoreError> {
        let width = tile.width_at(size);
        let first = tile.index.saturating_mul(TILE_WIDTH);
        if tile.level == 0 {
            return self.leaf_hashes(workspace, first, width).await;
        }
        let query = Query::new(
            "SELECT hash FROM tree_nodes WHERE workspace = $1 AND level = $2 AND node >= $3 \
             AND node < $4 ORDER BY node",
            args![
                workspace,
                u32::from(tile.level) * u32::from(TILE_HEIGHT),
                first,
                first + width
            ],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| row.take().map(Hash::from_bytes))
            .collect()
    }

    /// The tiles that hold these nodes.
    async fn kept(
        &mut self,
        workspace: WorkspaceId,
        nodes: &[NodeId],
        size: u64,
    ) -> Result<Kept, StoreError> {
        let mut kept = Kept(BTreeMap::new());
        for id in nodes.iter().filter_map(|node| TileId::holding(*node)) {
            if let Entry::Vacant(entry) = kept.0.entry(id) {
                entry.insert(self.tile(workspace, id, size).await?);
            }
        }
        Ok(kept)
    }
}

/// Tiles that were read for one proof.
struct Kept(BTreeMap<TileId, Vec<Hash>>);

impl Tiles for Kept {
    fn tile(&self, tile: TileId) -> Option<Cow<'_, [Hash]>> {
        self.0
            .get(&tile)
            .map(|hashes| Cow::Borrowed(hashes.as_slice()))
    }
}

fn incomplete() -> StoreError {
    StoreError::Record("the tree lacks a node; run `baton doctor`".into())
}
