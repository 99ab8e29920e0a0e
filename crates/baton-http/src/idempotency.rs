//! The `Idempotency-Key` header and the body it belongs to.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use baton_app::call::Call;
use baton_app::caller::Caller;
use baton_store::idempotency as store;
use baton_store::seal::Vault;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::body;
use crate::problem::Problem;
use crate::state::HttpState;

/// Longest key, in bytes.
const MAX_KEY_BYTES: usize = 255;

/// A JSON body together with what makes sending it twice harmless.
#[derive(Debug)]
pub struct Once<T> {
    /// The body.
    pub body: T,
    key: Key,
}

impl<T: DeserializeOwned> FromRequest<HttpState> for Once<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        let key = key(&request)?;
        let mut digest = target(&request);
        let bytes = body::raw(request, state).await?;
        digest.update(&bytes);
        Ok(Self {
            body: body::parse(&bytes)?,
            key: Key::new(key, digest, state),
        })
    }
}

impl<T> Once<T> {
    /// The body, and the call it is made in.
    #[must_use]
    pub fn by(self, caller: Caller) -> (T, Call) {
        (self.body, self.key.call(caller))
    }
}

/// A body of bytes that somebody else understands, together with what makes sending it twice
/// harmless.
#[derive(Debug)]
pub struct OnceRaw {
    bytes: Bytes,
    key: Key,
}

impl FromRequest<HttpState> for OnceRaw {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        let key = key(&request)?;
        let digest = target(&request);
        let bytes = body::raw(request, state).await?;
        // Without a key nobody compares it.
        let digest = match &key {
            Some(_) => digest.chain_update(&bytes),
            None => digest,
        };
        Ok(Self {
            key: Key::new(key, digest, state),
            bytes,
        })
    }
}

impl OnceRaw {
    /// The bytes, and the call they are sent in.
    pub fn by(self, caller: Caller) -> (Bytes, Call) {
        (self.bytes, self.key.call(caller))
    }
}

/// A body that is read as it comes, together with what makes sending it twice harmless. Whoever
/// reads it adds the digest of the bytes to the request's.
#[derive(Debug)]
pub struct OnceStreamed {
    /// The body.
    pub body: axum::body::Body,
    key: Key,
}

impl FromRequest<HttpState> for OnceStreamed {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &HttpState) -> Result<Self, Problem> {
        let mut digest = target(&request);
        digest.update(request.uri().query().unwrap_or_default());
        Ok(Self {
            key: Key::new(key(&request)?, digest, state),
            body: request.into_body(),
        })
    }
}

impl OnceStreamed {
    /// The body, and the call it is made in.
    pub fn by(self, caller: Caller) -> (axum::body::Body, Call) {
        (self.body, self.key.call(caller))
    }
}

fn key(request: &Request) -> Result<Option<String>, Problem> {
    let Some(key) = request.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| (1..=MAX_KEY_BYTES).contains(&key.len()));
    let malformed = || Problem::invalid("", "idempotency.malformed");
    Ok(Some(key.ok_or_else(malformed)?.to_owned()))
}

/// Begins the digest of a request with what it is addressed to.
fn target(request: &Request) -> Sha256 {
    Sha256::new()
        .chain_update(request.method().as_str())
        .chain_update([0])
        .chain_update(request.uri().path())
        .chain_update([0])
}

/// The header, if it was given, and what it was given for.
#[derive(Debug)]
struct Key {
    given: Option<String>,
    asked: [u8; 32],
    vault: Vault,
}

impl Key {
    fn new(key: Option<String>, asked: Sha256, state: &HttpState) -> Self {
        Self {
            given: key,
            asked: asked.finalize().into(),
            vault: state.app.vault.clone(),
        }
    }

    fn call(self, caller: Caller) -> Call {
        let request = self.given.map(|key| {
            let owner = caller.actor();
            // What was asked can be a password: without the master key nobody guesses it back.
            let request_digest = self.vault.digest(caller.workspace, "request", &self.asked);
            store::Request {
                key_digest: Sha256::digest(format!("{owner:?} {key}")).into(),
                request_digest,
            }
        });
        Call { caller, request }
    }
}
