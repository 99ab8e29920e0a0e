//! The job that follows triage: begins an AI draft where rules and policy let it.
//!
//! A refusal is no error here: somebody asked too late, or nobody may.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::draft::Compose;
use baton_domain::draft::Origin;
use baton_domain::id::{CaseId, ParticipantId};
use baton_domain::message::Purpose;
use baton_policy::Action;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::job::Claim;
use serde::Deserialize;

use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::draft::line::{self, Wanted};
use crate::error::AppError;
use crate::verdict::{Judge, Question, unless_forbidden};

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    case: CaseId,
    participant: ParticipantId,
}

/// Runs the job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let payload: Payload = crate::case::payload(claim)?;
    let (stamp, judge) = (super::stamp(app, claim), Judge::of(app));
    let unit_claim = claim.clone();
    let begun = app.db.write(move |tx| {
        let (claim, judge) = (unit_claim.clone(), judge.clone());
        Box::pin(async move {
            if let Some(case) = tx.case(stamp.workspace, payload.case).await? {
                begin(tx, &stamp, &case, payload.participant, &judge).await?;
            }
            tx.complete(&claim).await.map_err(AppError::from)
        })
    });
    match begun.await {
        Err(AppError::Refused(_) | AppError::Forbidden { .. } | AppError::Invalid(_)) => {
            super::finish(app, claim).await
        }
        other => other,
    }
}

async fn begin(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    participant: ParticipantId,
    judge: &Judge,
) -> Result<(), AppError> {
    // Answered in the meantime.
    if case.our_reply(participant).is_none() {
        return Ok(());
    }
    let wanted = Wanted {
        conversation: None,
        to: Some(participant),
    };
    let line = line::find(tx, stamp, case, wanted).await?;
    let compose = Command::Compose(Compose {
        purpose: Purpose::Reply,
        to: line.to,
        thread: line.thread,
        wait_id: None,
    });
    perform(tx, &Asked::own(*stamp), case, compose).await?;
    let question = Question {
        workspace: stamp.workspace,
        actor: Actor::Ai,
        roles: &[],
        action: Action::Draft,
        case,
        thread: line.thread,
        to: line.to,
        origin: Origin::Ai,
        purpose: Purpose::Reply,
        text: "",
        confidence: None,
        reviewed_by: &[],
    };
    unless_forbidden(judge.judge(tx, &question).await?)?;
    Ok(())
}
