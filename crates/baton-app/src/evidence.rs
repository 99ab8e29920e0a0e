//! `GET /cases/{id}/evidence` and `baton evidence export`: the provable record of one case.
//!
//! The export waits until the case's last event is under a checkpoint. That it happened is recorded
//! after it, in the access stream of the case.

use std::collections::BTreeSet;

use baton_domain::event::Event;
use baton_domain::event::record::Accessed;
use baton_domain::id::{CaseId, PartId};
use baton_domain::time::Span;
use baton_ledger::hash::Hash;
use baton_ledger::note::{Note, SigningKey};
use baton_ledger::pack::{
    self, Audience, Language, PackError, PackEvent, PackInput, PackPart, PartState, Since,
};
use baton_ledger::stream::Stream as LedgerStream;
use baton_store::event::{Stamp, StoredEvent, Stream};
use baton_store::part::Part;
use baton_store::{Reader, StoreError, log};

use crate::app::App;
use crate::error::AppError;

/// How often it is looked whether a checkpoint covers the case.
const LOOK_EVERY: Span = Span::from_micros(50 * 1_000);
/// How often it is looked in all: about ten seconds.
const MAX_LOOKS: u32 = 200;

/// What is to be exported, and for whom.
#[derive(Debug, Clone)]
pub struct Export {
    /// The case.
    pub case: CaseId,
    /// For whom.
    pub audience: Audience,
    /// Why, in the exporter's words.
    pub purpose: String,
    /// The language of the report.
    pub language: Language,
    /// At least so many leaves must be covered; the latest checkpoint if nothing is asked.
    pub at: Option<u64>,
    /// An earlier checkpoint's size, to prove that it is a beginning of this one.
    pub since: Option<u64>,
}

/// Makes the pack of a case.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown case; [`StoreError::Unavailable`] if no checkpoint comes to
/// cover the case's last event.
pub async fn export(app: &App, stamp: Stamp, export: Export) -> Result<Vec<u8>, AppError> {
    let workspace = app
        .db
        .read(move |reader| Box::pin(reader.workspace(stamp.workspace)))
        .await?
        .ok_or(AppError::NotFound)?;
    let key = log::signing_key(&app.db, &app.vault, &workspace, app.clock.now()).await?;
    let material = covered(app, stamp, &export).await?;
    let pack = build(&material, &export, &stamp, &key)?;
    record(app, stamp, export.case).await?;
    Ok(pack)
}

/// What a pack is made of, read from one state of the database.
struct Material {
    events: Vec<PackEvent>,
    parts: Vec<PackPart>,
    checkpoint: Note,
    since: Option<Since>,
}

/// Waits for a checkpoint over the case's last event.
async fn covered(app: &App, stamp: Stamp, export: &Export) -> Result<Material, AppError> {
    for _ in 0..MAX_LOOKS {
        let wanted = export.clone();
        let material = app
            .db
            .read(move |reader| Box::pin(material(reader, stamp, wanted)))
            .await?;
        if let Some(material) = material {
            return Ok(material);
        }
        app.clock.sleep(LOOK_EVERY).await;
    }
    Err(StoreError::Unavailable("no checkpoint covers the case yet".into()).into())
}

async fn material(
    reader: &mut Reader,
    stamp: Stamp,
    export: Export,
) -> Result<Option<Material>, AppError> {
    let mut events = reader
        .events(stamp.workspace, &Stream::case(export.case), 0)
        .await?;
    if events.is_empty() {
        return Err(AppError::NotFound);
    }
    for absorbed in absorbed(&events) {
        events.extend(
            reader
                .events(stamp.workspace, &Stream::case(absorbed), 0)
                .await?,
        );
    }
    let Some(needed) = last_position(&events).map(|position| position + 1) else {
        return Ok(None);
    };
    let at = export.at.unwrap_or(needed).max(needed);
    let Some(stored) = reader.stored_checkpoint(stamp.workspace, Some(at)).await? else {
        return Ok(None);
    };
    let checkpoint = Note::parse(&stored.note)
        .map_err(|error| StoreError::Record(format!("a checkpoint: {error}")))?;
    events.sort_by_key(|event| event.position);
    let parts = parts(reader, stamp, &events, export.audience).await?;
    let mut packed = Vec::with_capacity(events.len());
    for event in events {
        let position = event.position.unwrap_or_default();
        let proof = reader
            .inclusion(stamp.workspace, position, stored.size)
            .await?;
        packed.push(PackEvent {
            position,
            leaf: event.leaf,
            proof,
        });
    }
    let since = match export.since {
        Some(size) if size <= stored.size => {
            let proof = reader
                .consistency(stamp.workspace, size, stored.size)
                .await?;
            Some(Since { size, proof })
        }
        Some(_) | None => None,
    };
    Ok(Some(Material {
        events: packed,
        parts,
        checkpoint,
        since,
    }))
}

/// The cases that go on in this one.
fn absorbed(events: &[StoredEvent]) -> Vec<CaseId> {
    events
        .iter()
        .filter_map(|stored| match &stored.event {
            Event::Absorbed(absorbed) => Some(absorbed.from),
            _ => None,
        })
        .collect()
}

/// The last event's position; nothing while one has none.
fn last_position(events: &[StoredEvent]) -> Option<u64> {
    events
        .iter()
        .map(|event| event.position)
        .try_fold(0, |last, position| {
            position.map(|position| last.max(position))
        })
}

async fn parts(
    reader: &mut Reader,
    stamp: Stamp,
    events: &[StoredEvent],
    audience: Audience,
) -> Result<Vec<PackPart>, AppError> {
    let mut shown = BTreeSet::new();
    let mut withheld = BTreeSet::new();
    for event in events {
        let refs = references(&event.leaf)?;
        if may_see(audience, &event.event) {
            shown.extend(refs);
        } else {
            withheld.extend(refs);
        }
    }
    let ids: Vec<_> = shown.union(&withheld).copied().collect();
    let parts = reader.parts(stamp.workspace, &ids).await?;
    Ok(parts
        .into_iter()
        .map(|part| {
            let is_shown = shown.contains(&part.reference.id);
            packed(part, is_shown)
        })
        .collect())
}

fn packed(part: Part, is_shown: bool) -> PackPart {
    let state = match (part.body, part.erased_at) {
        (Some(_), _) if !is_shown => PartState::Withheld,
        (Some(body), _) => PartState::Present {
            salt: body.salt,
            content: body.content,
        },
        (None, at) => PartState::Erased {
            at: at.map_or(0, |at| at.as_micros()),
        },
    };
    PackPart {
        id: part.reference.id.to_string(),
        commitment: Hash::from_bytes(*part.reference.commitment.as_bytes()),
        media: part.media,
        state,
    }
}

/// What people outside may read: what was said to and by them. The rest is shown to be there.
const fn may_see(audience: Audience, event: &Event) -> bool {
    match audience {
        Audience::Auditor | Audience::Court => true,
        Audience::Customer | Audience::Platform => matches!(
            event,
            Event::CaseOpened(_)
                | Event::MessageReceived(_)
                | Event::MessageEdited(_)
                | Event::SentElsewhere(_)
                | Event::SendAuthorised(_)
                | Event::Sent(_)
                | Event::PromiseMade(_)
                | Event::MaterialReceived(_)
        ),
    }
}

/// The parts that a leaf refers to: every id of a part in it.
fn references(leaf: &[u8]) -> Result<Vec<PartId>, AppError> {
    let value: serde_json::Value = serde_json::from_slice(leaf)
        .map_err(|error| StoreError::Record(format!("a leaf: {error}")))?;
    let mut found = Vec::new();
    collect(&value, &mut found);
    Ok(found)
}

fn collect(value: &serde_json::Value, found: &mut Vec<PartId>) {
    match value {
        serde_json::Value::String(text) => found.extend(text.parse::<PartId>()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|value| collect(value, found));
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}

fn build(
    material: &Material,
    export: &Export,
    stamp: &Stamp,
    key: &SigningKey,
) -> Result<Vec<u8>, AppError> {
    let exporter = match stamp.actor {
        baton_domain::actor::Actor::Teammate(id) => id.to_string(),
        baton_domain::actor::Actor::Machine(id) => id.to_string(),
        baton_domain::actor::Actor::Contact(id) => id.to_string(),
        baton_domain::actor::Actor::Ai => "ai".to_owned(),
        baton_domain::actor::Actor::System => "system".to_owned(),
    };
    let input = PackInput {
        case: &LedgerStream::Case(export.case.to_string()),
        purpose: &export.purpose,
        audience: export.audience,
        exporter: &exporter,
        language: export.language,
        events: &material.events,
        parts: &material.parts,
        checkpoint: &material.checkpoint,
        since: material.since.as_ref(),
        signer: key,
        witnesses: &[],
    };
    pack::build(&input).map_err(|error| match error {
        PackError::Purpose => {
            AppError::Invalid(crate::error::Invalid::at("/purpose", "pack.purpose"))
        }
        PackError::TooLarge => AppError::Invalid(crate::error::Invalid::at("", "pack.too_large")),
        other => StoreError::Record(format!("the pack: {other}")).into(),
    })
}

async fn record(app: &App, stamp: Stamp, case: CaseId) -> Result<(), AppError> {
    let stamp = Stamp {
        at: app.clock.now(),
        ..stamp
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let accessed = Event::Accessed(Accessed {
                    case_id: case,
                    what: None,
                });
                tx.append(&stamp, &Stream::access(case), &[accessed])
                    .await
                    .map(drop)
            })
        })
        .await?;
    Ok(())
}
