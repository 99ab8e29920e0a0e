//! Beginning, people, queue, notes.

use crate::event::course::{LinkReason, Opening, RouteReason};
use crate::id::{CaseId, ChannelId, ParticipantId, TeamId, TeammateId};
use crate::identity::{Basis, IdentityLevel};
use crate::part::PartRef;
use crate::participant::Person;

/// What a case needs to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beginning {
    /// Its number.
    pub number: u64,
    /// Why it begins.
    pub opening: Opening,
    /// What it is about, in a line.
    pub subject: Option<PartRef>,
    /// Where it begins.
    pub channel_id: Option<ChannelId>,
}

/// Open a case without a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// What it needs to begin.
    pub beginning: Beginning,
    /// Who takes part.
    pub people: Vec<Person>,
}

/// Add somebody. Nothing happens if they take part already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddParticipant {
    /// Who, as what.
    pub person: Person,
}

/// Be surer of who somebody is. Levels only rise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RaiseIdentity {
    /// Who.
    pub participant_id: ParticipantId,
    /// How sure.
    pub level: IdentityLevel,
    /// What that rests on; none where the channel vouches.
    pub basis: Option<Basis>,
}

/// Put it in a queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Whose queue.
    pub team_id: Option<TeamId>,
    /// Who is to work on it.
    pub teammate_id: Option<TeammateId>,
    /// Why.
    pub reason: RouteReason,
}

/// Give it to somebody, or to nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assign {
    /// Whose queue.
    pub team_id: Option<TeamId>,
    /// Who.
    pub teammate_id: Option<TeammateId>,
}

/// Write a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What it says.
    pub content: PartRef,
    /// Who is to see it.
    pub mentions: Vec<TeammateId>,
}

/// Point to another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The other case.
    pub case_id: CaseId,
    /// Why.
    pub reason: LinkReason,
}
