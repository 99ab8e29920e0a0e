//! `POST /uploads`: a file that comes ahead of the message that names it, streamed to the store.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use baton_app::error::AppError;
use baton_app::upload::{Incoming, Label, MAX_UPLOAD_BYTES, Uploaded};
use baton_store::upload::KEPT;
use serde::Serialize;
use tokio_stream::StreamExt as _;
use utoipa::ToSchema;

use crate::auth::{Allowed, UploadsCreate};
use crate::body::too_large;
use crate::idempotency::OnceStreamed;
use crate::problem::Problem;
use crate::state::HttpState;
use crate::v1::cases::answer::once;
use crate::v1::listing::Params;

/// A file that is in.
#[derive(Debug, Serialize, ToSchema)]
pub struct UploadDto {
    /// What a message names it by, once.
    pub id: String,
    /// Its name, cleaned of paths and control characters.
    pub name: String,
    /// Its media type, found by looking at its bytes.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
    /// Until when a message has to name it.
    pub expires_at: String,
}

/// Takes a file in: the body is its bytes, at most 100 MiB.
#[utoipa::path(post, path = "/uploads", operation_id = "uploads.create",
    params(("name" = Option<String>, Query, description = "The file's name")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = UploadDto), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub async fn create(
    State(state): State<HttpState>,
    allowed: Allowed<UploadsCreate>,
    mut params: Params,
    headers: HeaderMap,
    request: OnceStreamed,
) -> Result<Response, Problem> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let declared = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if declared.is_some_and(|length| length > MAX_UPLOAD_BYTES) {
        return Err(beyond());
    }
    let label = Label {
        name: params.one("name").unwrap_or_default(),
        mime: text(header::CONTENT_TYPE)
            .and_then(|mime| mime.split(';').next())
            .map(|mime| mime.trim().to_owned()),
    };
    params.finish()?;
    let workspace = allowed.caller.workspace;
    let (body, call) = request.by(allowed.caller);
    let mut incoming = Incoming::begin(&state.app, workspace).await?;
    if let Err(problem) = read(&mut incoming, body).await {
        incoming.discard().await?;
        return Err(problem);
    }
    let uploaded = incoming.finish(&call, &label).await?;
    let is_replay = uploaded.is_replay;
    let answer = (StatusCode::CREATED, Json(render(uploaded))).into_response();
    Ok(once(is_replay, answer))
}

async fn read(incoming: &mut Incoming<'_>, body: Body) -> Result<(), Problem> {
    let mut pieces = body.into_data_stream();
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Problem::invalid("", "request.interrupted"))?;
        match incoming.write(&piece).await {
            Ok(()) => {}
            Err(AppError::Invalid(_)) => return Err(beyond()),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn beyond() -> Problem {
    too_large("A file may have 100 MiB; split it or send a link to it.")
}

fn render(uploaded: Uploaded) -> UploadDto {
    let upload = uploaded.upload;
    UploadDto {
        id: upload.id.to_string(),
        name: upload.name,
        mime: upload.mime,
        size: upload.size,
        expires_at: upload.created_at.plus(KEPT).to_string(),
    }
}
