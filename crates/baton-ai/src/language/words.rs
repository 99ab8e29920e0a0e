//! Words that give a language away: its function words, and the words customers use for their
//! matters, which the starter set has in a few languages.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::text::{Token, TokenKind, fold, fold::folded, tokens};
use crate::training::starter_messages;

const FILE: &str = include_str!("../../lexicon/languages.txt");

/// What a word of the starter set counts beside a function word: it may be a name or a loan.
const MATTER: f32 = 0.6;

/// For each word the languages that have it.
type Owners = HashMap<Vec<char>, Vec<&'static str>>;

/// How many votes each language gets; a word shared by many counts for less.
pub(super) fn votes(text: &[char], tokens: &[Token]) -> Vec<(&'static str, f32)> {
    static MATTERS: OnceLock<Owners> = OnceLock::new();
    let function = function_words();
    let matters = MATTERS.get_or_init(matters);
    let mut votes: Vec<(&'static str, f32)> = Vec::new();
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let word = token.of(text);
        let (languages, weight) = match (function.get(word), matters.get(word)) {
            (Some(languages), _) => (languages.as_slice(), 1.0),
            (None, Some(languages)) => (languages.as_slice(), MATTER),
            (None, None) => continue,
        };
        let shared = u16::try_from(languages.len()).unwrap_or(u16::MAX);
        for language in languages {
            cast(&mut votes, language, weight / f32::from(shared));
        }
    }
    votes
}

/// True for a word that carries no matter of its own in some language, such as "the".
pub(crate) fn is_function(word: &[char]) -> bool {
    function_words().contains_key(word)
}

fn function_words() -> &'static Owners {
    static FUNCTION: OnceLock<Owners> = OnceLock::new();
    FUNCTION.get_or_init(read)
}

fn cast(votes: &mut Vec<(&'static str, f32)>, language: &'static str, weight: f32) {
    match votes.iter_mut().find(|(code, _)| *code == language) {
        Some((_, votes)) => *votes += weight,
        None => votes.push((language, weight)),
    }
}

/// The words of the starter set's messages that stand in two of a language at least: a word that
/// stands in one is as often a name.
fn matters() -> Owners {
    let mut seen: HashMap<(Vec<char>, &'static str), bool> = HashMap::new();
    for (code, text) in starter_messages() {
        let text = fold(&text);
        let words: HashSet<&[char]> = tokens(&text)
            .iter()
            .filter(|token| token.kind == TokenKind::Word)
            .map(|token| token.of(&text))
            .collect();
        for word in words {
            seen.entry((word.to_vec(), code))
                .and_modify(|again| *again = true)
                .or_insert(false);
        }
    }
    let mut owners = Owners::new();
    for ((word, code), _) in seen.into_iter().filter(|(_, again)| *again) {
        owners.entry(word).or_default().push(code);
    }
    owners
}

fn read() -> Owners {
    let mut owners = Owners::new();
    for (code, words) in FILE.lines().filter_map(|line| line.split_once(':')) {
        for word in words.split_whitespace() {
            let known = owners.entry(folded(word).chars().collect()).or_default();
            if !known.contains(&code) {
                known.push(code);
            }
        }
    }
    owners
}
