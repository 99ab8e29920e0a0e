//! Cutting text into sentences.
//!
//! A line break ends a sentence, a full stop inside a number or an abbreviation of one letter does
//! not. Offsets are in code points.

use std::ops::Range;

/// The sentences of a text, as ranges of code points without surrounding space.
#[must_use]
pub fn sentences(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..text.len() {
        if ends_sentence(text, at) {
            push_trimmed(text, start..at + 1, &mut found);
            start = at + 1;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn ends_sentence(text: &[char], at: usize) -> bool {
    let after = text.get(at + 1).copied();
    let is_end = after.is_none_or(char::is_whitespace);
    let before = |back: usize| {
        at.checked_sub(back)
            .and_then(|index| text.get(index))
            .copied()
    };
    match text.get(at).copied() {
        Some('\n' | '。' | '！' | '？' | '；') => true,
        Some('!' | '?') => !matches!(after, Some('!' | '?')),
        Some('.') => {
            let initial = before(1).is_some_and(char::is_alphabetic)
                && before(2).is_none_or(|character| !character.is_alphanumeric());
            is_end && !initial
        }
        Some(';') => is_end,
        _ => false,
    }
}

fn push_trimmed(text: &[char], range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = text.get(range.clone()).unwrap_or_default();
    let lead = piece.iter().take_while(|c| c.is_whitespace()).count();
    let trail = piece.iter().rev().take_while(|c| c.is_whitespace()).count();
    if lead + trail < piece.len() {
        found.push(range.start + lead..range.end - trail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        sentences(&characters)
            .into_iter()
            .filter_map(|range| characters.get(range))
            .map(|piece| piece.iter().collect())
            .collect()
    }

    #[test]
    fn a_full_stop_inside_a_number_does_not_end_a_sentence() {
        assert_eq!(
            cut("It cost 12.50 EUR. Why?"),
            ["It cost 12.50 EUR.", "Why?"]
        );
    }

    #[test]
    fn chinese_sentences_end_without_a_space() {
        assert_eq!(
            cut("还没到。什么时候发货？"),
            ["还没到。", "什么时候发货？"]
        );
    }

    #[test]
    fn a_line_break_ends_a_sentence() {
        assert_eq!(
            cut("Hello\n\nMy order is late"),
            ["Hello", "My order is late"]
        );
    }
}
