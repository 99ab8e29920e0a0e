//! One intent a message, and messages that are about none of them.
//!
//! Rows: `text`, `intent`. The label `oos`, and in the measured file any label that was not learnt,
//! means out of scope.

use serde_json::Value;

use super::disturb::Disturbance;
use super::metric::{
    accuracy_of_most_confident, calibration_error, confidence_for, fraction, macro_f1,
};
use super::report::{Detail, Row};
use super::{EvalError, Measured, Metrics, Rows, metrics, text};
use crate::classifier::{Classifier, Example, HeldOut, Options};

const OUT_OF_SCOPE: &str = "oos";
/// What the threshold may cost: the contract asks for 90 % in scope, a little is kept in reserve.
const LEAST_IN_SCOPE: f64 = 0.912;
const PRECISION: f64 = 0.98;
const MOST_CONFIDENT: f64 = 0.7;
/// Of what disturbs messages.
const SEED: u64 = 1;

/// Learns on the first rows, sets thresholds on the second, measures on the third.
pub(super) fn measure(
    (train, dev, test): (&Rows, Option<&Rows>, &Rows),
    is_disturbed: bool,
) -> Result<Measured, EvalError> {
    let examples = train.convert(example)?;
    let options = Options::for_examples(examples.len());
    let (classifier, held_out) = Classifier::train_and_test(&examples, options)?;
    let judge = Judge::new(&classifier);
    let known: Vec<Answer> = match dev {
        Some(dev) => judge.all(&dev.convert(example)?),
        None => held_out
            .into_iter()
            .map(|one| judge.of_held_out(one))
            .collect(),
    };
    let threshold = threshold(&known);
    let sure = confidence_for(&sureness(&known), PRECISION);
    let tests = test.convert(example)?;
    let answers = judge.all(&tests);
    let mut figures = figures(&answers, threshold, sure);
    if is_disturbed {
        figures.extend(disturbed(&judge, &tests, &answers));
    }
    Ok(Measured {
        n: answers.len(),
        metrics: figures,
        detail: detail(&answers, threshold, classifier.labels()),
    })
}

/// How often the first guess is right on disturbed messages, and the largest loss by it.
fn disturbed(judge: &Judge<'_>, tests: &[Example], answers: &[Answer]) -> Metrics {
    let right = |answers: &[Answer]| {
        let right = answers.iter().filter(|answer| answer.is_right());
        fraction(right.count(), answers.len())
    };
    let plain = right(answers);
    let mut figures = metrics([("accuracy_plain", plain)]);
    let mut worst = 0.0_f64;
    for way in Disturbance::ALL {
        let changed = tests.iter().map(|example| Example {
            text: way.apply(&example.text, SEED),
            label: example.label.clone(),
        });
        let accuracy = right(&judge.all(&changed.collect::<Vec<_>>()));
        worst = worst.max(plain - accuracy);
        figures.insert(format!("accuracy_{}", way.name()), accuracy);
    }
    figures.insert("largest_loss".to_owned(), worst);
    figures
}

fn detail(answers: &[Answer], threshold: f32, labels: &[String]) -> Detail {
    let name = |at: usize| labels.get(at).map_or(OUT_OF_SCOPE, String::as_str);
    let rows: Vec<Row<'_>> = answers
        .iter()
        .map(|answer| Row {
            truth: answer.truth.map_or(OUT_OF_SCOPE, name),
            said: Some(if answer.belonging >= threshold {
                name(answer.said)
            } else {
                OUT_OF_SCOPE
            }),
            confidence: answer.confidence,
        })
        .collect();
    Detail::of(&rows)
}

fn example(row: &Value) -> Option<Example> {
    Some(Example {
        text: text(row, "text")?,
        label: text(row, "intent")?,
    })
}

/// What the classifier says of one row, and what is true; indices of labels.
struct Answer {
    truth: Option<usize>,
    said: usize,
    confidence: f32,
    /// Low for messages that are about none of the labels.
    belonging: f32,
}

impl Answer {
    fn is_right(&self) -> bool {
        self.truth == Some(self.said)
    }
}

struct Judge<'a> {
    classifier: &'a Classifier,
    out_of_scope: Option<usize>,
}

impl<'a> Judge<'a> {
    fn new(classifier: &'a Classifier) -> Self {
        let labels = classifier.labels().iter();
        let out_of_scope = labels.into_iter().position(|label| label == OUT_OF_SCOPE);
        Self {
            classifier,
            out_of_scope,
        }
    }

    fn all(&self, examples: &[Example]) -> Vec<Answer> {
        let labels = self.classifier.labels();
        examples
            .iter()
            .map(|example| {
                let truth = labels.binary_search(&example.label).ok();
                self.answer(&self.classifier.margins(&example.text), truth)
            })
            .collect()
    }

    fn of_held_out(&self, (margins, truth): HeldOut) -> Answer {
        self.answer(&margins, Some(truth))
    }

    fn answer(&self, margins: &[f32], truth: Option<usize>) -> Answer {
        let chances = self.classifier.calibrated(margins);
        let out = self.out_of_scope.and_then(|at| margins.get(at)).copied();
        let ranked = chances.iter().zip(margins).enumerate();
        let best = ranked
            .filter(|(at, _)| Some(*at) != self.out_of_scope)
            .max_by(|left, right| left.1.1.total_cmp(right.1.1));
        let (said, confidence, margin) = best.map_or((0, 0.0, 0.0), |(at, (chance, margin))| {
            (at, *chance, *margin)
        });
        Answer {
            truth: truth.filter(|truth| Some(*truth) != self.out_of_scope),
            said,
            confidence,
            belonging: margin - out.unwrap_or(-1.0),
        }
    }
}

/// The threshold that finds most messages out of scope while enough in scope stay right.
fn threshold(known: &[Answer]) -> f32 {
    let strangers = known.iter().filter(|answer| answer.truth.is_none()).count();
    let members = known.len() - strangers;
    if strangers == 0 {
        return f32::NEG_INFINITY;
    }
    let mut candidates: Vec<f32> = known.iter().map(|answer| answer.belonging).collect();
    candidates.sort_by(f32::total_cmp);
    let still_right = |threshold: f32| {
        let right = known
            .iter()
            .filter(|one| one.is_right() && one.belonging >= threshold);
        fraction(right.count(), members)
    };
    let allowed = LEAST_IN_SCOPE.min(still_right(f32::NEG_INFINITY) - 0.005);
    let keeps = candidates.partition_point(|candidate| still_right(*candidate) >= allowed);
    let last = keeps.checked_sub(1).and_then(|last| candidates.get(last));
    last.copied().unwrap_or(f32::NEG_INFINITY)
}

fn sureness(answers: &[Answer]) -> Vec<(f32, bool)> {
    answers
        .iter()
        .map(|answer| (answer.confidence, answer.is_right()))
        .collect()
}

fn figures(answers: &[Answer], threshold: f32, sure: f32) -> Metrics {
    let accepted = |answer: &Answer| answer.belonging >= threshold;
    let (members, strangers): (Vec<&Answer>, Vec<&Answer>) =
        answers.iter().partition(|answer| answer.truth.is_some());
    let right = members
        .iter()
        .filter(|one| one.is_right() && accepted(one))
        .count();
    let found = strangers.iter().filter(|one| !accepted(one)).count();
    let pairs: Vec<(usize, Option<usize>)> = members
        .iter()
        .filter_map(|one| Some((one.truth?, accepted(one).then_some(one.said))))
        .collect();
    let of_members: Vec<(f32, bool)> = members
        .iter()
        .map(|one| (one.confidence, one.is_right()))
        .collect();
    let covered = answers.iter().filter(|one| one.confidence >= sure);
    let covered: Vec<bool> = covered.map(Answer::is_right).collect();
    let mut figures = metrics([
        ("accuracy", fraction(right + found, answers.len())),
        ("macro_f1", macro_f1(&pairs)),
        ("in_scope_accuracy", fraction(right, members.len())),
        ("ece", calibration_error(&of_members)),
        ("coverage_at_98", fraction(covered.len(), answers.len())),
        (
            "precision_at_98",
            fraction(
                covered.iter().filter(|is_right| **is_right).count(),
                covered.len(),
            ),
        ),
        (
            "accuracy_at_70",
            accuracy_of_most_confident(&of_members, MOST_CONFIDENT),
        ),
    ]);
    if !strangers.is_empty() {
        figures.insert("oos_recall".to_owned(), fraction(found, strangers.len()));
    }
    figures
}
