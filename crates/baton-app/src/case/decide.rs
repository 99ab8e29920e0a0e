//! The one door to a case: load, decide, record, enqueue, in one write unit.

use baton_domain::case::Case;
use baton_domain::command::{Command, Context};
use baton_domain::decide::decide;
use baton_domain::event::Event;
use baton_domain::id::CaseId;
use baton_store::event::Stamp;
use baton_store::{Tx, UnitFuture};

use super::effects;
use crate::app::App;
use crate::call::{Call, Fresh};
use crate::caller::Caller;
use crate::error::AppError;

/// What a command changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The case afterwards.
    pub case: Case,
    /// What happened; empty if it was done before under the same idempotency key.
    pub events: Vec<Event>,
    /// Whether it was done before under the same idempotency key.
    pub is_replay: bool,
}

/// What a caller asks of a case.
#[derive(Debug, Clone)]
pub struct Ask {
    /// The call.
    pub call: Call,
    /// Which case.
    pub case: CaseId,
    /// What the caller has seen of it.
    pub seen_sequence: Option<u64>,
}

/// Changes a case by a command that is built inside the unit: content becomes parts there.
///
/// # Errors
/// What the rules, policy or the database say; nothing is changed then.
pub async fn change<F>(app: &App, ask: Ask, build: F) -> Result<Change, AppError>
where
    F: for<'t> Fn(&'t mut Tx, &'t Stamp, &'t Case) -> UnitFuture<'t, Command, AppError>
        + Send
        + Sync
        + 'static,
{
    let stamp = ask.call.stamp(app);
    let build = std::sync::Arc::new(build);
    app.db
        .write(move |tx| {
            let (ask, build) = (ask.clone(), std::sync::Arc::clone(&build));
            Box::pin(async move {
                let before = tx
                    .case(stamp.workspace, ask.case)
                    .await?
                    .ok_or(AppError::NotFound)?;
                if let Fresh::Replay(_) = ask.call.claim(tx, &stamp, ask.case).await? {
                    return Ok(Change {
                        case: before,
                        events: Vec::new(),
                        is_replay: true,
                    });
                }
                let command = build(tx, &stamp, &before).await?;
                let asked = Asked {
                    stamp,
                    caller: Some(&ask.call.caller),
                    seen_sequence: ask.seen_sequence,
                };
                perform(tx, &asked, &before, command).await
            })
        })
        .await
}

/// Who asks, for [`perform`].
pub(crate) struct Asked<'a> {
    pub(crate) stamp: Stamp,
    /// The caller; none for Baton's own jobs.
    pub(crate) caller: Option<&'a Caller>,
    pub(crate) seen_sequence: Option<u64>,
}

impl Asked<'_> {
    /// Baton itself asks: a job or a timer.
    pub(crate) const fn own(stamp: Stamp) -> Self {
        Self {
            stamp,
            caller: None,
            seen_sequence: None,
        }
    }
}

/// Decides one command and records what came of it. Part of a unit.
pub(crate) async fn perform(
    tx: &mut Tx,
    asked: &Asked<'_>,
    before: &Case,
    command: Command,
) -> Result<Change, AppError> {
    let stamp = &asked.stamp;
    let intent = before
        .classification
        .intent
        .as_ref()
        .map(|intent| intent.as_str().to_owned());
    let settings = tx
        .settings(
            stamp.workspace,
            before.id,
            before.channel_id,
            intent.as_deref(),
        )
        .await?;
    let ids = tx.ids().clone();
    let mut minted = ids.at(stamp.at);
    let decision = decide(
        before,
        command,
        &mut Context {
            at: stamp.at,
            actor: stamp.actor,
            roles: asked.caller.map(Caller::roles).unwrap_or_default(),
            seen_sequence: asked.seen_sequence,
            settings: &settings,
            ids: &mut minted,
        },
    )?;
    let case = tx.record(stamp, before, &decision.events).await?;
    effects::enqueue(tx, stamp, &case, &decision.effects).await?;
    Ok(Change {
        case,
        events: decision.events,
        is_replay: false,
    })
}
