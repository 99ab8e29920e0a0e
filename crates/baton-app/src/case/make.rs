//! Something new on a case, made once for its idempotency key.
//!
//! What was made is remembered by its id in the unit that makes it; a replay answers with the id
//! and the case as it is by now.

use std::fmt::Display;
use std::str::FromStr;
use std::sync::Arc;

use baton_domain::case::Case;
use baton_domain::id::CaseId;
use baton_store::event::Stamp;
use baton_store::{Tx, UnitFuture};

use super::Change;
use crate::app::App;
use crate::call::Call;
use crate::error::AppError;

/// Makes something on a case, or finds what was made under the same idempotency key.
///
/// # Errors
/// What `build`, the rules or the database say; nothing is made then.
pub(crate) async fn make<T, F>(
    app: &App,
    call: Call,
    case: CaseId,
    build: F,
) -> Result<(T, Change), AppError>
where
    T: FromStr + Display + Copy + Send + Sync + 'static,
    F: for<'t> Fn(
            &'t mut Tx,
            &'t Stamp,
            &'t Call,
            &'t Case,
        ) -> UnitFuture<'t, (T, Change), AppError>
        + Send
        + Sync
        + 'static,
{
    let stamp = call.stamp(app);
    let build = Arc::new(build);
    app.db
        .write(move |tx| {
            let (call, build) = (call.clone(), Arc::clone(&build));
            Box::pin(async move {
                let before = tx
                    .case(stamp.workspace, case)
                    .await?
                    .ok_or(AppError::NotFound)?;
                if let Some(made) = call.before::<T>(tx, &stamp).await? {
                    let change = Change {
                        case: before,
                        events: Vec::new(),
                        is_replay: true,
                    };
                    return Ok((made, change));
                }
                let (made, change) = build(tx, &stamp, &call, &before).await?;
                call.made(tx, &stamp, made).await?;
                Ok((made, change))
            })
        })
        .await
}
