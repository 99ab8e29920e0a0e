//! A head: one separator per label over shared features, and how sure its answers are.
//!
//! Weights are kept in eight bits with one scale per feature, which costs no measurable accuracy
//! and makes a model fit into a few megabytes.
#![expect(
    clippy::as_conversions,
    reason = "weights are rounded into eight bits on purpose"
)]

use crate::features::{Rows, Vector};
use crate::linear::{self, Separator};
use crate::logistic;

pub mod calibration;
mod split;

pub use split::{Fold, folds};

/// One-vs-rest separators for a list of labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    pub(crate) labels: Vec<String>,
    pub(crate) biases: Vec<f32>,
    /// One per feature.
    pub(crate) scales: Vec<f32>,
    /// Feature by feature, a weight per label.
    pub(crate) weights: Vec<i8>,
    /// What margins are multiplied with before they become probabilities.
    pub(crate) sharpness: f32,
}

/// What to train on: rows, and for each row which labels it carries.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The vectors.
    pub rows: &'a Rows,
    /// For each row the indices of its labels.
    pub labels: &'a [Vec<usize>],
    /// For each row how much it counts; one is usual.
    pub importance: &'a [f32],
    /// The names the indices stand for.
    pub names: &'a [String],
    /// The number of features.
    pub features: usize,
}

/// How separators are found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// Each label against all others; a row may carry any number of labels.
    Apart(linear::Options),
    /// All labels at once; a row counts for its first label. Better where examples are few.
    Together(logistic::Options),
}

impl Head {
    /// Trains a separator for each label and keeps it in eight bits.
    #[must_use]
    pub fn train(task: Task<'_>, method: Method) -> Self {
        let separators = match method {
            Method::Apart(options) => Self::apart(task, options),
            Method::Together(options) => Self::together(task, options),
        };
        Self::pack(task.names.to_vec(), &separators, task.features)
    }

    fn together(task: Task<'_>, options: logistic::Options) -> Vec<Separator> {
        let firsts = task.labels.iter().map(|labels| labels.first().copied());
        let (mut rows, mut labels, mut importance) = (Rows::default(), Vec::new(), Vec::new());
        for (at, label) in firsts.enumerate() {
            let Some(label) = label else { continue };
            rows.push_row(task.rows, at);
            labels.push(label);
            importance.push(task.importance.get(at).copied().unwrap_or(1.0));
        }
        let size = (task.features, task.names.len());
        logistic::train(&rows, &labels, &importance, size, options)
    }

    fn apart(task: Task<'_>, options: linear::Options) -> Vec<Separator> {
        (0..task.names.len())
            .map(|label| {
                let positive: Vec<bool> = task
                    .labels
                    .iter()
                    .map(|labels| labels.contains(&label))
                    .collect();
                linear::train(
                    task.rows,
                    &positive,
                    task.importance,
                    task.features,
                    options,
                )
            })
            .collect()
    }

    fn pack(labels: Vec<String>, separators: &[Separator], features: usize) -> Self {
        let mut scales = Vec::with_capacity(features);
        let mut weights = Vec::with_capacity(features * separators.len());
        for feature in 0..features {
            let weight = |separator: &Separator| separator.weights.get(feature).copied();
            let row: Vec<f32> = separators.iter().filter_map(weight).collect();
            let largest = row
                .iter()
                .fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
            let scale = largest / f32::from(i8::MAX);
            scales.push(scale);
            weights.extend(row.iter().map(|weight| eight_bits(*weight, scale)));
        }
        let biases = separators.iter().map(|separator| separator.bias).collect();
        Self {
            labels,
            biases,
            scales,
            weights,
            sharpness: 1.0,
        }
    }

    /// The names of the labels, by index.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How far on its side of each separator a vector lies.
    #[must_use]
    pub fn margins(&self, vector: &Vector) -> Vec<f32> {
        let mut margins = self.biases.clone();
        for (id, value) in vector.ids().iter().zip(vector.values()) {
            let Some((scale, row)) = self.row(*id) else {
                continue;
            };
            let factor = value * scale;
            for (margin, weight) in margins.iter_mut().zip(row) {
                *margin += factor * f32::from(*weight);
            }
        }
        margins
    }

    /// The weight of one feature for one label.
    #[must_use]
    pub fn weight(&self, feature: u32, label: usize) -> f32 {
        self.row(feature)
            .and_then(|(scale, row)| row.get(label).map(|weight| scale * f32::from(*weight)))
            .unwrap_or_default()
    }

    fn row(&self, feature: u32) -> Option<(f32, &[i8])> {
        let (at, width) = (usize::try_from(feature).ok()?, self.labels.len());
        let row = self.weights.get(at * width..(at + 1) * width)?;
        Some((*self.scales.get(at)?, row))
    }

    /// Probabilities that add up to one, for labels of which one is true.
    #[must_use]
    pub fn probabilities(&self, margins: &[f32]) -> Vec<f32> {
        calibration::softmax(margins, self.sharpness)
    }

    /// Sets how sharply margins turn into probabilities, from margins of texts not trained on.
    pub fn calibrate(&mut self, held_out: &[(Vec<f32>, usize)]) {
        self.sharpness = calibration::sharpness(held_out);
    }
}

/// Margins for texts a head was not trained on, from heads trained on the other folds.
#[must_use]
pub fn held_out(task: Task<'_>, folds: &[Fold], method: Method) -> Vec<Vec<f32>> {
    let mut margins = vec![Vec::new(); task.rows.len()];
    for fold in folds {
        let (mut rows, mut labels, mut importance) = (Rows::default(), Vec::new(), Vec::new());
        for &at in &fold.train {
            rows.push_row(task.rows, at);
            labels.extend(task.labels.get(at).cloned());
            importance.extend(task.importance.get(at).copied());
        }
        let part = Task {
            rows: &rows,
            labels: &labels,
            importance: &importance,
            ..task
        };
        let head = Head::train(part, method);
        for &at in &fold.test {
            if let Some(slot) = margins.get_mut(at) {
                *slot = head.margins(&task.rows.vector(at));
            }
        }
    }
    margins
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the scale bounds it to ±127"
)]
fn eight_bits(weight: f32, scale: f32) -> i8 {
    if scale > 0.0 {
        (weight / scale).round() as i8
    } else {
        0
    }
}
