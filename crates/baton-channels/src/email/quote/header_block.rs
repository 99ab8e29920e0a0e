//! The block of "From: … Sent: … To: … Subject: …" that some programs put above a quote.

use super::words::{self, Label};

/// Lines that the block's labels may be spread over.
const MAX_LINES: usize = 9;
/// Labels that make a block; one of them is the sender's.
const MIN_LABELS: usize = 3;

/// Whether a header block begins on this line.
pub(super) fn begins_at(lines: &[&str], at: usize) -> bool {
    if lines
        .get(at)
        .is_none_or(|line| words::label(line).is_none())
    {
        return false;
    }
    let mut found: Vec<Label> = Vec::new();
    let mut blanks = 0;
    for line in lines.iter().skip(at).take(MAX_LINES) {
        if line.trim().is_empty() {
            blanks += 1;
            if blanks > 2 {
                break;
            }
        }
        if let Some(label) = words::label(line)
            && !found.contains(&label)
        {
            found.push(label);
        }
    }
    found.len() >= MIN_LABELS && found.contains(&Label::From)
}
