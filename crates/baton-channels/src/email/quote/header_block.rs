//! The block of "From: … Sent: … To: … Subject: …" that some programs put above a quote.

use super::words::{self, Label};

/// Lines that the block's labels may be spread over.
const MAX_LINES: usize = 9;
/// Empty lines that may stand between them.
const MAX_BLANKS: usize = 2;
/// Labels that make a block; one of them is the sender's.
const MIN_LABELS: usize = 3;

/// What one line may be to a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Nothing but white space.
    Blank,
    /// A field of a block.
    Field(Label),
    /// Any other words, perhaps the continuation of a field.
    Other,
}

/// What each line may be; read once, because blocks are looked for at every line.
pub(super) fn classify(lines: &[&str]) -> Vec<Line> {
    lines
        .iter()
        .map(|line| match words::label(line) {
            Some(label) => Line::Field(label),
            None if line.trim().is_empty() => Line::Blank,
            None => Line::Other,
        })
        .collect()
}

/// Whether a header block begins with the first of these lines.
pub(super) fn begins(lines: &[Line]) -> bool {
    if !matches!(lines.first(), Some(Line::Field(_))) {
        return false;
    }
    let mut found: Vec<Label> = Vec::new();
    let mut blanks = 0;
    for line in lines.iter().take(MAX_LINES) {
        match line {
            Line::Field(label) if !found.contains(label) => found.push(*label),
            Line::Blank if blanks == MAX_BLANKS => break,
            Line::Blank => blanks += 1,
            Line::Field(_) | Line::Other => {}
        }
    }
    found.len() >= MIN_LABELS && found.contains(&Label::From)
}
