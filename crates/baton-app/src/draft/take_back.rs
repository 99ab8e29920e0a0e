//! `POST /drafts/{id}/take-back`: what was approved a moment ago does not leave after all.

use baton_domain::command::Command;
use baton_domain::id::DraftId;
use baton_domain::refusal::{Refusal, SendRefusal};

use super::{Drafted, ask};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::error::AppError;

/// Takes the message of a draft back; the draft is a proposal again.
///
/// # Errors
/// `send.too_late` once it has begun to leave.
pub async fn take_back(app: &App, call: Call, draft: DraftId) -> Result<Drafted, AppError> {
    let ask = ask(app, call, draft).await?;
    let change = change(app, ask, move |_, _, case| {
        let message = case.sends.iter().rev().find(|send| send.draft_id == draft);
        let command = message
            .map(|send| Command::TakeBack(send.message_id))
            .ok_or(AppError::Refused(Refusal::Send(SendRefusal::Unknown)));
        Box::pin(std::future::ready(command))
    })
    .await?;
    Ok(Drafted { draft, change })
}
