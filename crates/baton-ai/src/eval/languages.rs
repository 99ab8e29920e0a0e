//! Which language a text is in. Rows: `text`, `lang`, and perhaps a `kind` to break figures down by.

use std::collections::BTreeMap;

use serde_json::Value;

use super::metric::{fraction, macro_f1};
use super::{EvalError, Measured, Rows, metrics, text};
use crate::language::bayes::Bayes;
use crate::language::detected;

/// How much the opinion of the general detector adds to the likelihood per run of characters.
const DETECTOR_BONUS: f64 = 0.25;
const UNKNOWN: &str = "unknown";

struct Snippet {
    text: String,
    language: String,
    kind: Option<String>,
}

pub(super) fn measure(train: &Rows, test: &Rows) -> Result<Measured, EvalError> {
    let learnt = train.convert(snippet)?;
    let known = learnt
        .iter()
        .map(|one| (one.text.as_str(), one.language.as_str()));
    let bayes = Bayes::train(known);
    let measured = test.convert(snippet)?;
    let mut pairs = Vec::new();
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for one in &measured {
        let answer = identify(&bayes, &one.text);
        let is_right = answer == one.language;
        if let Some(kind) = &one.kind {
            let (right, count) = kinds.entry(kind.replace('-', "_")).or_default();
            *right += usize::from(is_right);
            *count += 1;
        }
        pairs.push((one.language.as_str(), Some(answer)));
    }
    let right = pairs
        .iter()
        .filter(|(truth, answer)| Some(*truth) == *answer)
        .count();
    let mut figures = metrics([
        ("accuracy", fraction(right, pairs.len())),
        ("macro_f1", macro_f1(&pairs)),
    ]);
    for (kind, (right, count)) in kinds {
        figures.insert(format!("accuracy_{kind}"), fraction(right, count));
    }
    Ok(Measured::plain(measured.len(), figures))
}

fn snippet(row: &Value) -> Option<Snippet> {
    Some(Snippet {
        text: text(row, "text")?,
        language: text(row, "lang")?,
        kind: text(row, "kind"),
    })
}

/// Too few letters have no language; otherwise characters decide, with a bonus for the detector's
/// opinion.
fn identify<'a>(bayes: &'a Bayes, text: &str) -> &'a str {
    if text
        .chars()
        .filter(|character| character.is_alphabetic())
        .count()
        < 2
    {
        return UNKNOWN;
    }
    let opinion = detected(text);
    let bonus = |label: &str| match opinion {
        Some((code, confidence)) if code == label => DETECTOR_BONUS * f64::from(confidence),
        _ => 0.0,
    };
    bayes
        .labels()
        .iter()
        .zip(bayes.scores(text))
        .map(|(label, score)| (label, score + bonus(label)))
        .max_by(|left, right| left.1.total_cmp(&right.1))
        .map_or(UNKNOWN, |(label, _)| label)
}
