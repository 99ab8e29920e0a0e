//! `GET /messages/{id}/raw`: the bytes as they came.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use baton_domain::id::MessageId;

use crate::auth::{Allowed, MessagesRaw};
use crate::problem::Problem;
use crate::state::HttpState;

/// Gives the raw source of a message that came in; 404 for ours, and for what was erased.
#[utoipa::path(get, path = "/messages/{id}/raw", operation_id = "messages.raw",
    params(("id" = String, Path, description = "The message")),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = Problem)))]
pub async fn raw(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesRaw>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: MessageId = id.parse().map_err(|_| Problem::not_found())?;
    let workspace = allowed.caller.workspace;
    let part = state.app.db.read(move |reader| {
        Box::pin(async move {
            let message = reader.message(workspace, id).await?;
            match message.and_then(|message| message.raw) {
                Some(raw) => reader.part(workspace, raw).await,
                None => Ok(None),
            }
        })
    });
    let part = part.await?.ok_or_else(Problem::not_found)?;
    let content = part.body.ok_or_else(Problem::not_found)?.content;
    let mut response = content.into_response();
    let headers = response.headers_mut();
    // What a stranger sent is never shown as a page of ours, whatever it claims to be.
    let media = match part.media.as_str() {
        "message/rfc822" => "message/rfc822",
        "application/json" => "application/json",
        _ => "application/octet-stream",
    };
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox"),
    );
    Ok(response)
}
