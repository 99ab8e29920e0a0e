//! `/hooks/{channel id}`: where providers post, outside the API and its keys.
//!
//! The signature over the raw bytes is all the right to speak that there is. 2xx means durable.

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use baton_app::intake::{Hooked, receive_hook, takes_hooks};
use baton_app::ports::channel::Hook;
use baton_domain::id::ChannelId;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::body;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::channels::inbound::Received;

/// The routes of hooks.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new().routes(routes!(post, check))
}

/// Takes in what a provider posts, if the channel's secret signed it (Standard Webhooks). What is
/// signed and cannot be read is kept as a dead letter.
#[utoipa::path(post, path = "/hooks/{id}", operation_id = "hooks.post", request_body = Object,
    params(("id" = String, Path, description = "The channel"),
        ("webhook-id" = String, Header, description = "The provider's id of the delivery"),
        ("webhook-timestamp" = String, Header, description = "Seconds since 1970, within 5 minutes"),
        ("webhook-signature" = String, Header, description = "`v1,` and base64, several apart by spaces")),
    responses((status = 202, body = Received), (status = 401, body = Problem),
        (status = 404, body = Problem)))]
pub async fn post(
    State(state): State<HttpState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let id: ChannelId = id.parse().map_err(|_| Problem::not_found())?;
    let body = body::raw(request, &state).await?;
    let hook = Hook {
        headers: headers
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            .collect(),
        body: body.to_vec(),
    };
    match receive_hook(&state.app, id, hook).await? {
        Hooked::Kept(received) => {
            Ok((StatusCode::ACCEPTED, Json(Received::from(received))).into_response())
        }
        Hooked::NotSigned => Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "hook.signature",
            "The request is not signed with this channel's secret, or not within five minutes",
        )),
    }
}

/// Answers a provider that asks whether anybody is there before it posts. HEAD does the same.
#[utoipa::path(get, path = "/hooks/{id}", operation_id = "hooks.check",
    params(("id" = String, Path, description = "The channel")),
    responses((status = 204), (status = 404, body = Problem)))]
pub async fn check(
    State(state): State<HttpState>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let id: ChannelId = id.parse().map_err(|_| Problem::not_found())?;
    takes_hooks(&state.app, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
