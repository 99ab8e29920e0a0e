//! `GET /channels/{id}/outbound`: what a channel without a callback has sent.

use std::fmt::Write as _;

use axum::Json;
use axum::extract::{Path, State};
use baton_app::send::{Outgoing, outbound as ready};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::auth::{Allowed, MessagesOutbound};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::listing::Params;

/// Messages of an answer if nobody says.
const DEFAULT_LIMIT: usize = 50;
/// Most messages of an answer.
const MAX_LIMIT: usize = 200;

/// What was sent, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outbound {
    /// The messages.
    items: Vec<OutboundDto>,
    /// What to give as `after` next time, also when nothing was there; null at the very beginning.
    next: Option<String>,
}

/// A message to be handed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboundDto {
    /// Its id: the same message never has two.
    id: String,
    /// Where it belongs.
    conversation: OutboundConversationDto,
    /// Who gets it; null once it was erased.
    to: Option<OutboundRecipientDto>,
    /// The bytes that were authorised; null once they were erased.
    text: Option<String>,
    /// The same with markup.
    html: Option<String>,
    /// SHA-256 of the text's UTF-8 bytes, in hexadecimal.
    sha256: Option<String>,
}

/// Where a message belongs.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboundConversationDto {
    /// The owner's id of the thread, as it came in.
    external_id: Option<String>,
}

/// Who gets a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboundRecipientDto {
    /// Their address.
    address: String,
    /// Their name.
    name: Option<String>,
}

/// Lists what was sent after a place. Reading changes nothing.
#[utoipa::path(get, path = "/channels/{id}/outbound", operation_id = "messages.outbound",
    params(("id" = String, Path, description = "The channel"),
        ("after" = Option<String>, Query, description = "The `next` of the answer before"),
        ("limit" = Option<u64>, Query, description = "1 to 200, 50 by default")),
    responses((status = 200, body = Outbound), (status = 400, body = Problem),
        (status = 404, body = Problem)))]
pub async fn outbound(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesOutbound>,
    Path(id): Path<String>,
    mut params: Params,
) -> Result<Json<Outbound>, Problem> {
    let channel = id.parse().map_err(|_| Problem::not_found())?;
    let after = params.one("after").filter(|after| !after.is_empty());
    let place = match &after {
        None => 0,
        Some(after) => after
            .parse()
            .map_err(|_| Problem::invalid("?after", "cursor.malformed"))?,
    };
    let limit = match params.one("limit") {
        None => DEFAULT_LIMIT,
        Some(limit) => limit
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or_else(|| Problem::invalid("?limit", "limit.out_of_range"))?,
    };
    params.finish()?;
    let workspace = allowed.caller.workspace;
    let items = ready(&state.app, workspace, channel, place, limit).await?;
    let next = items.last().map(|last| last.number.to_string()).or(after);
    Ok(Json(Outbound {
        items: items.into_iter().map(render).collect(),
        next,
    }))
}

fn render(outgoing: Outgoing) -> OutboundDto {
    let conversation = OutboundConversationDto {
        external_id: outgoing.thread,
    };
    let id = outgoing.message.to_string();
    let Some(content) = outgoing.content else {
        return OutboundDto {
            id,
            conversation,
            to: None,
            text: None,
            html: None,
            sha256: None,
        };
    };
    OutboundDto {
        id,
        conversation,
        to: Some(OutboundRecipientDto {
            address: content.recipient.address,
            name: None,
        }),
        sha256: Some(hex(&Sha256::digest(content.text.as_bytes()))),
        text: Some(content.text),
        html: content.html,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
