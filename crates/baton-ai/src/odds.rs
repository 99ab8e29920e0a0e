//! Probabilities nudged by evidence, in log odds.

/// A probability moved by an amount of evidence; one point is about a factor of three in odds.
#[must_use]
pub fn nudge(probability: f32, evidence: f32) -> f32 {
    let bounded = probability.clamp(1e-4, 1.0 - 1e-4);
    let odds = (bounded / (1.0 - bounded)).ln() + evidence;
    1.0 / (1.0 + (-odds).exp())
}

/// Scales parts so that they add up to one.
#[must_use]
pub fn share<const N: usize>(parts: [f32; N]) -> [f32; N] {
    let total: f32 = parts.iter().sum();
    parts.map(|part| part / total.max(f32::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_evidence_leaves_a_probability_alone() {
        assert!((nudge(0.3, 0.0) - 0.3).abs() < 1e-5);
        assert!(nudge(0.3, 1.0) > 0.3);
        assert!(nudge(0.3, -1.0) < 0.3);
    }
}
