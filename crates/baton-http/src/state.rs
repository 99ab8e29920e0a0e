//! What every handler can reach.

use std::sync::Arc;

use baton_app::App;

use crate::logins::Logins;
use crate::v1::live::Live;

/// Cloned for each request; everything in it is shared.
#[derive(Clone)]
pub struct HttpState {
    /// The use cases.
    pub app: Arc<App>,
    /// Slows guessing of passwords.
    pub logins: Arc<Logins>,
    /// Follows the log for everybody who watches.
    pub live: Arc<Live>,
}
