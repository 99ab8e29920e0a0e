//! Sending: what was authorised leaves once, byte for byte, or somebody is told.
//!
//! Two write units around one call. What left is never called again; what is not known stays so
//! until a person, a late echo or a bounce tells.

mod address;
pub mod content;
mod leaving;
pub mod outbound;
pub(crate) mod prepare;
mod remember;
mod run;

pub use content::Content;
pub use outbound::{Outgoing, outbound};

pub use run::callback_secret;
pub(crate) use run::run;
