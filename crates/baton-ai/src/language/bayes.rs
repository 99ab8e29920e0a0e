//! Naive Bayes over runs of one to four characters, learnt from snippets.
//!
//! Learns any language it is given a few dozen snippets of. A missing script rules a language out
//! by itself: none of its characters were ever seen.

use std::collections::{BTreeMap, HashMap};

use crate::classifier::names;
use crate::features::precise;

const LONGEST_RUN: usize = 4;
/// Added to every count, so that an unseen run is unlikely and not impossible.
const SMOOTHING: f64 = 0.05;

/// Tells languages apart by their characters.
#[derive(Debug, Clone)]
pub struct Bayes {
    labels: Vec<String>,
    /// For each run, in which languages it was seen and how often.
    counts: HashMap<u64, Vec<(usize, f64)>>,
    /// For each language, how many runs of each length were seen.
    totals: Vec<[f64; LONGEST_RUN]>,
    /// How many different runs of each length there are.
    kinds: [f64; LONGEST_RUN],
}

impl Bayes {
    /// Learns from (text, language) pairs.
    #[must_use]
    pub fn train<'a>(snippets: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Self {
        let labels = names(snippets.clone().map(|(_, label)| label));
        let mut counts: HashMap<u64, BTreeMap<usize, f64>> = HashMap::new();
        let mut totals = vec![[0.0; LONGEST_RUN]; labels.len()];
        let mut kinds = [0.0; LONGEST_RUN];
        for (text, label) in snippets {
            let Ok(label) = labels.binary_search_by(|name| name.as_str().cmp(label)) else {
                continue;
            };
            for_each_run(text, |length, run| {
                let seen = counts.entry(run).or_default();
                add(&mut kinds, length, if seen.is_empty() { 1.0 } else { 0.0 });
                *seen.entry(label).or_default() += 1.0;
                if let Some(total) = totals.get_mut(label) {
                    add(total, length, 1.0);
                }
            });
        }
        let counts = counts
            .into_iter()
            .map(|(run, seen)| (run, seen.into_iter().collect()))
            .collect();
        Self {
            labels,
            counts,
            totals,
            kinds,
        }
    }

    /// The languages it knows, sorted.
    #[must_use]
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The logarithm of each language's likelihood, per run of characters, by label index.
    #[must_use]
    pub fn scores(&self, text: &str) -> Vec<f64> {
        let mut scores = vec![0.0; self.labels.len()];
        let mut runs = 0_usize;
        for_each_run(text, |length, run| {
            runs += 1;
            let at = |values: &[f64; LONGEST_RUN]| values.get(length - 1).copied().unwrap_or(0.0);
            let kinds = at(&self.kinds);
            for (score, total) in scores.iter_mut().zip(&self.totals) {
                *score -= (at(total) + SMOOTHING * (kinds + 1.0)).ln();
                *score += SMOOTHING.ln();
            }
            for (label, count) in self.counts.get(&run).into_iter().flatten() {
                if let Some(score) = scores.get_mut(*label) {
                    *score += ((count + SMOOTHING) / SMOOTHING).ln();
                }
            }
        });
        let runs = precise(runs.max(1));
        scores.iter().map(|score| score / runs).collect()
    }
}

fn add(values: &mut [f64; LONGEST_RUN], length: usize, amount: f64) {
    if let Some(value) = values.get_mut(length - 1) {
        *value += amount;
    }
}

/// Calls back with the length and a hash of each run; words are padded, digits are left out.
fn for_each_run(text: &str, mut found: impl FnMut(usize, u64)) {
    let lower = text.to_lowercase();
    for word in lower.split(|character: char| !is_letter(character)) {
        if word.is_empty() {
            continue;
        }
        let padded: Vec<char> = [' '].into_iter().chain(word.chars()).chain([' ']).collect();
        for start in 0..padded.len() {
            let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
            for (length, &character) in (1..=LONGEST_RUN).zip(padded.iter().skip(start)) {
                hash = (hash.rotate_left(5) ^ u64::from(u32::from(character)))
                    .wrapping_mul(0x517c_c1b7_2722_0a95);
                found(length, hash);
            }
        }
    }
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic()
        || character == '\''
        || matches!(character, '\u{0300}'..='\u{036f}' | '\u{0900}'..='\u{0dff}' | '\u{0e31}'..='\u{0e4e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_snippets_tell_two_languages_apart() {
        let snippets = [
            (
                "the parcel is not here and I want to know where it is",
                "en",
            ),
            ("that is what they said when they called this morning", "en"),
            (
                "das Paket ist nicht da und ich möchte wissen, wo es ist",
                "de",
            ),
            ("das haben sie gesagt, als sie heute Morgen anriefen", "de"),
        ];
        let bayes = Bayes::train(snippets.into_iter());
        let best = |text: &str| {
            let scores = bayes.scores(text);
            let best = usize::from(scores[1] > scores[0]);
            bayes.labels()[best].clone()
        };
        assert_eq!(best("where is the parcel"), "en");
        assert_eq!(best("wissen Sie, wo das ist"), "de");
    }
}
