//! The engine on its own starter set: learns two thirds, is measured on the third.
//!
//! Deterministic: every third message is held out, the same ones each time.

use super::metric::{
    accuracy_of_most_confident, calibration_error, confidence_for, fraction, macro_f1,
};
use super::report::{Detail, Row};
use super::{EvalError, EvalReport, EvalTask, Measured, finished, metrics};
use crate::engine::{Engine, EngineError};
use crate::training::{Labelled, TrainingSet};
use crate::triage::{Triage, TriageInput};

const PRECISION: f64 = 0.98;
const MOST_CONFIDENT: f64 = 0.7;

/// Measures the starter set. `cpu_seconds` reads the caller's clock of processor time.
pub fn run_starter(cpu_seconds: &dyn Fn() -> f64) -> Result<EvalReport, EvalError> {
    let began = cpu_seconds();
    let (set, held_out) = thirds().map_err(EngineError::from)?;
    let engine = Engine::train(&set)?;
    let answers: Vec<(&Labelled, &str, Triage)> = held_out
        .iter()
        .filter_map(|message| {
            let input = TriageInput {
                text: message.text.clone(),
                ..TriageInput::default()
            };
            Some((message, message.intent.as_deref()?, engine.triage(&input)))
        })
        .collect();
    let rows: Vec<Row<'_>> = answers.iter().map(row).collect();
    let categories = answers.iter().filter(|(_, truth, triage)| {
        set.kind(truth)
            .is_some_and(|kind| kind.category == triage.category.value)
    });
    let categories = fraction(categories.count(), answers.len());
    let measured = measured(&rows, categories);
    Ok(finished(EvalTask::Triage, measured, cpu_seconds() - began))
}

/// What is learnt, and what is measured.
fn thirds() -> Result<(TrainingSet, Vec<Labelled>), crate::training::ReadError> {
    let all = TrainingSet::starter()?;
    let (mut messages, mut held_out) = (Vec::new(), Vec::new());
    for (at, message) in all.messages.into_iter().enumerate() {
        if at % 3 == 1 {
            held_out.push(message);
        } else {
            messages.push(message);
        }
    }
    let kinds = all.kinds;
    Ok((TrainingSet { kinds, messages }, held_out))
}

fn row<'a>((_, truth, triage): &'a (&Labelled, &'a str, Triage)) -> Row<'a> {
    let first = triage.intents.first();
    Row {
        truth,
        said: first.map(|intent| intent.name.as_str()),
        confidence: first.map_or(0.0, |intent| intent.confidence),
    }
}

fn measured(rows: &[Row<'_>], categories: f64) -> Measured {
    let sure: Vec<(f32, bool)> = rows
        .iter()
        .map(|row| (row.confidence, row.said == Some(row.truth)))
        .collect();
    let right = sure.iter().filter(|(_, is_right)| *is_right).count();
    let pairs: Vec<(&str, Option<&str>)> = rows.iter().map(|row| (row.truth, row.said)).collect();
    let bar = confidence_for(&sure, PRECISION);
    let covered = sure.iter().filter(|(confidence, _)| *confidence >= bar);
    let figures = metrics([
        ("accuracy", fraction(right, rows.len())),
        ("macro_f1", macro_f1(&pairs)),
        ("category_accuracy", categories),
        ("ece", calibration_error(&sure)),
        ("coverage_at_98", fraction(covered.count(), rows.len())),
        (
            "accuracy_at_70",
            accuracy_of_most_confident(&sure, MOST_CONFIDENT),
        ),
    ]);
    Measured {
        n: rows.len(),
        metrics: figures,
        detail: Detail::of(rows),
    }
}
