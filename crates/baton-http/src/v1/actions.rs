//! `/actions`: what is done in back offices, and who let it.

pub mod answer;
pub mod approve;
pub mod propose;
pub mod read;
pub mod reject;
pub mod settle;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::HttpState;

/// The routes of actions.
pub(crate) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(propose::propose))
        .routes(routes!(read::read))
        .routes(routes!(approve::approve))
        .routes(routes!(reject::reject))
        .routes(routes!(settle::settle))
}
