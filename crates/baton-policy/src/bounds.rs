//! What a policy text may look like before a parser sees it.
//!
//! The policy parser recurses with the text, and a stack that overflows takes the process down. So
//! depth and length are bounded first, by a scan that knows strings and comments and nothing else.

use crate::problem::{Problem, place_of};

/// Longest text a workspace may save, in bytes.
pub const MAX_TEXT_BYTES: usize = 256 * 1024;

/// Longest single policy, in bytes.
pub const MAX_POLICY_BYTES: usize = 8 * 1024;

/// Deepest nesting of brackets within a policy.
pub const MAX_DEPTH: usize = 24;

/// Where the scan stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Code,
    Comment,
    Text,
    /// After a backslash within a text.
    Escape,
}

/// The first bound that the text breaks.
pub(crate) fn check(text: &str) -> Option<Problem> {
    if text.len() > MAX_TEXT_BYTES {
        return Some(Problem {
            code: "policy.too_large",
            place: "policies".to_owned(),
            what: format!(
                "The text has {} bytes; the limit is {MAX_TEXT_BYTES}.",
                text.len()
            ),
            mend: "Remove policies that are no longer needed.".to_owned(),
        });
    }
    let mut within = Within::Code;
    let mut depth = 0_usize;
    let mut policy_starts_at = 0;
    let mut previous = 0;
    for (at, byte) in text.bytes().enumerate() {
        if at.saturating_sub(policy_starts_at) > MAX_POLICY_BYTES {
            return Some(too_long(text, policy_starts_at));
        }
        if within == Within::Code {
            match byte {
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                b';' => policy_starts_at = at + 1,
                _ => {}
            }
        }
        if depth > MAX_DEPTH {
            return Some(too_deep(text, at));
        }
        within = step(within, previous, byte);
        previous = byte;
    }
    None
}

fn step(within: Within, previous: u8, byte: u8) -> Within {
    match (within, byte) {
        (Within::Code, b'"') | (Within::Escape, _) => Within::Text,
        (Within::Code, b'/') if previous == b'/' => Within::Comment,
        (Within::Comment, b'\n') | (Within::Text, b'"') => Within::Code,
        (Within::Text, b'\\') => Within::Escape,
        (same, _) => same,
    }
}

fn too_deep(text: &str, at: usize) -> Problem {
    Problem {
        code: "policy.too_deep",
        place: place_of(text, at),
        what: format!("Brackets are nested more than {MAX_DEPTH} deep."),
        mend: "Split the condition into several policies.".to_owned(),
    }
}

fn too_long(text: &str, policy_starts_at: usize) -> Problem {
    Problem {
        code: "policy.too_long",
        place: place_of(text, policy_starts_at),
        what: format!("The policy that begins here has more than {MAX_POLICY_BYTES} bytes."),
        mend: "Split it into several policies.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn code(text: &str) -> Option<&'static str> {
        check(text).map(|problem| problem.code)
    }

    #[test]
    fn nesting_is_bounded_whichever_brackets_are_used() {
        assert_eq!(code(&"([{".repeat(8)), None);
        assert_eq!(code(&"([{".repeat(9)), Some("policy.too_deep"));
        assert_eq!(code(&"()".repeat(500)), None);
    }

    #[test]
    fn brackets_in_texts_and_comments_are_no_nesting() {
        let brackets = "(".repeat(100);
        assert_eq!(code(&format!("\"\\\"{brackets}\" // {brackets}\n()")), None);
        assert_eq!(code(&format!("// \"\n{brackets}")), Some("policy.too_deep"));
        assert_eq!(
            code(&format!("\"\\\\\"{brackets}")),
            Some("policy.too_deep")
        );
    }

    #[test]
    fn a_policy_and_the_whole_text_are_bounded_in_length() {
        let long = "a".repeat(MAX_POLICY_BYTES);
        assert_eq!(code(&format!("{long};{long};")), None);
        assert_eq!(code(&format!("{long}a;")), Some("policy.too_long"));
        assert_eq!(
            code(&";".repeat(MAX_TEXT_BYTES + 1)),
            Some("policy.too_large")
        );
    }
}
