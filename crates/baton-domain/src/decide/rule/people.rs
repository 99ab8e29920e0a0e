//! Who takes part.

use crate::case::limit;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::course::{IdentityRaised, ParticipantAdded};
use crate::id::ParticipantId;
use crate::participant::{Participant, ParticipantRole, Person};
use crate::refusal::CaseRefusal;

/// Finds the person in the case, or adds them. What the channel vouches for only raises a level.
pub(in crate::decide) fn ensure(
    unfolding: &mut Unfolding<'_, '_>,
    person: Person,
) -> Result<ParticipantId, CaseRefusal> {
    if let Some(known) = unfolding.case.participant_who_is(person.who).cloned() {
        if known.identity < person.identity {
            unfolding.record(Event::IdentityRaised(IdentityRaised {
                participant_id: known.id,
                level: person.identity,
                basis: None,
            }));
        }
        return Ok(known.id);
    }
    if unfolding.case.participants.len() >= limit::PARTICIPANTS {
        return Err(CaseRefusal::Full);
    }
    let id = ParticipantId::mint(unfolding.ids());
    unfolding.record(Event::ParticipantAdded(ParticipantAdded {
        participant: Participant {
            id,
            who: person.who,
            role: person.role,
            identity: person.identity,
        },
    }));
    Ok(id)
}

/// The participant's role; refused if nobody of that id takes part.
pub(in crate::decide) fn role_of(
    unfolding: &Unfolding<'_, '_>,
    id: ParticipantId,
) -> Result<ParticipantRole, CaseRefusal> {
    unfolding
        .case
        .participant(id)
        .map(|participant| participant.role)
        .ok_or(CaseRefusal::UnknownParticipant)
}
