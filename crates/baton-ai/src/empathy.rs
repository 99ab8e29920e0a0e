//! What speaks for a person answering first.
//!
//! Facts only: the domain decides with the workspace's own bars. The learnt score alone cannot draw
//! this line (at 90 % recall two of three hits would be wrong), so claims of failure, complaint with
//! tenure, and promises past their due carry it.

use crate::triage::{Empathy, EmpathyReason, Sentiment};

/// Where each reason begins. The defaults favour a person answering once too often.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bars {
    /// Frustration, from zero to one.
    pub frustration: f32,
    /// Probability that a failure of ours is claimed.
    pub failure: f32,
    /// Probability that it is a complaint.
    pub complaint: f32,
    /// Days after which a customer is of long standing.
    pub tenure_days: u32,
}

impl Default for Bars {
    fn default() -> Self {
        Self {
            frustration: 0.27,
            failure: 0.1,
            complaint: 0.35,
            tenure_days: 365,
        }
    }
}

/// What is known of a message and its sender.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facts {
    /// How they feel.
    pub sentiment: Option<Sentiment>,
    /// How strongly, from zero to one.
    pub frustration: f32,
    /// How probably they complain.
    pub complaint: f32,
    /// How probably they claim that something of ours failed.
    pub failure: f32,
    /// Which failure it would be.
    pub kind_of_failure: EmpathyReason,
    /// How long they have been a customer; unknown counts as short.
    pub tenure_days: Option<u32>,
    /// A promise of ours to them is past its due.
    pub open_broken_promise: bool,
    /// False for thanks and automatic replies.
    pub needs_answer: bool,
}

/// The reasons for a person to answer first.
#[must_use]
pub fn judge(facts: Facts, bars: Bars) -> Empathy {
    if !facts.needs_answer {
        return Empathy::default();
    }
    let long_standing = facts
        .tenure_days
        .is_some_and(|days| days >= bars.tenure_days);
    let mut reasons = Vec::new();
    for (applies, reason) in [
        (
            facts.sentiment == Some(Sentiment::AtRisk),
            EmpathyReason::AtRisk,
        ),
        (
            facts.frustration >= bars.frustration,
            EmpathyReason::Frustration,
        ),
        (
            long_standing && facts.complaint >= bars.complaint,
            EmpathyReason::ComplaintOfLongStanding,
        ),
        (facts.failure >= bars.failure, facts.kind_of_failure),
        (facts.open_broken_promise, EmpathyReason::BrokenPromise),
    ] {
        if applies && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    Empathy {
        inside: !reasons.is_empty(),
        reasons,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALM: Facts = Facts {
        sentiment: Some(Sentiment::Neutral),
        frustration: 0.1,
        complaint: 0.1,
        failure: 0.05,
        kind_of_failure: EmpathyReason::Defect,
        tenure_days: Some(1_000),
        open_broken_promise: false,
        needs_answer: true,
    };

    #[track_caller]
    fn check(facts: Facts, expected: &[EmpathyReason]) {
        assert_eq!(judge(facts, Bars::default()).reasons, expected);
    }

    #[test]
    fn a_calm_message_is_outside() {
        check(CALM, &[]);
    }

    #[test]
    fn a_complaint_counts_with_tenure_alone() {
        let complaint = Facts {
            complaint: 0.9,
            ..CALM
        };
        check(complaint, &[EmpathyReason::ComplaintOfLongStanding]);
        check(
            Facts {
                tenure_days: Some(30),
                ..complaint
            },
            &[],
        );
        check(
            Facts {
                tenure_days: None,
                ..complaint
            },
            &[],
        );
    }

    #[test]
    fn a_promise_past_its_due_is_a_reason_by_itself() {
        check(
            Facts {
                open_broken_promise: true,
                ..CALM
            },
            &[EmpathyReason::BrokenPromise],
        );
    }

    #[test]
    fn thanks_are_outside_whatever_was_promised() {
        let thanks = Facts {
            open_broken_promise: true,
            needs_answer: false,
            ..CALM
        };
        check(thanks, &[]);
    }
}
