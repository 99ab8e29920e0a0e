//! `GET /cases/{id}/evidence` and `baton evidence export`: the provable record of one case.
//!
//! The export waits until the case's last event is in an epoch and under a checkpoint; asked for an
//! earlier or later checkpoint, it tells the case as it was known then. That it happened is recorded
//! after it, in the access stream of the case.

mod content;
mod material;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::Accessed;
use baton_domain::id::CaseId;
use baton_domain::time::Span;
use baton_ledger::note::SigningKey;
use baton_ledger::pack::{self, Audience, Language, PackError, PackInput};
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::stream::Stream as LedgerStream;
use baton_store::event::{Stamp, Stream};
use baton_store::{StoreError, log};

use crate::app::App;
use crate::error::AppError;
use crate::witness::first_witnessed;
use material::{Material, material};

/// How often it is looked whether a checkpoint covers the case.
const LOOK_EVERY: Span = Span::from_micros(50 * 1_000);
/// How often it is looked in all: about ten seconds.
const MAX_LOOKS: u32 = 200;

/// How often it is looked whether enough witnesses saw it: a little longer than they rest between
/// two questions.
const MAX_WITNESS_LOOKS: u32 = 240;

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
    /// The first checkpoint of so many leaves; if nothing is asked, the first under which the case's
    /// last event is proven to be its last.
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

/// Waits for a checkpoint over the case's last event.
async fn covered(app: &App, stamp: Stamp, export: &Export) -> Result<Material, AppError> {
    let material = first(app, stamp, export).await?;
    let (workspace, size) = (stamp.workspace, material.size);
    if export.at.is_some() || material.policy.is_none() {
        return Ok(material);
    }
    for _ in 0..MAX_WITNESS_LOOKS {
        let policy = material.policy.clone();
        let witnessed = app
            .db
            .read(move |reader| {
                Box::pin(async move {
                    match policy {
                        Some(policy) => first_witnessed(reader, &policy, workspace, size).await,
                        None => Ok(None),
                    }
                })
            })
            .await?;
        if let Some(at) = witnessed {
            let export = Export {
                at: Some(at),
                ..export.clone()
            };
            return first(app, stamp, &export).await;
        }
        app.clock.sleep(LOOK_EVERY).await;
    }
    // Sound all the same; who trusts no log without its witnesses will see that none is there.
    Ok(material)
}

/// Waits for the first checkpoint that shows what is asked for.
async fn first(app: &App, stamp: Stamp, export: &Export) -> Result<Material, AppError> {
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

fn build(
    material: &Material,
    export: &Export,
    stamp: &Stamp,
    key: &SigningKey,
) -> Result<Vec<u8>, AppError> {
    let exporter = match stamp.actor {
        Actor::Teammate(id) => id.to_string(),
        Actor::Machine(id) => id.to_string(),
        Actor::Contact(id) => id.to_string(),
        Actor::Ai => "ai".to_owned(),
        Actor::System => "system".to_owned(),
    };
    let named = material.policy.iter().flat_map(TrustPolicy::witnesses);
    let witnesses: Vec<_> = named
        .filter(|(key, _)| material.checkpoint.verify(key).is_ok())
        .map(|(key, _)| key.clone())
        .collect();
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
        completeness: Some(&material.completeness),
        signer: key,
        witnesses: &witnesses,
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
