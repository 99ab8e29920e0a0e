//! Signing in and out, and finding out who calls.

mod authenticate;
mod sign_in;
mod switch;

pub use authenticate::{by_api_key, by_session};
pub use sign_in::{SignedIn, sign_in, sign_out};
pub use switch::switch_workspace;
