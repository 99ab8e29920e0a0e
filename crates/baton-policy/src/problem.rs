//! What is wrong with a workspace's policies or form rows: what, where, and how to mend it.

use std::fmt;

/// One thing to mend before the policies can be saved.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// Stable code, such as `policy.syntax`.
    pub code: &'static str,
    /// Where: a policy's id, `line 3, column 7`, or a form's pointer such as `/rows/2/amount`.
    pub place: String,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do about it, as a sentence.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}", self.place, self.what, self.mend)
    }
}

/// Why policies were not accepted. Holds at least one problem; none of the text is in force.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Rejected {
    /// Everything that was found, so that it can be mended in one go.
    pub problems: Vec<Problem>,
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

/// Turns a byte offset into the words `line 3, column 7`, both counted from 1, columns in characters.
pub(crate) fn place_of(text: &str, offset: usize) -> String {
    let before: String = text
        .char_indices()
        .take_while(|(at, _)| *at < offset)
        .map(|(_, character)| character)
        .collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("line {line}, column {column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        assert_eq!(place_of("ab\ncd", 0), "line 1, column 1");
        assert_eq!(place_of("ab\ncd", 4), "line 2, column 2");
        assert_eq!(place_of("退款\nx", 3), "line 1, column 2");
        assert_eq!(place_of("ab", 99), "line 1, column 3");
    }
}
