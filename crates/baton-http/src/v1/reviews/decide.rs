//! `POST /reviews/{id}/decide`: yes, no, or like this.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use baton_app::review::{Decision, Ruling, decide as decide_review};
use baton_app::view;
use baton_domain::review::Reviewed;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, ReviewsDecide};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once as marked;
use crate::v1::cases::render::action::{self, ActionDto};
use crate::v1::cases::render::draft::DraftDto;
use crate::v1::drafts;
use crate::v1::drafts::answer::{DraftAnswer, OpenReviewDto};
use crate::v1::messages::render::MessageDto;

/// A decision.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decide {
    /// Which.
    decision: Choice,
    /// In the decider's words.
    comment: Option<String>,
    /// What it should say; with `change` alone.
    text: Option<String>,
    /// The sequence the decider has seen of the case; not checked if absent.
    seen_sequence: Option<u64>,
    /// For an action: the `parameters_hash` the decider has seen; not checked if absent.
    parameters_hash: Option<String>,
}

/// Which decision.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// It leaves, or is done, exactly as it was submitted.
    Approve,
    /// It does not leave, or is not done.
    Reject,
    /// It should say this; whoever asked accepts. Drafts only.
    Change,
}

/// What was decided, as it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub struct DecisionAnswer {
    /// The draft; null if the review was about an action.
    pub draft: Option<DraftDto>,
    /// The message a draft became; null unless it was authorised.
    pub message: Option<MessageDto>,
    /// The review a draft is in by now; null unless somebody has to decide.
    pub review: Option<OpenReviewDto>,
    /// The action; null if the review was about a draft.
    pub action: Option<ActionDto>,
}

/// Decides a review.
#[utoipa::path(post, path = "/reviews/{id}/decide", operation_id = "reviews.decide",
    request_body = Decide, params(("id" = String, Path, description = "The review")),
    responses((status = 200, body = DecisionAnswer), (status = 400, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn decide(
    State(state): State<HttpState>,
    allowed: Allowed<ReviewsDecide>,
    Path(id): Path<String>,
    once: Once<Decide>,
) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(allowed.caller);
    let caller = call.caller.clone();
    let ruling = match (body.decision, body.text) {
        (Choice::Approve, None) => Ruling::Approve,
        (Choice::Reject, None) => Ruling::Reject,
        (Choice::Change, Some(text)) => Ruling::Change(text),
        (Choice::Change, None) | (Choice::Approve | Choice::Reject, Some(_)) => {
            return Err(Problem::invalid("/text", "review.text"));
        }
    };
    let hash = body.parameters_hash.map(|hash| hash.parse()).transpose();
    let decision = Decision {
        ruling,
        comment: body.comment,
        seen_sequence: body.seen_sequence,
        parameters_hash: hash
            .map_err(|_| Problem::invalid("/parameters_hash", "action.hash_malformed"))?,
    };
    let decided = decide_review(&state.app, call, id, decision).await?;
    let view = view::case(&state.app, &caller, decided.change.case.id).await?;
    let answer = match decided.about {
        Reviewed::Draft(id) => {
            let DraftAnswer {
                draft,
                message,
                review,
            } = drafts::answer::of(&state, &caller, &view, id).await?;
            DecisionAnswer {
                draft: Some(draft),
                message,
                review,
                action: None,
            }
        }
        Reviewed::Action(id) => DecisionAnswer {
            draft: None,
            message: None,
            review: None,
            action: action::of(&view, id),
        },
    };
    Ok(marked(
        decided.change.is_replay,
        Json(answer).into_response(),
    ))
}
