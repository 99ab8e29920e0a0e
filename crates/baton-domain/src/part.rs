//! References to content: the only way an event may speak of what somebody wrote.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::PartId;

/// SHA-256(0x02 ‖ 32-byte salt ‖ content): binds a part's content without revealing it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// The commitment with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Lower-case hexadecimal, 64 characters.
impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Commitment {
    type Err = MalformedCommitment;

    fn from_str(text: &str) -> Result<Self, MalformedCommitment> {
        let digits = text.as_bytes();
        if digits.len() != 64
            || digits
                .iter()
                .any(|digit| !matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
        {
            return Err(MalformedCommitment);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| MalformedCommitment)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| MalformedCommitment)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Commitment {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Commitment {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The text is not 64 lower-case hexadecimal characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedCommitment;

impl fmt::Display for MalformedCommitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected 64 lower-case hexadecimal characters")
    }
}

impl std::error::Error for MalformedCommitment {}

/// A piece of content that an event refers to: which one, and what binds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PartRef {
    /// The part.
    pub id: PartId,
    /// Binds its content; stays when the content is erased.
    pub commitment: Commitment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commitment_reads_back_from_its_text() {
        let commitment = Commitment::from_bytes([0xa7; 32]);
        assert_eq!(commitment.to_string().parse(), Ok(commitment));
        assert_eq!(
            "A7".repeat(32).parse::<Commitment>(),
            Err(MalformedCommitment)
        );
        assert_eq!("a7".parse::<Commitment>(), Err(MalformedCommitment));
    }
}
