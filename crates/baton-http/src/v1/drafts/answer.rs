//! What every verb on a draft answers: the draft, and the message or review it became.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::caller::Caller;
use baton_app::draft::Drafted;
use baton_app::view::{self, CaseView};
use baton_domain::id::DraftId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once;
use crate::v1::cases::render::draft::{self, DraftDto};
use crate::v1::messages::render::{MessageDto, message};

/// A draft, and what it became.
#[derive(Debug, Serialize, ToSchema)]
pub struct DraftAnswer {
    /// The draft.
    pub draft: DraftDto,
    /// The message it became; null unless it was authorised.
    pub message: Option<MessageDto>,
    /// The review it is in; null unless somebody has to decide.
    pub review: Option<OpenReviewDto>,
}

/// A review that waits for a decision.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpenReviewDto {
    /// Its id.
    pub id: String,
    /// Its case.
    pub case_id: String,
    /// What is to be decided.
    pub draft_id: String,
    /// The role its decider needs.
    pub role: &'static str,
    /// Since when it waits.
    pub requested_at: String,
    /// When it is too old to wait any longer.
    pub due: String,
}

/// The draft and what it became, as this caller sees them.
pub(crate) async fn drafted(
    state: &HttpState,
    caller: &Caller,
    drafted: &Drafted,
) -> Result<DraftAnswer, Problem> {
    let view = view::case(&state.app, caller, drafted.change.case.id).await?;
    of(state, caller, &view, drafted.draft).await
}

/// The same, from a case that was read already.
pub(crate) async fn of(
    state: &HttpState,
    caller: &Caller,
    view: &CaseView,
    id: DraftId,
) -> Result<DraftAnswer, Problem> {
    let story = view.story.draft(id).ok_or_else(Problem::not_found)?;
    let message = match story.message_id {
        Some(id) => Some(message(&view::message(&state.app, caller, id).await?)),
        None => None,
    };
    Ok(DraftAnswer {
        draft: draft::draft(view, story),
        message,
        review: review(view, id),
    })
}

fn review(view: &CaseView, id: DraftId) -> Option<OpenReviewDto> {
    let case = view.case();
    let review = case.reviews.iter().find(|review| review.draft_id == id)?;
    Some(OpenReviewDto {
        id: review.id.to_string(),
        case_id: case.id.to_string(),
        draft_id: id.to_string(),
        role: review.role.as_str(),
        requested_at: review.since.to_string(),
        due: review.due.to_string(),
    })
}

/// The answer of a verb: 202 while somebody else has to decide.
pub(super) async fn respond(
    state: &HttpState,
    caller: &Caller,
    done: &Drafted,
) -> Result<Response, Problem> {
    let answer = drafted(state, caller, done).await?;
    let status = if answer.review.is_some() {
        StatusCode::ACCEPTED
    } else {
        StatusCode::OK
    };
    Ok(once(
        done.change.is_replay,
        (status, Json(answer)).into_response(),
    ))
}
