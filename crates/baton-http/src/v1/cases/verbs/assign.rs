//! Who looks after a case.

use baton_app::case::verb::Verb;
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::optional_id;
use crate::problem::Problem;

/// To whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Assign {
    teammate_id: Option<String>,
    team_id: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for Assign {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::Assign {
            team: optional_id("/team_id", self.team_id.as_ref())?,
            teammate: optional_id("/teammate_id", self.teammate_id.as_ref())?,
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
