//! Meaning in a few dozen numbers: words that stand in like company come close to one another.
//!
//! Latent semantic analysis (Deerwester and others, 1990): the strongest directions of a set of
//! sparse vectors, found by subspace iteration from a fixed start, so the same texts give the same
//! numbers.

use crate::features::{Rows, narrow};
use crate::linear::next;

/// Passes of the iteration; directions no longer turn much after a few.
const PASSES: usize = 4;

/// A dense vector of length one; of length zero where the text shares no feature with any other.
pub type Dense = Vec<f32>;

/// The rows in at most `width` dimensions.
#[must_use]
pub fn project(rows: &Rows, features: usize, width: usize) -> Vec<Dense> {
    let width = width.min(rows.len()).min(features).max(1);
    let mut directions = start(features, width);
    let mut projected = Vec::new();
    for pass in 0..=PASSES {
        orthogonalise(&mut directions, width);
        projected = times(rows, &directions, width);
        if pass < PASSES {
            directions = transposed_times(rows, &projected, (features, width));
        }
    }
    for vector in &mut projected {
        normalise(vector);
    }
    projected
}

/// How alike two dense vectors of length one are: their cosine.
#[must_use]
pub fn likeness(left: &[f32], right: &[f32]) -> f32 {
    left.iter()
        .zip(right)
        .map(|(left, right)| left * right)
        .sum()
}

/// Gives a vector the length one, if it has any.
pub fn normalise(vector: &mut [f32]) {
    let length = likeness(vector, vector).sqrt();
    if length > 0.0 {
        for value in vector {
            *value /= length;
        }
    }
}

/// One row of `width` numbers per feature, from a fixed seed.
fn start(features: usize, width: usize) -> Vec<Dense> {
    let mut random = 11;
    let mut number = || {
        let bits = u32::try_from(next(&mut random) >> 40).unwrap_or_default();
        narrow(f64::from(bits) / f64::from(1_u32 << 23) - 1.0)
    };
    (0..features)
        .map(|_| (0..width).map(|_| number()).collect())
        .collect()
}

/// Makes the columns perpendicular and of length one (modified Gram-Schmidt).
fn orthogonalise(matrix: &mut [Dense], width: usize) {
    let mut done: Vec<Dense> = Vec::with_capacity(width);
    for column in 0..width {
        let read = |row: &Dense| row.get(column).copied().unwrap_or_default();
        let mut candidate: Dense = matrix.iter().map(read).collect();
        for earlier in &done {
            let along = likeness(earlier, &candidate);
            add_scaled(&mut candidate, earlier, -along);
        }
        normalise(&mut candidate);
        done.push(candidate);
    }
    for (at, row) in matrix.iter_mut().enumerate() {
        for (value, column) in row.iter_mut().zip(&done) {
            *value = column.get(at).copied().unwrap_or_default();
        }
    }
}

fn times(rows: &Rows, directions: &[Dense], width: usize) -> Vec<Dense> {
    (0..rows.len())
        .map(|row| {
            let mut sum = vec![0.0; width];
            let (ids, values) = rows.row(row);
            for (id, value) in ids.iter().zip(values) {
                add_scaled(&mut sum, direction(directions, *id), *value);
            }
            sum
        })
        .collect()
}

fn transposed_times(
    rows: &Rows,
    projected: &[Dense],
    (features, width): (usize, usize),
) -> Vec<Dense> {
    let mut sums = vec![vec![0.0; width]; features];
    for (row, vector) in projected.iter().enumerate() {
        let (ids, values) = rows.row(row);
        for (id, value) in ids.iter().zip(values) {
            let place = usize::try_from(*id).ok().and_then(|id| sums.get_mut(id));
            if let Some(sum) = place {
                add_scaled(sum, vector, *value);
            }
        }
    }
    sums
}

fn direction(directions: &[Dense], id: u32) -> &[f32] {
    let place = usize::try_from(id).ok().and_then(|id| directions.get(id));
    place.map(Vec::as_slice).unwrap_or_default()
}

fn add_scaled(sum: &mut [f32], vector: &[f32], factor: f32) {
    for (sum, value) in sum.iter_mut().zip(vector) {
        *sum += factor * value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Prepared, Vectoriser};

    fn projected(texts: &[&str]) -> Vec<Dense> {
        let texts: Vec<Prepared> = texts.iter().map(|text| Prepared::new(text)).collect();
        let vectoriser = Vectoriser::learn(&texts, 1);
        project(&vectoriser.rows(&texts), vectoriser.len(), 2)
    }

    #[test]
    fn texts_about_one_matter_come_close() {
        let found = projected(&[
            "refund my money",
            "money refund please",
            "track the parcel",
            "parcel tracking",
        ]);
        assert!(likeness(&found[0], &found[1]) > likeness(&found[0], &found[2]));
        assert!(likeness(&found[2], &found[3]) > likeness(&found[1], &found[3]));
    }

    #[test]
    fn the_same_texts_give_the_same_numbers() {
        let texts = [
            "refund my money",
            "where is the parcel",
            "a parcel of money",
        ];
        assert_eq!(projected(&texts), projected(&texts));
    }
}
