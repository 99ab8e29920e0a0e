//! Keys that sign notes and keys that verify them.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use ed25519_dalek::{Signer as _, ed25519};

use super::{NotVerified, Signature, Verified};
use crate::hash::Hash;

/// What a key's signatures are made over, and the byte that C2SP assigned to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureKind {
    /// Ed25519 over the note's text: 0x01.
    Ed25519,
    /// A witness's Ed25519 over a time and a checkpoint: 0x04.
    Cosignature,
}

impl SignatureKind {
    /// The byte that C2SP `signed-note` assigns.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 0x01,
            Self::Cosignature => 0x04,
        }
    }
}

/// Whether a key may have this name: not empty, without spaces, plus signs or control characters.
#[must_use]
pub fn is_key_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && c != '+')
}

/// A public key with its name. Its text, a *vkey*, is `<name>+<key id>+<base 64 of kind and key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: SignatureKind,
    public: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    /// The key's name: of a log its origin, of a witness its address without the scheme.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the key signs.
    #[must_use]
    pub const fn kind(&self) -> SignatureKind {
        self.kind
    }

    /// The 32 bytes of the public key.
    #[must_use]
    pub fn public_bytes(&self) -> &[u8; 32] {
        self.public.as_bytes()
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ kind ‖ public key).
    #[must_use]
    pub fn id(&self) -> u32 {
        let mut bytes = self.name.clone().into_bytes();
        bytes.push(b'\n');
        bytes.push(self.kind.byte());
        bytes.extend_from_slice(self.public.as_bytes());
        let [a, b, c, d, ..] = *Hash::of(&bytes).as_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    pub(super) fn check(&self, text: &str, signature: &Signature) -> Result<Verified, NotVerified> {
        match self.kind {
            SignatureKind::Ed25519 => self
                .check_bytes(text.as_bytes(), &signature.bytes)
                .map(|()| Verified::Signed),
            SignatureKind::Cosignature => {
                let (time, bytes) = signature
                    .bytes
                    .split_first_chunk()
                    .ok_or(NotVerified::Forged)?;
                let at_s = u64::from_be_bytes(*time);
                if i64::try_from(at_s).is_err() {
                    return Err(NotVerified::Forged);
                }
                self.check_bytes(cosigned(text, at_s).as_bytes(), bytes)
                    .map(|()| Verified::Cosigned { at_s })
            }
        }
    }

    fn check_bytes(&self, message: &[u8], signature: &[u8]) -> Result<(), NotVerified> {
        let signature =
            ed25519::Signature::from_slice(signature).map_err(|_| NotVerified::Forged)?;
        self.public
            .verify_strict(message, &signature)
            .map_err(|_| NotVerified::Forged)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut material = vec![self.kind.byte()];
        material.extend_from_slice(self.public.as_bytes());
        write!(
            f,
            "{}+{:08x}+{}",
            self.name,
            self.id(),
            BASE64.encode(material)
        )
    }
}

impl std::str::FromStr for VerifierKey {
    type Err = MalformedKey;

    fn from_str(text: &str) -> Result<Self, MalformedKey> {
        // The base 64 may hold a plus, the name and the id may not.
        let mut pieces = text.splitn(3, '+');
        let (Some(name), Some(_id), Some(material)) = (pieces.next(), pieces.next(), pieces.next())
        else {
            return Err(MalformedKey);
        };
        let material = BASE64.decode(material).map_err(|_| MalformedKey)?;
        let (kind, public) = match *material {
            [0x01, ref public @ ..] => (SignatureKind::Ed25519, public),
            [0x04, ref public @ ..] => (SignatureKind::Cosignature, public),
            _ => return Err(MalformedKey),
        };
        let public = public.try_into().map_err(|_| MalformedKey)?;
        let key = Self {
            name: name.to_owned(),
            kind,
            public: ed25519_dalek::VerifyingKey::from_bytes(public).map_err(|_| MalformedKey)?,
        };
        // Writing it again checks the id and that this is the one spelling of the key.
        if is_key_name(name) && key.to_string() == text {
            Ok(key)
        } else {
            Err(MalformedKey)
        }
    }
}

/// The text is not a verifier key of a kind that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MalformedKey;

impl fmt::Display for MalformedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an Ed25519 verifier key: <name>+<key id>+<base 64>")
    }
}

impl std::error::Error for MalformedKey {}

/// A private key with its name. Has no text form: how it is kept is its owner's business.
pub struct SigningKey {
    name: String,
    secret: ed25519_dalek::SigningKey,
}

impl SigningKey {
    /// The key with this name and these 32 secret bytes.
    pub fn new(name: impl Into<String>, secret: &[u8; 32]) -> Result<Self, MalformedKey> {
        let name = name.into();
        if is_key_name(&name) {
            Ok(Self {
                name,
                secret: ed25519_dalek::SigningKey::from_bytes(secret),
            })
        } else {
            Err(MalformedKey)
        }
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What verifies this key's signatures of a kind.
    #[must_use]
    pub fn verifier(&self, kind: SignatureKind) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            kind,
            public: self.secret.verifying_key(),
        }
    }

    pub(super) fn sign(&self, text: &str) -> Signature {
        let signature = self.secret.sign(text.as_bytes());
        self.signature(SignatureKind::Ed25519, signature.to_bytes().to_vec())
    }

    pub(super) fn cosign(&self, text: &str, at_s: u64) -> Signature {
        let signature = self.secret.sign(cosigned(text, at_s).as_bytes());
        let mut bytes = at_s.to_be_bytes().to_vec();
        bytes.extend_from_slice(&signature.to_bytes());
        self.signature(SignatureKind::Cosignature, bytes)
    }

    fn signature(&self, kind: SignatureKind, bytes: Vec<u8>) -> Signature {
        Signature {
            name: self.name.clone(),
            key_id: self.verifier(kind).id(),
            bytes,
        }
    }
}

/// Says which key it is, never the secret.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What a witness signs: C2SP `tlog-cosignature`, version 1.
fn cosigned(checkpoint: &str, at_s: u64) -> String {
    format!("cosignature/v1\ntime {at_s}\n{checkpoint}")
}
