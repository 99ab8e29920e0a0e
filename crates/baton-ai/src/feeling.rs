//! How the customer feels: the learnt model, and what is not in single words.
//!
//! Shouting, repetition and praise beside a failure (sarcasm) count whatever the words are; patience
//! and thanks count the other way.

use crate::bearing::Bearing;
use crate::lexicon::Cue;
use crate::odds::{nudge, share};
use crate::signals::Signals;
use crate::triage::{Feeling, Sentiment};

/// The model learnt mood from many calm messages and few others; in practice more are upset.
const UPSET_IN_PRACTICE: f32 = 1.5;

/// Everything that bears on a feeling.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// What the model says: neutral, frustrated, at risk.
    pub model: [f32; 3],
    /// The signals of the message.
    pub signals: &'a Signals,
    /// What the message concerns.
    pub bearing: &'a Bearing,
    /// How probably the message says that something failed.
    pub failure: f32,
    /// How probably it is nothing but thanks.
    pub thanks: f32,
    /// How many messages they wrote before in this case.
    pub previous: usize,
}

/// Judges a feeling.
#[must_use]
pub fn judge(evidence: Evidence<'_>) -> Feeling {
    let [neutral, frustrated, at_risk] = evidence.model;
    let upset = nudge(frustrated + at_risk, UPSET_IN_PRACTICE + heat(evidence));
    let going = share([frustrated, at_risk])[1];
    let going = nudge(going, departure(evidence.signals));
    let levels = [1.0 - upset, upset * (1.0 - going), upset * going];
    let frustration = if neutral.is_nan() { 0.0 } else { upset };
    // Missing that someone is about to leave costs more than asking a person once too often.
    let value = if levels[2] >= 0.3 {
        Sentiment::AtRisk
    } else if upset >= 0.5 {
        Sentiment::Frustrated
    } else {
        Sentiment::Neutral
    };
    let confidence = match value {
        Sentiment::Neutral => levels[0],
        Sentiment::Frustrated => levels[1].max(upset - levels[2]),
        Sentiment::AtRisk => levels[2],
    };
    Feeling {
        value: Some(value),
        confidence,
        frustration,
    }
}

/// Evidence of being upset, in log odds.
fn heat(
    Evidence {
        signals,
        bearing,
        failure,
        thanks,
        previous,
        ..
    }: Evidence<'_>,
) -> f32 {
    let mut heat = 0.0;
    for (is_so, evidence) in [
        (signals.is_shouted, 1.5),
        (signals.is_emphatic, 0.7),
        (signals.has_angry_picture, 2.0),
        (signals.has(Cue::Profanity) && !bearing.is_delighted, 1.5),
        (bearing.insists, 3.0),
        (bearing.is_delighted, -2.5),
        (bearing.is_over, -3.0),
        (bearing.names_rival, -2.0),
        (bearing.rest.is_some(), -1.0),
        (bearing.is_own_doing, -1.0),
        (bearing.asks_what_is_normal, -1.5),
        (bearing.asks_plainly && !signals.has(Cue::Defect), -1.0),
        (bearing.supposes, -1.5),
        (bearing.supposes && signals.has(Cue::Leaving), -2.5),
        (bearing.is_mild, -1.0),
        (signals.has(Cue::Anger) && signals.has(Cue::Repeat), 0.7),
        (is_sarcastic(signals, failure), 1.5),
        (signals.has(Cue::Calm), -2.0),
        (signals.has(Cue::Hypothetical), -0.7),
        (is_plain_thanks(signals), -0.7),
        (is_plain_thanks(signals) && thanks > 0.8, -1.5),
        (previous >= 2 && signals.has(Cue::Repeat), 0.7),
        (previous >= 3, 0.5),
    ] {
        if is_so {
            heat += evidence;
        }
    }
    heat
}

/// Praise beside a failure, a repetition or an insult is not meant.
fn is_sarcastic(signals: &Signals, failure: f32) -> bool {
    let beside = signals.has_any(&[Cue::Repeat, Cue::Anger, Cue::Defect, Cue::Billing]);
    signals.has(Cue::Praise) && (beside || failure > 0.3) && !signals.has(Cue::Calm)
}

fn is_plain_thanks(signals: &Signals) -> bool {
    signals.has(Cue::Thanks) && !signals.has_any(&[Cue::Anger, Cue::Repeat, Cue::Profanity])
}

/// Evidence that it is about leaving or going public, in log odds.
fn departure(signals: &Signals) -> f32 {
    let leaving = if signals.has(Cue::Leaving) { 0.8 } else { 0.0 };
    let threat = if signals.has(Cue::Threat) { 0.8 } else { 0.0 };
    leaving + threat
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Prepared;

    fn frustration(text: &str) -> f32 {
        let signals = Signals::of(text, &Prepared::new(text));
        let evidence = Evidence {
            model: [0.8, 0.15, 0.05],
            signals: &signals,
            bearing: &Bearing::default(),
            failure: 0.0,
            thanks: 0.0,
            previous: 0,
        };
        judge(evidence).frustration
    }

    #[test]
    fn shouting_the_same_words_is_more_upset() {
        assert!(frustration("WHERE IS MY ORDER") > frustration("where is my order"));
    }

    #[test]
    fn praise_beside_a_repetition_is_sarcasm() {
        assert!(frustration("Great, third time this week") > frustration("third time this week"));
        assert!(frustration("Great, thank you") < 0.4);
    }

    #[test]
    fn patience_calms() {
        assert!(frustration("no rush, still waiting") < frustration("still waiting"));
    }
}
