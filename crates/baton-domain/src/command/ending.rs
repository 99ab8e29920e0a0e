//! Ending a case.

use crate::part::PartRef;

/// We believe it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resolve {
    /// After how many days without objection it is closed; the workspace's own number if none.
    pub closes_in_days: Option<u16>,
}

/// It will not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cancel {
    /// Why, in the teammate's words.
    pub reason: Option<PartRef>,
}
