//! Waits: one opened, one ended, one that needs no answer.

use baton_app::case::verb::{NewWait, Verb, WaitReason};
use baton_domain::time::Span;
use baton_domain::wait::{ChasePlan, Party, WaitKind};
use serde::Deserialize;
use utoipa::ToSchema;

use super::AsVerb;
use super::read::{id, optional_id, word};
use crate::problem::Problem;

/// For whom, for what, until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wait {
    on: String,
    #[serde(rename = "for")]
    reason: String,
    what: Option<String>,
    due: Option<String>,
    participant_id: Option<String>,
    #[serde(default)]
    material_ids: Vec<String>,
    /// How they are reminded, if they are outside; not at all if absent.
    chase: Option<Chase>,
    seen_sequence: Option<u64>,
}

/// How somebody outside is reminded: each time by a draft that a person sends.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chase {
    /// After how many minutes the first time.
    after_minutes: u32,
    /// How many minutes between one time and the next.
    every_minutes: u32,
    /// How often at most.
    most: u8,
}

impl Chase {
    fn plan(self) -> ChasePlan {
        ChasePlan {
            after: Span::from_minutes(i64::from(self.after_minutes)),
            every: Span::from_minutes(i64::from(self.every_minutes)),
            most: self.most,
        }
    }
}

impl Wait {
    /// The wait, or what is wrong with it.
    pub(crate) fn read(self) -> Result<NewWait, Problem> {
        let on: Party = word("/on", &self.on)?;
        let reason = match self.reason.as_str() {
            "snooze" => WaitReason::Snooze,
            other => by_hand(word("/for", other)?, &self.material_ids)?,
        };
        let due = self.due.map(|due| {
            due.parse()
                .map_err(|_| Problem::invalid("/due", "instant.malformed"))
        });
        Ok(NewWait {
            on,
            reason,
            what: self.what,
            due: due.transpose()?,
            participant: optional_id("/participant_id", self.participant_id.as_ref())?,
            chase: self.chase.map(Chase::plan),
        })
    }
}

fn by_hand(kind: WaitKind, materials: &[String]) -> Result<WaitReason, Problem> {
    Ok(match kind {
        WaitKind::CustomerReply => WaitReason::CustomerReply,
        WaitKind::CustomerMaterial => WaitReason::CustomerMaterial(
            materials
                .iter()
                .map(|item| id("/material_ids", item))
                .collect::<Result<_, _>>()?,
        ),
        WaitKind::ExecutorAction => WaitReason::ExecutorAction,
        WaitKind::PartnerResponse => WaitReason::PartnerResponse,
        WaitKind::Verification => WaitReason::Verification,
        WaitKind::WriteBack => WaitReason::WriteBack,
        WaitKind::InternalAction => WaitReason::InternalAction,
        WaitKind::ExternalSystem => WaitReason::ExternalSystem,
        WaitKind::OurReply | WaitKind::SupervisorReview | WaitKind::Confirmation => {
            return Err(Problem::invalid("/for", "wait.not_by_hand"));
        }
    })
}

impl AsVerb for Wait {
    fn verb(self) -> Result<Verb, Problem> {
        self.read().map(Verb::Wait)
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Which wait.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CloseWait {
    wait_id: String,
    /// `dropped` if nobody needs it any more; anything else, or nothing, means done.
    reason: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for CloseWait {
    fn verb(self) -> Result<Verb, Problem> {
        Ok(Verb::CloseWait {
            wait: id("/wait_id", &self.wait_id)?,
            is_dropped: self.reason.as_deref() == Some("dropped"),
        })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}

/// Whose messages; everybody's if none is named.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoAnswerNeeded {
    participant_id: Option<String>,
    seen_sequence: Option<u64>,
}

impl AsVerb for NoAnswerNeeded {
    fn verb(self) -> Result<Verb, Problem> {
        let participant = optional_id("/participant_id", self.participant_id.as_ref())?;
        Ok(Verb::NoAnswerNeeded { participant })
    }

    fn seen_sequence(&self) -> Option<u64> {
        self.seen_sequence
    }
}
