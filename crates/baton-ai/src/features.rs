//! Features: hashed words and character runs, weighted by how rare they are.
//!
//! Only features seen in training are kept, so a model is as large as its examples, not as the
//! hash space. Two features may share a hash; with 32 bits this is rare enough not to matter.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::lexicon::{self, Hit};
use crate::text::{Token, TokenKind, fold, tokens};

pub mod gram;
mod rows;

pub use gram::{Block, Gram};
pub use rows::{Rows, Vector};

/// Turns text into vectors of the features it learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Vectoriser {
    keys: Vec<u32>,
    rarity: Vec<f32>,
    ids: HashMap<u32, u32, BuildHasherDefault<KeyHasher>>,
}

/// A text cut up once, for every model that looks at it.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The folded characters.
    pub folded: Vec<char>,
    /// The tokens of the folded characters.
    pub tokens: Vec<Token>,
    /// The phrases in it that signal something.
    pub hits: Vec<Hit>,
}

impl Prepared {
    /// Folds and cuts a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let folded = fold(text);
        let tokens = tokens(&folded);
        let hits = lexicon::hits(&folded, &tokens);
        Self {
            folded,
            tokens,
            hits,
        }
    }

    /// True if there is no letter, digit or ideograph in it.
    #[must_use]
    pub fn is_wordless(&self) -> bool {
        self.tokens
            .iter()
            .all(|token| token.kind == TokenKind::Symbol)
    }
}

impl Vectoriser {
    /// Learns which features occur in at least `min_texts` of the texts, and how rare each is.
    #[must_use]
    pub fn learn(texts: &[Prepared], min_texts: u32) -> Self {
        let mut seen_in: HashMap<u32, u32, BuildHasherDefault<KeyHasher>> = HashMap::default();
        let mut keys = Vec::new();
        for text in texts {
            keys.clear();
            gram::each(text, |gram| keys.push(gram.key));
            keys.sort_unstable();
            keys.dedup();
            for key in &keys {
                *seen_in.entry(*key).or_default() += 1;
            }
        }
        let mut kept: Vec<(u32, u32)> = seen_in
            .into_iter()
            .filter(|(_, count)| *count >= min_texts)
            .collect();
        kept.sort_unstable();
        let total = precise(texts.len()) + 1.0;
        let rarity = kept
            .iter()
            .map(|(_, count)| (total / (f64::from(*count) + 1.0)).ln() + 1.0)
            .map(narrow)
            .collect();
        Self::restore(kept.into_iter().map(|(key, _)| key).collect(), rarity)
    }

    /// Puts a saved vectoriser together again; the two lists belong pairwise together.
    #[must_use]
    pub fn restore(keys: Vec<u32>, rarity: Vec<f32>) -> Self {
        let ids = keys.iter().copied().zip(0..).collect();
        Self { keys, rarity, ids }
    }

    /// The number of features.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// True if nothing was learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The hash of each feature, by id.
    #[must_use]
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// The weight of each feature for being rare, by id.
    #[must_use]
    pub fn rarity(&self) -> &[f32] {
        &self.rarity
    }

    /// The id of a feature, if it was learnt.
    #[must_use]
    pub fn id(&self, key: u32) -> Option<u32> {
        self.ids.get(&key).copied()
    }

    /// The vector of a text: its learnt features, of length one, ordered by id.
    #[must_use]
    pub fn vector(&self, text: &Prepared) -> Vector {
        let mut ids = Vec::with_capacity(text.folded.len() * 4);
        gram::each(text, |gram| ids.extend(self.id(gram.key)));
        ids.sort_unstable();
        let mut vector = Vector::default();
        for run in ids.chunk_by(|left, right| left == right) {
            let (Some(&id), count) = (run.first(), run.len()) else {
                continue;
            };
            let rarity = usize::try_from(id).ok().and_then(|id| self.rarity.get(id));
            let often = narrow(1.0 + precise(count).ln());
            vector.push(id, often * rarity.copied().unwrap_or_default());
        }
        vector.balance(|id| {
            let key = usize::try_from(id).ok().and_then(|id| self.keys.get(id));
            Block::of(key.copied().unwrap_or_default())
        });
        vector
    }

    /// The vectors of many texts.
    #[must_use]
    pub fn rows(&self, texts: &[Prepared]) -> Rows {
        let mut rows = Rows::default();
        for text in texts {
            rows.push(&self.vector(text));
        }
        rows
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts are far below 2^52"
)]
pub(crate) fn precise(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "weights need no more"
)]
pub(crate) fn narrow(value: f64) -> f32 {
    value as f32
}

/// Spreads a key that is already a hash over 64 bits.
#[derive(Debug, Clone, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, key: u32) {
        self.0 = (self.0 ^ u64::from(key)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_has_length_one() {
        let texts = ["where is my order", "where is my refund"].map(Prepared::new);
        let vectoriser = Vectoriser::learn(&texts, 1);
        let vector = vectoriser.vector(&texts[0]);
        let length: f32 = vector.values().iter().map(|value| value * value).sum();
        assert!((length - 1.0).abs() < 1e-5, "{length}");
    }

    #[test]
    fn unseen_text_has_no_features() {
        let vectoriser = Vectoriser::learn(&[Prepared::new("order")], 1);
        assert!(vectoriser.vector(&Prepared::new("退款")).ids().is_empty());
    }

    #[test]
    fn a_text_of_punctuation_is_wordless() {
        assert!(Prepared::new("?!! 👍").is_wordless());
        assert!(!Prepared::new("ok!").is_wordless());
    }
}
