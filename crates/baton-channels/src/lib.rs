//! Connectors: how messages come in and go out.
//!
//! Understanding what was delivered is pure, total and bounded; handing over is one attempt with one
//! named outcome. Nothing here stores, retries or decides.

pub mod callback;
mod connectors;
pub mod email;
pub mod generic;
pub mod html;
pub mod imap;
pub mod mailbox;
pub mod media;

pub use connectors::{Connectors, MailOut, Ways};

/// Bytes as lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}
