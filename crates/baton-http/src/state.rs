//! What every handler can reach.

use std::sync::Arc;

use baton_app::App;
use baton_app::setup::FirstLink;

use crate::limits::Limits;
use crate::v1::live::Live;

/// Cloned for each request; everything in it is shared.
#[derive(Clone)]
pub struct HttpState {
    /// The use cases.
    pub app: Arc<App>,
    /// How much one place may try without a key.
    pub limits: Arc<Limits>,
    /// The link by which a first workspace is founded, while there is none.
    pub first_link: Option<Arc<FirstLink>>,
    /// Follows the log for everybody who watches.
    pub live: Arc<Live>,
}
