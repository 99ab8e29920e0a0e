//! What was newly written, told apart from quoted history and signature.
//!
//! Deletes nothing: every line lands on one of the two piles. Plain scanning, each line looked at a
//! bounded number of times; no pattern engine, so no text can make it slow.

mod attribution;
mod header_block;
mod signature;
mod words;

/// A text in two piles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// What was newly written.
    pub written: String,
    /// Quoted history and signatures, in the order they stood; none if there were none.
    pub quoted: Option<String>,
}

/// Lines longer than this introduce nothing: they are looked at as plain words.
const MAX_INTRODUCTION_BYTES: usize = 500;

/// Splits a plain text. Where nothing new would remain (a bare forward), all of it counts as new.
#[must_use]
pub fn split(text: &str) -> Split {
    let lines: Vec<&str> = text.lines().collect();
    let mut is_quoted = vec![false; lines.len()];
    mark_history(&lines, &mut is_quoted);
    mark_signatures(&lines, &mut is_quoted);
    let pile = |wanted: bool| {
        let mut pile = String::new();
        for (line, is_quoted) in lines.iter().zip(&is_quoted) {
            // A line of the other pile leaves an empty one: what stood apart stays apart.
            if *is_quoted == wanted {
                pile.push_str(line.trim_end());
            }
            pile.push('\n');
        }
        trimmed(&pile)
    };
    let written = pile(false);
    if written.is_empty() {
        return Split {
            written: trimmed(text),
            quoted: None,
        };
    }
    let quoted = pile(true);
    Split {
        written,
        quoted: (!quoted.is_empty()).then_some(quoted),
    }
}

/// Without empty lines around, and no more than one between.
fn trimmed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = 0;
    for line in text.lines() {
        if line.trim().is_empty() {
            blanks += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blanks > 0 { "\n\n" } else { "\n" });
        }
        blanks = 0;
        out.push_str(line.trim_end());
    }
    out
}

fn mark_history(lines: &[&str], is_quoted: &mut [bool]) {
    let classified = header_block::classify(lines);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = classified.get(at..).unwrap_or_default();
        let reach = if is_separator(line) || header_block::begins(below) {
            Some((at, lines.len()))
        } else if let Some(start) = attribution::ends_at(lines, at) {
            Some((start, history_end(lines, at + 1)))
        } else if is_quote(line) {
            Some((at, at + 1))
        } else {
            None
        };
        if let Some((start, end)) = reach {
            let start = rule_above(lines, start);
            for flag in is_quoted.iter_mut().take(end).skip(start) {
                *flag = true;
            }
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
}

/// Where history ends that an attribution introduced: after its quote marks, or at the very end where
/// the quoting program sets none.
fn history_end(lines: &[&str], after: usize) -> usize {
    let mut rest = lines.iter().enumerate().skip(after);
    match rest.find(|(_, line)| !line.trim().is_empty()) {
        Some((at, line)) if is_quote(line) => at,
        _ => lines.len(),
    }
}

/// Whether a line separates what was written from a whole message below it.
fn is_separator(line: &str) -> bool {
    line.len() <= MAX_INTRODUCTION_BYTES && words::is_separator(line)
}

/// The line drawn directly above history belongs to it.
fn rule_above(lines: &[&str], start: usize) -> usize {
    let above = lines.get(..start).unwrap_or_default();
    let last = above.iter().rposition(|line| !line.trim().is_empty());
    match last {
        Some(at) if start - at <= 3 && above.get(at).is_some_and(|line| is_rule(line)) => at,
        _ => start,
    }
}

/// Whether a line is drawn: at least four of one of `- _ = *` and nothing else.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    ['-', '_', '=', '*']
        .iter()
        .any(|mark| line.len() >= 4 && line.chars().all(|letter| letter == *mark))
}

fn is_quote(line: &str) -> bool {
    let line = line.trim();
    // A lone ">:" is the end of an attribution that was wrapped inside its address.
    (line.starts_with('>') && line != ">:") || line.starts_with("&gt;")
}

/// Signatures stand at the end of what was written without a break.
fn mark_signatures(lines: &[&str], is_quoted: &mut [bool]) {
    let mut segment_at = 0;
    while segment_at < lines.len() {
        let flags = is_quoted.get(segment_at..).unwrap_or_default();
        let length = flags.iter().position(|flag| *flag).unwrap_or(flags.len());
        let segment = lines
            .get(segment_at..segment_at + length)
            .unwrap_or_default();
        if let Some(start) = signature::begins_at(segment) {
            let from = segment_at + start;
            for flag in is_quoted.iter_mut().take(segment_at + length).skip(from) {
                *flag = true;
            }
        }
        segment_at += length + 1;
    }
}

#[cfg(test)]
mod tests;
