//! The figures themselves.

use std::collections::BTreeMap;

use crate::features::precise;

/// Right answers of all; zero of none.
#[must_use]
pub fn fraction(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        precise(part) / precise(whole)
    }
}

/// Precision and recall as one figure.
#[must_use]
pub fn f1(hits: usize, false_alarms: usize, misses: usize) -> f64 {
    fraction(2 * hits, 2 * hits + false_alarms + misses)
}

/// The mean F1 over the labels that are true at least once; pairs are (true, answered).
#[must_use]
pub fn macro_f1<L: Ord + Copy>(pairs: &[(L, Option<L>)]) -> f64 {
    let mut counts: BTreeMap<L, [usize; 3]> = BTreeMap::new();
    for (truth, answer) in pairs {
        let [hits, _, misses] = counts.entry(*truth).or_default();
        if *answer == Some(*truth) {
            *hits += 1;
            continue;
        }
        *misses += 1;
        if let Some(answer) = answer {
            let [_, false_alarms, _] = counts.entry(*answer).or_default();
            *false_alarms += 1;
        }
    }
    let scores: Vec<f64> = counts
        .values()
        .filter(|[hits, _, misses]| hits + misses > 0)
        .map(|[hits, false_alarms, misses]| f1(*hits, *false_alarms, *misses))
        .collect();
    scores.iter().sum::<f64>() / precise(scores.len().max(1))
}

/// The chance that a true one scores higher than a false one; ties count half.
#[must_use]
pub fn auroc(scored: &[(f32, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|left, right| left.0.total_cmp(&right.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|left, right| left.0.total_cmp(&right.0).is_eq()) {
        let positive = precise(tied.iter().filter(|(_, truth)| *truth).count());
        let negative = precise(tied.len()) - positive;
        wins += positive * (below + negative / 2.0);
        below += negative;
    }
    let positives = precise(scored.len()) - below;
    if positives * below > 0.0 {
        wins / (positives * below)
    } else {
        0.0
    }
}

/// The highest F1 over all thresholds, and the threshold that gives it.
#[must_use]
pub fn best_f1(scored: &[(f32, bool)]) -> (f64, f32) {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|left, right| right.0.total_cmp(&left.0));
    let positives = sorted.iter().filter(|(_, truth)| *truth).count();
    let (mut hits, mut best) = (0, (0.0, f32::INFINITY));
    for (at, (score, truth)) in sorted.iter().enumerate() {
        hits += usize::from(*truth);
        let score_here = f1(hits, at + 1 - hits, positives - hits);
        if score_here > best.0 {
            best = (score_here, *score);
        }
    }
    best
}

/// How far confidence and accuracy lie apart, weighted over fifteen equal bins.
#[must_use]
pub fn calibration_error(answers: &[(f32, bool)]) -> f64 {
    const BINS: usize = 15;
    let mut bins = [(0.0_f64, 0.0_f64); BINS];
    for (confidence, is_right) in answers {
        let edge = (1..BINS).find(|bin| f64::from(*confidence) < fraction(*bin, BINS));
        if let Some((sure, right)) = bins.get_mut(edge.unwrap_or(BINS) - 1) {
            *sure += f64::from(*confidence);
            *right += f64::from(u8::from(*is_right));
        }
    }
    let apart: f64 = bins.iter().map(|(sure, right)| (sure - right).abs()).sum();
    apart / precise(answers.len().max(1))
}

/// The lowest confidence from which on answers are right at least this often; one if there is none.
#[must_use]
pub fn confidence_for(answers: &[(f32, bool)], precision: f64) -> f32 {
    let mut sorted = answers.to_vec();
    sorted.sort_by(|left, right| right.0.total_cmp(&left.0));
    let (mut right, mut lowest) = (0, f32::INFINITY);
    for (at, (confidence, is_right)) in sorted.iter().enumerate() {
        right += usize::from(*is_right);
        if fraction(right, at + 1) >= precision {
            lowest = *confidence;
        }
    }
    lowest
}

/// Accuracy on the most confident part.
#[must_use]
pub fn accuracy_of_most_confident(answers: &[(f32, bool)], part: f64) -> f64 {
    let mut sorted = answers.to_vec();
    sorted.sort_by(|left, right| right.0.total_cmp(&left.0));
    let kept = sorted
        .iter()
        .enumerate()
        .filter(|(at, _)| fraction(*at, sorted.len()) < part);
    let (mut right, mut count) = (0, 0);
    for (_, (_, is_right)) in kept {
        count += 1;
        right += usize::from(*is_right);
    }
    fraction(right, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: f64, right: f64) -> bool {
        (left - right).abs() < 1e-9
    }

    #[test]
    fn a_perfect_order_has_an_area_of_one_and_chance_a_half() {
        assert!(near(auroc(&[(0.9, true), (0.8, true), (0.1, false)]), 1.0));
        assert!(near(auroc(&[(0.5, true), (0.5, false)]), 0.5));
    }

    #[test]
    fn macro_f1_weighs_rare_labels_like_common_ones() {
        let pairs = [
            ('a', Some('a')),
            ('a', Some('a')),
            ('a', Some('a')),
            ('b', None),
        ];
        assert!(near(macro_f1(&pairs), 0.5));
    }

    #[test]
    fn certainty_that_is_half_wrong_has_an_error_of_a_half() {
        assert!(near(calibration_error(&[(1.0, true), (1.0, false)]), 0.5));
    }

    #[test]
    fn the_best_threshold_is_where_f1_is_highest() {
        let (score, threshold) = best_f1(&[(0.9, true), (0.7, true), (0.4, false), (0.2, false)]);
        assert!(near(score, 1.0));
        assert!((threshold - 0.7).abs() < 1e-6);
    }

    #[test]
    fn coverage_grows_until_precision_would_fall() {
        let answers = [(0.9, true), (0.8, true), (0.7, false), (0.6, true)];
        assert!((confidence_for(&answers, 0.98) - 0.8).abs() < 1e-6);
    }
}
