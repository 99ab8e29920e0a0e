//! E-mail: bytes of a mailbox to messages, and messages to bytes on the wire.

mod address;
mod automatic;
mod body;
mod bounce;
mod charset;
mod content_type;
mod headers;
mod identity;
mod message_id;
mod mime;
mod parse;
pub mod quote;
mod spam;
mod transfer;

pub use parse::{MAX_MESSAGE_BYTES, parse};
