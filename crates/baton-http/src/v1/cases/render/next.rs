//! What a draft's text says comes next, on the wire.

use baton_app::draft::next::{Next, Proposal};
use baton_domain::id::ParticipantId;
use serde::Serialize;
use utoipa::ToSchema;

/// What a draft's text says comes next: proposed, for whoever approves it to take or to change.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThenProposedDto {
    /// Can be sent with the approval as it is.
    pub then: ThenDto,
    /// The sentence of the text that says so; null where none does.
    pub because: Option<String>,
    /// A promise with a date that the text makes; can be sent to `/cases/{id}/promise` as it is.
    pub promise: Option<PledgeDto>,
}

/// What comes next: `{"wait": …}`, `{"resolve": …}` or `"next_step"`.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ThenDto {
    /// Somebody has to do something, we among them.
    Wait(ThenWaitDto),
    /// It is answered: resolved now, closed if nobody objects.
    Resolve(ThenResolveDto),
    /// It stays with us.
    NextStep,
}

/// For whom, for what, until when.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThenWaitDto {
    /// Whose turn it is.
    pub on: &'static str,
    /// For what.
    #[serde(rename = "for")]
    pub reason: &'static str,
    /// What exactly.
    pub what: Option<String>,
    /// Until when, in UTC.
    pub due: Option<String>,
    /// Who exactly.
    pub participant_id: Option<String>,
}

/// How long it may be objected to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThenResolveDto {
    /// In days.
    pub closes_in_days: u16,
}

/// Our word, with a date.
#[derive(Debug, Serialize, ToSchema)]
pub struct PledgeDto {
    /// What the text promises.
    pub text: String,
    /// To whom.
    pub to: String,
    /// By when, in UTC.
    pub due: String,
}

/// What a draft to this participant says comes next.
#[must_use]
pub fn proposed(proposal: &Proposal, to: ParticipantId) -> ThenProposedDto {
    let promise = proposal.pledge.as_ref().map(|pledge| PledgeDto {
        text: pledge.text.clone(),
        to: to.to_string(),
        due: pledge.due.to_string(),
    });
    ThenProposedDto {
        then: then(&proposal.next, to),
        because: proposal.because.clone(),
        promise,
    }
}

fn then(next: &Next, to: ParticipantId) -> ThenDto {
    match next {
        Next::TheirTurn {
            on,
            reason,
            what,
            due,
        } => ThenDto::Wait(ThenWaitDto {
            on: on.as_str(),
            reason: reason.as_str(),
            what: Some(what.clone()),
            due: Some(due.to_string()),
            participant_id: Some(to.to_string()),
        }),
        Next::OurTurn {
            what,
            due: Some(due),
        } => ThenDto::Wait(ThenWaitDto {
            on: "us",
            reason: "internal_action",
            what: Some(what.clone()),
            due: Some(due.to_string()),
            participant_id: None,
        }),
        Next::OurTurn { due: None, .. } => ThenDto::NextStep,
        Next::Answered { closes_in_days } => ThenDto::Resolve(ThenResolveDto {
            closes_in_days: *closes_in_days,
        }),
    }
}
