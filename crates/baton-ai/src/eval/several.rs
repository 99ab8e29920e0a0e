//! Several intents a message. Rows: `text`, `intents[]`.

use serde_json::Value;

use super::metric::{f1, fraction};
use super::{EvalError, Measured, Metrics, Rows, metrics, text, texts};
use crate::classifier::{Options, names};
use crate::features::{Prepared, Vectoriser, precise};
use crate::head::{Head, Method, Task, folds, held_out};
use crate::linear;

const FOLDS: usize = 3;

pub(super) fn measure(train: &Rows, test: &Rows) -> Result<Measured, EvalError> {
    let learnt = train.convert(labelled)?;
    let names = names(
        learnt
            .iter()
            .flat_map(|(_, labels)| labels.iter().map(String::as_str)),
    );
    let prepared: Vec<Prepared> = learnt.iter().map(|(text, _)| Prepared::new(text)).collect();
    let options = Options::for_examples(prepared.len());
    let vectoriser = Vectoriser::learn(&prepared, options.min_texts);
    let rows = vectoriser.rows(&prepared);
    let labels: Vec<Vec<usize>> = learnt
        .iter()
        .map(|(_, labels)| indices(&names, labels))
        .collect();
    let task = Task {
        rows: &rows,
        labels: &labels,
        importance: &vec![1.0; labels.len()],
        names: &names,
        features: vectoriser.len(),
    };
    let head = Head::train(task, Method::Apart(linear::Options::default()));
    let firsts: Vec<usize> = labels
        .iter()
        .map(|labels| labels.first().copied().unwrap_or_default())
        .collect();
    let tested = held_out(
        task,
        &folds(&firsts, FOLDS, FOLDS),
        Method::Apart(linear::Options::default()),
    );
    let threshold = threshold(&tested, &labels);
    let measured = test.convert(labelled)?;
    let answers: Vec<(Vec<usize>, Vec<usize>)> = measured
        .iter()
        .map(|(text, labels)| {
            let margins = head.margins(&vectoriser.vector(&Prepared::new(text)));
            (indices(&names, labels), above(&margins, threshold))
        })
        .collect();
    Ok(Measured::plain(
        answers.len(),
        figures(&answers, names.len()),
    ))
}

fn labelled(row: &Value) -> Option<(String, Vec<String>)> {
    Some((text(row, "text")?, texts(row, "intents")?))
}

fn indices(names: &[String], labels: &[String]) -> Vec<usize> {
    labels
        .iter()
        .filter_map(|label| names.binary_search(label).ok())
        .collect()
}

fn above(margins: &[f32], threshold: f32) -> Vec<usize> {
    let labels = margins.iter().enumerate();
    labels
        .filter(|(_, margin)| **margin >= threshold)
        .map(|(at, _)| at)
        .collect()
}

/// The margin above which held-out labels have the best micro-F1.
fn threshold(tested: &[Vec<f32>], labels: &[Vec<usize>]) -> f32 {
    let scored: Vec<(f32, bool)> = tested
        .iter()
        .zip(labels)
        .flat_map(|(margins, labels)| {
            let scored = margins.iter().enumerate();
            scored.map(|(at, margin)| (*margin, labels.contains(&at)))
        })
        .collect();
    super::metric::best_f1(&scored).1
}

fn figures(answers: &[(Vec<usize>, Vec<usize>)], labels: usize) -> Metrics {
    let count = |label: Option<usize>| {
        let (mut hits, mut alarms, mut misses) = (0, 0, 0);
        let wanted = |at: &usize| label.is_none_or(|label| label == *at);
        for (truth, answer) in answers {
            hits += answer
                .iter()
                .filter(|at| wanted(at) && truth.contains(at))
                .count();
            alarms += answer
                .iter()
                .filter(|at| wanted(at) && !truth.contains(at))
                .count();
            misses += truth
                .iter()
                .filter(|at| wanted(at) && !answer.contains(at))
                .count();
        }
        (hits, alarms, misses)
    };
    let (hits, alarms, misses) = count(None);
    let per_label: Vec<f64> = (0..labels)
        .map(|label| count(Some(label)))
        .filter(|(hits, _, misses)| hits + misses > 0)
        .map(|(hits, alarms, misses)| f1(hits, alarms, misses))
        .collect();
    let exact = answers.iter().filter(|(truth, answer)| {
        let mut truth = truth.clone();
        truth.sort_unstable();
        truth == *answer
    });
    metrics([
        ("accuracy", fraction(exact.count(), answers.len())),
        ("micro_f1", f1(hits, alarms, misses)),
        (
            "macro_f1",
            per_label.iter().sum::<f64>() / precise(per_label.len().max(1)),
        ),
    ])
}
