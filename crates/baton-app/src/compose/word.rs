//! The job that words an announced draft: read, compose outside any unit, record in one.

use baton_domain::draft::ComposeFailure;
use baton_domain::id::{CaseId, DraftId};
use baton_store::job::Claim;
use serde::Deserialize;

use super::brief::{self, Ready};
use super::settle::{self, Tried};
use crate::app::App;
use crate::error::AppError;
use crate::ports::composer::NotComposed;

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Payload {
    pub(super) case: CaseId,
    pub(super) draft: DraftId,
}

/// Runs the job. Nothing is left to do if the draft is gone.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let payload: Payload = crate::case::payload(claim)?;
    let stamp = super::stamp(app, claim);
    let brief = match brief::read(app, stamp, payload).await? {
        Ready::Gone => return super::finish(app, claim).await,
        Ready::Stopped => {
            let stopped = NotComposed::because(ComposeFailure::GuardForbidden);
            return settle::fail(app, claim, payload, Tried::nothing(stopped)).await;
        }
        Ready::Go(brief) => brief,
    };
    match super::model::compose(app, &brief).await {
        Ok(composed) => settle::propose(app, claim, payload, composed).await,
        Err(failure) => {
            let tried = Tried {
                failure,
                passages: brief.passages,
            };
            settle::fail(app, claim, payload, tried).await
        }
    }
}
