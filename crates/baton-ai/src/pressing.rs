//! How soon somebody must look: the learnt model, and the rules above it.
//!
//! "Not urgent" holds a message down unless people are in danger; a customer of a high tier with
//! something broken does not wait in line.

use crate::lexicon::Cue;
use crate::odds::nudge;
use crate::signals::Signals;
use crate::triage::{Judged, Urgency};

const HIGH_TIERS: [&str; 7] = [
    "vip",
    "enterprise",
    "premium",
    "platinum",
    "business",
    "gold",
    "key_account",
];

/// The model learnt from many calm messages; missing a pressing one costs more than a false alarm.
const PRESSING_IN_PRACTICE: f32 = 1.0;

/// Everything that bears on urgency.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// What the model says: standard, high, critical.
    pub model: [f32; 3],
    /// The signals of the message.
    pub signals: &'a Signals,
    /// How probably the message says that something failed.
    pub failure: f32,
    /// The customer's tier, as the workspace names it.
    pub tier: Option<&'a str>,
}

/// Judges urgency.
#[must_use]
pub fn judge(evidence: Evidence<'_>) -> Judged<Urgency> {
    let [_, high, critical] = evidence.model;
    let model_pressing = high + critical;
    let signals = evidence.signals;
    let is_dangerous = signals.has_any(&[Cue::Safety, Cue::Fraud]);
    let is_held_down = signals.has(Cue::Calm) && !is_dangerous;
    let calm = if is_held_down { -2.0 } else { 0.0 };
    let tier = if is_high_tier(evidence.tier) && evidence.failure > 0.5 {
        0.7
    } else {
        0.0
    };
    let grave = [Cue::Safety, Cue::Outage, Cue::Fraud].map(|cue| u8::from(signals.has(cue)));
    let grave = f32::from(grave.iter().sum::<u8>()) * 0.4;
    let critical = nudge(critical, PRESSING_IN_PRACTICE + calm + grave);
    let pressing = nudge(model_pressing, PRESSING_IN_PRACTICE + calm + tier);
    let pressing = pressing.max(critical);
    let (value, confidence) = if critical >= 0.45 {
        (Urgency::Critical, critical)
    } else if pressing >= 0.5 {
        (Urgency::High, pressing)
    } else {
        (Urgency::Standard, 1.0 - pressing)
    };
    Judged {
        value: Some(value),
        confidence,
    }
}

fn is_high_tier(tier: Option<&str>) -> bool {
    tier.is_some_and(|tier| {
        let tier = tier.to_lowercase();
        HIGH_TIERS.iter().any(|high| tier.contains(high))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Prepared;

    fn urgency(text: &str, tier: Option<&str>) -> Option<Urgency> {
        let signals = Signals::of(text, &Prepared::new(text));
        let evidence = Evidence {
            model: [0.35, 0.5, 0.15],
            signals: &signals,
            failure: 0.8,
            tier,
        };
        judge(evidence).value
    }

    #[test]
    fn not_urgent_holds_a_message_down() {
        assert_eq!(urgency("please look today", None), Some(Urgency::High));
        assert_eq!(
            urgency("please look, but no rush", None),
            Some(Urgency::Standard)
        );
    }

    #[test]
    fn patience_does_not_hide_danger() {
        assert_ne!(
            urgency("no rush but it smells of gas, gas leak?", None),
            Some(Urgency::Standard)
        );
    }
}
