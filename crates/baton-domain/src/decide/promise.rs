//! Giving our word to somebody outside, with a due.

use crate::case::limit;
use crate::command::ledger::MakePromise;
use crate::decide::rule::people;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::promise::PromiseMade;
use crate::id::PromiseId;
use crate::refusal::{CaseRefusal, PromiseRefusal, Refusal};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: MakePromise,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    if !people::role_of(unfolding, command.to)?.is_outside() {
        return Err(PromiseRefusal::Recipient.into());
    }
    if command.due <= unfolding.at() {
        return Err(PromiseRefusal::DueInThePast.into());
    }
    if unfolding.case.open_promises().count() >= limit::PROMISES {
        return Err(CaseRefusal::Full.into());
    }
    let promise_id = PromiseId::mint(unfolding.ids());
    unfolding.record(Event::PromiseMade(PromiseMade {
        promise_id,
        to: command.to,
        text: command.text,
        due: command.due,
        source_message_id: command.source_message_id,
    }));
    Ok(())
}
