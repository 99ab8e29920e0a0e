//! Typed ids: a prefix that tells the kind, and 26 characters of Crockford base 32.
//!
//! The 128 bits are a `UUIDv7` (RFC 9562), so ids sort by the millisecond they were made in. The
//! prefixes are part of the contract. Nothing here reads a clock or a source of randomness: ids are
//! made by a [`MintIds`] that the caller passes in.

use std::fmt;

/// The alphabet of Crockford's base 32, without I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Number of base-32 characters that hold 128 bits.
const ENCODED_LEN: usize = 26;

/// Why a text is not an id of the kind asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedId {
    /// The prefix that was expected.
    pub expected_prefix: &'static str,
}

impl fmt::Display for MalformedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected an id of the form {}_ and 26 characters",
            self.expected_prefix
        )
    }
}

impl std::error::Error for MalformedId {}

/// Makes new ids. In production from the clock and the system's randomness, in tests from a seed.
pub trait MintIds {
    /// The 128 bits of a new `UUIDv7`.
    fn mint(&mut self) -> u128;
}

/// Lays out a `UUIDv7`: 48 bits of Unix milliseconds, then version, variant and 74 random bits.
#[must_use]
pub fn uuid_v7(unix_ms: u64, random: u128) -> u128 {
    let time = (u128::from(unix_ms) & 0xffff_ffff_ffff) << 80;
    let random_a = (random >> 64) & 0x0fff;
    let random_b = random & 0x3fff_ffff_ffff_ffff;
    time | (0x7 << 76) | (random_a << 64) | (0b10 << 62) | random_b
}

/// Writes 128 bits as 26 lower-case Crockford characters, most significant first.
fn encode(bits: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    use fmt::Write as _;
    for index in (0..ENCODED_LEN).rev() {
        let digit = usize::try_from((bits >> (5 * index)) & 0x1f).unwrap_or_default();
        f.write_char(ALPHABET.get(digit).copied().map_or('0', char::from))?;
    }
    Ok(())
}

/// Reads what [`encode`] wrote; upper case is refused so that one id has one text.
fn decode(text: &str) -> Option<u128> {
    if text.len() != ENCODED_LEN {
        return None;
    }
    let mut bits: u128 = 0;
    for (index, byte) in text.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|candidate| *candidate == byte)?;
        if index == 0 && digit > 7 {
            return None;
        }
        bits = (bits << 5) | u128::try_from(digit).ok()?;
    }
    Some(bits)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What every id of this kind begins with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// A new id from the given source.
            pub fn mint(ids: &mut (impl MintIds + ?Sized)) -> Self {
                Self(ids.mint())
            }

            /// The id with exactly these bits.
            #[must_use]
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// The 128 bits behind the text.
            #[must_use]
            pub const fn bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!($prefix, "_"))?;
                encode(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then(decode)
                    .map(Self)
                    .ok_or(MalformedId { expected_prefix: $prefix })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
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

ids! {
    /// A workspace: the tenant.
    WorkspaceId = "ws";
    /// A person who can sign in to this installation.
    PersonId = "person";
    /// A person's membership of one workspace.
    TeammateId = "mate";
    /// A team of teammates who share a queue.
    TeamId = "team";
    /// A face of the workspace towards customers.
    BrandId = "brand";
    /// A connected surface.
    ChannelId = "chan";
    /// A channel's own thread.
    ConversationId = "conv";
    /// A person outside.
    ContactId = "contact";
    /// The company or household a contact belongs to.
    AccountId = "acct";
    /// A contact, partner contact or teammate in one case.
    ParticipantId = "ptcp";
    /// An outside organisation that fulfils part of the service.
    PartnerId = "partner";
    /// One utterance in a conversation.
    MessageId = "msg";
    /// One piece of service for a customer.
    CaseId = "case";
    /// Who is waiting for whom, for what.
    WaitId = "wait";
    /// A commitment made to someone in a case.
    PromiseId = "prom";
    /// One item of a case's checklist.
    MaterialId = "mat";
    /// Wording proposed for one recipient.
    DraftId = "draft";
    /// A request that a teammate with enough authority decide.
    ReviewId = "rev";
    /// One execution against a back office.
    ActionId = "act";
    /// A unit of knowledge.
    ArticleId = "art";
    /// A piece of content that events refer to.
    PartId = "part";
    /// An API key.
    KeyId = "key";
    /// An evidence pack that was exported.
    PackId = "pack";
    /// A file uploaded before it is used.
    UploadId = "up";
    /// Many cases with one cause.
    IncidentId = "inc";
    /// A page for someone without an account.
    LinkId = "link";
    /// A signed-in browser.
    SessionId = "sess";
    /// A unit of background work.
    JobId = "job";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_from_its_text() {
        let id = CaseId::from_bits(uuid_v7(1_763_600_000_000, 0x1234_5678_9abc_def0_1122));
        let text = id.to_string();
        assert_eq!(text.len(), "case_".len() + ENCODED_LEN);
        assert_eq!(text.parse::<CaseId>(), Ok(id));
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let text = CaseId::from_bits(7).to_string();
        assert_eq!(
            text.parse::<WaitId>(),
            Err(MalformedId {
                expected_prefix: "wait"
            })
        );
    }

    #[test]
    fn one_id_has_one_text() {
        assert!("case_0000000000000000000000000A".parse::<CaseId>().is_err());
        assert!("case_80000000000000000000000000".parse::<CaseId>().is_err());
    }

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let earlier = CaseId::from_bits(uuid_v7(1_000, u128::MAX));
        let later = CaseId::from_bits(uuid_v7(1_001, 0));
        assert!(earlier < later);
        assert!(earlier.to_string() < later.to_string());
    }
}
