//! What one call to the outside came to: how it is recorded, and when it is tried again.
//!
//! What was said is a fact, whoever holds the job by now, so recording it tries harder than any
//! other unit. Sending and acting share it; which outcome it is, they say themselves.

use std::sync::Arc;

use baton_domain::time::{Span, Timestamp};
use baton_domain::token::Slug;
use baton_store::job::Claim;
use baton_store::{Retry, StoreError, Tx, UnitError as _, UnitFuture};

use crate::app::App;
use crate::error::AppError;

/// How often what provably did not happen is tried.
const MAX_ATTEMPTS: u32 = 5;
/// How long after the first attempt the second comes; each wait is twice the one before.
const FIRST_RETRY: Span = Span::from_seconds(30);
/// How often recording what was said is tried, and how long between.
const MAX_RECORDINGS: u32 = 10;
const RECORD_AGAIN: Span = Span::from_micros(200_000);

/// Records what was said in the unit that ends the job.
///
/// # Errors
/// What no repetition mends, or what is still wrong after the last one.
pub(crate) async fn record<F>(app: &App, claim: &Claim, unit: F) -> Result<(), AppError>
where
    F: for<'t> Fn(&'t mut Tx, Timestamp) -> UnitFuture<'t, (), AppError> + Send + Sync + 'static,
{
    let unit = Arc::new(unit);
    let mut is_ours = true;
    for recording in 1.. {
        let at = app.clock.now();
        let (unit, claim) = (Arc::clone(&unit), claim.clone());
        let recorded = app.db.write(move |tx| {
            let (unit, claim) = (Arc::clone(&unit), claim.clone());
            Box::pin(async move {
                unit(tx, at).await?;
                if is_ours {
                    tx.complete(&claim).await?;
                }
                Ok::<_, AppError>(())
            })
        });
        let Err(error) = recorded.await else {
            return Ok(());
        };
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

/// When to try again by itself, as late as the other side asked; never after the last attempt.
pub(crate) fn retry_at(now: Timestamp, attempt: u32, asked_for: Option<Span>) -> Option<Timestamp> {
    let doubled = FIRST_RETRY.as_micros() << attempt.saturating_sub(1).min(MAX_ATTEMPTS);
    let wait = asked_for.unwrap_or(Span::from_micros(doubled));
    (attempt < MAX_ATTEMPTS).then(|| now.plus(wait))
}

/// The code of a reason, as events hold it.
///
/// # Errors
/// [`StoreError::Record`] if it is none: codes are ours, never a provider's words.
pub(crate) fn reason(code: &str) -> Result<Slug, StoreError> {
    code.parse()
        .map_err(|_| StoreError::Record(format!("the code {code:?} is none")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_happen_is_tried_again_ever_later_and_five_times_in_all() {
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
