//! The workbench: files built into the binary, with their compressed forms beside them.
//!
//! Names under `/assets` carry a hash of their content and are kept for ever; everything else is
//! asked for again. A path that is no file is a page of the workbench.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::Problem;

#[derive(Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

/// What pages may load: our own files alone. Styles are inserted by the component library.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; \
    style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; \
    connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; \
    form-action 'self'";

/// Serves a file, or the workbench's page.
pub async fn serve(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") || path.starts_with("hooks/") || path.starts_with("log/") {
        return Problem::not_found().into_response();
    }
    if let Some(response) = file(path, &headers) {
        return response;
    }
    if path.starts_with("assets/") {
        return Problem::not_found().into_response();
    }
    file("index.html", &headers).unwrap_or_else(|| {
        let text = "The workbench is not built into this binary. Build it with `make ui`.\n";
        (StatusCode::OK, text).into_response()
    })
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    if path.is_empty() {
        return None;
    }
    let plain = Files::get(path)?;
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let encoded = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .find_map(|(name, ending)| {
            let is_accepted = accepted.split(',').any(|one| one.trim().starts_with(name));
            let found = is_accepted
                .then(|| Files::get(&format!("{path}{ending}")))
                .flatten();
            found.map(|file| (name, file))
        });
    let (encoding, file) = match encoded {
        Some((name, file)) => (Some(name), file),
        None => (None, plain),
    };
    Some(respond(path, encoding, file))
}

fn respond(path: &str, encoding: Option<&'static str>, file: EmbeddedFile) -> Response {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let mut response = Body::from(file.data).into_response();
    let headers = response.headers_mut();
    if let Ok(mime) = HeaderValue::from_str(mime.as_ref()) {
        headers.insert(header::CONTENT_TYPE, mime);
    }
    let keep = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    );
    response
}
