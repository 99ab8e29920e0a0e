//! Request bodies: JSON, read strictly, with errors that say where.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Largest body of an ordinary request, in bytes.
pub const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;

/// A JSON body in which every field is known.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// A body that says nothing: empty, or `{}`.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let bytes = raw(request, state).await?;
        parse(&bytes).map(Self)
    }
}

/// The bytes of a body within its limit.
pub(crate) async fn raw<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| {
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                too_large("Send files above 8 MiB by POST /api/v1/uploads.")
            } else {
                Problem::invalid("", "request.interrupted")
            }
        })
}

/// The body is beyond its limit.
pub(crate) fn too_large(mend: &str) -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body.too_large",
        "The body is too large",
    )
    .detail(mend)
}

/// Reads JSON strictly; an empty body counts as `{}`.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let pointer = pointer(error.path());
        let message = error.inner().to_string();
        let code = if message.starts_with("unknown field") {
            "request.unknown_field"
        } else if message.starts_with("missing field") {
            "request.missing_field"
        } else if error.inner().is_data() {
            "request.wrong_type"
        } else {
            "request.not_json"
        };
        let mut problem = Problem::new(StatusCode::BAD_REQUEST, code, "The request is not valid");
        problem.detail = Some(message);
        problem.field(pointer, code)
    })?;
    json.end()
        .map_err(|_| Problem::invalid("", "request.not_json"))?;
    Ok(value)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{key}")),
            Segment::Enum { variant } => pointer.push_str(&format!("/{variant}")),
            Segment::Unknown => {}
        }
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Note {
        #[expect(dead_code, reason = "only its presence matters here")]
        text: String,
    }

    fn code_of(json: &str) -> String {
        parse::<Note>(json.as_bytes()).unwrap_err().code
    }

    #[test]
    fn a_wrong_body_says_what_is_wrong() {
        assert_eq!(
            code_of(r#"{"text":"a","colour":1}"#),
            "request.unknown_field"
        );
        assert_eq!(code_of("{}"), "request.missing_field");
        assert_eq!(code_of(r#"{"text":1}"#), "request.wrong_type");
        assert_eq!(code_of("{"), "request.not_json");
    }

    #[test]
    fn a_wrong_body_says_where() {
        let problem = parse::<Vec<Note>>(br#"[{"text":"a"},{"text":2}]"#).unwrap_err();
        assert_eq!(problem.errors[0].pointer, "/1/text");
    }
}
