//! `PATCH /channels/{id}`.

use axum::Json;
use axum::extract::{Path, State};
use baton_app::call::Call;
use baton_app::channel::{Change, Changes, NewServer, change};
use baton_app::ports::channel::Security;
use baton_app::send::callback_secret;
use baton_domain::stage::Stage;
use serde::Deserialize;
use utoipa::ToSchema;

use super::connect::secret_text;
use super::view::{ChannelView, channel};
use crate::auth::{Allowed, ChannelsWrite};
use crate::body::Body;
use crate::problem::Problem;
use crate::state::HttpState;

/// What of a channel can be changed. An absent field stays as it is; null takes a setting away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelPatch {
    /// The name people see.
    name: Option<String>,
    /// Whether its owner answers for the sender's identity.
    vouches: Option<bool>,
    /// How far AI may go on it.
    #[schema(value_type = Option<String>)]
    stage: Option<Stage>,
    /// Where sent messages are posted; null to poll them.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    callback_url: Change<String>,
    /// For e-mail: whose `Authentication-Results` are trusted.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    authserv_id: Change<String>,
    /// For e-mail: the address that answers come from.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    from_address: Change<String>,
    /// For e-mail: where new mail is fetched.
    #[serde(default)]
    #[schema(value_type = Option<ServerBody>)]
    imap: Change<ServerBody>,
    /// For e-mail: where mail is handed over; null for the installation's relay.
    #[serde(default)]
    #[schema(value_type = Option<ServerBody>)]
    smtp: Change<ServerBody>,
}

/// A mail server as it is typed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ServerBody {
    /// Its name.
    host: String,
    /// Its port; the usual one if absent.
    port: Option<u16>,
    /// `tls` (if absent), `start_tls` or `none`.
    #[schema(value_type = Option<String>)]
    security: Option<Security>,
    /// The user name.
    user: String,
    /// The password; the one that is known if absent.
    password: Option<String>,
}

/// Shows no password.
impl std::fmt::Debug for ServerBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}", self.user, self.host)
    }
}

impl From<ChannelPatch> for Changes {
    fn from(patch: ChannelPatch) -> Self {
        Self {
            name: patch.name,
            vouches: patch.vouches,
            stage: patch.stage,
            callback_url: patch.callback_url,
            authserv_id: patch.authserv_id,
            from_address: patch.from_address,
            imap: server(patch.imap),
            smtp: server(patch.smtp),
        }
    }
}

/// A server as the use case takes it.
pub(super) fn server(change: Change<ServerBody>) -> Change<NewServer> {
    match change {
        Change::Keep => Change::Keep,
        Change::Clear => Change::Clear,
        Change::Set(body) => Change::Set(NewServer {
            host: body.host,
            port: body.port,
            security: body.security.unwrap_or(Security::Tls),
            user: body.user,
            password: body.password,
        }),
    }
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
    let is_called_back = matches!(body.callback_url, Change::Set(_));
    let changed = change(&state.app, &call, id, body.into()).await?;
    let mut view = channel(changed)?;
    if is_called_back {
        let secret = callback_secret(&state.app, id).await?;
        view.callback_secret = Some(secret_text(&secret));
    }
    Ok(Json(view))
}
