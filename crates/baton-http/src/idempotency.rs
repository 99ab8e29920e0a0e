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
        let key = match request.headers().get("idempotency-key") {
            None => None,
            Some(key) => {
                let key = key
                    .to_str()
                    .ok()
                    .filter(|key| (1..=MAX_KEY_BYTES).contains(&key.len()));
                let malformed = || Problem::invalid("", "idempotency.malformed");
                Some(key.ok_or_else(malformed)?.to_owned())
            }
        };
        let mut digest = Sha256::new();
        digest.update(request.method().as_str());
        digest.update([0]);
        digest.update(request.uri().path());
        digest.update([0]);
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
        let request = self.key.map(|key| {
            let owner = caller.actor();
            let key_digest = Sha256::digest(format!("{owner:?} {key}")).into();
            store::Request {
                key_digest,
                request_digest: self.request_digest,
            }
        });
        (self.body, Call { caller, request })
    }
}
