//! The pieces of a text that can be features: words, pairs of words, runs of characters.
//!
//! Words and pairs carry the meaning, runs of 3 to 5 characters forgive typing errors and endings,
//! ideographs are taken alone and in runs of two and three. Long numbers count as "a number". Words that
//! stand in one text together say more than each alone.

use crate::language::words::is_function;
use crate::retrieval::term::stem;
use crate::text::{Token, TokenKind};

use super::Prepared;

/// From this many digits on, a token's digits are all alike: it is a reference, not a word.
const REFERENCE_DIGITS: usize = 3;
/// The shortest and the longest run of characters inside a word.
const RUN: std::ops::RangeInclusive<usize> = 3..=5;
/// Pairs are made of so many phrases of a text, not more.
const MAX_HITS: usize = 16;
/// Of a long text only the first so many words are paired.
const MAX_COMPANY: usize = 16;
/// Longer words are links and the like; only so many of their characters are cut into runs.
const MAX_WORD_CHARACTERS: usize = 40;

/// One piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gram {
    /// Its hash.
    pub key: u32,
    /// The first token it touches, by index.
    pub first: usize,
    /// The last token it touches, by index.
    pub last: usize,
}

/// Calls `emit` with each piece of a text, repeated ones too.
pub fn each(text: &Prepared, mut emit: impl FnMut(Gram)) {
    let mut padded = Vec::with_capacity(MAX_WORD_CHARACTERS + 2);
    let mut before: Option<(u64, Token)> = None;
    let mut two_before: Option<u64> = None;
    for (index, token) in text.tokens.iter().enumerate() {
        spell(token, &text.folded, &mut padded);
        let word = hash_all(WORD, &padded);
        emit(Gram {
            key: key(word, Block::Words),
            first: index,
            last: index,
        });
        if let Some((previous, previous_token)) = before {
            let pair = mix(previous, word.rotate_left(7));
            emit(Gram {
                key: key(pair, Block::Words),
                first: index - 1,
                last: index,
            });
            let unspaced =
                token.kind == TokenKind::Ideograph && previous_token.kind == TokenKind::Ideograph;
            if let (true, Some(first)) = (unspaced, two_before) {
                let three = mix(first, pair);
                emit(Gram {
                    key: key(three, Block::Words),
                    first: index - 2,
                    last: index,
                });
            }
        }
        if token.kind == TokenKind::Word {
            runs(&padded, |run| {
                emit(Gram {
                    key: key(run, Block::Runs),
                    first: index,
                    last: index,
                });
            });
        }
        two_before = before.map(|(hash, _)| hash);
        before = Some((word, *token));
    }
    company(text, &mut emit);
    signals(text, emit);
}

/// Words that stand in one text, wherever they stand in it and however they are inflected.
fn company(text: &Prepared, mut emit: impl FnMut(Gram)) {
    let mut words: Vec<(u64, usize)> = Vec::new();
    for (index, token) in text.tokens.iter().enumerate() {
        let characters = token.of(&text.folded);
        let carries = token.kind == TokenKind::Word && !is_function(characters);
        if !carries || words.len() == MAX_COMPANY {
            continue;
        }
        let word: String = characters.iter().collect();
        let hash = hash_text(stem(&word));
        if words.iter().all(|(other, _)| *other != hash) {
            words.push((hash, index));
        }
    }
    for (place, (hash, last)) in words.iter().enumerate() {
        for (other, first) in words.iter().take(place) {
            emit(Gram {
                key: key(mix(COMPANY, hash ^ other), Block::Company),
                first: *first,
                last: *last,
            });
        }
    }
}

/// The groups a text's phrases belong to, and each pair of groups: meaning without wording, which
/// carries over from one language to another.
fn signals(text: &Prepared, mut emit: impl FnMut(Gram)) {
    for (place, hit) in text.hits.iter().take(MAX_HITS).enumerate() {
        let group = hash_text(hit.group);
        emit(Gram {
            key: key(group, Block::Signals),
            first: hit.first,
            last: hit.last,
        });
        for other in text.hits.iter().take(place) {
            let pair = group ^ hash_text(other.group);
            if other.group != hit.group {
                emit(Gram {
                    key: key(mix(SIGNAL, pair), Block::Signals),
                    first: other.first,
                    last: hit.last,
                });
            }
        }
    }
}

fn hash_text(text: &str) -> u64 {
    let start = SIGNAL;
    text.bytes()
        .fold(start, |hash, byte| mix(hash, u64::from(byte)))
}

const WORD: u64 = 0x51_7c_c1_b7_27_22_0a_95;
const SIGNAL: u64 = 0x13_19_8a_2e_03_70_73_44;
const COMPANY: u64 = 0x45_28_21_e6_38_d0_13_77;
const CHARACTERS: u64 = 0x2d_35_8d_cc_aa_6c_78_a5;

/// The token between two spaces, digits of references made alike.
fn spell(token: &Token, folded: &[char], padded: &mut Vec<char>) {
    let characters = token.of(folded);
    let digits = characters.iter().filter(|c| c.is_ascii_digit()).count();
    let is_reference = digits >= REFERENCE_DIGITS;
    padded.clear();
    padded.push(' ');
    padded.extend(
        characters
            .iter()
            .take(MAX_WORD_CHARACTERS)
            .map(|&character| {
                if is_reference && character.is_ascii_digit() {
                    '0'
                } else {
                    character
                }
            }),
    );
    padded.push(' ');
}

/// Runs inside a padded word; a word shorter than a run counts whole for it.
fn runs(padded: &[char], mut emit: impl FnMut(u64)) {
    for start in 0..padded.len().saturating_sub(RUN.start() - 1) {
        let mut hash = CHARACTERS;
        for (length, &character) in (1..=*RUN.end()).zip(padded.iter().skip(start)) {
            hash = mix(hash, u64::from(u32::from(character)));
            if RUN.contains(&length) {
                emit(hash);
            }
        }
    }
}

fn hash_all(seed: u64, characters: &[char]) -> u64 {
    characters.iter().fold(seed, |hash, &character| {
        mix(hash, u64::from(u32::from(character)))
    })
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The kinds of features. Each has its share of a vector, however many there are of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// Words, pairs of words and runs of ideographs.
    Words,
    /// Runs of characters inside a word.
    Runs,
    /// What the phrases of the lexicon signal.
    Signals,
    /// Two words of one text, in any order and at any distance.
    Company,
}

impl Block {
    /// The kind a key was made for: its two lowest bits.
    #[must_use]
    pub fn of(key: u32) -> Self {
        match key & 3 {
            0 => Self::Words,
            1 => Self::Runs,
            2 => Self::Signals,
            _ => Self::Company,
        }
    }

    /// How much it counts in a vector beside the others.
    #[must_use]
    pub fn weight(self) -> f32 {
        match self {
            Self::Words | Self::Runs | Self::Signals => 1.0,
            Self::Company => 0.5,
        }
    }
}

/// The upper half of the hash, which multiplication mixes best, and the block.
fn key(hash: u64, block: Block) -> u32 {
    let upper = u32::try_from(hash >> 32).unwrap_or_default() & !3;
    match block {
        Block::Words => upper,
        Block::Runs => upper | 1,
        Block::Signals => upper | 2,
        Block::Company => upper | 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        each(&Prepared::new(text), |gram| found.push(gram.key));
        found
    }

    #[test]
    fn two_order_numbers_of_one_length_are_the_same_feature() {
        assert_eq!(keys("order 48213"), keys("order 77204"));
        assert_ne!(keys("plan 12"), keys("plan 13"));
    }

    #[test]
    fn neighbouring_ideographs_make_pairs_and_triples() {
        assert_eq!(keys("云山水").len(), 3 + 2 + 1);
    }

    #[test]
    fn a_typing_error_leaves_most_runs_alike() {
        let (right, wrong) = (keys("delivery"), keys("delivvery"));
        let shared = right.iter().filter(|key| wrong.contains(key)).count();
        assert!(shared * 2 > right.len(), "{shared} of {}", right.len());
    }
}
