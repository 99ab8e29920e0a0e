//! The kinds of jobs: names in the database, so they never change their meaning.

/// Understand a raw delivery.
pub(crate) const INTAKE: &str = "intake";
/// Classify a message.
pub(crate) const TRIAGE: &str = "triage";
/// See whether AI may word an answer.
pub(crate) const CONSIDER_DRAFT: &str = "consider_draft";
/// Word the draft that was announced.
pub(crate) const COMPOSE: &str = "compose";
/// Prepare a reminder or a stand-down.
pub(crate) const PREPARE: &str = "prepare";
/// Hand a message to its provider.
pub(crate) const SEND: &str = "send";
/// Make a model of what was taught.
pub(crate) const LEARN: &str = "learn";
/// Ask a back office.
pub(crate) const ACT: &str = "act";
/// Take a contact's content away.
pub(crate) const ERASE: &str = "erase";
/// Something became due.
pub(crate) const TIMER: &str = "timer";
/// Keep what a teammate taught.
pub(crate) const TEACH: &str = "teach";
