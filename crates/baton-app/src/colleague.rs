//! Teammates: invited, given roles, let go. What an admin does, and `baton admin`.
//!
//! A person may work in several workspaces, so no admin of one of them ever sets a password: the
//! person chooses it by a link that counts once.

mod change;
mod invite;
mod reset;

pub use change::{Change, change};
pub(crate) use invite::checked;
pub use invite::{Invited, invite};
pub use reset::{is_invited, reset_password, use_invite};

use baton_store::event::Stamp;
use baton_store::idempotency::Request;

use crate::app::App;
use crate::call::Call;

/// Who asks for it: a caller with an idempotency key perhaps, or the operator by a command.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Where, when and by whom.
    pub stamp: Stamp,
    /// The idempotency key.
    pub request: Option<Request>,
}

impl Asked {
    /// By a caller.
    #[must_use]
    pub fn by(app: &App, call: &Call) -> Self {
        Self {
            stamp: call.stamp(app),
            request: call.request,
        }
    }
}
