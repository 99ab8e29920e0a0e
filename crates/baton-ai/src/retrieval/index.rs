//! The inverted index and the scores.

use std::collections::{BTreeMap, HashMap};

use super::term::{Term, terms};
use crate::features::{narrow, precise};

/// How soon repetition stops counting, and how much long passages are held back.
const SATURATION: f64 = 1.2;
const LENGTH_PENALTY: f64 = 0.6;
/// A term in the title counts as if it stood so many times in the text.
const TITLE_WEIGHT: f64 = 2.0;
const RUN_WEIGHT: f64 = 0.25;
const MOST_WORDS: usize = 6;

/// For each term the passages that have it, and how often.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    postings: HashMap<String, BTreeMap<usize, f64>>,
    lengths: BTreeMap<usize, f64>,
    total_length: f64,
}

impl Index {
    pub(super) fn add(&mut self, slot: usize, title: &str, text: &str) {
        let in_title = terms(title).into_iter().map(|term| (term, TITLE_WEIGHT));
        let in_text = terms(text).into_iter().map(|term| (term, 1.0));
        let mut length = 0.0;
        for (term, weight) in in_title.chain(in_text) {
            if !term.is_run() {
                length += 1.0;
            }
            *self
                .postings
                .entry(term.key)
                .or_default()
                .entry(slot)
                .or_default() += weight;
        }
        self.lengths.insert(slot, length);
        self.total_length += length;
    }

    pub(super) fn remove(&mut self, slot: usize) {
        self.total_length -= self.lengths.remove(&slot).unwrap_or_default();
        self.postings.retain(|_, passages| {
            passages.remove(&slot);
            !passages.is_empty()
        });
    }

    /// Passages that share a term with the question, best first.
    pub(super) fn ranked(&self, question: &str) -> Vec<(usize, f32)> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        for (term, asked) in distinct(question) {
            for (slot, often) in self.postings.get(&term.key).into_iter().flatten() {
                *scores.entry(*slot).or_default() += asked * self.score(&term, *slot, *often);
            }
        }
        let mut ranked: Vec<(usize, f32)> = scores
            .into_iter()
            .map(|(slot, score)| (slot, narrow(score)))
            .collect();
        ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        ranked
    }

    /// The words of the question that a passage was found by, weightiest first.
    pub(super) fn why(&self, question: &str, slot: usize) -> Vec<String> {
        let mut words: Vec<(String, f64)> = Vec::new();
        let asked = distinct(question).into_iter();
        for (term, asked) in asked.filter(|(term, _)| !term.is_run()) {
            let often = self
                .postings
                .get(&term.key)
                .and_then(|passages| passages.get(&slot));
            if let Some(often) = often {
                let score = asked * self.score(&term, slot, *often);
                words.push((term.word, score));
            }
        }
        words.sort_by(|left, right| right.1.total_cmp(&left.1));
        words
            .into_iter()
            .map(|(word, _)| word)
            .take(MOST_WORDS)
            .collect()
    }

    fn score(&self, term: &Term, slot: usize, often: f64) -> f64 {
        let count = precise(self.lengths.len());
        let having = precise(self.postings.get(&term.key).map_or(0, BTreeMap::len));
        let rarity = (1.0 + (count - having + 0.5) / (having + 0.5)).ln();
        let length = self.lengths.get(&slot).copied().unwrap_or_default();
        let mean = (self.total_length / count.max(1.0)).max(1.0);
        let damping = SATURATION * (1.0 - LENGTH_PENALTY + LENGTH_PENALTY * length / mean);
        let weight = if term.is_run() { RUN_WEIGHT } else { 1.0 };
        weight * rarity * often * (SATURATION + 1.0) / (often + damping)
    }
}

/// The terms of a question, each once, and how much it counts: what a long question says again and
/// again is what it is about.
fn distinct(question: &str) -> Vec<(Term, f64)> {
    let mut terms = terms(question);
    terms.sort_by(|left, right| left.key.cmp(&right.key));
    terms
        .chunk_by(|left, right| left.key == right.key)
        .filter_map(|same| Some((same.first()?.clone(), 1.0 + precise(same.len()).ln())))
        .collect()
}
