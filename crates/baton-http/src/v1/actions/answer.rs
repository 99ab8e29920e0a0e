//! What every verb on an action answers: the action as it stands.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use baton_app::act::Acted;
use baton_app::caller::Caller;
use baton_app::view;

use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once;
use crate::v1::cases::render::action;

/// The action as this caller sees it.
pub(super) async fn respond(
    state: &HttpState,
    caller: &Caller,
    done: &Acted,
    status: StatusCode,
) -> Result<Response, Problem> {
    let view = view::case(&state.app, caller, done.change.case.id).await?;
    let action = action::of(&view, done.action).ok_or_else(Problem::not_found)?;
    Ok(once(
        done.change.is_replay,
        (status, Json(action)).into_response(),
    ))
}
