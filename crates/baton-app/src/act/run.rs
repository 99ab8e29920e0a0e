//! The action job: begin (unit), ask the back office, record what it said (unit).
//!
//! A job that finds an action begun and without an outcome never asks again: nobody knows whether
//! it was done, and a person is told. Only a look-up, which changes nothing, may be asked again.

mod remember;

use baton_domain::action::{Action, ActionStatus};
use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::action::{ActionOutcome, RecordAction};
use baton_domain::event::Event;
use baton_domain::id::{ActionId, CaseId};
use baton_domain::time::Span;
use baton_store::event::Stamp;
use baton_store::job::{Claim, NewJob, Queue};
use baton_store::{StoreError, Tx};
use serde::Deserialize;

use super::Parameters;
use super::approve::parameters;
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::order;
use crate::outside::reason;
use crate::ports::back_office::{Executed, Execution, LookupFailure, Order};
use crate::runner::kind;

/// How long what may not begin now waits before it is looked at again.
const PUT_OFF: Span = Span::from_seconds(5);

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    case: CaseId,
    action: ActionId,
}

/// What both units need.
#[derive(Clone)]
struct Work {
    stamp: Stamp,
    claim: Claim,
    payload: Payload,
}

/// What the first unit leaves to do.
enum Begun {
    /// Nothing: the job is complete.
    Over,
    /// Ask.
    Ask(Box<Asking>),
}

/// A question on its way to the back office.
#[derive(Debug, Clone)]
struct Asking {
    attempt: u32,
    parameters: Parameters,
}

/// What the back office said.
#[derive(Debug, Clone)]
enum Said {
    Executed(Executed),
    Found(Box<Result<Order, LookupFailure>>),
}

/// Runs the action job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let work = Work {
        stamp: Stamp {
            workspace: claim.workspace,
            at: app.clock.now(),
            actor: Actor::System,
        },
        claim: claim.clone(),
        payload: crate::case::payload(claim)?,
    };
    let unit = work.clone();
    let begun = app.db.write(move |tx| {
        let work = unit.clone();
        Box::pin(async move { begin(tx, &work).await })
    });
    let Begun::Ask(asking) = begun.await? else {
        return Ok(());
    };
    let said = call(app, &work, &asking).await;
    order::forget(app, work.stamp.workspace, asking.parameters.order());
    remember::remember(app, work, *asking, said).await
}

async fn begin(tx: &mut Tx, work: &Work) -> Result<Begun, AppError> {
    let (stamp, id) = (&work.stamp, work.payload.action);
    let case = tx
        .case(stamp.workspace, work.payload.case)
        .await?
        .ok_or(AppError::NotFound)?;
    let Some(action) = case.action(id).cloned() else {
        return over(tx, work).await;
    };
    match action.status {
        ActionStatus::Approved => {}
        ActionStatus::Running => {
            let command = interrupted(&action, stamp)?;
            perform(tx, &Asked::own(*stamp), &case, command).await?;
            return over(tx, work).await;
        }
        ActionStatus::Proposed
        | ActionStatus::Done
        | ActionStatus::Failed
        | ActionStatus::Unknown
        | ActionStatus::Rejected
        | ActionStatus::Withdrawn => return over(tx, work).await,
    }
    let begun = perform(tx, &Asked::own(*stamp), &case, Command::BeginAction(id)).await;
    let begun = match begun {
        Ok(begun) => begun,
        Err(AppError::Refused(_)) => return put_off(tx, work).await,
        Err(error) => return Err(error),
    };
    let is_started = begun
        .events
        .iter()
        .any(|event| matches!(event, Event::ActionStarted(_)));
    if !is_started {
        return over(tx, work).await;
    }
    let attempt = begun.case.action(id).map_or(0, |action| action.attempts);
    match parameters(tx, stamp, &action).await {
        Ok(parameters) => Ok(Begun::Ask(Box::new(Asking {
            attempt,
            parameters,
        }))),
        Err(AppError::Invalid(_)) => {
            let outcome = ActionOutcome::Failed {
                reason: reason("action.erased")?,
                retry_at: None,
            };
            let command = recorded(id, attempt, outcome);
            perform(tx, &Asked::own(*stamp), &begun.case, command).await?;
            over(tx, work).await
        }
        Err(error) => Err(error),
    }
}

/// Somebody began and did not tell how it ended.
fn interrupted(action: &Action, stamp: &Stamp) -> Result<Command, StoreError> {
    let reason = reason("action.interrupted")?;
    let outcome = if action.kind.only_reads() {
        ActionOutcome::Failed {
            reason,
            retry_at: Some(stamp.at),
        }
    } else {
        ActionOutcome::Unknown { reason }
    };
    Ok(recorded(action.id, action.attempts, outcome))
}

const fn recorded(action_id: ActionId, attempt: u32, outcome: ActionOutcome) -> Command {
    Command::RecordAction(RecordAction {
        action_id,
        attempt,
        outcome,
    })
}

async fn over(tx: &mut Tx, work: &Work) -> Result<Begun, AppError> {
    tx.complete(&work.claim).await?;
    Ok(Begun::Over)
}

/// Not now: the same job again, a little later. What has expired meanwhile is withdrawn then.
async fn put_off(tx: &mut Tx, work: &Work) -> Result<Begun, AppError> {
    let stamp = &work.stamp;
    let job = NewJob {
        queue: Queue::Send,
        lane: Some(format!("act/{}", work.payload.case)),
        kind: kind::ACT,
        payload: work.claim.payload.clone(),
        run_at: stamp.at.plus(PUT_OFF),
    };
    tx.enqueue(stamp.workspace, stamp.at, job).await?;
    over(tx, work).await
}

/// The one call. Nothing of the database is held meanwhile.
async fn call(app: &App, work: &Work, asking: &Asking) -> Said {
    let (workspace, back_office) = (work.stamp.workspace, &app.ports.back_office);
    match &asking.parameters {
        Parameters::LookupOrder { order } => {
            Said::Found(Box::new(back_office.order(workspace, order).await))
        }
        Parameters::Change(operation) => {
            let execution = Execution {
                key: work.payload.action.to_string(),
                operation: operation.clone(),
            };
            Said::Executed(back_office.execute(workspace, &execution).await)
        }
    }
}
