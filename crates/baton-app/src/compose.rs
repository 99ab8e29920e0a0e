//! AI wording answers: whether one may be begun, what it is made from, and what became of it.
//!
//! A brief is read, worded outside any unit, and recorded in one: every rule is asked again there.
//! Nothing of a case inside the empathy boundary gets as far as the composer.

mod brief;
mod consider;
mod facts;
mod model;
mod settle;
mod word;

pub(crate) use consider::run as run_consider;
pub(crate) use word::run as run_compose;

use baton_domain::actor::Actor;
use baton_store::event::Stamp;
use baton_store::job::Claim;

use crate::app::App;
use crate::error::AppError;

/// What AI does with a claimed job, and when.
fn stamp(app: &App, claim: &Claim) -> Stamp {
    Stamp {
        workspace: claim.workspace,
        at: app.clock.now(),
        actor: Actor::Ai,
    }
}

/// Completes a job that has nothing left to do.
pub(crate) async fn finish(app: &App, claim: &Claim) -> Result<(), AppError> {
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move { tx.complete(&claim).await.map_err(AppError::from) })
        })
        .await
}
