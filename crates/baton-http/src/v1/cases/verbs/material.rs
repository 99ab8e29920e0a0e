//! What is needed from somebody, and what a claim rests on.

use baton_app::case::verb::{Verb, Whom};
use baton_domain::participant::ParticipantRole;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::{id, optional_id, whom, word};
use crate::problem::Problem;

/// What is needed, and from whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestMaterial {
    what: String,
    /// A participant, or the role of the only one with it; the customer if absent.
    from: Option<String>,
    /// Whether the case cannot go on without it; so if absent.
    required: Option<bool>,
    seen_sequence: Option<u64>,
}

impl AsVerb for RequestMaterial {
    fn verb(self) -> Result<Verb, Problem> {
        let from = self.from.as_deref().map(|from| whom("/from", from));
        Ok(Verb::RequestMaterial {
            what: self.what,
            from: from
                .transpose()?
                .unwrap_or(Whom::Role(ParticipantRole::Customer)),
            is_required: self.required.unwrap_or(true),
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which item, and whether it will do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct JudgeMaterial {
    material_id: String,
    /// `accepted` or `rejected`.
    judgement: String,
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for JudgeMaterial {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::JudgeMaterial {
            material: id("/material_id", &self.material_id)?,
            judgement: word("/judgement", &self.judgement)?,
            reason: self.reason,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// What was found, and on what it rests.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordVerification {
    /// The wait that asked for it.
    wait_id: Option<String>,
    /// `order`, `logistics`, `document`, `one_time_code` or `conversation`.
    basis: String,
    finding: String,
    seen_sequence: Option<u64>,
}

impl AsVerb for RecordVerification {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::RecordVerification {
            wait: optional_id("/wait_id", self.wait_id.as_ref())?,
            basis: word("/basis", &self.basis)?,
            finding: self.finding,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
