//! One label of many by multinomial logistic regression, for when there are few examples.
//!
//! All labels are learnt together, which separators one by one cannot do, and the margins are
//! probabilities as they come. Stochastic descent in an order from a fixed seed: the same rows give
//! the same bits.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "an inner loop over indices that the rows guarantee"
)]

use crate::features::{Rows, narrow, precise};
use crate::head::calibration::softmax;
use crate::linear::{Separator, shuffle};

/// How hard and how long to train.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What one wrong example costs, against the size of the weights.
    pub cost: f32,
    /// Passes over the rows.
    pub passes: usize,
    /// The first step; later ones are shorter.
    pub step: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cost: 20.0,
            passes: 60,
            step: 2.0,
        }
    }
}

/// Below this the common factor of the weights is multiplied in, before it loses digits.
const LEAST_FACTOR: f32 = 1e-4;

/// Trains one separator per label; `labels` and `importance` belong to the rows by position.
#[must_use]
pub fn train(
    rows: &Rows,
    labels: &[usize],
    importance: &[f32],
    (features, width): (usize, usize),
    options: Options,
) -> Vec<Separator> {
    let mut weights = vec![0.0_f32; (features + 1) * width];
    let shrink = 1.0 / (options.cost * narrow(precise(rows.len().max(1))));
    // The bias is the feature after the last, of which every row has one.
    let bias = u32::try_from(features).unwrap_or(u32::MAX);
    let mut order: Vec<u32> = (0..).take(rows.len()).collect();
    let (mut random, mut factor, mut time) = (1, 1.0_f32, 1.0 / (shrink * options.step));
    for _ in 0..options.passes {
        shuffle(&mut order, &mut random);
        for &at in &order {
            let at = at as usize;
            let step = 1.0 / (shrink * time);
            time += 1.0;
            let (ids, values) = rows.row(at);
            let mut misses = margins(&weights, (features, width), (ids, values), factor);
            misses = softmax(&misses, 1.0);
            misses[labels[at]] -= 1.0;
            factor *= 1.0 - step * shrink;
            let pace = step * importance[at] / factor;
            for (id, value) in ids.iter().zip(values).chain([(&bias, &1.0)]) {
                let start = *id as usize * width;
                let pace = pace * value;
                for (weight, miss) in weights[start..start + width].iter_mut().zip(&misses) {
                    *weight -= pace * miss;
                }
            }
            if factor < LEAST_FACTOR {
                weights.iter_mut().for_each(|weight| *weight *= factor);
                factor = 1.0;
            }
        }
    }
    weights.iter_mut().for_each(|weight| *weight *= factor);
    (0..width)
        .map(|label| Separator {
            weights: (0..features)
                .map(|id| weights[id * width + label])
                .collect(),
            bias: weights[features * width + label],
        })
        .collect()
}

/// The last row of the weights is the bias.
fn margins(
    weights: &[f32],
    (features, width): (usize, usize),
    (ids, values): (&[u32], &[f32]),
    factor: f32,
) -> Vec<f32> {
    let mut margins = weights[features * width..].to_vec();
    for (id, value) in ids.iter().zip(values) {
        let start = *id as usize * width;
        for (margin, weight) in margins.iter_mut().zip(&weights[start..start + width]) {
            *margin += value * weight;
        }
    }
    margins.iter_mut().for_each(|margin| *margin *= factor);
    margins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Vector;

    #[test]
    fn three_labels_are_told_apart_and_the_bits_are_the_same() {
        let mut rows = Rows::default();
        for point in [
            [1.0, 0.0],
            [0.9, 0.1],
            [0.0, 1.0],
            [0.1, 0.9],
            [0.7, 0.7],
            [0.6, 0.7],
        ] {
            let mut vector = Vector::default();
            vector.push(0, point[0]);
            vector.push(1, point[1]);
            rows.push(&vector);
        }
        let labels = [0, 0, 1, 1, 2, 2];
        let run = || train(&rows, &labels, &[1.0; 6], (2, 3), Options::default());
        let separators = run();
        assert_eq!(separators, run());
        for (at, label) in labels.iter().enumerate() {
            let (_, values) = rows.row(at);
            let margin = |one: &Separator| {
                one.weights[0] * values[0] + one.weights[1] * values[1] + one.bias
            };
            let best = (0..3).max_by(|left, right| {
                margin(&separators[*left]).total_cmp(&margin(&separators[*right]))
            });
            assert_eq!(best, Some(*label), "row {at}");
        }
    }
}
