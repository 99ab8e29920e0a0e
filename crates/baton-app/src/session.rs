//! Signing in and out, finding out who calls, and what a person changes of their own account.

mod authenticate;
mod list;
pub(crate) mod own;
pub mod password;
pub mod second_factor;
mod sign_in;
mod switch;
mod totp;

pub use authenticate::{by_api_key, by_session};
pub use list::{OwnSession, end_session, sessions};
pub use password::change_password;
pub use sign_in::{SignIn, SignedIn, sign_in, sign_out};
pub use switch::switch_workspace;
