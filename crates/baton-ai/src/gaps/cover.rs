//! Whether a question is answered by what is known.
//!
//! Learns from known texts and what each is about. The bar lets some known questions through: those
//! are dropped later, where they lie among answered ones, while a gap that is taken for known is
//! lost for good.

use crate::classifier::{Classifier, Example, HeldOut, Options, TrainError};
use crate::eval::metric::fraction;

/// So many of the known questions may be taken for unknown.
const LET_THROUGH: f64 = 0.1;

/// What is known of a question.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Known {
    /// True if what is asked is known.
    pub is_answered: bool,
    /// How near it is to each known matter; questions about one matter resemble each other in this
    /// even where none of it is known.
    pub nearness: Vec<f32>,
}

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

    /// Whether what is asked is known, and what it is near to.
    #[must_use]
    pub fn judge(&self, question: &str) -> Known {
        let nearness = self.classifier.margins(question);
        Known {
            is_answered: largest(&nearness) >= self.bar,
            nearness,
        }
    }
}

fn largest(margins: &[f32]) -> f32 {
    margins.iter().copied().fold(f32::NEG_INFINITY, f32::max)
}

/// The margin that all but a few of the known questions reach.
fn bar(held_out: &[HeldOut]) -> f32 {
    let mut reached: Vec<f32> = held_out
        .iter()
        .map(|(margins, _)| largest(margins))
        .collect();
    reached.sort_by(f32::total_cmp);
    let below = |place: &usize| fraction(*place + 1, reached.len()) > LET_THROUGH;
    let at = (0..reached.len()).find(below);
    at.and_then(|at| reached.get(at))
        .copied()
        .unwrap_or(f32::NEG_INFINITY)
}
