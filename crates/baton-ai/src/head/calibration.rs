//! From margins to probabilities that mean what they say.
//!
//! Temperature scaling for one label among many (Guo, Pleiss, Sun and Weinberger, 2017), Platt's
//! sigmoid for yes or no. Both are fitted on texts that were not trained on.

use crate::features::narrow;

/// The sharpest and the flattest scale that is tried.
const SHARPNESS: (f32, f32) = (0.2, 30.0);
const GOLDEN: f32 = 0.618_034;

/// Probabilities in proportion to the exponential of the scaled margins.
#[must_use]
pub fn softmax(margins: &[f32], sharpness: f32) -> Vec<f32> {
    let largest = margins.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let parts: Vec<f32> = margins
        .iter()
        .map(|margin| (sharpness * (margin - largest)).exp())
        .collect();
    let total: f32 = parts.iter().sum();
    parts.into_iter().map(|part| part / total).collect()
}

/// The scale under which held-out labels are most probable; one if there are none.
#[must_use]
pub fn sharpness(held_out: &[(Vec<f32>, usize)]) -> f32 {
    if held_out.is_empty() {
        return 1.0;
    }
    let loss = |logarithm: f32| surprise(held_out, logarithm.exp());
    golden_section(SHARPNESS.0.ln(), SHARPNESS.1.ln(), loss).exp()
}

fn surprise(held_out: &[(Vec<f32>, usize)], sharpness: f32) -> f64 {
    held_out
        .iter()
        .map(|(margins, label)| {
            let chance = softmax(margins, sharpness)
                .get(*label)
                .copied()
                .unwrap_or_default();
            -f64::from(chance.max(1e-9)).ln()
        })
        .sum()
}

fn golden_section(mut low: f32, mut high: f32, loss: impl Fn(f32) -> f64) -> f32 {
    let (mut left, mut right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut left_loss, mut right_loss) = (loss(left), loss(right));
    for _ in 0..24 {
        if left_loss < right_loss {
            (high, right, right_loss) = (right, left, left_loss);
            left = high - GOLDEN * (high - low);
            left_loss = loss(left);
        } else {
            (low, left, left_loss) = (left, right, right_loss);
            right = low + GOLDEN * (high - low);
            right_loss = loss(right);
        }
    }
    f32::midpoint(low, high)
}

/// Platt's sigmoid: a yes-or-no margin as a probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sigmoid {
    /// How steep.
    pub slope: f32,
    /// Where even odds lie.
    pub offset: f32,
}

impl Sigmoid {
    /// The probability of yes at this margin.
    #[must_use]
    pub fn probability(self, margin: f32) -> f32 {
        1.0 / (1.0 + (-(self.slope * margin + self.offset)).exp())
    }

    /// Fits slope and offset to held-out margins by Newton's method, halving steps that overshoot.
    #[must_use]
    pub fn fit(held_out: &[(f32, bool)]) -> Self {
        let mut fit = (0.0_f64, 0.0_f64);
        let mut loss = sigmoid_loss(held_out, fit);
        for _ in 0..30 {
            let step = newton_step(held_out, fit);
            let tried = (0..10).map(|halvings| {
                let part = 0.5_f64.powi(halvings);
                let next = (fit.0 + part * step.0, fit.1 + part * step.1);
                (next, sigmoid_loss(held_out, next))
            });
            let Some((next, lower)) = tried.into_iter().find(|(_, tried)| *tried < loss) else {
                break;
            };
            (fit, loss) = (next, lower);
        }
        Self {
            slope: narrow(fit.0),
            offset: narrow(fit.1),
        }
    }
}

/// Keeps the slope finite when yes and no can be told apart without a mistake.
const RIDGE: f64 = 1e-2;

fn sigmoid_loss(held_out: &[(f32, bool)], (slope, offset): (f64, f64)) -> f64 {
    let misses: f64 = held_out
        .iter()
        .map(|(margin, is_yes)| {
            let odds = slope * f64::from(*margin) + offset;
            let towards = if *is_yes { -odds } else { odds };
            towards.max(0.0) + (-towards.abs()).exp().ln_1p()
        })
        .sum();
    misses + 0.5 * RIDGE * (slope * slope + offset * offset)
}

fn newton_step(held_out: &[(f32, bool)], (slope, offset): (f64, f64)) -> (f64, f64) {
    let mut sums = [RIDGE, 0.0, RIDGE, -RIDGE * slope, -RIDGE * offset];
    for (margin, is_yes) in held_out {
        let margin = f64::from(*margin);
        let chance = 1.0 / (1.0 + (-(slope * margin + offset)).exp());
        let miss = f64::from(u8::from(*is_yes)) - chance;
        let spread = chance * (1.0 - chance);
        let terms = [
            spread * margin * margin,
            spread * margin,
            spread,
            miss * margin,
            miss,
        ];
        for (sum, term) in sums.iter_mut().zip(terms) {
            *sum += term;
        }
    }
    let [aa, ab, bb, da, db] = sums;
    let area = aa * bb - ab * ab;
    ((bb * da - ab * db) / area, (aa * db - ab * da) / area)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confident_margins_that_are_often_wrong_are_flattened() {
        let right = |label| (vec![1.0, -1.0], label);
        let often_wrong: Vec<_> = (0..10).map(|at| right(usize::from(at % 10 >= 6))).collect();
        let mostly_right: Vec<_> = (0..10).map(|at| right(usize::from(at % 10 >= 9))).collect();
        assert!(sharpness(&often_wrong) < sharpness(&mostly_right));
        let chance = softmax(&[1.0, -1.0], sharpness(&often_wrong))[0];
        assert!((chance - 0.6).abs() < 0.02, "{chance}");
    }

    #[test]
    fn a_sigmoid_learns_where_even_odds_lie() {
        let held_out: Vec<_> = (-20..20_i8).map(|at| (f32::from(at), at > 4)).collect();
        let sigmoid = Sigmoid::fit(&held_out);
        assert!(sigmoid.probability(0.0) < 0.5);
        assert!(sigmoid.probability(9.0) > 0.5);
    }
}
