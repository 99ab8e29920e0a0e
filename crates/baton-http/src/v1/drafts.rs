//! `/drafts`: wording on its way to somebody.

pub mod answer;
pub mod approve;
pub mod create;
pub mod edit;
pub mod read;
pub mod reject;
pub mod request_review;
pub mod take_back;
pub(crate) mod then;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::HttpState;

/// The routes of drafts.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(create::create))
        .routes(routes!(read::read, edit::edit))
        .routes(routes!(approve::approve))
        .routes(routes!(reject::reject))
        .routes(routes!(request_review::request_review))
        .routes(routes!(take_back::take_back))
}
