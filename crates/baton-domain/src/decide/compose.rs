//! Letting AI compose a draft: refused at once where its result would be refused.

use crate::actor::Actor;
use crate::command::draft::Compose;
use crate::decide::rule::wording;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::draft::DraftComposing;
use crate::id::DraftId;
use crate::message::Purpose;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Compose) -> Result<(), Refusal> {
    match (unfolding.actor(), command.purpose) {
        (Actor::Contact(_), _) => return Err(DraftRefusal::NotATeammate.into()),
        (
            Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::System,
            Purpose::Acknowledgement,
        ) => return Err(DraftRefusal::Purpose.into()),
        (
            Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::System,
            Purpose::Reply
            | Purpose::Chase
            | Purpose::Survey
            | Purpose::StandDown
            | Purpose::Notice,
        ) => {}
    }
    wording::check_recipient(unfolding, command.purpose, command.to)?;
    wording::check_machine(unfolding)?;
    wording::check_alone(unfolding, command.purpose, command.to)?;
    wording::check_room(unfolding)?;
    let draft_id = DraftId::mint(unfolding.ids());
    let based_on_sequence = unfolding.case.sequence;
    unfolding.record(Event::DraftComposing(DraftComposing {
        draft_id,
        purpose: command.purpose,
        to: command.to,
        thread: command.thread,
        based_on_sequence,
        wait_id: command.wait_id,
    }));
    Ok(())
}
