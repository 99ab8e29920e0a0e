//! Measuring the engine on data that somebody labelled.
//!
//! Learns on one file, sets thresholds on another or by cross-validation, measures on a third.
//! Nothing of the measured file is seen before. Figures are fractions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::classifier::TrainError;
use crate::engine::EngineError;

mod boundary;
pub mod disturb;
mod gaps;
mod intents;
mod languages;
mod learning;
pub mod metric;
mod moods;
mod passages;
pub mod report;
mod several;
mod spikes;
mod starter;

pub use boundary::run_boundary;
pub use report::Detail;
pub use spikes::run_simulated_spikes;
pub use starter::run_starter;

/// What is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvalTask {
    /// Which intents a message carries.
    #[default]
    Triage,
    /// Which articles answer a question.
    Retrieval,
    /// Which language a text is in.
    Language,
    /// Which topics the knowledge does not cover.
    Gaps,
    /// Whether a text is frustrated.
    Sentiment,
    /// On which days a topic came far more often than usual.
    Spikes,
    /// Whether a person answers first where one should.
    Empathy,
    /// What reviews teach, and what wrong ones cost.
    Learning,
}

impl EvalTask {
    /// The name on the command line and in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Triage => "triage",
            Self::Retrieval => "retrieval",
            Self::Language => "language",
            Self::Gaps => "gaps",
            Self::Sentiment => "sentiment",
            Self::Spikes => "spikes",
            Self::Empathy => "empathy",
            Self::Learning => "learning",
        }
    }
}

/// What to measure and on which files, each with one JSON object a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvalRequest {
    /// What is measured.
    pub task: EvalTask,
    /// To learn from; for retrieval the documents, for gaps what is covered.
    pub train: PathBuf,
    /// To set thresholds on; without it, cross-validation on `train` does.
    pub dev: Option<PathBuf>,
    /// To measure on; for retrieval the queries, for gaps the tickets.
    pub test: PathBuf,
    /// For triage with one intent a message: measures disturbed messages too.
    pub is_disturbed: bool,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvalReport {
    /// What.
    pub task: EvalTask,
    /// On how many rows.
    pub n: usize,
    /// How long it took, learning and reading included.
    pub seconds_cpu: f64,
    /// Names and fractions.
    pub metrics: BTreeMap<String, f64>,
    /// What only a written report shows.
    #[serde(skip)]
    pub detail: Detail,
}

/// What a task found.
struct Measured {
    n: usize,
    metrics: Metrics,
    detail: Detail,
}

impl Measured {
    fn plain(n: usize, metrics: Metrics) -> Self {
        Self {
            n,
            metrics,
            detail: Detail::default(),
        }
    }
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
    /// A line is not a JSON object.
    #[error("{path}, line {line}: {source}")]
    Line {
        /// In which file.
        path: PathBuf,
        /// Counted from one.
        line: usize,
        /// What is wrong.
        source: serde_json::Error,
    },
    /// A file has no row that the task can use.
    #[error("no usable row for this task in {path}")]
    Empty {
        /// Which one.
        path: PathBuf,
    },
    /// The rows teach nothing.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// The starter set cannot be learnt.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// The tickets are about nothing that could be hidden.
    #[error("gaps need tickets about at least three topics")]
    NoTopics,
}

/// Rows of a file and where they came from.
struct Rows {
    path: PathBuf,
    rows: Vec<Value>,
}

type Metrics = BTreeMap<String, f64>;

/// Measures. `cpu_seconds` reads the caller's clock of processor time.
pub fn run(request: &EvalRequest, cpu_seconds: &dyn Fn() -> f64) -> Result<EvalReport, EvalError> {
    let began = cpu_seconds();
    let train = read(&request.train)?;
    let dev = request.dev.as_deref().map(read).transpose()?;
    let test = read(&request.test)?;
    let measured = match request.task {
        EvalTask::Triage if test.rows.iter().any(|row| row.get("intents").is_some()) => {
            several::measure(&train, &test)?
        }
        EvalTask::Triage => intents::measure((&train, dev.as_ref(), &test), request.is_disturbed)?,
        EvalTask::Retrieval => passages::measure(&train, &test)?,
        EvalTask::Language => languages::measure(&train, &test)?,
        EvalTask::Gaps => gaps::measure(&train, &test)?,
        EvalTask::Sentiment => moods::measure(&train, dev.as_ref(), &test)?,
        EvalTask::Spikes => spikes::measure(&test)?,
        EvalTask::Empathy => boundary::measure(&test)?,
        EvalTask::Learning => learning::measure(&train, &test)?,
    };
    Ok(finished(request.task, measured, cpu_seconds() - began))
}

fn finished(task: EvalTask, measured: Measured, seconds_cpu: f64) -> EvalReport {
    EvalReport {
        task,
        n: measured.n,
        seconds_cpu,
        metrics: measured.metrics,
        detail: measured.detail,
    }
}

fn read(path: &Path) -> Result<Rows, EvalError> {
    let content = std::fs::read_to_string(path).map_err(|source| EvalError::File {
        path: path.to_owned(),
        source,
    })?;
    parse(path.to_owned(), &content)
}

fn parse(path: PathBuf, content: &str) -> Result<Rows, EvalError> {
    let written = content.lines().enumerate();
    let rows = written
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|source| EvalError::Line {
                path: path.clone(),
                line: at + 1,
                source,
            })
        })
        .collect::<Result<Vec<Value>, EvalError>>()?;
    if rows.is_empty() {
        return Err(EvalError::Empty { path });
    }
    Ok(Rows { path, rows })
}

impl Rows {
    /// What `convert` makes of the rows; an error if it makes nothing of any.
    fn convert<T>(&self, convert: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, EvalError> {
        let converted: Vec<T> = self.rows.iter().filter_map(convert).collect();
        if converted.is_empty() {
            return Err(EvalError::Empty {
                path: self.path.clone(),
            });
        }
        Ok(converted)
    }
}

fn text(row: &Value, field: &str) -> Option<String> {
    row.get(field)?.as_str().map(str::to_owned)
}

fn texts(row: &Value, field: &str) -> Option<Vec<String>> {
    let items = row.get(field)?.as_array()?.iter();
    Some(
        items
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect(),
    )
}

fn metrics<const N: usize>(pairs: [(&str, f64); N]) -> Metrics {
    pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
