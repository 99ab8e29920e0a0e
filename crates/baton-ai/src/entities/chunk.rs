//! Runs of characters that numbers, links and addresses are made of.

use crate::text::script::is_ideograph;

/// A run without spaces and ideographs, trimmed of surrounding punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Chunk {
    pub(super) fn of<'a>(&self, text: &'a [char]) -> &'a [char] {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Cuts a text into chunks.
pub(super) fn chunks(text: &[char]) -> Vec<Chunk> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=text.len() {
        if text.get(at).is_none_or(|character| is_border(*character)) {
            found.extend(trimmed(text, Chunk { start, end: at }));
            start = at + 1;
        }
    }
    found
}

fn is_border(character: char) -> bool {
    character.is_whitespace()
        || is_ideograph(character)
        || matches!(
            character,
            '，' | '。' | '！' | '？' | '：' | '；' | '、' | '（' | '）'
        )
        || matches!(
            character,
            '「' | '」' | '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»'
        )
}

fn trimmed(text: &[char], chunk: Chunk) -> Option<Chunk> {
    let is_edge = |c: &&char| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\'' | '-'
        )
    };
    let piece = chunk.of(text);
    let lead = piece.iter().take_while(is_edge).count();
    let trail = piece.iter().rev().take_while(is_edge).count();
    (lead + trail < piece.len()).then_some(Chunk {
        start: chunk.start + lead,
        end: chunk.end - trail,
    })
}
