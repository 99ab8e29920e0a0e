//! E-mail: bytes of a mailbox to messages, and messages to bytes on the wire.

mod address;
mod automatic;
mod body;
mod bounce;
mod charset;
pub mod compose;
mod content_type;
mod flowed;
mod headers;
mod identity;
mod message_id;
mod mime;
pub mod outbox;
mod parse;
pub mod quote;
pub mod smtp;
mod spam;
mod transfer;

pub use parse::{MAX_MESSAGE_BYTES, identify, parse};
