//! From a raw delivery to a message in a case.
//!
//! [`receive`] is durable before the sender gets its answer. Everything after it is a job: understand,
//! find the contact and the conversation, join or open a case, keep the files.

mod config;
pub(crate) mod contact;
mod conversation;
mod history;
mod hook;
mod join;
mod keep;
mod process;
mod pull;
mod receive;
mod replay;
mod triage;

pub use config::channel_config;
pub(crate) use config::{Configuration, ServerSettings};
pub use hook::{Hooked, receive_hook, takes_hooks};
pub use pull::run as pull_mail;
pub use receive::{Received, receive, receive_history};
pub use replay::replay;
pub use triage::preview;

pub(crate) use process::run as run_intake;
pub(crate) use receive::EXTERNAL_ID;
pub(crate) use triage::run as run_triage;
