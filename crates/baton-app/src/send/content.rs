//! Exactly what is to leave, as one part: written once, approved, sent, and proved by its bytes.
//!
//! Canonical JSON (RFC 8785), so equal content has equal bytes. The address is in it: nobody can
//! be sent what was approved for somebody else.

use baton_domain::id::{ChannelId, ConversationId, PartId, ParticipantId};
use baton_ledger::canonical::canonical;
use baton_store::StoreError;
use serde::{Deserialize, Serialize};

/// Exactly what is to leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// On which channel.
    pub channel: ChannelId,
    /// On which conversation.
    pub conversation: ConversationId,
    /// To whom.
    pub recipient: Recipient,
    /// The subject line, for channels that have one.
    pub subject: Option<String>,
    /// The bytes that leave, signature included.
    pub text: String,
    /// The same with markup, where a channel takes it.
    pub html: Option<String>,
    /// Files.
    pub attachments: Vec<PartId>,
}

/// To whom it leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Within the case.
    pub participant: ParticipantId,
    /// `email`, `phone` or `opaque`.
    pub kind: String,
    /// The handle on record.
    pub address: String,
}

impl Content {
    /// The one byte sequence that stands for it.
    ///
    /// # Errors
    /// [`StoreError::Record`]: it has no canonical form, which is our own mistake.
    pub fn to_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let malformed = |error: &dyn std::fmt::Display| {
            StoreError::Record(format!("the content of a message: {error}"))
        };
        let value = serde_json::to_value(self).map_err(|error| malformed(&error))?;
        canonical(&value).map_err(|error| malformed(&error))
    }

    /// Reads it back; nothing if the bytes are not such content.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &str) -> Content {
        Content {
            channel: ChannelId::from_bits(1),
            conversation: ConversationId::from_bits(2),
            recipient: Recipient {
                participant: ParticipantId::from_bits(3),
                kind: "email".to_owned(),
                address: "mei@example.com".to_owned(),
            },
            subject: Some("Re: Where is it?".to_owned()),
            text: text.to_owned(),
            html: None,
            attachments: Vec::new(),
        }
    }

    #[test]
    fn text_reads_back_byte_for_byte() {
        for text in ["", "a\r\nb\u{0}c\u{2028}\t\"\\", "您好 👋", " trailing \n"] {
            let bytes = content(text).to_bytes().unwrap();
            assert_eq!(
                Content::from_bytes(&bytes).unwrap().text.as_bytes(),
                text.as_bytes()
            );
        }
    }

    #[test]
    fn equal_content_has_equal_bytes_and_other_content_has_not() {
        assert_eq!(
            content("a").to_bytes().unwrap(),
            content("a").to_bytes().unwrap()
        );
        assert_ne!(
            content("a").to_bytes().unwrap(),
            content("a ").to_bytes().unwrap()
        );
    }
}
