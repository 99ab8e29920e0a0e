//! The line that introduces a quote: "On Monday … Ann wrote:", in any of the languages we know.

use super::{MAX_INTRODUCTION_BYTES, is_quote, words};

/// Lines that one attribution may be wrapped over.
const MAX_LINES: usize = 4;

/// Where the attribution begins that ends on this line, if one does.
pub(super) fn ends_at(lines: &[&str], end: usize) -> Option<usize> {
    let last = lines.get(end)?.trim_end();
    if last.is_empty() || last.len() > MAX_INTRODUCTION_BYTES || !closes(last) {
        return None;
    }
    let mut joined = String::new();
    for start in (0..=end).rev().take(MAX_LINES) {
        let line = lines.get(start)?.trim();
        if line.is_empty() || is_quote(line) || line.len() > MAX_INTRODUCTION_BYTES {
            break;
        }
        joined.insert(0, ' ');
        joined.insert_str(0, line);
        let lower = joined.trim_end().to_lowercase();
        if words::opens_attribution(&lower) && introduces(&lower) {
            return Some(start);
        }
    }
    let alone = last.trim().to_lowercase();
    (!is_quote(last) && introduces(&alone) && alone.contains('@')).then_some(end)
}

/// Whether a line may be the last of an attribution: a cheap look before the real one.
fn closes(line: &str) -> bool {
    line.ends_with([':', '：'])
        || line.rsplit(char::is_whitespace).next().is_some_and(|word| {
            words::WROTE.contains(&word.to_lowercase().trim_end_matches(['.', '>']))
        })
}

/// Whether a text in lower case says when and who, and that they wrote.
fn introduces(text: &str) -> bool {
    let is_dated = has_year(text) || has_clock_time(text);
    let has_address = text.contains('@');
    let says_wrote = words::WROTE.iter().any(|verb| has_word(text, verb));
    let ends_in_address = text.ends_with(">:") || text.ends_with("&gt;:") || text.ends_with(">：");
    (says_wrote && (is_dated || has_address)) || (ends_in_address && has_address && is_dated)
}

/// Whether a verb stands as a word of its own; scripts without spaces have no such borders.
fn has_word(text: &str, verb: &str) -> bool {
    text.match_indices(verb).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text
            .get(at + verb.len()..)
            .and_then(|tail| tail.chars().next());
        let is_border =
            |letter: Option<char>| letter.is_none_or(|one| !one.is_ascii_alphanumeric());
        // "…@x.example>wrote:" is seen in the wild, so only letters count.
        is_border(before) && is_border(after)
    })
}

fn has_year(text: &str) -> bool {
    digit_runs(text).any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// Whether two short numbers stand around a colon, a dot or an `h`, as in `9:26`.
fn has_clock_time(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| {
        matches!(window, [hour, b':' | b'.' | b'h', tens, ones]
            if hour.is_ascii_digit() && tens.is_ascii_digit() && ones.is_ascii_digit())
    })
}

fn digit_runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit())
        .filter(|run| !run.is_empty())
}
