//! `GET /channels/kinds`: what can be connected.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::{Allowed, ChannelsList};

/// What can be connected.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kinds {
    /// Every kind.
    items: Vec<Kind>,
}

/// A kind of channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct Kind {
    /// Its name in `kind`.
    #[serde(rename = "kind")]
    name: &'static str,
    /// How its threads may behave; the first if nobody says.
    threads: Vec<&'static str>,
    /// Settings that it must have.
    required: Vec<&'static str>,
    /// Settings that it may have.
    optional: Vec<&'static str>,
    /// Whether a provider can post to its hook.
    takes_hooks: bool,
}

/// Lists the kinds of channels.
#[utoipa::path(get, path = "/channels/kinds", operation_id = "channels.list:kinds",
    responses((status = 200, body = Kinds)))]
pub async fn kinds(_: Allowed<ChannelsList>) -> Json<Kinds> {
    Json(Kinds {
        items: vec![
            Kind {
                name: "api",
                threads: vec!["topic", "endless", "group", "public"],
                required: Vec::new(),
                optional: vec!["vouches", "stage", "callback_url"],
                takes_hooks: true,
            },
            Kind {
                name: "email",
                threads: vec!["topic"],
                required: vec!["from_address"],
                optional: vec!["stage", "authserv_id", "imap", "smtp"],
                takes_hooks: false,
            },
        ],
    })
}
