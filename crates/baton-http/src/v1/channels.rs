//! Channels.

pub mod connect;
pub mod inbound;
pub mod kinds;
pub mod list;
pub mod outbound;
pub mod patch;
pub mod read;
pub mod secret;
pub mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::HttpState;

/// Every route of this noun.
pub(super) fn routes() -> OpenApiRouter<HttpState> {
    OpenApiRouter::new()
        .routes(routes!(list::list, connect::connect))
        .routes(routes!(kinds::kinds))
        .routes(routes!(read::read, patch::patch))
        .routes(routes!(secret::renew))
        .routes(routes!(inbound::inbound))
        .routes(routes!(outbound::outbound))
}
