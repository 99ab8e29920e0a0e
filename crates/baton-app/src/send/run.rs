//! The send job: begin (unit), call, outcome (unit). What is polled needs no call and no second unit.
//!
//! A job that finds a message begun and without an outcome never calls again: nobody knows whether
//! it left, and a person is told. What cannot go now, because of a pause for instance, waits.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::send::{Outcome, RecordOutcome};
use baton_domain::event::Event;
use baton_domain::id::{CaseId, ChannelId, MessageId, WorkspaceId};
use baton_domain::send::{Send, SendState};
use baton_domain::time::Span;
use baton_domain::verdict::Ruling;
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::job::{Claim, NewJob, Queue};
use baton_store::seal::Vault;
use baton_store::{StoreError, Tx};
use serde::Deserialize;

use super::content::Content;
use super::leaving::{self, Leaving};
use super::remember::remember;
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::channel::password;
use crate::error::AppError;
use crate::outside::reason;
use crate::ports::channel::SendOutcome;
use crate::pulse::{Happened, note};
use crate::runner::kind;
use crate::verdict::{Judge, Question};

/// How long what may not leave now waits before it is looked at again.
const PUT_OFF: Span = Span::from_seconds(5);

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Payload {
    pub(super) case: CaseId,
    pub(super) message: MessageId,
}

/// What the first unit leaves to do.
enum Begun {
    /// Nothing: the job is complete.
    Over,
    /// The call.
    Call(Box<Leaving>),
}

/// What both units need.
#[derive(Clone)]
pub(super) struct Work {
    pub(super) stamp: Stamp,
    pub(super) claim: Claim,
    pub(super) payload: Payload,
    judge: Judge,
    pub(super) vault: Vault,
}

/// Runs the send job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let work = Work {
        stamp: Stamp {
            workspace: claim.workspace,
            at: app.clock.now(),
            actor: Actor::System,
        },
        claim: claim.clone(),
        payload: crate::case::payload(claim)?,
        judge: Judge::of(app),
        vault: app.vault.clone(),
    };
    let unit = work.clone();
    let begun = app
        .db
        .write(move |tx| {
            let work = unit.clone();
            Box::pin(async move { begin(tx, &work).await })
        })
        .await?;
    let Begun::Call(leaving) = begun else {
        return Ok(());
    };
    let outcome = call(app, work.stamp.workspace, &leaving).await;
    remember(app, work, *leaving, outcome).await
}

async fn begin(tx: &mut Tx, work: &Work) -> Result<Begun, AppError> {
    let Work { stamp, payload, .. } = work;
    let case = tx
        .case(stamp.workspace, payload.case)
        .await?
        .ok_or(AppError::NotFound)?;
    let Some(send) = case.send(payload.message).cloned() else {
        return over(tx, work).await;
    };
    match send.state {
        SendState::Queued => leave(tx, work, &case, &send).await,
        SendState::Sending => resume(tx, work, &case, &send).await,
        SendState::Sent | SendState::Failed | SendState::Unknown | SendState::Withdrawn => {
            over(tx, work).await
        }
    }
}

async fn over(tx: &mut Tx, work: &Work) -> Result<Begun, AppError> {
    tx.complete(&work.claim).await?;
    Ok(Begun::Over)
}

async fn leave(tx: &mut Tx, work: &Work, case: &Case, send: &Send) -> Result<Begun, AppError> {
    let stamp = &work.stamp;
    let content = leaving::authorised(tx, stamp, send).await?;
    if let Some(content) = &content
        && is_prohibited(tx, work, case, send, content).await?
    {
        return put_off(tx, work, send).await;
    }
    let begun = perform(
        tx,
        &Asked::own(*stamp),
        case,
        Command::BeginSend(send.message_id),
    )
    .await;
    let begun = match begun {
        Ok(begun) => begun,
        Err(AppError::Refused(_)) => return put_off(tx, work, send).await,
        Err(error) => return Err(error),
    };
    let is_started = begun
        .events
        .iter()
        .any(|event| matches!(event, Event::SendStarted(_)));
    let started = begun.case.send(send.message_id).filter(|_| is_started);
    match (started, content) {
        (Some(started), Some(content)) => {
            let leaving =
                leaving::leaving(tx, stamp, &begun.case, started, content, &work.vault).await?;
            if !leaving.is_polled() {
                return Ok(Begun::Call(Box::new(leaving)));
            }
            // Nothing leaves the database, so there is no call and nothing can be unknown.
            tx.lay_ready(stamp.workspace, leaving.config.id, send.message_id)
                .await?;
            let outcome = Outcome::Sent { provider_id: None };
            settle(tx, work, &begun.case, started, outcome).await
        }
        (Some(started), None) => {
            let reason = reason("send.content_erased")?;
            let outcome = Outcome::Failed {
                reason,
                retry_at: None,
            };
            settle(tx, work, &begun.case, started, outcome).await
        }
        (None, _) => over(tx, work).await,
    }
}

/// Whether a policy forbids by now what was approved. That nobody permits it means nothing here:
/// who approved it was asked then.
async fn is_prohibited(
    tx: &mut Tx,
    work: &Work,
    case: &Case,
    send: &Send,
    content: &Content,
) -> Result<bool, AppError> {
    let workspace = work.stamp.workspace;
    let roles = match send.approved_by {
        Actor::Teammate(id) => {
            let approver = tx.teammate(workspace, id).await?;
            approver.map(|approver| approver.roles).unwrap_or_default()
        }
        Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => Vec::new(),
    };
    let question = Question {
        workspace,
        actor: send.approved_by,
        roles: &roles,
        action: Action::Send,
        case,
        thread: send.thread,
        to: send.to,
        origin: send.origin,
        purpose: send.purpose,
        text: &content.text,
        confidence: None,
        reviewed_by: &roles,
    };
    let verdict = work.judge.judge(tx, &question).await?;
    Ok(match verdict.ruling {
        Ruling::Allow | Ruling::Review { .. } => false,
        Ruling::Forbid { why } => why.as_str() != "policy.none",
    })
}

/// Not now: the same job again, a little later.
async fn put_off(tx: &mut Tx, work: &Work, send: &Send) -> Result<Begun, AppError> {
    let stamp = &work.stamp;
    let job = NewJob {
        queue: Queue::Send,
        lane: Some(format!("send/{}", send.thread.conversation_id)),
        kind: kind::SEND,
        payload: work.claim.payload.clone(),
        run_at: stamp.at.plus(PUT_OFF),
    };
    tx.enqueue(stamp.workspace, stamp.at, job).await?;
    over(tx, work).await
}

/// Somebody began and did not tell how it ended.
async fn resume(tx: &mut Tx, work: &Work, case: &Case, send: &Send) -> Result<Begun, AppError> {
    let outcome = Outcome::Unknown {
        reason: reason("send.interrupted")?,
    };
    settle(tx, work, case, send, outcome).await
}

async fn settle(
    tx: &mut Tx,
    work: &Work,
    case: &Case,
    send: &Send,
    outcome: Outcome,
) -> Result<Begun, AppError> {
    let command = Command::RecordOutcome(RecordOutcome {
        message_id: send.message_id,
        attempt: Some(send.attempts),
        outcome,
    });
    perform(tx, &Asked::own(work.stamp), case, command).await?;
    over(tx, work).await
}

/// Signs what is posted to a channel's callback; made when it is first asked for.
///
/// # Errors
/// If it cannot be read or made.
pub async fn callback_secret(app: &App, channel: ChannelId) -> Result<[u8; 32], StoreError> {
    app.vault
        .secret(&app.db, &format!("callback/{channel}"), app.clock.now())
        .await
}

/// The one call. Nothing of the database is held meanwhile.
async fn call(app: &App, workspace: WorkspaceId, leaving: &Leaving) -> SendOutcome {
    let mut config = leaving.config.clone();
    if config.callback_url.is_some() {
        match callback_secret(app, config.id).await {
            Ok(secret) => config.callback_secret = Some(secret.to_vec()),
            Err(error) => {
                tracing::warn!(%error, "the secret of a callback cannot be read");
                return SendOutcome::NotAccepted {
                    code: "send.no_secret",
                    retry_after: None,
                };
            }
        }
    }
    if let Some(smtp) = &mut config.smtp {
        match password(app, config.id, "smtp").await {
            Ok(password) => smtp.password = password,
            Err(error) => {
                tracing::warn!(%error, "the password of a mail server cannot be read");
                return SendOutcome::NotAccepted {
                    code: "send.no_secret",
                    retry_after: None,
                };
            }
        }
    }
    let outcome = app.ports.channels.send(&config, &leaving.message).await;
    if matches!(outcome, SendOutcome::Sent { .. }) {
        note(app, workspace, config.id, Happened::WentOut).await;
    }
    outcome
}
