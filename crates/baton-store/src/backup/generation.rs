//! The next generation of a log: what begins when a backup is restored.
//!
//! What came after the backup is lost here, yet others may hold checkpoints over it. So the restored
//! log has a new origin and a new key, and its first leaf names the checkpoint that it came from.
//! All the old leaves follow in their order, which gives the cases of before proofs in it.

use std::collections::BTreeMap;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::{GenerationStarted, PriorLog};
use baton_domain::id::WorkspaceId;
use baton_domain::time::Timestamp;
use baton_ledger::hash::{Hash, leaf_hash};

use super::BackupError;
use super::load::Fields;
use crate::args;
use crate::error::StoreError;
use crate::event::{Head, Stamp, Stream, encode};
use crate::tx::Tx;
use crate::value::{Query, Value};
use crate::workspace::{Workspace, log_name};

/// The log that a restored workspace goes on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// The workspace's name.
    pub workspace: String,
    /// The origin of its new log.
    pub origin: String,
    /// How many leaves the checkpoint covers that it came from.
    pub from_size: u64,
}

/// What is known of each workspace's log while its rows are read.
#[derive(Debug, Default)]
pub(super) struct Logs(BTreeMap<WorkspaceId, Log>);

#[derive(Debug, Default)]
struct Log {
    /// Size and root of the last checkpoint.
    checkpoint: Option<(u64, [u8; 32])>,
    /// The position after the last leaf.
    next: u64,
}

impl Logs {
    fn of(&mut self, fields: &Fields<'_>, values: &[Value]) -> Result<&mut Log, BackupError> {
        let workspace = fields.get("workspace", values)?;
        Ok(self.0.entry(workspace).or_default())
    }

    /// Remembers a checkpoint if it is the last one.
    pub(super) fn checkpoint(
        &mut self,
        fields: &Fields<'_>,
        values: &[Value],
    ) -> Result<(), BackupError> {
        let found = (fields.get("size", values)?, fields.get("root", values)?);
        let log = self.of(fields, values)?;
        log.checkpoint = log.checkpoint.max(Some(found));
        Ok(())
    }

    /// Makes room for the first leaf.
    pub(super) fn shift(
        &mut self,
        fields: &Fields<'_>,
        values: &mut [Value],
    ) -> Result<(), BackupError> {
        let position = fields.get::<u64>("position", values)? + 1;
        let at = fields.at("position")?;
        let log = self.of(fields, values)?;
        log.next = log.next.max(position + 1);
        if let Some(value) = values.get_mut(at) {
            *value = Value::Int(i64::try_from(position).ok());
        }
        Ok(())
    }

    /// Places an event that had no position yet.
    pub(super) async fn place(
        &mut self,
        tx: &mut Tx,
        fields: &Fields<'_>,
        values: &[Value],
    ) -> Result<(), BackupError> {
        let workspace: WorkspaceId = fields.get("workspace", values)?;
        let stream: String = fields.get("stream", values)?;
        let stream_seq: u64 = fields.get("stream_seq", values)?;
        let leaf_hash: [u8; 32] = fields.get("leaf_hash", values)?;
        let log = self.of(fields, values)?;
        let position = log.next.max(1);
        log.next = position + 1;
        tx.exec(Query::new(
            crate::sequencer::PLACE,
            args![workspace, position, stream, stream_seq, leaf_hash],
        ))
        .await?;
        Ok(())
    }

    /// Begins the next generation of every workspace's log.
    pub(super) async fn begin_anew(
        mut self,
        tx: &mut Tx,
        at: Timestamp,
    ) -> Result<Vec<Generation>, StoreError> {
        let mut begun = Vec::new();
        for workspace in tx.workspaces().await? {
            let log = self.0.remove(&workspace.id).unwrap_or_default();
            begun.push(begin(tx, &workspace, log.checkpoint, at).await?);
        }
        Ok(begun)
    }
}

async fn begin(
    tx: &mut Tx,
    workspace: &Workspace,
    checkpoint: Option<(u64, [u8; 32])>,
    at: Timestamp,
) -> Result<Generation, StoreError> {
    let strange = || StoreError::Record(format!("the log's origin {}", workspace.log_origin));
    let (before, number) = workspace.log_origin.rsplit_once('/').ok_or_else(strange)?;
    let (name, _) = before.split_once('/').ok_or_else(strange)?;
    let number: u64 = number.parse().map_err(|_| strange())?;
    let (size, root) = checkpoint.map_or((0, None), |(size, root)| (size, Some(root)));
    let root = root.map(|root| Hash::from_bytes(root).to_string().parse());
    let event = Event::GenerationStarted(GenerationStarted {
        generation: number + 1,
        from: PriorLog {
            name: name.parse().map_err(|_| strange())?,
            generation: number,
            size,
            root: root.transpose().map_err(|_| strange())?,
        },
    });
    let origin = format!("{}/{}/{}", log_name(tx), workspace.id, number + 1);
    tx.exec(Query::new(
        "UPDATE workspaces SET log_origin = $2 WHERE id = $1",
        args![workspace.id, origin],
    ))
    .await?;
    // The old log's key stays with the old log: this copy cannot sign for it.
    tx.exec(Query::new(
        "DELETE FROM sealed_keys WHERE name = $1",
        args![format!("log/{}", workspace.log_origin)],
    ))
    .await?;
    let stamp = Stamp {
        workspace: workspace.id,
        at,
        actor: Actor::System,
    };
    write_first(tx, &stamp, &event).await?;
    Ok(Generation {
        workspace: workspace.name.clone(),
        origin,
        from_size: size,
    })
}

/// Writes the first leaf at the position that was kept free for it. The log's own stream is the only
/// one of which a later leaf can stand before an earlier one: that of a generation before.
async fn write_first(tx: &mut Tx, stamp: &Stamp, event: &Event) -> Result<(), StoreError> {
    let (workspace, stream) = (stamp.workspace, Stream::log());
    let Head { seq, hash } = tx.head(workspace, &stream).await?;
    let seq = seq + 1;
    let leaf = encode(stamp, &stream, seq, hash, event)?;
    let hash = *leaf_hash(&leaf).as_bytes();
    tx.exec(Query::new(
        "INSERT INTO events (workspace, stream, stream_seq, leaf) VALUES ($1, $2, $3, $4)",
        args![workspace, stream.as_str(), seq, leaf],
    ))
    .await?;
    tx.exec(Query::new(
        "INSERT INTO streams (workspace, stream, last_seq, last_hash) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (workspace, stream) DO UPDATE SET last_seq = $3, last_hash = $4",
        args![workspace, stream.as_str(), seq, hash],
    ))
    .await?;
    tx.exec(Query::new(
        crate::sequencer::PLACE,
        args![workspace, 0_u64, stream.as_str(), seq, hash],
    ))
    .await
    .map(drop)
}
