//! HTML that strangers wrote: made safe to show, and made into text.
//!
//! Promises linear time, and that what [`sanitise`] returns loads nothing from anywhere and runs
//! nothing. Markup that would make a browser's tree builder work without bound is refused, and the
//! caller is left with the text.

mod entities;
mod quoted;
mod sanitise;
mod text;
mod tokens;

pub use sanitise::sanitise;
pub use text::{Passages, passages, to_text};

/// The largest HTML body that is shown, in bytes; of a larger one only the text is used.
pub const MAX_HTML_BYTES: usize = 1024 * 1024;
