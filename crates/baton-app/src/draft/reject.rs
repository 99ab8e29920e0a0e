//! `POST /drafts/{id}/reject`: a person says no to the wording.

use baton_domain::command::Command;
use baton_domain::command::draft::RejectDraft;
use baton_domain::id::DraftId;

use super::{Drafted, ask};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::case::verb::text;
use crate::error::AppError;

/// Rejects a draft, with the reason in the teammate's words.
///
/// # Errors
/// What the rules say.
pub async fn reject(
    app: &App,
    call: Call,
    draft: DraftId,
    reason: Option<String>,
) -> Result<Drafted, AppError> {
    let ask = ask(app, call, draft).await?;
    let change = change(app, ask, move |tx, stamp, case| {
        let reason = reason.clone();
        Box::pin(async move {
            let reason = text(tx, stamp, case, reason, "/reason").await?;
            Ok(Command::RejectDraft(RejectDraft {
                draft_id: draft,
                reason,
            }))
        })
    })
    .await?;
    Ok(Drafted { draft, change })
}
