//! What the use cases need from the outside, as traits and plain data.
//!
//! Implemented in the outer crates and wired in the binary. A port never decides anything about a
//! case: it translates.

pub mod back_office;
pub mod channel;
pub mod composer;
pub mod model;
pub mod retrieval;
pub mod triage;
pub mod witness;

use std::sync::Arc;

/// Every port, wired by the binary.
#[derive(Clone)]
pub struct Ports {
    /// The surfaces.
    pub channels: Arc<dyn channel::Channels>,
    /// The triage engine.
    pub triage: Arc<dyn triage::Triage>,
    /// Finds passages of articles.
    pub retrieval: Arc<dyn retrieval::Retrieval>,
    /// Words answers without a model.
    pub composer: Arc<dyn composer::Composer>,
    /// Orders, parcels and money.
    pub back_office: Arc<dyn back_office::BackOffice>,
    /// Words answers better, where one is configured.
    pub model: Option<Arc<dyn model::Model>>,
    /// Looks at everything that a model words.
    pub guard: Arc<dyn composer::Guard>,
    /// Who vouches that the log only grows, where anybody is asked.
    pub witnesses: Option<witness::Witnesses>,
}
