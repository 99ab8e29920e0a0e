//! Whether a text is frustrated.
//!
//! Rows: `text` with `labels[]` of emotions, of which five count as frustration, or with our own
//! `sentiment`.

use serde_json::Value;

use super::metric::{auroc, best_f1, f1, fraction, macro_f1};
use super::{EvalError, Measured, Metrics, Rows, metrics, text, texts};
use crate::classifier::{Classifier, Example, Options};
use crate::head::Method;
use crate::linear;

const FRUSTRATION: [&str; 5] = [
    "anger",
    "annoyance",
    "disappointment",
    "disapproval",
    "disgust",
];
const YES: &str = "yes";
const NO: &str = "no";
/// Moods are labelled with much noise: single examples count for less.
const COST: f32 = 0.25;
const POSITIVE_WEIGHT: f32 = 2.0;

pub(super) fn measure(
    train: &Rows,
    dev: Option<&Rows>,
    test: &Rows,
) -> Result<Measured, EvalError> {
    let examples = train.convert(example)?;
    let mut options = Options::for_examples(examples.len());
    options.method = Method::Apart(linear::Options {
        cost: COST,
        positive_weight: POSITIVE_WEIGHT,
        ..linear::Options::default()
    });
    let (classifier, held_out) = Classifier::train_and_test(&examples, options)?;
    let yes = classifier
        .labels()
        .iter()
        .position(|label| label == YES)
        .unwrap_or_default();
    let score = |margins: &[f32]| margins.get(yes).copied().unwrap_or_default();
    let scored = |examples: &[Example]| -> Vec<(f32, bool)> {
        let score = |one: &Example| (score(&classifier.margins(&one.text)), one.label == YES);
        examples.iter().map(score).collect()
    };
    let known = match dev {
        Some(dev) => scored(&dev.convert(example)?),
        None => held_out
            .iter()
            .map(|(margins, at)| (score(margins), *at == yes))
            .collect(),
    };
    let threshold = best_f1(&known).1;
    let measured = scored(&test.convert(example)?);
    Ok(Measured::plain(
        measured.len(),
        figures(&measured, threshold),
    ))
}

fn example(row: &Value) -> Option<Example> {
    let is_frustrated = match (texts(row, "labels"), text(row, "sentiment")) {
        (Some(labels), _) => labels
            .iter()
            .any(|label| FRUSTRATION.contains(&label.as_str())),
        (None, Some(sentiment)) => sentiment != "neutral",
        (None, None) => return None,
    };
    let label = if is_frustrated { YES } else { NO }.to_owned();
    Some(Example {
        text: text(row, "text")?,
        label,
    })
}

fn figures(measured: &[(f32, bool)], threshold: f32) -> Metrics {
    let count = |said: bool, truth: bool| {
        let same = |one: &&(f32, bool)| (one.0 >= threshold) == said && one.1 == truth;
        measured.iter().filter(same).count()
    };
    let (hits, alarms, misses) = (count(true, true), count(true, false), count(false, true));
    let pairs: Vec<(bool, Option<bool>)> = measured
        .iter()
        .map(|one| (one.1, Some(one.0 >= threshold)))
        .collect();
    metrics([
        (
            "accuracy",
            fraction(hits + count(false, false), measured.len()),
        ),
        ("auroc", auroc(measured)),
        ("best_f1", best_f1(measured).0),
        ("f1", f1(hits, alarms, misses)),
        ("macro_f1", macro_f1(&pairs)),
    ])
}
