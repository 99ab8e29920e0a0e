//! What the provider said, recorded in the unit that ends the job.

use std::sync::Arc;

use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::send::{Outcome, RecordOutcome};
use baton_store::Tx;
use baton_store::part::{NewPart, TEXT};

use super::leaving::Leaving;
use super::run::Work;
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::intake::EXTERNAL_ID;
use crate::outside::{self, reason, retry_at};
use crate::ports::channel::SendOutcome;

/// Records what the provider said.
pub(super) async fn remember(
    app: &App,
    work: Work,
    leaving: Leaving,
    said: SendOutcome,
) -> Result<(), AppError> {
    let leaving = Arc::new(leaving);
    let claim = work.claim.clone();
    outside::record(app, &claim, move |tx, at| {
        let (mut work, leaving, said) = (work.clone(), Arc::clone(&leaving), said.clone());
        work.stamp.at = at;
        Box::pin(async move { record(tx, &work, &leaving, said).await })
    })
    .await
}

async fn record(
    tx: &mut Tx,
    work: &Work,
    leaving: &Leaving,
    said: SendOutcome,
) -> Result<(), AppError> {
    let Work { stamp, payload, .. } = work;
    let case = tx
        .case(stamp.workspace, payload.case)
        .await?
        .ok_or(AppError::NotFound)?;
    let command = Command::RecordOutcome(RecordOutcome {
        message_id: payload.message,
        attempt: Some(leaving.message.attempt),
        outcome: outcome(tx, work, &case, leaving, said).await?,
    });
    perform(tx, &Asked::own(*stamp), &case, command).await?;
    Ok(())
}

async fn outcome(
    tx: &mut Tx,
    work: &Work,
    case: &Case,
    leaving: &Leaving,
    said: SendOutcome,
) -> Result<Outcome, AppError> {
    let stamp = &work.stamp;
    Ok(match said {
        SendOutcome::Sent { provider_id: None } => Outcome::Sent { provider_id: None },
        SendOutcome::Sent {
            provider_id: Some(id),
        } => {
            let digest = work
                .vault
                .digest(stamp.workspace, EXTERNAL_ID, id.as_bytes());
            let (channel, message) = (leaving.config.id, leaving.message.id);
            tx.name_delivery(stamp.workspace, channel, &digest, message)
                .await?;
            let about = crate::case::contacts(case);
            let part = NewPart {
                media: TEXT,
                content: id.as_bytes(),
                about: &about,
            };
            let part = tx.put_part(stamp.workspace, stamp.at, part).await?;
            Outcome::Sent {
                provider_id: Some(part),
            }
        }
        SendOutcome::NotAccepted { code, retry_after } => Outcome::Failed {
            reason: reason(code)?,
            retry_at: retry_at(stamp.at, leaving.message.attempt, retry_after),
        },
        SendOutcome::Refused { code } => Outcome::Failed {
            reason: reason(code)?,
            retry_at: None,
        },
        SendOutcome::Unknown { code } => Outcome::Unknown {
            reason: reason(code)?,
        },
    })
}
