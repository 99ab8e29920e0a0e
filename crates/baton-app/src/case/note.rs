//! `POST /cases/{id}/note`: a teammate writes something that stays inside.

use baton_domain::command::Command;
use baton_domain::command::course::Note;
use baton_store::part::{NewPart, TEXT};

use super::decide::{Ask, Change, change};
use crate::app::App;
use crate::error::{AppError, Invalid};

/// Longest note, in bytes.
const MAX_NOTE_BYTES: usize = 64 * 1024;

/// Writes a note on a case.
///
/// # Errors
/// [`AppError::Invalid`] for an empty or overlong text.
pub async fn note(app: &App, ask: Ask, text: String) -> Result<Change, AppError> {
    if text.trim().is_empty() {
        return Err(Invalid::at("/text", "note.empty").into());
    }
    if text.len() > MAX_NOTE_BYTES {
        return Err(Invalid::at("/text", "note.too_long").into());
    }
    change(app, ask, move |tx, stamp, case| {
        let text = text.clone();
        Box::pin(async move {
            let about = super::contacts(case);
            let part = NewPart {
                media: TEXT,
                content: text.as_bytes(),
                about: &about,
            };
            let content = tx.put_part(stamp.workspace, stamp.at, part).await?;
            Ok(Command::Note(Note {
                content,
                mentions: Vec::new(),
            }))
        })
    })
    .await
}
