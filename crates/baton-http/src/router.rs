//! Every route, registered together with its line in the OpenAPI document.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use baton_policy::Operation;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;

use crate::body::MAX_BODY_BYTES;
use crate::metrics::{self, Requests};
use crate::problem::Problem;
use crate::state::HttpState;
use crate::{hooks, limits, log, setup, ui, v1};

/// What the document says about the whole.
#[derive(OpenApi)]
#[openapi(info(
    title = "Baton",
    description = "Support operations: cases, whose turn it is, and evidence.",
    license(name = "Apache-2.0", identifier = "Apache-2.0")
))]
struct Api;

/// The server's routes over one application.
pub fn router(state: HttpState) -> Router {
    let (api, document) = OpenApiRouter::with_openapi(Api::openapi())
        .nest("/api/v1", v1::routes())
        .merge(hooks::routes())
        .split_for_parts();
    let document = finished(document);
    let requests = Arc::<Requests>::default();
    let told = Arc::clone(&requests);
    let told_state = state.clone();
    Router::new()
        .merge(api)
        .route("/api/openapi.json", get(async move || axum::Json(document)))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(v1::health::ready))
        .route(
            "/metrics",
            get(async move || metrics::metrics(told_state, told).await),
        )
        .merge(for_anybody(state.clone()))
        .fallback(ui::serve)
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(from_fn_with_state(requests, metrics::count))
        .with_state(state)
}

/// What anybody may call, within limits: the log's public face and one-time links.
fn for_anybody(state: HttpState) -> Router<HttpState> {
    Router::new()
        .route(
            "/log/{name}/{workspace}/{generation}/checkpoint",
            get(log::checkpoint),
        )
        .route(
            "/log/{name}/{workspace}/{generation}/tile/{*path}",
            get(log::tile),
        )
        .route("/setup", get(setup::show).post(setup::submit))
        .layer(from_fn_with_state(state, limits::for_anybody))
}

/// The OpenAPI document, as `openapi.json` in the repository keeps it.
#[must_use]
pub fn document() -> Document {
    finished(
        OpenApiRouter::with_openapi(Api::openapi())
            .nest("/api/v1", v1::routes())
            .merge(hooks::routes())
            .into_openapi(),
    )
}

fn header(name: &'static str, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(
        HeaderName::from_static(name),
        HeaderValue::from_static(value),
    )
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "server.failed",
        "Something went wrong on our side",
    )
    .into_response()
}

/// Prints the role × operation table into the document: an operation's id is its name there.
fn finished(mut document: Document) -> Document {
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ];
        for operation in operations.into_iter().flatten() {
            let name = operation.operation_id.as_deref().unwrap_or_default();
            // Verbs that share an operation are told apart after a colon.
            let name = name.split(':').next().unwrap_or_default();
            let Ok(known) = name.parse::<Operation>() else {
                continue;
            };
            let roles: Vec<_> = known.roles().iter().map(|role| role.as_str()).collect();
            let scope = known.machine_scope().map(|scope| scope.as_str());
            let extensions = operation.extensions.get_or_insert_default();
            extensions.insert("x-roles".to_owned(), serde_json::json!(roles));
            extensions.insert("x-machine-scope".to_owned(), serde_json::json!(scope));
        }
    }
    document
}
