//! What a pack is made of: the case as the log knew it at a checkpoint, and the proofs.

use std::collections::BTreeSet;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, WorkspaceId};
use baton_domain::review::ReviewOutcome;
use baton_ledger::note::Note;
use baton_ledger::pack::completeness::StreamProof;
use baton_ledger::pack::{Completeness, PackEvent, PackPart, Since};
use baton_ledger::policy_file::TrustPolicy;
use baton_store::Reader;
use baton_store::epoch::StoredEpoch;
use baton_store::event::{Record, Stamp, StoredEvent, Stream};

use super::Export;
use super::content::parts;
use crate::error::{AppError, Invalid};
use crate::witness;

/// What a pack is made of, read from one state of the database.
pub(super) struct Material {
    pub(super) events: Vec<PackEvent>,
    pub(super) parts: Vec<PackPart>,
    pub(super) checkpoint: Note,
    pub(super) completeness: Completeness,
    pub(super) since: Option<Since>,
    /// How many leaves the checkpoint covers.
    pub(super) size: u64,
    /// Who has to have seen the checkpoint.
    pub(super) policy: Option<TrustPolicy>,
}

/// Reads it; none while no checkpoint shows what is asked for.
pub(super) async fn material(
    reader: &mut Reader,
    stamp: Stamp,
    export: Export,
) -> Result<Option<Material>, AppError> {
    let workspace = stamp.workspace;
    let told = told(reader, workspace, export.case).await?;
    if told.is_empty() {
        return Err(AppError::NotFound);
    }
    let Some(size) = wanted(reader, workspace, &export, &told).await? else {
        return Ok(None);
    };
    let Some(stored) = reader.stored_checkpoint(workspace, Some(size)).await? else {
        return Ok(None);
    };
    let Some(epoch) = reader.epoch_under(workspace, stored.size).await? else {
        return Ok(None);
    };
    let checkpoint = reader.witnessed(workspace, &stored).await?;
    let events = as_of(told, export.case, epoch.size);
    if events.is_empty() {
        return Err(Invalid::at("/at", "evidence.before_case").into());
    }
    let parts = parts(reader, stamp, &events, export.audience).await?;
    let completeness = completeness(reader, workspace, &events, &epoch, stored.size).await?;
    let since = match export.since {
        Some(size) => {
            let proof = reader.consistency(workspace, size, stored.size).await?;
            Some(Since { size, proof })
        }
        None => None,
    };
    let mut packed = Vec::with_capacity(events.len());
    for event in events {
        let position = event.position.unwrap_or_default();
        let proof = reader.inclusion(workspace, position, stored.size).await?;
        packed.push(PackEvent {
            position,
            leaf: event.leaf,
            proof,
        });
    }
    Ok(Some(Material {
        events: packed,
        parts,
        checkpoint,
        completeness,
        since,
        size: stored.size,
        policy: witness::policy(reader, workspace).await?,
    }))
}

/// Everything that is known of the case: its events, those of the cases that go on in it, and what
/// became of the roles of whoever decided its reviews.
async fn told(
    reader: &mut Reader,
    workspace: WorkspaceId,
    case: CaseId,
) -> Result<Vec<StoredEvent>, AppError> {
    let mut told = Vec::new();
    let mut known = BTreeSet::from([Stream::case(case)]);
    let mut open = vec![Stream::case(case)];
    while let Some(stream) = open.pop() {
        let events = reader.events(workspace, &stream, 0).await?;
        for named in absorbed(events.iter()).chain(deciders(events.iter())) {
            if known.insert(named.clone()) {
                open.push(named);
            }
        }
        told.extend(events);
    }
    Ok(told)
}

/// How many leaves the checkpoint must have; none while the case's last event is not in an epoch.
async fn wanted(
    reader: &mut Reader,
    workspace: WorkspaceId,
    export: &Export,
    told: &[StoredEvent],
) -> Result<Option<u64>, AppError> {
    let since = export.since.unwrap_or_default();
    if let Some(at) = export.at {
        return Ok(Some(at.max(since)));
    }
    let case = told
        .iter()
        .filter(|event| event.stream.starts_with("case/"))
        .map(|event| event.position)
        .try_fold(0, |last: u64, position| {
            position.map(|position| last.max(position + 1))
        });
    let Some(needed) = case else {
        return Ok(None);
    };
    let epoch = reader.epoch_over(workspace, needed).await?;
    Ok(epoch.map(|epoch| since.max(epoch.position + 1)))
}

/// What the first so many leaves of the log say of it, in their order: a case that was taken over,
/// or a review that was decided, only later does not belong to the case as it was.
fn as_of(mut told: Vec<StoredEvent>, case: CaseId, size: u64) -> Vec<StoredEvent> {
    told.retain(|event| event.position.is_some_and(|position| position < size));
    told.sort_by_key(|event| event.position);
    let mut belonging = BTreeSet::from([Stream::case(case)]);
    let mut open = vec![Stream::case(case)];
    while let Some(stream) = open.pop() {
        let of_stream = || told.iter().filter(|event| event.stream == stream.as_str());
        for named in absorbed(of_stream()).chain(deciders(of_stream())) {
            if belonging.insert(named.clone()) {
                open.push(named);
            }
        }
    }
    told.retain(|event| {
        belonging
            .iter()
            .any(|stream| stream.as_str() == event.stream)
    });
    told
}

/// The proof that nothing was left out of any of these streams.
async fn completeness(
    reader: &mut Reader,
    workspace: WorkspaceId,
    events: &[StoredEvent],
    epoch: &StoredEpoch,
    checkpoint: u64,
) -> Result<Completeness, AppError> {
    let names: BTreeSet<&str> = events.iter().map(|event| &*event.stream).collect();
    let mut streams = Vec::with_capacity(names.len());
    for name in names {
        let proof = reader.map_proof(workspace, name, epoch.size).await?;
        streams.push(StreamProof::of(name.to_owned(), proof));
    }
    Ok(Completeness {
        epoch: epoch.leaf.clone(),
        position: epoch.position,
        proof: reader
            .inclusion(workspace, epoch.position, checkpoint)
            .await?,
        streams,
    })
}

/// The streams of cases that go on in this one.
fn absorbed<'a>(events: impl Iterator<Item = &'a StoredEvent>) -> impl Iterator<Item = Stream> {
    events.filter_map(|stored| match &stored.event {
        Event::Absorbed(absorbed) => Some(Stream::case(absorbed.from)),
        _ => None,
    })
}

/// The streams of teammates who decided reviews, or approved actions with a role.
fn deciders<'a>(events: impl Iterator<Item = &'a StoredEvent>) -> impl Iterator<Item = Stream> {
    events.filter_map(|stored| {
        let is_decision = match &stored.event {
            Event::ReviewDecided(decided) => decided.outcome != ReviewOutcome::Withdrawn,
            Event::ActionApproved(approved) => approved.role.is_some(),
            _ => false,
        };
        match stored.envelope.actor {
            Actor::Teammate(id) if is_decision => Some(Stream::record(Record::Teammate(id))),
            Actor::Teammate(_)
            | Actor::Ai
            | Actor::Machine(_)
            | Actor::Contact(_)
            | Actor::System => None,
        }
    })
}
