//! What reviewed messages teach, and what wrong corrections cost.
//!
//! Rows: `text`, `intent`. The first ten of each label are the start; of the others every message up
//! to a thousand is reviewed: confirmed where the classifier was right, corrected where it was not.
//! Then one in ten of the reviews says something wrong. The same files give the same figures.

use std::collections::BTreeMap;

use serde_json::Value;

use super::metric::fraction;
use super::{EvalError, Measured, Rows, metrics, text};
use crate::classifier::{Classifier, Example, Options, names};

const FIRST: usize = 10;
const REVIEWED: usize = 1_000;
/// Every so many reviews one is wrong.
const WRONG: usize = 10;

pub(super) fn measure(train: &Rows, test: &Rows) -> Result<Measured, EvalError> {
    let all = train.convert(example)?;
    let measured = test.convert(example)?;
    let (start, reviews) = parted(all);
    let before = accuracy(&start, &measured)?;
    let after = accuracy(&joined(&start, reviews.clone()), &measured)?;
    let slips = accuracy(&joined(&start, with_slips(&reviews)), &measured)?;
    let figures = metrics([
        ("accuracy_before", before),
        ("accuracy", after),
        ("gain", after - before),
        ("accuracy_with_wrong_corrections", slips),
        ("cost_of_wrong_corrections", after - slips),
    ]);
    Ok(Measured::plain(measured.len(), figures))
}

fn example(row: &Value) -> Option<Example> {
    Some(Example {
        text: text(row, "text")?,
        label: text(row, "intent")?,
    })
}

/// What is known at first, and what is reviewed later, spread over the file.
fn parted(all: Vec<Example>) -> (Vec<Example>, Vec<Example>) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let (start, others): (Vec<Example>, Vec<Example>) = all.into_iter().partition(|example| {
        let count = taken.entry(example.label.clone()).or_default();
        *count += 1;
        *count <= FIRST
    });
    let step = (others.len() / REVIEWED).max(1);
    let reviews = others.into_iter().step_by(step).take(REVIEWED).collect();
    (start, reviews)
}

fn joined(start: &[Example], reviews: Vec<Example>) -> Vec<Example> {
    start.iter().cloned().chain(reviews).collect()
}

/// Every tenth review names the label after the right one.
fn with_slips(reviews: &[Example]) -> Vec<Example> {
    let names = names(reviews.iter().map(|one| one.label.as_str()));
    let wrong = |label: &String| {
        let at = names.binary_search(label).unwrap_or_default();
        names.get((at + 1) % names.len().max(1)).cloned()
    };
    let slipped = reviews.iter().enumerate().map(|(at, review)| {
        let mut review = review.clone();
        if at % WRONG == WRONG - 1 {
            review.label = wrong(&review.label).unwrap_or(review.label);
        }
        review
    });
    slipped.collect()
}

fn accuracy(known: &[Example], measured: &[Example]) -> Result<f64, EvalError> {
    let (classifier, _) = Classifier::train_and_test(known, Options::for_examples(known.len()))?;
    let labels = classifier.labels();
    let right = measured.iter().filter(|one| {
        let margins = classifier.margins(&one.text);
        let best = margins
            .iter()
            .enumerate()
            .max_by(|left, right| left.1.total_cmp(right.1));
        best.and_then(|(at, _)| labels.get(at)) == Some(&one.label)
    });
    Ok(fraction(right.count(), measured.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tenth_review_is_wrong_and_the_others_stay() {
        let reviews: Vec<Example> = (0..30)
            .map(|at| Example {
                text: at.to_string(),
                label: ["a", "b", "c"].get(at % 3).unwrap().to_string(),
            })
            .collect();
        let slipped = with_slips(&reviews);
        let changed = reviews.iter().zip(&slipped).filter(|(a, b)| a != b);
        assert_eq!(changed.count(), 3);
    }
}
