//! From a job's kind to the use case that does it.

use baton_store::StoreError;
use baton_store::job::Claim;

use super::kind;
use crate::app::App;
use crate::error::AppError;
use crate::{act, case, compose, draft, erase, intake, learn, send, teach};

/// Does one job. Its effects and its completion are one unit.
pub(super) async fn dispatch(app: &App, claim: &Claim) -> Result<(), AppError> {
    match claim.kind.as_str() {
        kind::INTAKE => intake::run_intake(app, claim).await,
        kind::TRIAGE => intake::run_triage(app, claim).await,
        kind::TIMER => case::timer::run(app, claim).await,
        kind::CONSIDER_DRAFT => compose::run_consider(app, claim).await,
        kind::COMPOSE => compose::run_compose(app, claim).await,
        kind::PREPARE => draft::initiative::run(app, claim).await,
        kind::SEND => send::run(app, claim).await,
        kind::ACT => act::run(app, claim).await,
        kind::ERASE => erase::run(app, claim).await,
        kind::TEACH => teach::run(app, claim).await,
        kind::LEARN => learn::run(app, claim).await,
        other => Err(StoreError::Record(format!("a job of the unknown kind {other}")).into()),
    }
}
