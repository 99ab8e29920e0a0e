//! One linear separator: a support vector machine trained by dual coordinate descent.
//!
//! Squared hinge loss with a bias, after Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual
//! coordinate descent method for large-scale linear SVM" (2008). The order of steps comes from a
//! fixed seed, so the same rows give the same bits.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "an inner loop over indices that the rows guarantee"
)]

use crate::features::Rows;

/// How hard and how long to train.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// What one wrong example costs, against the size of the weights.
    pub cost: f32,
    /// How many times costlier a positive example is.
    pub positive_weight: f32,
    /// Stops when no step would be larger than this.
    pub tolerance: f32,
    /// Stops after this many passes.
    pub max_passes: usize,
    /// Where the order of steps starts.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cost: 1.0,
            positive_weight: 1.0,
            tolerance: 0.1,
            max_passes: 60,
            seed: 1,
        }
    }
}

/// A weight for each feature, and a bias.
#[derive(Debug, Clone, PartialEq)]
pub struct Separator {
    /// By feature id.
    pub weights: Vec<f32>,
    /// Added to every margin.
    pub bias: f32,
}

/// Trains a separator of the rows where `is_positive` from the others.
///
/// `importance` multiplies the cost of each row; all three lists belong together by position.
#[must_use]
pub fn train(
    rows: &Rows,
    is_positive: &[bool],
    importance: &[f32],
    features: usize,
    options: Options,
) -> Separator {
    let mut descent = Descent::new(rows, is_positive, importance, features, options);
    descent.run(options);
    Separator {
        weights: descent.weights,
        bias: descent.bias,
    }
}

/// The state of the descent; `active[..live]` are the rows that may still move.
struct Descent<'a> {
    rows: &'a Rows,
    signs: Vec<f32>,
    softness: Vec<f32>,
    curvature: Vec<f32>,
    dual: Vec<f32>,
    weights: Vec<f32>,
    bias: f32,
    active: Vec<u32>,
    live: usize,
}

/// The largest and smallest step of a pass.
#[derive(Clone, Copy)]
struct Extremes {
    max: f32,
    min: f32,
}

impl<'a> Descent<'a> {
    fn new(
        rows: &'a Rows,
        is_positive: &[bool],
        importance: &[f32],
        features: usize,
        options: Options,
    ) -> Self {
        let softness: Vec<f32> = is_positive
            .iter()
            .zip(importance)
            .map(|(&positive, importance)| {
                let weight = if positive {
                    options.positive_weight
                } else {
                    1.0
                };
                0.5 / (options.cost * weight * importance)
            })
            .collect();
        let curvature = softness
            .iter()
            .enumerate()
            .map(|(at, soft)| {
                1.0 + soft
                    + rows
                        .row(at)
                        .1
                        .iter()
                        .map(|value| value * value)
                        .sum::<f32>()
            })
            .collect();
        Self {
            rows,
            signs: is_positive
                .iter()
                .map(|&positive| if positive { 1.0 } else { -1.0 })
                .collect(),
            softness,
            curvature,
            dual: vec![0.0; rows.len()],
            weights: vec![0.0; features],
            bias: 0.0,
            active: (0..).take(rows.len()).collect(),
            live: rows.len(),
        }
    }

    fn run(&mut self, options: Options) {
        let open = Extremes {
            max: f32::INFINITY,
            min: f32::NEG_INFINITY,
        };
        let (mut random, mut bounds) = (options.seed, open);
        for _ in 0..options.max_passes {
            shuffle(&mut self.active[..self.live], &mut random);
            let seen = self.pass(bounds);
            if seen.max - seen.min <= options.tolerance {
                if self.live == self.rows.len() {
                    break;
                }
                self.live = self.rows.len();
                bounds = open;
                continue;
            }
            bounds.max = if seen.max > 0.0 {
                seen.max
            } else {
                f32::INFINITY
            };
            bounds.min = if seen.min < 0.0 {
                seen.min
            } else {
                f32::NEG_INFINITY
            };
        }
    }

    fn pass(&mut self, bounds: Extremes) -> Extremes {
        let mut seen = Extremes {
            max: f32::NEG_INFINITY,
            min: f32::INFINITY,
        };
        let mut place = 0;
        while place < self.live {
            let at = self.active[place] as usize;
            let (ids, values) = self.rows.row(at);
            let sign = self.signs[at];
            let margin = self.bias + dot(&self.weights, ids, values);
            let gradient = sign.mul_add(margin, -1.0) + self.softness[at] * self.dual[at];
            let mut step = gradient;
            if self.dual[at] <= 0.0 {
                if gradient > bounds.max {
                    self.live -= 1;
                    self.active.swap(place, self.live);
                    continue;
                }
                step = gradient.min(0.0);
            }
            seen.max = seen.max.max(step);
            seen.min = seen.min.min(step);
            if step.abs() > 1e-12 {
                let old = self.dual[at];
                self.dual[at] = (old - gradient / self.curvature[at]).max(0.0);
                let change = (self.dual[at] - old) * sign;
                self.bias += change;
                for (id, value) in ids.iter().zip(values) {
                    self.weights[*id as usize] += change * value;
                }
            }
            place += 1;
        }
        seen
    }
}

fn dot(weights: &[f32], ids: &[u32], values: &[f32]) -> f32 {
    ids.iter()
        .zip(values)
        .map(|(id, value)| weights[*id as usize] * value)
        .sum()
}

pub(crate) fn shuffle(items: &mut [u32], random: &mut u64) {
    for last in (1..items.len()).rev() {
        let bound = u64::try_from(last + 1).unwrap_or(1);
        let other = usize::try_from(next(random) % bound).unwrap_or_default();
        items.swap(last, other);
    }
}

/// The `SplitMix64` generator (Steele, Lea and Flood, 2014).
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::Vector;

    fn rows(points: &[[f32; 2]]) -> Rows {
        let mut rows = Rows::default();
        for point in points {
            let mut vector = Vector::default();
            vector.push(0, point[0]);
            vector.push(1, point[1]);
            rows.push(&vector);
        }
        rows
    }

    #[test]
    fn separable_points_are_separated() {
        let rows = rows(&[[1.0, 0.1], [0.9, 0.2], [0.1, 1.0], [0.2, 0.8]]);
        let labels = [true, true, false, false];
        let separator = train(&rows, &labels, &[1.0; 4], 2, Options::default());
        for (at, label) in labels.iter().enumerate() {
            let (ids, values) = rows.row(at);
            let margin = dot(&separator.weights, ids, values) + separator.bias;
            assert_eq!(margin > 0.0, *label, "row {at} has margin {margin}");
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bits() {
        let rows = rows(&[[1.0, 0.1], [0.2, 0.8], [0.6, 0.6]]);
        let run = || {
            train(
                &rows,
                &[true, false, true],
                &[1.0; 3],
                2,
                Options::default(),
            )
        };
        assert_eq!(run(), run());
    }
}
