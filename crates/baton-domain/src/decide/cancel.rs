//! It will not be done: whoever was asked or promised something has to be told, and nothing else
//! may leave.
//!
//! Promises stay as they are, so that undoing the cancellation restores them; a cancelled case
//! breaks none.

use crate::command::ending::Cancel;
use crate::decide::rule::ending;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::ending::Cancelled;
use crate::id::ParticipantId;
use crate::refusal::Refusal;
use crate::wait::{Party, WaitClosed};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Cancel) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    let stand_down = to_be_told(unfolding);
    ending::wind_up(unfolding, WaitClosed::CaseCancelled);
    unfolding.record(Event::Cancelled(Cancelled {
        reason: command.reason,
        stand_down,
    }));
    Ok(())
}

fn to_be_told(unfolding: &Unfolding<'_, '_>) -> Vec<ParticipantId> {
    let case = &unfolding.case;
    let asked = case
        .waits
        .iter()
        .filter(|wait| wait.on.is_outside())
        .flat_map(|wait| match wait.participant_id {
            Some(participant) => vec![participant],
            None => of_party(unfolding, wait.on),
        });
    let promised = case.open_promises().map(|promise| promise.to);
    let mut told: Vec<ParticipantId> = asked.chain(promised).collect();
    told.sort_unstable();
    told.dedup();
    told
}

fn of_party(unfolding: &Unfolding<'_, '_>, party: Party) -> Vec<ParticipantId> {
    unfolding
        .case
        .participants
        .iter()
        .filter(|participant| Party::from_role(participant.role) == Some(party))
        .map(|participant| participant.id)
        .collect()
}
