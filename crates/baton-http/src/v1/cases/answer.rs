//! What every verb asks and answers: of which case, what the caller has seen of it; the case
//! afterwards, and what happened.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use baton_app::call::Done;
use baton_app::caller::Caller;
use baton_app::case::Change;
use baton_app::case::decide::Ask;
use baton_app::view;
use serde::Serialize;
use utoipa::ToSchema;

use super::render::{self, CaseDto, EventDto};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;

/// A case after a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct Changed {
    /// The case.
    pub case: CaseDto,
    /// What happened, in order.
    pub events: Vec<EventDto>,
}

/// A verb's body, and what it asks of which case.
pub(crate) fn asked<B>(
    once: Once<B>,
    caller: Caller,
    case: &str,
    seen_sequence: impl FnOnce(&B) -> Option<u64>,
) -> Result<(B, Ask), Problem> {
    let case = case.parse().map_err(|_| Problem::not_found())?;
    let (body, call) = once.by(caller);
    let seen_sequence = seen_sequence(&body);
    let ask = Ask {
        call,
        case,
        seen_sequence,
    };
    Ok((body, ask))
}

/// Answers with what a verb changed.
pub(crate) async fn respond(
    state: &HttpState,
    caller: &Caller,
    change: Change,
) -> Result<Response, Problem> {
    let is_replay = change.is_replay;
    let answer = changed(state, caller, change).await?;
    Ok(once(is_replay, Json(answer).into_response()))
}

/// The case afterwards, as this caller sees it, and what happened.
pub(crate) async fn changed(
    state: &HttpState,
    caller: &Caller,
    change: Change,
) -> Result<Changed, Problem> {
    let view = view::case(&state.app, caller, change.case.id).await?;
    let count = change.events.len();
    let events = if count == 0 {
        Vec::new()
    } else {
        let before = change.case.sequence.saturating_sub(to_u64(count));
        view::events(&state.app, caller, change.case.id, before).await?
    };
    Ok(Changed {
        case: render::case(&view),
        events: events.iter().take(count).map(render::event).collect(),
    })
}

fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The answer to what leaves nothing to tell.
pub(crate) fn nothing(status: StatusCode, done: Done<()>) -> Response {
    once(done == Done::Before, status.into_response())
}

/// The answer that shows something this once: nobody between may keep it, and a replay is told
/// nothing.
pub(crate) fn shown_once<T, V: Serialize>(
    done: Done<T>,
    view: impl FnOnce(Option<T>) -> V,
) -> Response {
    let (told, is_replay) = match done {
        Done::Now(told) => (Some(told), false),
        Done::Before => (None, true),
    };
    let mut response = once(is_replay, Json(view(told)).into_response());
    let headers = response.headers_mut();
    headers.insert("cache-control", HeaderValue::from_static("no-store"));
    response
}

/// Marks an answer that was given before under the same key.
pub(crate) fn once(is_replay: bool, mut response: Response) -> Response {
    if is_replay {
        response
            .headers_mut()
            .insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}
