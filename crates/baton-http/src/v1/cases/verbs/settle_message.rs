//! What became of a message of which nobody knew.

use baton_app::case::verb::Verb;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::id;
use crate::problem::Problem;

/// What became of a message whose state is `unknown`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SettleMessage {
    /// The message.
    message_id: String,
    /// Whether it left; if not, it counts as failed and can be sent again.
    has_left: bool,
    /// The sequence the caller has seen; refused if the case moved on since.
    seen_sequence: Option<u64>,
}

impl AsVerb for SettleMessage {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::SettleMessage {
            message: id("/message_id", &self.message_id)?,
            has_left: self.has_left,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
