//! What a server says, as far as fetching needs it. Total: any bytes give an answer or a refusal.

use std::collections::HashMap;

/// One untagged line with the literal inside it, if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// The text, literals left out.
    pub(super) text: String,
    /// The last literal of it.
    pub(super) literal: Option<Vec<u8>>,
}

/// The length of the literal that a line announces at its end: `{123}`.
pub(super) fn announced(line: &str) -> Option<usize> {
    let inside = line.strip_suffix('}')?;
    let (_, digits) = inside.rsplit_once('{')?;
    digits.trim_end_matches('+').parse().ok()
}

/// The number after a response code, such as `UIDNEXT` in `* OK [UIDNEXT 4392] Predicted`.
pub(super) fn code_number(lines: &[Line], code: &str) -> Option<u32> {
    lines.iter().find_map(|line| {
        let text = line.text.to_ascii_uppercase();
        let (_, rest) = text.split_once(&format!("[{code} "))?;
        rest.split_once(']')?.0.trim().parse().ok()
    })
}

/// The numbers of `* SEARCH 2 84 882`.
pub(super) fn found(lines: &[Line]) -> Vec<u32> {
    lines
        .iter()
        .filter_map(|line| {
            let text = line.text.to_ascii_uppercase();
            text.strip_prefix("* SEARCH").map(str::to_owned)
        })
        .flat_map(|rest| {
            rest.split_whitespace()
                .filter_map(|number| number.parse().ok())
                .collect::<Vec<u32>>()
        })
        .collect()
}

/// The number after a name inside `* 3 FETCH (UID 7 RFC822.SIZE 1234)`.
fn item(text: &str, name: &str) -> Option<usize> {
    let mut words = text
        .split(['(', ')', ' '])
        .filter(|word| !word.is_empty())
        .skip_while(|word| !word.eq_ignore_ascii_case(name));
    words.next()?;
    words.next()?.parse().ok()
}

fn is_fetch(line: &Line) -> bool {
    let mut words = line.text.split_whitespace();
    words.next() == Some("*")
        && words
            .nth(1)
            .is_some_and(|word| word.eq_ignore_ascii_case("FETCH"))
}

/// Mails by number, with their sizes in bytes.
pub(super) fn sizes(lines: &[Line]) -> HashMap<u32, usize> {
    lines
        .iter()
        .filter(|line| is_fetch(line))
        .filter_map(|line| {
            let number = u32::try_from(item(&line.text, "UID")?).ok()?;
            Some((number, item(&line.text, "RFC822.SIZE")?))
        })
        .collect()
}

/// The bytes of the mail of this number.
pub(super) fn mail(lines: Vec<Line>, number: u32) -> Option<Vec<u8>> {
    lines
        .into_iter()
        .filter(is_fetch)
        .filter(|line| item(&line.text, "UID") == usize::try_from(number).ok())
        .find_map(|line| line.literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line {
            text: text.to_owned(),
            literal: None,
        }
    }

    #[test]
    fn answers_are_read() {
        let lines = [
            line("* 18 EXISTS"),
            line("* OK [uidvalidity 3857529045] valid"),
        ];
        assert_eq!(code_number(&lines, "UIDVALIDITY"), Some(3_857_529_045));
        assert_eq!(code_number(&lines, "UIDNEXT"), None);
        assert_eq!(found(&[line("* search 2 84"), line("* SEARCH")]), [2, 84]);
        let lines = [
            line("* 3 FETCH (UID 7 RFC822.SIZE 1234)"),
            line("* 4 FETCH (FLAGS ())"),
        ];
        assert_eq!(sizes(&lines), HashMap::from([(7, 1234)]));
        assert_eq!(announced("* 1 FETCH (UID 1 BODY[] {310}"), Some(310));
        assert_eq!(announced("nothing"), None);
    }

    #[test]
    fn a_mail_is_that_of_its_number() {
        let with = |text: &str, literal: &[u8]| Line {
            text: text.to_owned(),
            literal: Some(literal.to_vec()),
        };
        let lines = vec![
            with("* 1 FETCH (UID 5 BODY[] )", b"five"),
            with("* 2 FETCH (UID 6 BODY[] )", b"six"),
        ];
        assert_eq!(mail(lines, 6), Some(b"six".to_vec()));
    }
}
