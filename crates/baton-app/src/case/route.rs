//! Routing: which queue a case belongs to.
//!
//! A workspace without teams has one queue, so there is nothing to decide yet.

use baton_store::job::Claim;

use crate::app::App;
use crate::error::AppError;

/// Runs the routing job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move { tx.complete(&claim).await.map_err(AppError::from) })
        })
        .await
}
