//! What every verb answers: the case afterwards, and what happened.

use axum::http::HeaderValue;
use axum::response::Response;
use baton_app::caller::Caller;
use baton_app::case::Change;
use baton_app::view;
use baton_domain::event::Event;
use serde::Serialize;
use utoipa::ToSchema;

use super::render::{self, CaseDto};
use crate::problem::Problem;
use crate::state::HttpState;

/// A case after a change.
#[derive(Debug, Serialize, ToSchema)]
pub struct Changed {
    /// The case.
    pub case: CaseDto,
    /// What happened, in order.
    #[schema(value_type = Vec<Object>)]
    pub events: Vec<Event>,
}

/// The case afterwards, as this caller sees it, and what happened.
pub(crate) async fn changed(
    state: &HttpState,
    caller: &Caller,
    change: Change,
) -> Result<Changed, Problem> {
    let view = view::case(&state.app, caller, change.case.id).await?;
    Ok(Changed {
        case: render::case(&view),
        events: change.events,
    })
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
