//! Actions against back offices: proposed, approved exactly, run once, and told about when done.
//!
//! The rules are the domain's; here parameters become parts, governance is asked, the sums are read
//! under a lock, and the back office is called between two units, as a provider is for a message.

mod announce;
mod approve;
mod parameters;
mod propose;
mod question;
mod reject;
mod run;
mod settle;

pub use approve::{ActionApproval, approve};
pub use parameters::Parameters;
pub use propose::{NewAction, NewMessage, propose};
pub use reject::reject;
pub(crate) use run::run;
pub use settle::{Settlement, settle};

use baton_domain::id::{ActionId, CaseId, WorkspaceId};

use crate::app::App;
use crate::call::Call;
use crate::case::Change;
use crate::case::decide::Ask;
use crate::error::AppError;

/// What became of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acted {
    /// The action.
    pub action: ActionId,
    /// The case afterwards, and what happened.
    pub change: Change,
}

/// The case of an action.
///
/// # Errors
/// [`AppError::NotFound`] if this workspace has no such action.
pub async fn case_of(
    app: &App,
    workspace: WorkspaceId,
    action: ActionId,
) -> Result<CaseId, AppError> {
    let case = app
        .db
        .read(move |reader| Box::pin(reader.case_of_action(workspace, action)))
        .await?;
    case.ok_or(AppError::NotFound)
}

/// A call about an action, as one about its case.
async fn ask(app: &App, call: Call, action: ActionId) -> Result<Ask, AppError> {
    let case = case_of(app, call.caller.workspace, action).await?;
    Ok(Ask {
        call,
        case,
        seen_sequence: None,
    })
}
