//! Channels on the wire.

use baton_app::channel::ChannelView as View;
use baton_app::intake::channel_config;
use baton_app::ports::channel::MailServer;
use baton_store::channel::Channel;
use baton_store::channel_health::ChannelHealth;
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;

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
    pub(super) callback_secret: Option<String>,
    /// Where its provider posts hooks; null for a kind that takes none.
    hook_path: Option<String>,
    /// For e-mail: the address that answers come from.
    from_address: Option<String>,
    /// For e-mail: whose `Authentication-Results` are trusted.
    authserv_id: Option<String>,
    /// For e-mail: where new mail is fetched.
    imap: Option<ServerView>,
    /// For e-mail: where mail is handed over; the installation's relay if null.
    smtp: Option<ServerView>,
    /// Whether AI is paused on it; null right after a change.
    paused: Option<bool>,
    /// How it does; null right after a change.
    health: Option<HealthView>,
}

/// A mail server; its password is never given out.
#[derive(Debug, Serialize, ToSchema)]
pub struct ServerView {
    /// Its name.
    host: String,
    /// Its port.
    port: u16,
    /// `tls`, `start_tls` or `none`.
    #[schema(value_type = String)]
    security: baton_app::ports::channel::Security,
    /// The user name.
    user: String,
}

/// How a channel does.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthView {
    /// When something last came in, a minute coarse.
    last_in_at: Option<String>,
    /// When something last went out, a minute coarse.
    last_out_at: Option<String>,
    /// Deliveries that were turned away because nobody vouched for them.
    rejected: u64,
    /// What goes wrong now, as a code; null if nothing does.
    trouble_code: Option<String>,
    /// Since when.
    trouble_since: Option<String>,
}

/// A channel without how it does.
pub(super) fn channel(channel: Channel) -> Result<ChannelView, Problem> {
    let config = channel_config(&channel)?;
    let takes_hooks = config.kind == baton_app::ports::channel::ChannelKind::Api;
    Ok(ChannelView {
        hook_path: takes_hooks.then(|| format!("/hooks/{}", channel.id)),
        id: channel.id.to_string(),
        kind: channel.kind,
        slug: channel.slug,
        name: channel.name,
        threads: channel.threads,
        vouches: channel.vouches,
        stage: channel.stage,
        callback_url: config.callback_url,
        callback_secret: None,
        from_address: config.from_address,
        authserv_id: config.authserv_id,
        imap: config.imap.map(server),
        smtp: config.smtp.map(server),
        paused: None,
        health: None,
    })
}

/// A channel and how it does.
pub(super) fn whole(view: View) -> Result<ChannelView, Problem> {
    Ok(ChannelView {
        paused: Some(view.is_paused),
        health: Some(health(view.health)),
        ..channel(view.channel)?
    })
}

fn server(server: MailServer) -> ServerView {
    ServerView {
        host: server.host,
        port: server.port,
        security: server.security,
        user: server.user,
    }
}

fn health(health: ChannelHealth) -> HealthView {
    HealthView {
        last_in_at: health.last_in_at.map(|at| at.to_string()),
        last_out_at: health.last_out_at.map(|at| at.to_string()),
        rejected: health.rejected,
        trouble_code: health.trouble_code,
        trouble_since: health.trouble_at.map(|at| at.to_string()),
    }
}
