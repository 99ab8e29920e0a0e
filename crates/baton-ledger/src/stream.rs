//! The name of a stream: which sequence of events a leaf belongs to.
//!
//! The grammar is closed: a name that is not one of these forms is no stream.

use std::fmt;

/// Longest kind or id within a record stream's name, in bytes.
const MAX_TOKEN_BYTES: usize = 64;

/// Characters of an id after its prefix and underscore.
const ID_CHARACTERS: usize = 26;

/// The sequence of events about one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// `case/<case id>`: the case.
    Case(String),
    /// `contact/<contact id>`: a person outside.
    Contact(String),
    /// `conversation/<conversation id>`: what has no case.
    Conversation(String),
    /// `access/<case id>`: who read the case.
    Access(String),
    /// `record/<kind>/<id>`: a setting, an article, a teammate, a key.
    Record {
        /// What kind of record, in lower-case words: `article`, `policy`, `channel`.
        kind: String,
        /// Which one.
        id: String,
    },
    /// `log`: what the sequencer writes about the log itself.
    Log,
}

impl Stream {
    /// The case whose stream this is, if it is a case's.
    #[must_use]
    pub fn case_id(&self) -> Option<&str> {
        match self {
            Self::Case(id) => Some(id),
            Self::Contact(_)
            | Self::Conversation(_)
            | Self::Access(_)
            | Self::Record { .. }
            | Self::Log => None,
        }
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case(id) => write!(f, "case/{id}"),
            Self::Contact(id) => write!(f, "contact/{id}"),
            Self::Conversation(id) => write!(f, "conversation/{id}"),
            Self::Access(id) => write!(f, "access/{id}"),
            Self::Record { kind, id } => write!(f, "record/{kind}/{id}"),
            Self::Log => f.write_str("log"),
        }
    }
}

impl std::str::FromStr for Stream {
    type Err = MalformedStream;

    fn from_str(text: &str) -> Result<Self, MalformedStream> {
        if text == "log" {
            return Ok(Self::Log);
        }
        let (form, rest) = text.split_once('/').ok_or(MalformedStream)?;
        let id = |prefix| {
            is_id(rest, prefix)
                .then(|| rest.to_owned())
                .ok_or(MalformedStream)
        };
        match form {
            "case" => id("case").map(Self::Case),
            "contact" => id("contact").map(Self::Contact),
            "conversation" => id("conv").map(Self::Conversation),
            "access" => id("case").map(Self::Access),
            "record" => record(rest),
            _ => Err(MalformedStream),
        }
    }
}

fn record(rest: &str) -> Result<Stream, MalformedStream> {
    let (kind, id) = rest.split_once('/').ok_or(MalformedStream)?;
    let kind_is_words = kind.bytes().all(|b| matches!(b, b'a'..=b'z' | b'_'));
    let id_is_token = id
        .bytes()
        .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'.'));
    let fits = |token: &str| !token.is_empty() && token.len() <= MAX_TOKEN_BYTES;
    if kind_is_words && id_is_token && fits(kind) && fits(id) {
        Ok(Stream::Record {
            kind: kind.to_owned(),
            id: id.to_owned(),
        })
    } else {
        Err(MalformedStream)
    }
}

/// Whether a text is an id with this prefix: the prefix, `_` and 26 Crockford characters below 2¹²⁸.
#[must_use]
pub fn is_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('_'))
        .is_some_and(|rest| {
            rest.len() == ID_CHARACTERS
                && rest
                    .bytes()
                    .next()
                    .is_some_and(|b| b.is_ascii_digit() && b <= b'7')
                && rest.bytes().all(is_crockford)
        })
}

/// Lower-case Crockford base 32: digits and letters without i, l, o and u.
const fn is_crockford(byte: u8) -> bool {
    byte.is_ascii_digit()
        || (byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'l' | b'o' | b'u'))
}

/// The text is not the name of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedStream;

impl fmt::Display for MalformedStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected the name of a stream, such as case/<case id>")
    }
}

impl std::error::Error for MalformedStream {}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01ja8zk3m4n5p6q7r8s9t0v1wx";

    #[test]
    fn every_form_of_stream_reads_back_from_its_name() {
        for name in [
            format!("case/case_{ID}"),
            format!("contact/contact_{ID}"),
            format!("conversation/conv_{ID}"),
            format!("access/case_{ID}"),
            format!("record/article/art_{ID}"),
            "record/policy/refund-over-50".to_owned(),
            "log".to_owned(),
        ] {
            let stream: Stream = name.parse().unwrap();
            assert_eq!(stream.to_string(), name);
        }
    }

    #[test]
    fn what_is_not_a_stream_is_refused() {
        for name in [
            "",
            "case",
            "case/",
            "case/1039",
            "case/wait_01ja8zk3m4n5p6q7r8s9t0v1wx",
            "case/case_81ja8zk3m4n5p6q7r8s9t0v1wx",
            "case/case_01JA8ZK3M4N5P6Q7R8S9T0V1WX",
            "record/article",
            "record/Mei Lin/x",
            "record/article/a b",
            "log/1",
        ] {
            assert_eq!(name.parse::<Stream>(), Err(MalformedStream), "{name}");
        }
    }
}
