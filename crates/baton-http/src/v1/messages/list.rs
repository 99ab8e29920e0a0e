//! `GET /messages`: messages by the provider's id or by state.

use axum::Json;
use axum::extract::State;
use baton_app::view::{self, WantedMessages};

use super::render::{MessageDto, message};
use crate::auth::{Allowed, MessagesList};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::{PageDto, Params};

/// Every state a message can be in.
const STATES: [&str; 13] = [
    "received",
    "filed",
    "spam",
    "automatic",
    "dead",
    "queued",
    "sending",
    "sent",
    "delivered",
    "read",
    "failed",
    "unknown",
    "withdrawn",
];

/// Lists messages, the latest first.
#[utoipa::path(get, path = "/messages", operation_id = "messages.list",
    params(
        ("external_id" = Option<String>, Query, description = "The provider's id"),
        ("state" = Option<Vec<String>>, Query, description = "How they stand"),
        ("limit" = Option<u64>, Query, description = "1 to 200, 50 by default"),
        ("cursor" = Option<String>, Query, description = "The `next` of the page before"),
        ("count" = Option<bool>, Query, description = "Adds `total`, at most 10,000"),
    ),
    responses((status = 200, body = PageDto<MessageDto>), (status = 400, body = Problem)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesList>,
    mut params: Params,
) -> Result<Json<PageDto<MessageDto>>, Problem> {
    let wanted = WantedMessages {
        external_id: params.one("external_id"),
        state: params.all("state"),
        page: params.page()?,
    };
    params.finish()?;
    if wanted
        .state
        .iter()
        .any(|state| !STATES.contains(&state.as_str()))
    {
        return Err(Problem::invalid("?state", "value.unknown"));
    }
    let page = view::messages(&state.app, &allowed.caller, wanted).await?;
    Ok(Json(PageDto::of(page, |view| message(&view))))
}
