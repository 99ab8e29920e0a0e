//! Whether a person answers first where one should, by the engine every workspace begins with.
//!
//! Rows: `text`, `inside`, and perhaps `tenure_days`, `tier`, `open_broken_promise`, `lang`. Nothing
//! is learnt. Without a file the frozen scenarios that ship with the engine are measured.

use std::collections::BTreeMap;

use serde_json::Value;

use super::metric::fraction;
use super::{EvalError, EvalReport, EvalTask, Measured, Rows, finished, metrics, text};
use crate::engine::Engine;
use crate::triage::{TriageContext, TriageInput};

const FROZEN: &str = include_str!("../../starter/empathy_frozen.jsonl");

struct Scenario {
    input: TriageInput,
    is_inside: bool,
    language: Option<String>,
}

/// Measures the shipped scenarios. `cpu_seconds` reads the caller's clock of processor time.
pub fn run_boundary(cpu_seconds: &dyn Fn() -> f64) -> Result<EvalReport, EvalError> {
    let began = cpu_seconds();
    let rows = super::parse("starter/empathy_frozen.jsonl".into(), FROZEN)?;
    let measured = measure(&rows)?;
    Ok(finished(EvalTask::Empathy, measured, cpu_seconds() - began))
}

pub(super) fn measure(test: &Rows) -> Result<Measured, EvalError> {
    let scenarios = test.convert(scenario)?;
    let engine = Engine::starter()?;
    let mut tally = Tally::default();
    let mut languages: BTreeMap<&str, Tally> = BTreeMap::new();
    for scenario in &scenarios {
        let said = engine.triage(&scenario.input).empathy.inside;
        tally.add(scenario.is_inside, said);
        if let Some(language) = &scenario.language {
            let of_language = languages.entry(language).or_default();
            of_language.add(scenario.is_inside, said);
        }
    }
    let mut figures = metrics([
        ("recall", tally.recall()),
        ("false_block_rate", tally.false_blocks()),
        (
            "precision",
            fraction(tally.found, tally.found + tally.wrongly),
        ),
    ]);
    for (language, tally) in languages {
        figures.insert(format!("recall_{language}"), tally.recall());
        figures.insert(format!("false_block_rate_{language}"), tally.false_blocks());
    }
    Ok(Measured::plain(scenarios.len(), figures))
}

fn scenario(row: &Value) -> Option<Scenario> {
    let days = row.get("tenure_days").and_then(Value::as_u64);
    let is_true = |field: &str| row.get(field).and_then(Value::as_bool);
    Some(Scenario {
        input: TriageInput {
            text: text(row, "text")?,
            context: TriageContext {
                tenure_days: days.and_then(|days| u32::try_from(days).ok()),
                tier: text(row, "tier"),
                open_broken_promise: is_true("open_broken_promise").unwrap_or_default(),
                ..TriageContext::default()
            },
        },
        is_inside: is_true("inside")?,
        language: text(row, "lang"),
    })
}

#[derive(Default)]
struct Tally {
    inside: usize,
    found: usize,
    outside: usize,
    wrongly: usize,
}

impl Tally {
    fn add(&mut self, is_inside: bool, said: bool) {
        let (count, hits) = if is_inside {
            (&mut self.inside, &mut self.found)
        } else {
            (&mut self.outside, &mut self.wrongly)
        };
        *count += 1;
        *hits += usize::from(said);
    }

    fn recall(&self) -> f64 {
        fraction(self.found, self.inside)
    }

    fn false_blocks(&self) -> f64 {
        fraction(self.wrongly, self.outside)
    }
}
