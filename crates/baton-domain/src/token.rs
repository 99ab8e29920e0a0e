//! Short words with a closed pattern: the only text an event may carry.
//!
//! A token names something out of a list that we or an administrator keep (an intent, a model, a
//! policy, a failure code). What a customer, a model or a teammate wrote freely never becomes one:
//! it is a part.

use std::fmt;

/// The text does not have the pattern of the token asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedToken {
    /// The pattern that was expected.
    pub expected: &'static str,
}

impl fmt::Display for MalformedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for MalformedToken {}

macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident: $expected:literal, $is_valid:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<str>);

        impl $name {
            /// The token as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = MalformedToken;

            fn from_str(text: &str) -> Result<Self, MalformedToken> {
                if $is_valid(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(MalformedToken { expected: $expected })
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

tokens! {
    /// A name from a list that we or an administrator keep: an intent, a category, a model, a flag.
    Slug: "1 to 64 of a-z, 0-9, '_', '.' and '-'", is_slug;
    /// The id of a policy that took part in a verdict, e.g. `refund.public` or `policy.none`.
    PolicyId: "1 to 64 of a-z, 0-9, '_', '.' and '-'", is_slug;
    /// A language as BCP 47 writes it, e.g. `en` or `zh-Hant`. The primary subtag is lower-case.
    LanguageTag: "a BCP 47 language tag such as en or zh-Hant", is_language_tag;
}

impl Slug {
    /// A slug out of our own source.
    pub(crate) fn literal(text: &'static str) -> Self {
        debug_assert!(is_slug(text), "a literal slug has the pattern of one");
        Self(text.into())
    }
}

fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-'))
}

fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let has_primary = subtags.next().is_some_and(|primary| {
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    has_primary
        && text.len() <= 35
        && subtags.all(|subtag| {
            (1..=8).contains(&subtag.len())
                && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_not_a_slug() {
        assert!("order.status".parse::<Slug>().is_ok());
        assert!("Where is it?".parse::<Slug>().is_err());
        assert!("".parse::<Slug>().is_err());
        assert!("a".repeat(65).parse::<Slug>().is_err());
    }

    #[test]
    fn a_language_is_written_as_bcp_47_writes_it() {
        for tag in ["en", "zh-Hant", "fil", "pt-BR", "de-CH-1996"] {
            assert!(tag.parse::<LanguageTag>().is_ok(), "{tag}");
        }
        for text in ["", "e", "EN", "english", "zh_Hant", "en-", "en-verylongsub"] {
            assert!(text.parse::<LanguageTag>().is_err(), "{text}");
        }
    }
}
