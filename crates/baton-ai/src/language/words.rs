//! Function words: the short words every sentence of a language is full of.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{Token, TokenKind, fold::folded};

const FILE: &str = include_str!("../../lexicon/languages.txt");

/// For each function word the languages that have it.
type Owners = HashMap<Vec<char>, Vec<&'static str>>;

/// How many votes each language gets; a word shared by many counts for less.
pub(super) fn votes(text: &[char], tokens: &[Token]) -> Vec<(&'static str, f32)> {
    static OWNERS: OnceLock<Owners> = OnceLock::new();
    let owners = OWNERS.get_or_init(read);
    let mut votes: Vec<(&'static str, f32)> = Vec::new();
    for token in tokens.iter().filter(|token| token.kind == TokenKind::Word) {
        let languages = owners.get(token.of(text)).map_or(&[][..], Vec::as_slice);
        let shared = u16::try_from(languages.len()).unwrap_or(u16::MAX);
        for language in languages {
            let vote = 1.0 / f32::from(shared);
            match votes.iter_mut().find(|(code, _)| code == language) {
                Some((_, votes)) => *votes += vote,
                None => votes.push((language, vote)),
            }
        }
    }
    votes
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
