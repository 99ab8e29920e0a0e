//! `/contacts`: the people outside; here, what is kept of them and what is erased.

pub mod erase;
pub mod hold;
pub mod rule;
mod standing;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::HttpState;

/// The routes of contacts.
#[must_use]
pub fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(erase::erase))
        .routes(routes!(erase::decline))
        .routes(routes!(erase::read))
        .routes(routes!(hold::hold))
        .routes(routes!(hold::release))
        .routes(routes!(rule::read, rule::set))
}
