//! A clock's due has come. Nothing to do if it stands still, was stopped, or was set anew.

use crate::command::wait::ClockDue;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::clock::ClockStopped;
use crate::refusal::Refusal;
use crate::sla::ClockState;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: ClockDue) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let state = unfolding.case.clock(command.clock).map(|clock| clock.state);
    match state {
        Some(ClockState::Running { due }) if due <= unfolding.at() => {
            unfolding.record(Event::ClockBreached(ClockStopped {
                clock: command.clock,
            }));
        }
        Some(
            ClockState::Running { .. }
            | ClockState::Paused { .. }
            | ClockState::Met
            | ClockState::Breached,
        )
        | None => {}
    }
    Ok(())
}
