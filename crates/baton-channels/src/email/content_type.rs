//! `Content-Type` and `Content-Disposition`: a value and its parameters (RFC 2045, 2231).

use mail_parser::parsers::MessageStream;

use super::headers::{self, Headers};

/// Bytes of a field that are looked at.
const MAX_VALUE_BYTES: usize = 8 * 1024;

/// A value with parameters, names and type in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// `text` of `text/plain`, `attachment` of a disposition.
    pub(crate) kind: String,
    /// `plain` of `text/plain`; empty for a disposition.
    pub(crate) subkind: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    /// A media type without parameters.
    pub(crate) fn bare(kind: &str, subkind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            subkind: subkind.to_owned(),
            parameters: Vec::new(),
        }
    }

    /// Reads the topmost field of this name; absent or unreadable gives the empty value.
    pub(crate) fn read(headers: &Headers<'_>, name: &str) -> Self {
        let Some(value) = headers.raw(name).next() else {
            return Self::default();
        };
        let value = value.get(..MAX_VALUE_BYTES).unwrap_or(value);
        let bytes = headers::with_end(value);
        let parsed = MessageStream::new(&bytes).parse_content_type();
        let Some(parsed) = parsed.as_content_type() else {
            return Self::default();
        };
        Self {
            kind: parsed.ctype().trim().to_ascii_lowercase(),
            subkind: parsed
                .subtype()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase(),
            parameters: parsed
                .attributes()
                .unwrap_or_default()
                .iter()
                .map(|one| (one.name.to_ascii_lowercase(), one.value.to_string()))
                .collect(),
        }
    }

    /// A parameter's value.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(candidate, _)| candidate == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// Whether this is the media type with the given halves.
    pub(crate) fn is(&self, kind: &str, subkind: &str) -> bool {
        self.kind == kind && self.subkind == subkind
    }

    /// The media type as text; none if there is no type.
    pub(crate) fn media(&self) -> Option<String> {
        (!self.kind.is_empty() && !self.subkind.is_empty())
            .then(|| format!("{}/{}", self.kind, self.subkind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> ContentType {
        let raw = format!("Content-Type: {value}\r\n\r\n");
        let (headers, _) = Headers::read(raw.as_bytes());
        ContentType::read(&headers, "content-type")
    }

    #[test]
    fn continued_and_encoded_parameters_are_joined() {
        let read = read("Application/PDF;\r\n name*0*=UTF-8''%e5%8f%91;\r\n name*1*=%e7%a5%a8.pdf");
        assert!(read.is("application", "pdf"));
        assert_eq!(read.parameter("name"), Some("发票.pdf"));
    }

    #[test]
    fn encoded_words_in_parameters_are_decoded() {
        let read = read("image/png; name=\"=?utf-8?B?5Zu+LnBuZw==?=\"");
        assert_eq!(read.parameter("name"), Some("图.png"));
    }

    #[test]
    fn nonsense_is_the_empty_value() {
        assert_eq!(read(";;;=").media(), None);
    }
}
