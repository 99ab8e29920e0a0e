//! Where a case stands in a queue, and the names of closed sets in rows.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::message::Delivery;
use baton_domain::review::ReviewOutcome;
use baton_domain::time::{Span, Timestamp};
use baton_domain::triage::{Sentiment, Urgency};
use serde::Serialize;

/// How far critical and at-risk cases stand before others: longer than any age.
const FIRST: Span = Span::from_days(3_650);
/// How far high and frustrated cases stand before others that are due at the same time.
const EARLIER: Span = Span::from_days(2);

/// The queue's order in one number, lower first: critical and at-risk first, then by the time left,
/// where high and frustrated count as due earlier. Because it is an instant, age lifts everyone.
pub(super) fn key(case: &Case, at: Timestamp) -> i64 {
    let base = case.next_mover.map_or(at, |mover| {
        mover
            .due
            .unwrap_or_else(|| mover.since.plus(Span::from_days(1)))
    });
    let class = &case.classification;
    let is_first = class.urgency == Urgency::Critical || class.sentiment == Sentiment::AtRisk;
    let is_earlier = class.urgency == Urgency::High || class.sentiment == Sentiment::Frustrated;
    let lift = if is_first {
        FIRST
    } else if is_earlier {
        EARLIER
    } else {
        Span::ZERO
    };
    base.minus(lift).as_micros()
}

pub(super) const fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Delivered => "delivered",
        Delivery::Read => "read",
        Delivery::Bounced => "failed",
    }
}

pub(super) const fn review(outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Approved => "approved",
        ReviewOutcome::Rejected => "rejected",
        ReviewOutcome::Changed => "changed",
        ReviewOutcome::Withdrawn => "withdrawn",
    }
}

/// The name that a closed set's value has in events and in the API.
pub(super) fn code(value: &impl Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Some(code),
        Ok(_) | Err(_) => None,
    }
}

/// An actor in one word: the id where there is one, the kind otherwise.
pub(crate) fn actor(actor: &Actor) -> String {
    match actor {
        Actor::Teammate(id) => id.to_string(),
        Actor::Machine(id) => id.to_string(),
        Actor::Contact(id) => id.to_string(),
        Actor::Ai => "ai".to_owned(),
        Actor::System => "system".to_owned(),
    }
}
