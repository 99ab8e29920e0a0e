//! `GET /attachments/{id}`: a file that came with a message, to be kept, never to be shown as a page
//! of ours.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use baton_domain::id::{PartId, WorkspaceId};
use baton_store::{Query, Reader, StoreError, args};

use crate::auth::{Allowed, MessagesRaw};
use crate::problem::Problem;
use crate::state::HttpState;

/// A file with what is known of it.
struct File {
    name: String,
    mime: String,
    content: Vec<u8>,
}

/// Gives the bytes of a file of a message; 404 for every other content, and for what was erased.
#[utoipa::path(get, path = "/attachments/{id}", operation_id = "messages.raw:attachment",
    params(("id" = String, Path, description = "The file, as the message names it")),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, body = Problem)))]
pub async fn read(
    State(state): State<HttpState>,
    allowed: Allowed<MessagesRaw>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: PartId = id.parse().map_err(|_| Problem::not_found())?;
    let workspace = allowed.caller.workspace;
    let found = state
        .app
        .db
        .read(move |reader| Box::pin(file(reader, workspace, id)));
    let file = found.await?.ok_or_else(Problem::not_found)?;
    let mut response = file.content.into_response();
    let headers = response.headers_mut();
    let mime = HeaderValue::from_str(&file.mime)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, mime);
    headers.insert(header::CONTENT_DISPOSITION, disposition(&file.name));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox"),
    );
    Ok(response)
}

/// The file, if it came with a message of this workspace: no other part is given out by its id.
async fn file(
    reader: &mut Reader,
    workspace: WorkspaceId,
    id: PartId,
) -> Result<Option<File>, StoreError> {
    let query = Query::new(
        "SELECT a.name_part, a.mime FROM attachments a \
         JOIN messages m ON m.workspace = a.workspace AND m.id = a.message \
         WHERE a.workspace = $1 AND a.id = $2",
        args![workspace, id],
    );
    let Some(mut row) = reader.opt(query).await? else {
        return Ok(None);
    };
    let (name, mime): (PartId, String) = (row.take()?, row.take()?);
    let name = reader.part_text(workspace, name).await?.unwrap_or_default();
    let part = reader.part(workspace, id).await?;
    let body = part.and_then(|part| part.body);
    Ok(body.map(|body| File {
        name,
        mime,
        content: body.content,
    }))
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
