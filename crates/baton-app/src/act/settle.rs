//! `POST /actions/{id}/settle`: a person found out what became of an action nobody knew about.

use baton_domain::command::Command;
use baton_domain::command::action::SettleAction;
use baton_domain::id::ActionId;
use baton_domain::refusal::ActionRefusal;

use super::announce::announced;
use super::approve::parameters;
use super::{Acted, ask};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::case::verb::text;
use crate::error::AppError;

/// What they found out.
#[derive(Debug, Clone)]
pub struct Settlement {
    /// Whether it was done.
    pub has_happened: bool,
    /// What it rests on, in their words.
    pub finding: Option<String>,
}

/// Settles an action whose outcome is unknown. The back office is never asked again for it.
///
/// # Errors
/// `action.not_unknown` if its outcome is known, what else the rules say.
pub async fn settle(
    app: &App,
    call: Call,
    action: ActionId,
    settlement: Settlement,
) -> Result<Acted, AppError> {
    let ask = ask(app, call, action).await?;
    let change = change(app, ask, move |tx, stamp, case| {
        let settlement = settlement.clone();
        Box::pin(async move {
            let known = case
                .action(action)
                .ok_or(AppError::Refused(ActionRefusal::NotUnknown.into()))?;
            let announced = if settlement.has_happened {
                let parameters = parameters(tx, stamp, known).await?;
                announced(tx, stamp, case, known, (&parameters, None)).await?
            } else {
                None
            };
            let finding = text(tx, stamp, case, settlement.finding, "/finding").await?;
            Ok(Command::SettleAction(SettleAction {
                action_id: action,
                has_happened: settlement.has_happened,
                finding,
                announced,
            }))
        })
    })
    .await?;
    Ok(Acted { action, change })
}
