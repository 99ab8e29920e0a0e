//! `GET /attachments/{id}`: a file that came with a message, to be kept, never to be shown as a page
//! of ours.
//!
//! Read from the store a chunk at a time; one range of it can be asked for (RFC 9110).

mod range;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use baton_app::App;
use baton_domain::id::{PartId, WorkspaceId};
use baton_store::StoreError;
use baton_store::file::StoredFile;
use baton_store::upload::CHUNK_BYTES;
use tokio_stream::StreamExt as _;

use crate::auth::{Allowed, MessagesRaw};
use crate::problem::Problem;
use crate::state::HttpState;
use range::{Asked, Span};

/// Gives the bytes of a file of a message; 404 for every other content, and for what was erased.
#[utoipa::path(get, path = "/attachments/{id}", operation_id = "messages.raw:attachment",
    params(("id" = String, Path, description = "The file, as the message names it"),
        ("range" = Option<String>, Header, description = "One range of bytes")),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = Problem), (status = 416, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesRaw>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: PartId = id.parse().map_err(|_| Problem::not_found())?;
    let workspace = allowed.caller.workspace;
    let found = state
        .app
        .db
        .read(move |reader| Box::pin(reader.stored_file(workspace, id)));
    let file = found.await?.ok_or_else(Problem::not_found)?;
    let asked = headers.get(header::RANGE).and_then(|one| one.to_str().ok());
    let (status, span) = match range::read(asked, file.size) {
        Asked::All => (StatusCode::OK, Span::all(file.size)),
        Asked::Some(span) => (StatusCode::PARTIAL_CONTENT, span),
        Asked::Nothing => return Ok(unsatisfiable(file.size)),
    };
    let mut response = (status, body(&state.app, workspace, &file, span)).into_response();
    describe(response.headers_mut(), &file, span, status);
    Ok(response)
}

fn describe(headers: &mut HeaderMap, file: &StoredFile, span: Span, status: StatusCode) {
    let fixed = HeaderValue::from_static;
    let mime = HeaderValue::from_str(&file.mime).unwrap_or(fixed("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, mime);
    headers.insert(header::CONTENT_LENGTH, span.length().into());
    headers.insert(header::CONTENT_DISPOSITION, disposition(&file.name));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    let policy = fixed("sandbox; default-src 'none'");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, fixed("private, no-store"));
    headers.insert(header::ACCEPT_RANGES, fixed("bytes"));
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(range) = HeaderValue::from_str(&span.content_range(file.size))
    {
        headers.insert(header::CONTENT_RANGE, range);
    }
}

fn unsatisfiable(size: u64) -> Response {
    let problem = Problem::new(
        StatusCode::RANGE_NOT_SATISFIABLE,
        "range.unsatisfiable",
        "The file has no such bytes",
    );
    let mut response = problem.into_response();
    if let Ok(range) = HeaderValue::from_str(&format!("bytes */{size}")) {
        response.headers_mut().insert(header::CONTENT_RANGE, range);
    }
    response
}

/// The bytes, read as they are taken. What is erased meanwhile breaks the answer off.
fn body(app: &Arc<App>, workspace: WorkspaceId, file: &StoredFile, span: Span) -> Body {
    let (app, part) = (Arc::clone(app), file.part);
    let is_chunked = file.is_chunked;
    let pieces = span.pieces(if is_chunked { CHUNK_BYTES } else { usize::MAX });
    let stream = tokio_stream::iter(pieces).then(move |piece| {
        let app = Arc::clone(&app);
        async move {
            let content = app
                .db
                .read::<_, StoreError, _>(move |reader| {
                    Box::pin(async move {
                        if is_chunked {
                            return reader.chunk(workspace, part, piece.chunk).await;
                        }
                        let part = reader.part(workspace, part).await?;
                        Ok(part.and_then(|part| part.body).map(|body| body.content))
                    })
                })
                .await?;
            content
                .map(Bytes::from)
                .filter(|bytes| bytes.len() >= piece.within.end)
                .map(|bytes| bytes.slice(piece.within))
                .ok_or_else(|| StoreError::Record("a file was erased while it was read".into()))
        }
    });
    Body::from_stream(stream)
}

/// A download under the file's own name, in whatever script it is written (RFC 6266, RFC 8187).
fn disposition(name: &str) -> HeaderValue {
    let mut text = String::from("attachment");
    if !name.is_empty() {
        text.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                text.push(char::from(byte));
            } else {
                text.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_script_survives_and_none_can_add_a_header() {
        assert_eq!(disposition(""), "attachment");
        assert_eq!(disposition("a.png"), "attachment; filename*=UTF-8''a.png");
        assert_eq!(
            disposition("图.png"),
            "attachment; filename*=UTF-8''%E5%9B%BE.png"
        );
        assert_eq!(
            disposition("a\"\r\nb"),
            "attachment; filename*=UTF-8''a%22%0D%0Ab"
        );
    }
}
