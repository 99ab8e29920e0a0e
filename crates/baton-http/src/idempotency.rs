//! The `Idempotency-Key` header and the body it belongs to.

use axum::extract::{FromRequest, Request};
use baton_app::call::Call;
use baton_app::caller::Caller;
use baton_store::idempotency as store;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::body;
use crate::problem::Problem;

/// Longest key, in bytes.
const MAX_KEY_BYTES: usize = 255;

/// A JSON body together with what makes sending it twice harmless.
#[derive(Debug)]
pub struct Once<T> {
    /// The body.
    pub body: T,
    key: Option<String>,
    request_digest: [u8; 32],
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Once<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let key = key(&request)?;
        let mut digest = target(&request);
        let bytes = body::raw(request, state).await?;
        digest.update(&bytes);
        Ok(Self {
            body: body::parse(&bytes)?,
            key,
            request_digest: digest.finalize().into(),
        })
    }
}

impl<T> Once<T> {
    /// The body, and the call it is made in.
    #[must_use]
    pub fn by(self, caller: Caller) -> (T, Call) {
        (self.body, call(caller, self.key, self.request_digest))
    }
}

/// A body that is read as it comes, together with what makes sending it twice harmless. Whoever
/// reads it adds the digest of the bytes to the request's.
#[derive(Debug)]
pub struct OnceStreamed {
    /// The body.
    pub body: axum::body::Body,
    key: Option<String>,
    request_digest: [u8; 32],
}

impl<S: Send + Sync> FromRequest<S> for OnceStreamed {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let mut digest = target(&request);
        digest.update(request.uri().query().unwrap_or_default());
        Ok(Self {
            key: key(&request)?,
            request_digest: digest.finalize().into(),
            body: request.into_body(),
        })
    }
}

impl OnceStreamed {
    /// The body, and the call it is made in.
    pub fn by(self, caller: Caller) -> (axum::body::Body, Call) {
        (self.body, call(caller, self.key, self.request_digest))
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

fn call(caller: Caller, key: Option<String>, request_digest: [u8; 32]) -> Call {
    let request = key.map(|key| {
        let owner = caller.actor();
        let key_digest = Sha256::digest(format!("{owner:?} {key}")).into();
        store::Request {
            key_digest,
            request_digest,
        }
    });
    Call { caller, request }
}
