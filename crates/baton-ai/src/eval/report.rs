//! A written report of a measurement: figures, the most frequent mix-ups, and how far confidence
//! can be trusted.
//!
//! Markdown, without anything of the measured texts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::EvalReport;
use super::metric::fraction;

/// The report shows so many mix-ups.
const MOST_MIX_UPS: usize = 40;
const BINS: usize = 10;

/// What figures alone do not show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detail {
    /// How often each pair of true and said label was mixed up, most frequent first.
    pub mix_ups: Vec<MixUp>,
    /// Ten equal steps of confidence, lowest first; steps without answers are left out.
    pub calibration: Vec<Step>,
}

/// Two labels that were mixed up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixUp {
    /// What is true.
    pub truth: String,
    /// What was said; none where the engine abstained.
    pub said: Option<String>,
    /// How often.
    pub count: usize,
}

/// Answers of about one confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The mean confidence.
    pub confidence: f64,
    /// The share that was right.
    pub accuracy: f64,
    /// How many answers.
    pub count: usize,
}

/// One measured row: what is true, what was said, and how sure that was.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) truth: &'a str,
    pub(super) said: Option<&'a str>,
    pub(super) confidence: f32,
}

impl Detail {
    pub(super) fn of(rows: &[Row<'_>]) -> Self {
        Self {
            mix_ups: mix_ups(rows),
            calibration: calibration(rows),
        }
    }
}

fn mix_ups(rows: &[Row<'_>]) -> Vec<MixUp> {
    let mut counts: BTreeMap<(&str, Option<&str>), usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.said != Some(row.truth)) {
        *counts.entry((row.truth, row.said)).or_default() += 1;
    }
    let mut found: Vec<MixUp> = counts
        .into_iter()
        .map(|((truth, said), count)| MixUp {
            truth: truth.to_owned(),
            said: said.map(str::to_owned),
            count,
        })
        .collect();
    found.sort_by_key(|mix_up| std::cmp::Reverse(mix_up.count));
    found
}

fn calibration(rows: &[Row<'_>]) -> Vec<Step> {
    let mut bins = [(0.0_f64, 0_usize, 0_usize); BINS];
    for row in rows {
        let confidence = f64::from(row.confidence);
        let above = (1..BINS).find(|bin| confidence < fraction(*bin, BINS));
        if let Some((sure, right, count)) = bins.get_mut(above.unwrap_or(BINS) - 1) {
            *sure += confidence;
            *right += usize::from(row.said == Some(row.truth));
            *count += 1;
        }
    }
    bins.into_iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(sure, right, count)| Step {
            confidence: sure / crate::features::precise(count),
            accuracy: fraction(right, count),
            count,
        })
        .collect()
}

/// The report in Markdown.
#[must_use]
pub fn markdown(report: &EvalReport) -> String {
    let mut text = format!(
        "# {}\n\n{} rows, {:.1} s of processor time.\n\n| figure | value |\n|---|---|\n",
        report.task.name(),
        report.n,
        report.seconds_cpu
    );
    for (name, value) in &report.metrics {
        let _ = writeln!(text, "| {name} | {value:.4} |");
    }
    if !report.detail.calibration.is_empty() {
        text.push_str("\n## Calibration\n\n| confidence | accuracy | answers |\n|---|---|---|\n");
    }
    for step in &report.detail.calibration {
        let Step {
            confidence,
            accuracy,
            count,
        } = step;
        let _ = writeln!(text, "| {confidence:.3} | {accuracy:.3} | {count} |");
    }
    if !report.detail.mix_ups.is_empty() {
        text.push_str("\n## Mix-ups\n\n| true | said | times |\n|---|---|---|\n");
    }
    for mix_up in report.detail.mix_ups.iter().take(MOST_MIX_UPS) {
        let said = mix_up.said.as_deref().unwrap_or("(abstained)");
        let _ = writeln!(text, "| {} | {said} | {} |", mix_up.truth, mix_up.count);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::EvalTask;

    #[test]
    fn a_report_names_figures_calibration_and_mix_ups() {
        let row = |said, confidence| Row {
            truth: "refund",
            said,
            confidence,
        };
        let rows = [
            row(Some("refund"), 0.95),
            row(Some("invoice"), 0.91),
            row(None, 0.1),
        ];
        let report = EvalReport {
            task: EvalTask::Triage,
            n: 3,
            seconds_cpu: 0.25,
            metrics: BTreeMap::from([("accuracy".to_owned(), 1.0 / 3.0)]),
            detail: Detail::of(&rows),
        };
        let text = markdown(&report);
        assert!(text.contains("| accuracy | 0.3333 |"), "{text}");
        assert!(text.contains("| 0.930 | 0.500 | 2 |"), "{text}");
        assert!(text.contains("| refund | invoice | 1 |"), "{text}");
        assert!(text.contains("| refund | (abstained) | 1 |"), "{text}");
    }
}
