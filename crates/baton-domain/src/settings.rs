//! What a workspace may set about its cases, with the values it starts with.
//!
//! Read inside the write unit and passed in: a pause holds from its commit on. No event is ever
//! folded with settings, so changing one rewrites no history.

use crate::action;
use crate::confidence::Confidence;
use crate::sla;
use crate::stage::Stage;
use crate::time::Span;
use crate::wait::ChasePlan;

/// The settings that apply to one case at the moment of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Whether everything, or what this case belongs to, is paused.
    pub is_paused: bool,
    /// How far AI may go on the channel and for the intent at hand.
    pub stage: Stage,
    /// Whether the fixed, labelled, automatic acknowledgement is switched on.
    pub acknowledges: bool,
    /// How long after the end of a case a message opens it again.
    pub reopen_window: Span,
    /// How long somebody must have been with us for their complaint to be answered by a person.
    pub tenure_threshold_days: u32,
    /// From this much frustration on a person answers first. The start value asks a person once
    /// too often rather than once too seldom.
    pub frustration_bar: Confidence,
    /// After how many days without objection a resolved case is closed.
    pub closes_in_days: u16,
    /// How long a review may wait.
    pub review_age_limit: Span,
    /// How long we may take to record what somebody says is done.
    pub write_back_within: Span,
    /// How long an approval of an action holds.
    pub approval_valid_for: Span,
    /// How much money actions may move.
    pub actions: action::Limits,
    /// How those are reminded who owe us something.
    pub chase: Option<ChasePlan>,
    /// The service levels.
    pub sla: sla::Policy,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            is_paused: false,
            stage: Stage::Draft,
            acknowledges: false,
            reopen_window: Span::from_days(14),
            tenure_threshold_days: 365,
            frustration_bar: Confidence::from_per_mille(400),
            closes_in_days: 7,
            review_age_limit: Span::from_hours(24),
            write_back_within: Span::from_hours(24),
            approval_valid_for: Span::from_hours(1),
            actions: action::Limits::default(),
            chase: None,
            sla: sla::Policy::default(),
        }
    }
}
