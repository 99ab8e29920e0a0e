//! How a case ends, and begins again.

use baton_app::case::verb::Verb;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use crate::problem::Problem;

/// How long it may be objected to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Resolve {
    closes_in_days: Option<u16>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Resolve {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Resolve {
            closes_in_days: self.closes_in_days,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Nothing but what the caller has seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Close {
    seen_sequence: Option<u64>,
}

impl AsVerb for Close {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Close)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Nothing but what the caller has seen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reopen {
    seen_sequence: Option<u64>,
}

impl AsVerb for Reopen {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Reopen)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancel {
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Cancel {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Cancel {
            reason: self.reason,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
