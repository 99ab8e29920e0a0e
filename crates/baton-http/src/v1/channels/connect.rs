//! `POST /channels`: connecting a surface.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_app::channel::{Change, Changes, NewChannel, connect as connect_channel};
use baton_app::ports::channel::{ChannelKind, Threads};
use baton_domain::stage::Stage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::patch::{ServerBody, server};
use super::view::{ChannelView, channel};
use crate::auth::{Allowed, ChannelsCreate};
use crate::idempotency::Once;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once;

/// A surface to be connected.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConnectBody {
    /// One of the kinds that `GET /channels/kinds` lists.
    kind: String,
    /// A short name for commands: lower-case letters, digits and hyphens.
    slug: String,
    /// The name people see.
    name: String,
    /// `topic` (if absent), `endless`, `group` or `public`.
    threads: Option<String>,
    /// Whether its owner answers for the sender's identity; not if absent.
    vouches: Option<bool>,
    /// How far AI may go on it; `off` if absent.
    #[schema(value_type = Option<String>)]
    stage: Option<Stage>,
    /// Where sent messages are posted; polled if absent.
    callback_url: Option<String>,
    /// For e-mail: the address that answers come from. Needed there.
    from_address: Option<String>,
    /// For e-mail: whose `Authentication-Results` are trusted.
    authserv_id: Option<String>,
    /// For e-mail: where new mail is fetched.
    imap: Option<ServerBody>,
    /// For e-mail: where mail is handed over; the installation's relay if absent.
    smtp: Option<ServerBody>,
}

/// A surface just connected.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectedDto {
    /// The channel.
    #[serde(flatten)]
    channel: ChannelView,
    /// What its program signs hooks with (Standard Webhooks); shown this once, null if it takes none
    /// and when the same request is answered again.
    hook_secret: Option<String>,
}

/// Connects a channel.
#[utoipa::path(post, path = "/channels", operation_id = "channels.create",
    request_body = ConnectBody,
    responses((status = 201, body = ConnectedDto), (status = 400, body = Problem)))]
pub async fn connect(
    State(state): State<HttpState>,
    allowed: Allowed<ChannelsCreate>,
    request: Once<ConnectBody>,
) -> Result<Response, Problem> {
    let (body, call) = request.by(allowed.caller);
    let new = NewChannel {
        kind: match body.kind.as_str() {
            "api" => ChannelKind::Api,
            "email" => ChannelKind::Email,
            _ => return Err(Problem::invalid("/kind", "value.unknown")),
        },
        threads: match body.threads.as_deref() {
            None | Some("topic") => Threads::Topic,
            Some("endless") => Threads::Endless,
            Some("group") => Threads::Group,
            Some("public") => Threads::Public,
            Some(_) => return Err(Problem::invalid("/threads", "value.unknown")),
        },
        slug: body.slug,
        name: body.name,
        settings: Changes {
            name: None,
            vouches: body.vouches,
            stage: body.stage,
            callback_url: said(body.callback_url),
            authserv_id: said(body.authserv_id),
            from_address: said(body.from_address),
            imap: server(said(body.imap)),
            smtp: server(said(body.smtp)),
        },
    };
    let connected = connect_channel(&state.app, &call, new).await?;
    let is_replay = connected.is_replay;
    let answer = ConnectedDto {
        channel: channel(connected.channel)?,
        hook_secret: connected.hook_secret.map(|secret| secret_text(&secret)),
    };
    let answer = (StatusCode::CREATED, Json(answer)).into_response();
    Ok(once(is_replay, answer))
}

fn said<T>(value: Option<T>) -> Change<T> {
    value.map_or(Change::Keep, Change::Set)
}

/// A secret as Standard Webhooks writes it.
pub(super) fn secret_text(secret: &[u8; 32]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}
