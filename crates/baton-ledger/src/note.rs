//! Signed notes and verifier keys, as C2SP `signed-note` defines them.
//!
//! Text, an empty line, and one line for each signature. Two kinds of signature are known: Ed25519
//! over the text, and the timestamped Ed25519 cosignature of a witness. A signature of another kind
//! or by another key is kept and passed over, as the specification asks.

mod key;
mod text;

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};

pub use key::{MalformedKey, SignatureKind, SigningKey, VerifierKey, is_key_name};

/// Most signatures that a note may carry. The specification asks for at least 16.
pub const MAX_SIGNATURES: usize = 64;

/// A text with the signatures under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its final newline.
    pub text: String,
    /// The signature lines, in their order.
    pub signatures: Vec<Signature>,
}

/// One signature line of a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key.
    pub name: String,
    /// The first four bytes of the key's hash.
    pub key_id: u32,
    /// What the key made: 64 bytes for Ed25519, 8 of time and 64 for a cosignature.
    pub bytes: Vec<u8>,
}

/// What a valid signature tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// The key signed this text.
    Signed,
    /// The witness saw this checkpoint, at this time in seconds since 1970-01-01 UTC.
    Cosigned {
        /// When the witness cosigned.
        at_s: u64,
    },
}

impl Note {
    /// A note with a text that nobody has signed yet. The text must end in a newline.
    pub fn unsigned(text: impl Into<String>) -> Result<Self, MalformedNote> {
        let text = text.into();
        if text::is_note_text(&text) {
            Ok(Self {
                text,
                signatures: Vec::new(),
            })
        } else {
            Err(MalformedNote)
        }
    }

    /// Reads a note. One note has one spelling.
    pub fn parse(text: &str) -> Result<Self, MalformedNote> {
        text::parse(text)
    }

    /// Adds the signature of a key over the text.
    #[must_use]
    pub fn signed_by(mut self, key: &SigningKey) -> Self {
        self.signatures.push(key.sign(&self.text));
        self
    }

    /// Adds the cosignature of a witness's key, made at this time in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn cosigned_by(mut self, key: &SigningKey, at_s: u64) -> Self {
        self.signatures.push(key.cosign(&self.text, at_s));
        self
    }

    /// Checks the signature of this key. Every line under its name and id must be valid, and there
    /// must be one.
    pub fn verify(&self, key: &VerifierKey) -> Result<Verified, NotVerified> {
        let mut verified = Err(NotVerified::Unsigned);
        for signature in &self.signatures {
            if signature.name == key.name() && signature.key_id == key.id() {
                verified = Ok(key.check(&self.text, signature)?);
            }
        }
        verified
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        for signature in &self.signatures {
            let mut bytes = signature.key_id.to_be_bytes().to_vec();
            bytes.extend_from_slice(&signature.bytes);
            writeln!(f, "— {} {}", signature.name, BASE64.encode(bytes))?;
        }
        Ok(())
    }
}

/// The text is not a signed note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedNote;

impl fmt::Display for MalformedNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a text, an empty line and signature lines")
    }
}

impl std::error::Error for MalformedNote {}

/// Why a note is not verified by a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotVerified {
    /// It carries no signature of this key.
    Unsigned,
    /// It carries one, and that one is wrong.
    Forged,
}

impl fmt::Display for NotVerified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unsigned => "not signed by this key",
            Self::Forged => "the signature of this key is wrong",
        })
    }
}

impl std::error::Error for NotVerified {}
