//! `PATCH /drafts/{id}`: a person changes the wording. From then on it is theirs too.

use baton_domain::command::Command;
use baton_domain::command::draft::EditDraft;
use baton_domain::id::DraftId;
use baton_store::part::{NewPart, TEXT};

use super::{Drafted, ask, check_text};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::error::AppError;

/// Changes the wording; `version` is the wording that was changed.
///
/// # Errors
/// `draft.stale` if there is a newer wording.
pub async fn edit(
    app: &App,
    call: Call,
    draft: DraftId,
    text: String,
    version: u32,
) -> Result<Drafted, AppError> {
    check_text(&text)?;
    let ask = ask(app, call, draft).await?;
    let change = change(app, ask, move |tx, stamp, case| {
        let text = text.clone();
        Box::pin(async move {
            let about = crate::case::contacts(case);
            let part = NewPart {
                media: TEXT,
                content: text.as_bytes(),
                about: &about,
            };
            let text = tx.put_part(stamp.workspace, stamp.at, part).await?;
            Ok(Command::EditDraft(EditDraft {
                draft_id: draft,
                version,
                text,
            }))
        })
    })
    .await?;
    Ok(Drafted { draft, change })
}
