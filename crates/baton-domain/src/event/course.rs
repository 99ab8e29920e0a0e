//! The course of a case: beginning, people, queue, notes.

use serde::{Deserialize, Serialize};

use crate::id::{CaseId, ChannelId, MessageId, ParticipantId, TeamId, TeammateId};
use crate::identity::{Basis, IdentityLevel};
use crate::part::PartRef;
use crate::participant::Participant;
use crate::time::Timestamp;

/// Why a case began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "cause", rename_all = "snake_case")]
pub enum Opening {
    /// Somebody wrote.
    Message,
    /// A teammate opened it: a call, a letter.
    Teammate,
    /// Somebody wrote after another case had ended for good.
    FollowUp {
        /// That case.
        of: CaseId,
    },
    /// Messages of another case became one of their own.
    Split {
        /// That case.
        from: CaseId,
    },
    /// A rule or an event opened it.
    Rule,
    /// It was over before we knew of it: imported as history.
    History {
        /// When its first known message was written.
        began_at: Timestamp,
    },
}

/// A case began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseOpened {
    /// Its number: unique, rising per node, with gaps.
    pub number: u64,
    /// Why it began.
    pub opening: Opening,
    /// What it is about, in a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<PartRef>,
    /// Where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel_id: Option<ChannelId>,
}

/// Somebody joined the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParticipantAdded {
    /// Who, as what.
    pub participant: Participant,
}

/// We are surer than before who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityRaised {
    /// Who.
    pub participant_id: ParticipantId,
    /// How sure we are now.
    pub level: IdentityLevel,
    /// What that rests on; none where the channel vouches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub basis: Option<Basis>,
}

/// Why a case went to a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RouteReason {
    /// The channel belongs to the team.
    Channel,
    /// The team has the skill.
    Skill,
    /// The team speaks the language.
    Language,
    /// It was the team's or teammate's turn.
    Turn,
    /// The customer is of high value.
    Value,
    /// The owner is away.
    OwnerAway,
    /// A clock is about to run out.
    Escalation,
    /// Nothing else fits.
    Default,
}

/// The case went to a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// Whose queue; none if nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Who is to work on it; none if it waits in the queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teammate_id: Option<TeammateId>,
    /// Why.
    pub reason: RouteReason,
}

/// Somebody is to work on it, or nobody any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// Whose queue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<TeamId>,
    /// Who.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teammate_id: Option<TeammateId>,
}

/// A teammate wrote a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteAdded {
    /// The note, an internal message.
    pub message_id: MessageId,
    /// What it says.
    pub content: PartRef,
    /// Who is to see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<TeammateId>,
}

/// Why two cases may be about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkReason {
    /// A message may belong there as well.
    PossiblyAlso,
    /// The same order number, another contact.
    SameOrder,
    /// It followed the other's end.
    FollowUp,
    /// A teammate says so.
    Teammate,
    /// One cause.
    Incident,
}

/// Another case may be about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// The other case.
    pub case_id: CaseId,
    /// Why.
    pub reason: LinkReason,
}
