//! Opening a case without a message: a call, a letter, a rule.

use crate::command::course::{Beginning, Open};
use crate::decide::rule::{clock, people};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::course::CaseOpened;
use crate::refusal::{CaseRefusal, Refusal};
use crate::sla::ClockKind;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Open) -> Result<(), Refusal> {
    if !unfolding.case.is_unopened() {
        return Err(CaseRefusal::AlreadyOpened.into());
    }
    unfolding.require_steering()?;
    begin(unfolding, command.beginning);
    for person in command.people {
        people::ensure(unfolding, person)?;
    }
    Ok(())
}

/// Begins the case, and the clock on its result.
pub(super) fn begin(unfolding: &mut Unfolding<'_, '_>, beginning: Beginning) {
    unfolding.record(Event::CaseOpened(CaseOpened {
        number: beginning.number,
        opening: beginning.opening,
        subject: beginning.subject,
        channel_id: beginning.channel_id,
    }));
    let at = unfolding.at();
    clock::start(unfolding, ClockKind::Resolution, at);
}
