//! Connectors: how messages come in and go out.
//!
//! Understanding what was delivered is pure, total and bounded; handing over is one attempt with one
//! named outcome. Nothing here stores, retries or decides.

pub mod email;
pub mod html;
pub mod media;
