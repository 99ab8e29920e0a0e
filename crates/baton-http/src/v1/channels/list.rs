//! `GET /channels` and `PATCH /channels/{id}`.

use axum::Json;
use axum::extract::{Path, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_app::call::Call;
use baton_app::channel::set_callback;
use baton_app::intake::channel_config;
use baton_app::send::callback_secret;
use baton_store::channel::Channel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::auth::{Allowed, ChannelsList, ChannelsWrite};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;

/// A connected surface.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelView {
    /// Its id.
    id: String,
    /// `api`, `email` …
    kind: String,
    /// Its short name.
    slug: String,
    /// The name people see.
    name: String,
    /// How its threads behave.
    threads: String,
    /// Whether its owner answers for the sender's identity.
    vouches: bool,
    /// How far AI may go on it.
    stage: String,
    /// Where sent messages are posted; polled if null.
    callback_url: Option<String>,
    /// What the posts are signed with, by Standard Webhooks; shown in answer to setting the address
    /// alone, else null.
    callback_secret: Option<String>,
}

/// Every channel of the workspace.
#[derive(Debug, Serialize, ToSchema)]
pub struct Channels {
    /// By name.
    items: Vec<ChannelView>,
    /// Always null: there are few.
    next: Option<String>,
}

fn view(channel: Channel) -> Result<ChannelView, Problem> {
    let callback_url = channel_config(&channel)?.callback_url;
    Ok(ChannelView {
        id: channel.id.to_string(),
        kind: channel.kind,
        slug: channel.slug,
        name: channel.name,
        threads: channel.threads,
        vouches: channel.vouches,
        stage: channel.stage,
        callback_url,
        callback_secret: None,
    })
}

/// Lists the channels.
#[utoipa::path(get, path = "/channels", operation_id = "channels.list",
    responses((status = 200, body = Channels)))]
pub async fn list(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsList>,
) -> Result<Json<Channels>, Problem> {
    let workspace = allowed.caller.workspace;
    let channels = state
        .app
        .db
        .read(move |reader| Box::pin(reader.channels(workspace)))
        .await?;
    let items = channels.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(Json(Channels { items, next: None }))
}

/// What of a channel can be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPatch {
    /// Where sent messages are posted; null to poll them.
    callback_url: Option<String>,
}

/// Changes a channel.
#[utoipa::path(patch, path = "/channels/{id}", operation_id = "channels.write",
    request_body = ChannelPatch, params(("id" = String, Path, description = "The channel")),
    responses((status = 200, body = ChannelView), (status = 400, body = Problem),
        (status = 404, body = Problem)))]
pub async fn patch(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsWrite>,
    Path(id): Path<String>,
    Body(body): Body<ChannelPatch>,
) -> Result<Json<ChannelView>, Problem> {
    let id = id.parse().map_err(|_| Problem::not_found())?;
    let call = Call::by(allowed.caller);
    let is_called_back = body.callback_url.is_some();
    let channel = set_callback(&state.app, &call, id, body.callback_url).await?;
    let mut view = view(channel)?;
    if is_called_back {
        let secret = callback_secret(&state.app, id).await?;
        view.callback_secret = Some(format!("whsec_{}", STANDARD.encode(secret)));
    }
    Ok(Json(view))
}
