//! The header section of a message or of one of its parts, read once and without trust.
//!
//! Promises linear time and bounded memory whatever the bytes. Fields keep their order; a value is
//! decoded only when somebody asks for it, in the form they ask for.

use mail_parser::parsers::MessageStream;

use super::charset;

/// Bytes of one header section that are looked at; what follows is skipped up to the blank line.
const MAX_SECTION_BYTES: usize = 256 * 1024;
/// Bytes of one field that are kept.
const MAX_FIELD_BYTES: usize = 32 * 1024;
/// Fields of one section that are kept.
const MAX_FIELDS: usize = 1_000;

/// One field as it stands in the bytes, folded lines included.
struct Field<'a> {
    name: String,
    value: &'a [u8],
}

/// The fields of one header section.
pub(crate) struct Headers<'a> {
    fields: Vec<Field<'a>>,
    is_cut: bool,
}

impl<'a> Headers<'a> {
    /// Reads a header section; also says where the body begins.
    pub(crate) fn read(bytes: &'a [u8]) -> (Self, &'a [u8]) {
        let mut headers = Self {
            fields: Vec::new(),
            is_cut: false,
        };
        let mut at = 0;
        let mut field_at = None;
        loop {
            let line = line_at(bytes, at);
            let is_folded = matches!(line.first(), Some(b' ' | b'\t'));
            if !is_folded && let Some(start) = field_at.take() {
                headers.keep(bytes.get(start..at).unwrap_or_default(), start);
            }
            if line.is_empty() || line == b"\n" || line == b"\r\n" {
                let body = bytes.get(at + line.len()..).unwrap_or_default();
                return (headers, body);
            }
            if !is_folded {
                field_at = Some(at);
            }
            at += line.len();
        }
    }

    fn keep(&mut self, field: &'a [u8], start: usize) {
        if start > MAX_SECTION_BYTES || self.fields.len() >= MAX_FIELDS {
            self.is_cut = true;
            return;
        }
        // A line without a colon (an mbox "From " line, a stray text) names no field.
        let Some(colon) = field.iter().position(|byte| *byte == b':') else {
            return;
        };
        let (name, value) = field.split_at(colon);
        let name = name.trim_ascii();
        if name.is_empty() || name.iter().any(|byte| !byte.is_ascii_graphic()) {
            return;
        }
        let value = value.get(1..).unwrap_or_default();
        self.is_cut |= value.len() > MAX_FIELD_BYTES;
        self.fields.push(Field {
            name: String::from_utf8_lossy(name).to_ascii_lowercase(),
            value: value.get(..MAX_FIELD_BYTES).unwrap_or(value),
        });
    }

    /// Whether a limit was met and something was left out.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether there is no field at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The raw values of every field of this (lower-case) name, topmost first.
    pub(crate) fn raw<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'a [u8]> + 's {
        self.fields
            .iter()
            .filter(move |field| field.name == name)
            .map(|field| field.value)
    }

    /// Whether there is a field of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.raw(name).next().is_some()
    }

    /// The topmost field of this name, unfolded, not decoded.
    pub(crate) fn plain(&self, name: &str) -> Option<String> {
        self.raw(name).next().map(unfolded)
    }

    /// Every field of this name, unfolded, not decoded, topmost first.
    pub(crate) fn plain_all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.raw(name).map(unfolded)
    }

    /// The topmost field of this name as text for people: encoded words decoded (RFC 2047).
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let bytes = with_end(self.raw(name).next()?);
        let value = MessageStream::new(&bytes).parse_unstructured();
        let text = one_line(value.as_text().unwrap_or_default());
        (!text.is_empty()).then_some(text)
    }
}

/// The line that begins at an offset, its end included; empty at the end of the bytes.
fn line_at(bytes: &[u8], at: usize) -> &[u8] {
    let rest = bytes.get(at..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(rest.len(), |newline| newline + 1);
    rest.get(..end).unwrap_or_default()
}

/// The bytes of a value, as UTF-8, closed by the line end that value parsers look for.
pub(crate) fn with_end(value: &[u8]) -> Vec<u8> {
    let mut bytes = match std::str::from_utf8(value) {
        Ok(text) => text.trim_end().as_bytes().to_vec(),
        Err(_) => charset::guess(value).trim_end().as_bytes().to_vec(),
    };
    bytes.extend_from_slice(b"\r\n");
    bytes
}

/// A value on one line, white space collapsed.
fn unfolded(value: &[u8]) -> String {
    one_line(&charset::guess(value))
}

/// A text without control characters and with single spaces.
pub(crate) fn one_line(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_encoded_subject_reads_as_one_line() {
        let raw = b"Subject: =?utf-8?B?5L2g5aW9?=\r\n =?utf-8?Q?_world?=\r\nTo: a@b\r\n\r\nbody";
        let (headers, body) = Headers::read(raw);
        assert_eq!(headers.text("subject").as_deref(), Some("你好 world"));
        assert_eq!(headers.plain("to").as_deref(), Some("a@b"));
        assert_eq!(body, b"body");
    }

    #[test]
    fn stray_lines_are_no_fields_and_hide_none() {
        let raw = b"From ann Mon Jan 1 00:00:00 2024\nnot a field\nTo: a@b\n\nbody";
        let (headers, body) = Headers::read(raw);
        assert_eq!(headers.plain("to").as_deref(), Some("a@b"));
        assert_eq!(body, b"body");
    }

    #[test]
    fn a_line_of_one_mebibyte_is_cut_and_says_so() {
        let raw = format!("Subject: {}\r\nTo: a@b\r\n\r\nx", "a".repeat(1 << 20));
        let (headers, body) = Headers::read(raw.as_bytes());
        assert!(headers.is_cut());
        assert_eq!(body, b"x");
        assert_eq!(
            headers.text("subject").map(|text| text.len()),
            Some(MAX_FIELD_BYTES - 1)
        );
    }

    #[test]
    fn an_eight_bit_subject_is_read_in_a_likely_charset() {
        let (headers, _) = Headers::read(b"Subject: caf\xe9\r\n\r\n");
        assert_eq!(headers.text("subject").as_deref(), Some("café"));
    }
}
