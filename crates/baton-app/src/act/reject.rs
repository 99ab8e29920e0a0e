//! `POST /actions/{id}/reject`: a person says no, also to their own.

use baton_domain::command::Command;
use baton_domain::command::action::RejectAction;
use baton_domain::id::ActionId;

use super::{Acted, ask};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::case::verb::text;
use crate::error::AppError;

/// Rejects an action that has not begun, with the reason in the teammate's words.
///
/// # Errors
/// What the rules say.
pub async fn reject(
    app: &App,
    call: Call,
    action: ActionId,
    reason: Option<String>,
) -> Result<Acted, AppError> {
    let ask = ask(app, call, action).await?;
    let change = change(app, ask, move |tx, stamp, case| {
        let reason = reason.clone();
        Box::pin(async move {
            Ok(Command::RejectAction(RejectAction {
                action_id: action,
                reason: text(tx, stamp, case, reason, "/reason").await?,
            }))
        })
    })
    .await?;
    Ok(Acted { action, change })
}
