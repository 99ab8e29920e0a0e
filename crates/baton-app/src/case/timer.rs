//! Timers: something became due. The case decides whether that still means anything.

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::ledger::{EndPromise, PromiseEnding};
use baton_domain::command::wait::{ChaseNow, ClockDue, WaitDue};
use baton_domain::id::{ActionId, CaseId, PromiseId, WaitId};
use baton_domain::sla::ClockKind;
use baton_store::event::Stamp;
use baton_store::job::Claim;
use serde::Deserialize;

use super::decide::{Asked, perform};
use crate::app::App;
use crate::error::AppError;

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    case: CaseId,
    #[serde(flatten)]
    due: Due,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(tag = "timer", rename_all = "snake_case")]
enum Due {
    Wait { wait: WaitId },
    Chase { wait: WaitId, chase: u8 },
    Promise { promise: PromiseId },
    Clock { clock: ClockKind },
    Action { action: ActionId },
}

/// Runs the command of a timer.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let payload: Payload = super::payload(claim)?;
    let stamp = Stamp {
        workspace: claim.workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move {
                if let Some(case) = tx.case(stamp.workspace, payload.case).await? {
                    perform(tx, &Asked::own(stamp), &case, command(payload.due)).await?;
                }
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

const fn command(due: Due) -> Command {
    match due {
        Due::Wait { wait } => Command::WaitDue(WaitDue { wait_id: wait }),
        Due::Chase { wait, chase } => Command::ChaseDue(ChaseNow {
            wait_id: wait,
            chase,
        }),
        Due::Promise { promise } => Command::EndPromise(EndPromise {
            promise_id: promise,
            ending: PromiseEnding::Due,
        }),
        Due::Action { action } => Command::ActionDue(action),
        Due::Clock { clock } => Command::ClockDue(ClockDue { clock }),
    }
}
