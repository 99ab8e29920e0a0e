//! What every verb answers: the case afterwards, and what happened.

use axum::http::HeaderValue;
use axum::response::Response;
use baton_app::caller::Caller;
use baton_app::case::Change;
use baton_app::view;
use serde::Serialize;
use utoipa::ToSchema;

use super::render::{self, CaseDto, EventDto};
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

/// Marks an answer that was given before under the same key.
pub(crate) fn once(is_replay: bool, mut response: Response) -> Response {
    if is_replay {
        response
            .headers_mut()
            .insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}
