//! Splitting examples into folds, label by label and always the same way.

use crate::linear::next;

/// One split: positions to train on, positions to test on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fold {
    /// Positions to train on.
    pub train: Vec<usize>,
    /// Positions to test on.
    pub test: Vec<usize>,
}

/// Splits positions into `count` folds in which each label is spread evenly.
///
/// Only the first `wanted` folds are returned; `labels` holds one label per position.
#[must_use]
pub fn folds(labels: &[usize], count: usize, wanted: usize) -> Vec<Fold> {
    let mut order: Vec<(usize, u64, usize)> = Vec::with_capacity(labels.len());
    let mut random = 7;
    for (at, label) in labels.iter().enumerate() {
        order.push((*label, next(&mut random), at));
    }
    order.sort_unstable();
    let mut split = vec![Fold::default(); wanted.min(count)];
    for (place, (_, _, at)) in order.into_iter().enumerate() {
        for (number, fold) in split.iter_mut().enumerate() {
            if place % count == number {
                fold.test.push(at);
            } else {
                fold.train.push(at);
            }
        }
    }
    split
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_position_is_tested_once() {
        let split = folds(&[0, 0, 0, 1, 1, 1, 1], 3, 3);
        let mut tested: Vec<usize> = split.iter().flat_map(|fold| fold.test.clone()).collect();
        tested.sort_unstable();
        assert_eq!(tested, [0, 1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn no_position_is_trained_and_tested_in_one_fold() {
        for fold in folds(&[0; 20], 4, 4) {
            assert!(fold.test.iter().all(|at| !fold.train.contains(at)));
            assert_eq!(fold.test.len() + fold.train.len(), 20);
        }
    }
}
