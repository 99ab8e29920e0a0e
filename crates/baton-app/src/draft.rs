//! What can be done with a draft: one verb a file.
//!
//! A draft is wording for one recipient on one conversation, never a message until authorised.

pub mod approve;
pub mod create;
pub mod edit;
pub mod initiative;
pub(crate) mod line;
pub mod next;
pub mod reject;
pub mod request_review;
pub mod take_back;

pub use approve::{Approval, NewThen, approve};
pub use create::{NewDraft, Words, create};
pub use edit::edit;
pub use reject::reject;
pub use request_review::{NewReview, request_review};
pub use take_back::take_back;

use baton_domain::case::Case;
use baton_domain::draft::{Draft, DraftStatus, DraftWithdrawn};
use baton_domain::id::{CaseId, DraftId, WorkspaceId};
use baton_domain::refusal::{DraftRefusal, Refusal};

use crate::app::App;
use crate::call::Call;
use crate::case::Change;
use crate::case::decide::Ask;
use crate::error::{AppError, Invalid};

/// Longest wording, in bytes.
const MAX_TEXT_BYTES: usize = 64 * 1024;

/// What became of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drafted {
    /// The draft.
    pub draft: DraftId,
    /// The case afterwards, and what happened.
    pub change: Change,
}

/// A call about a draft, as one about its case.
async fn ask(app: &App, call: Call, draft: DraftId) -> Result<Ask, AppError> {
    let case = case_of(app, call.caller.workspace, draft).await?;
    Ok(Ask {
        call,
        case,
        seen_sequence: None,
    })
}

/// The case of a draft.
///
/// # Errors
/// [`AppError::NotFound`] if this workspace has no such draft.
pub async fn case_of(
    app: &App,
    workspace: WorkspaceId,
    draft: DraftId,
) -> Result<CaseId, AppError> {
    let case = app
        .db
        .read(move |reader| Box::pin(reader.case_of_draft(workspace, draft)))
        .await?;
    case.ok_or(AppError::NotFound)
}

/// The draft, if somebody can still do something with it; refused with the reason why not.
fn open(case: &Case, id: DraftId) -> Result<&Draft, Refusal> {
    if let Some(draft) = case.draft(id) {
        return match draft.status {
            DraftStatus::Composing => Err(DraftRefusal::Composing.into()),
            DraftStatus::Proposed
            | DraftStatus::InReview
            | DraftStatus::Approved
            | DraftStatus::Sent
            | DraftStatus::Rejected
            | DraftStatus::Withdrawn
            | DraftStatus::Failed => Ok(draft),
        };
    }
    let withdrawn = case.closed_draft(id).and_then(|closed| closed.withdrawn);
    Err(match withdrawn {
        Some(DraftWithdrawn::EmpathyBoundary) => DraftRefusal::EmpathyBoundary,
        Some(DraftWithdrawn::WroteAgain | DraftWithdrawn::Superseded) => DraftRefusal::Stale,
        Some(DraftWithdrawn::ByAuthor | DraftWithdrawn::Settled | DraftWithdrawn::CaseEnded)
        | None => DraftRefusal::Closed,
    }
    .into())
}

/// Refuses wording that nobody could send.
pub(crate) fn check_text(text: &str) -> Result<(), Invalid> {
    if text.trim().is_empty() {
        Err(Invalid::at("/text", "draft.text_empty"))
    } else if text.len() > MAX_TEXT_BYTES {
        Err(Invalid::at("/text", "draft.text_too_long"))
    } else {
        Ok(())
    }
}
