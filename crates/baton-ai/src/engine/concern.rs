//! What of a message concerns us, and how probably it claims that something of ours failed.

use super::Engine;
use crate::bearing::{self, Bearing};
use crate::features::{Prepared, Vector};
use crate::lexicon::Cue;
use crate::odds::nudge;
use crate::signals::Signals;

/// The part of a message that feelings and failures are judged on.
pub(super) struct Concern {
    /// Its features, where they are not those of the whole message.
    pub(super) vector: Option<Vector>,
    /// Its signals.
    pub(super) signals: Signals,
    /// What the message is about.
    pub(super) bearing: Bearing,
    /// How probably it claims that something of ours failed.
    pub(super) failure: f32,
}

impl Engine {
    /// Reads what concerns us. Clauses about somebody else's doing are left out.
    pub(super) fn concern(&self, text: &str, prepared: &Prepared, whole: &Vector) -> Concern {
        let signals = Signals::of(text, prepared);
        let bearing = bearing::of(prepared, &signals);
        let (vector, signals) = match &bearing.rest {
            None => (None, signals),
            Some(rest) => {
                let left = Prepared::new(rest);
                (
                    Some(self.vectoriser.vector(&left)),
                    Signals::of(rest, &left),
                )
            }
        };
        let failure = self.failure_of(vector.as_ref().unwrap_or(whole));
        let evidence = signals_of_failure(&signals, &bearing) + bearing_on_failure(&bearing);
        Concern {
            failure: nudge(failure, evidence),
            vector,
            signals,
            bearing,
        }
    }

    fn failure_of(&self, vector: &Vector) -> f32 {
        let margins = self.failure.margins(vector);
        let margin = margins.first().copied().unwrap_or_default();
        self.failure_odds.probability(margin)
    }
}

/// What phrases say about a failure beyond the learnt words, in log odds.
fn signals_of_failure(signals: &Signals, bearing: &Bearing) -> f32 {
    let is_even = !signals.is_emphatic && !signals.has_any(&[Cue::Repeat, Cue::Anger, Cue::Safety]);
    sum([
        (signals.has(Cue::Safety), 1.0),
        (signals.has(Cue::Billing), 1.0),
        (signals.has(Cue::Defect), 0.5),
        (signals.has(Cue::Promise), 0.3),
        (signals.has(Cue::Hypothetical), -2.5),
        (signals.has(Cue::Hypothetical) && is_even, -1.5),
        (signals.has(Cue::Calm), -1.0),
        (
            bearing.asks_plainly && !signals.has_any(&[Cue::Defect, Cue::Promise]),
            -2.5,
        ),
    ])
}

/// What it is about speaks for or against a failure of ours, in log odds.
fn bearing_on_failure(bearing: &Bearing) -> f32 {
    sum([
        (bearing.is_own_doing, -2.5),
        (bearing.asks_what_is_normal, -4.0),
        (bearing.supposes, -2.0),
        (bearing.is_mild, -1.0),
        (bearing.is_over, -3.0),
        (bearing.names_rival, -1.0),
        (bearing.is_delighted, -2.5),
    ])
}

fn sum<const N: usize>(evidence: [(bool, f32); N]) -> f32 {
    let applies = evidence.into_iter().filter(|(applies, _)| *applies);
    applies.map(|(_, weight)| weight).sum()
}
