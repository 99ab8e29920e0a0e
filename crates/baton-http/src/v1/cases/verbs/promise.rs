//! Promises: made, kept, withdrawn.

use baton_app::case::verb::Verb;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::{id, whom};
use crate::problem::Problem;

/// What, to whom, by when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    text: String,
    /// A participant, or the role of the only one with it, such as `customer`.
    to: String,
    due: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for Promise {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Promise {
            text: self.text,
            to: whom("/to", &self.to)?,
            due: self
                .due
                .parse()
                .map_err(|_| Problem::invalid("/due", "instant.malformed"))?,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct KeepPromise {
    promise_id: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for KeepPromise {
    fn verb(self) -> Result<Verb, Problem> {
        id("/promise_id", &self.promise_id).map(Verb::KeepPromise)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which promise.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WithdrawPromise {
    /// The promise.
    promise_id: String,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

impl AsVerb for WithdrawPromise {
    fn verb(self) -> Result<Verb, Problem> {
        id("/promise_id", &self.promise_id).map(Verb::WithdrawPromise)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
