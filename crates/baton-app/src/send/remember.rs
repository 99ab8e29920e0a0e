//! What the provider said, recorded in the unit that ends the job.
//!
//! It is a fact, whoever holds the job by now, so this tries harder than any other unit.

use std::sync::Arc;

use baton_domain::command::Command;
use baton_domain::command::send::{Outcome, RecordOutcome};
use baton_domain::time::{Span, Timestamp};
use baton_store::part::{NewPart, TEXT};
use baton_store::{Retry, StoreError, Tx, UnitError as _};

use super::leaving::Leaving;
use super::run::{Work, slug};
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::intake::EXTERNAL_ID;
use crate::ports::channel::SendOutcome;

/// How often a message that provably did not leave is tried.
const MAX_ATTEMPTS: u32 = 5;
/// How long after the first attempt the second comes; each wait is twice the one before.
const FIRST_RETRY: Span = Span::from_seconds(30);
/// How often recording what the provider said is tried, and how long between.
const MAX_RECORDINGS: u32 = 10;
const RECORD_AGAIN: Span = Span::from_micros(200_000);

/// Records what the provider said.
pub(super) async fn remember(
    app: &App,
    mut work: Work,
    leaving: Leaving,
    said: SendOutcome,
) -> Result<(), AppError> {
    let leaving = Arc::new(leaving);
    let mut is_ours = true;
    for recording in 1.. {
        work.stamp.at = app.clock.now();
        let unit = (work.clone(), Arc::clone(&leaving), said.clone());
        let recorded = app
            .db
            .write(move |tx| {
                let (work, leaving, said) = unit.clone();
                Box::pin(async move { record(tx, &work, &leaving, said, is_ours).await })
            })
            .await;
        let Err(error) = recorded else { return Ok(()) };
        let may_retry = error
            .as_store()
            .is_some_and(|error| error.retry() != Retry::Never);
        if recording >= MAX_RECORDINGS || !may_retry {
            return Err(error);
        }
        // The claim may be what was lost: then the outcome alone is recorded.
        is_ours &= !matches!(error, AppError::Store(StoreError::Unavailable(_)));
        app.clock.sleep(RECORD_AGAIN).await;
    }
    Ok(())
}

async fn record(
    tx: &mut Tx,
    work: &Work,
    leaving: &Leaving,
    said: SendOutcome,
    is_ours: bool,
) -> Result<(), AppError> {
    let Work { stamp, payload, .. } = work;
    let case = tx
        .case(stamp.workspace, payload.case)
        .await?
        .ok_or(AppError::NotFound)?;
    let command = Command::RecordOutcome(RecordOutcome {
        message_id: payload.message,
        attempt: Some(leaving.message.attempt),
        outcome: outcome(tx, work, leaving, said).await?,
    });
    perform(tx, &Asked::own(*stamp), &case, command).await?;
    if is_ours {
        tx.complete(&work.claim).await?;
    }
    Ok(())
}

async fn outcome(
    tx: &mut Tx,
    work: &Work,
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
            let part = NewPart {
                media: TEXT,
                content: id.as_bytes(),
                about: &[],
            };
            let part = tx.put_part(stamp.workspace, stamp.at, part).await?;
            Outcome::Sent {
                provider_id: Some(part),
            }
        }
        SendOutcome::NotAccepted { code, retry_after } => Outcome::Failed {
            reason: slug(code)?,
            retry_at: retry_at(stamp.at, leaving.message.attempt, retry_after),
        },
        SendOutcome::Refused { code } => Outcome::Failed {
            reason: slug(code)?,
            retry_at: None,
        },
        SendOutcome::Unknown { code } => Outcome::Unknown {
            reason: slug(code)?,
        },
    })
}

/// When to try again by itself; never after the last attempt.
fn retry_at(now: Timestamp, attempt: u32, asked_for: Option<Span>) -> Option<Timestamp> {
    let doubled = FIRST_RETRY.as_micros() << attempt.saturating_sub(1).min(MAX_ATTEMPTS);
    let wait = asked_for.unwrap_or(Span::from_micros(doubled));
    (attempt < MAX_ATTEMPTS).then(|| now.plus(wait))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_leave_is_tried_again_ever_later_and_five_times_in_all() {
        let now = Timestamp::from_micros(0);
        let seconds =
            |attempt| retry_at(now, attempt, None).map(|at| at.since(now).as_micros() / 1_000_000);
        assert_eq!(
            [1, 2, 3, 4, 5].map(seconds),
            [Some(30), Some(60), Some(120), Some(240), None]
        );
        let asked = Some(Span::from_seconds(7));
        assert_eq!(
            retry_at(now, 1, asked),
            Some(now.plus(Span::from_seconds(7)))
        );
    }
}
