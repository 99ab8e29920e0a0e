//! Whether a question is answered by what is known.
//!
//! Learns from known texts and what each is about; the bar is set where known topics, taken away
//! one at a time, are best told from those that stay.

use crate::classifier::{Classifier, Example, HeldOut, Options, TrainError};

/// Known texts, ready to be asked.
#[derive(Debug, Clone)]
pub struct Cover {
    classifier: Classifier,
    bar: f32,
}

impl Cover {
    /// Learns what is known from texts and what each is about.
    pub fn learn(known: &[Example]) -> Result<Self, TrainError> {
        let options = Options::for_examples(known.len());
        let (classifier, held_out) = Classifier::train_and_test(known, options)?;
        let bar = bar(&held_out);
        Ok(Self { classifier, bar })
    }

    /// True if what is asked is known.
    #[must_use]
    pub fn answers(&self, question: &str) -> bool {
        largest(&self.classifier.margins(question)) >= self.bar
    }
}

fn largest(margins: &[f32]) -> f32 {
    margins.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

/// The margin that best tells texts of a known topic from the same texts were their topic unknown.
fn bar(held_out: &[HeldOut]) -> f32 {
    let mut scored: Vec<(f32, bool)> = Vec::new();
    for (margins, topic) in held_out {
        let others = margins.iter().enumerate().filter(|(at, _)| at != topic);
        let without = others.fold(f32::NEG_INFINITY, |most, (_, margin)| most.max(*margin));
        scored.push((largest(margins), true));
        scored.push((without, false));
    }
    scored.sort_by(|left, right| left.0.total_cmp(&right.0));
    let known = scored.iter().filter(|(_, is_known)| *is_known).count();
    let (mut lost, mut rejected, mut best) = (0_usize, 0_usize, (0_usize, f32::NEG_INFINITY));
    for (margin, is_known) in &scored {
        // Everything below this margin would be rejected.
        let gain = rejected + known - lost;
        if gain > best.0 {
            best = (gain, *margin);
        }
        lost += usize::from(*is_known);
        rejected += usize::from(!*is_known);
    }
    best.1
}
