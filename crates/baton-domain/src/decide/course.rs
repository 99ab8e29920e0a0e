//! People, queue, notes and pointers: what changes a case without moving it.

use crate::command::course::{AddParticipant, Assign, Link, Note, RaiseIdentity, Route};
use crate::decide::rule::people;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::course::{Assigned, IdentityRaised, Linked, NoteAdded, Routed};
use crate::id::MessageId;
use crate::refusal::{CaseRefusal, Refusal};

pub(super) fn add_participant(
    unfolding: &mut Unfolding<'_, '_>,
    command: AddParticipant,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    people::ensure(unfolding, command.person)?;
    Ok(())
}

/// Levels only rise: knowing less than before is not a fact about the person.
pub(super) fn raise_identity(
    unfolding: &mut Unfolding<'_, '_>,
    command: RaiseIdentity,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    let known = unfolding
        .case
        .participant(command.participant_id)
        .ok_or(CaseRefusal::UnknownParticipant)?
        .identity;
    if known < command.level {
        unfolding.record(Event::IdentityRaised(IdentityRaised {
            participant_id: command.participant_id,
            level: command.level,
            basis: command.basis,
        }));
    }
    Ok(())
}

pub(super) fn route(unfolding: &mut Unfolding<'_, '_>, command: Route) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    let case = &unfolding.case;
    if (case.team_id, case.assignee_id) != (command.team_id, command.teammate_id) {
        unfolding.record(Event::Routed(Routed {
            team_id: command.team_id,
            teammate_id: command.teammate_id,
            reason: command.reason,
        }));
    }
    Ok(())
}

pub(super) fn assign(unfolding: &mut Unfolding<'_, '_>, command: Assign) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    let case = &unfolding.case;
    if (case.team_id, case.assignee_id) != (command.team_id, command.teammate_id) {
        unfolding.record(Event::Assigned(Assigned {
            team_id: command.team_id,
            teammate_id: command.teammate_id,
        }));
    }
    Ok(())
}

/// A note may be written on a case that is over: that is when people remember.
pub(super) fn note(unfolding: &mut Unfolding<'_, '_>, command: Note) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    let message_id = MessageId::mint(unfolding.ids());
    unfolding.record(Event::NoteAdded(NoteAdded {
        message_id,
        content: command.content,
        mentions: command.mentions,
    }));
    Ok(())
}

pub(super) fn link(unfolding: &mut Unfolding<'_, '_>, command: Link) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    if command.case_id == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    unfolding.record(Event::Linked(Linked {
        case_id: command.case_id,
        reason: command.reason,
    }));
    Ok(())
}
