//! A reminder's time has come: it is counted and prepared, as a draft like any other. Nothing to do
//! if they answered, claim to have done it, or the case ended.

use crate::command::wait::ChaseNow;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::wait::ChaseDue;
use crate::refusal::Refusal;
use crate::wait::Wait;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: ChaseNow) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let next = unfolding
        .case
        .wait(command.wait_id)
        .filter(|_| unfolding.case.is_open())
        .and_then(Wait::next_chase);
    let is_now = next.is_some_and(|(chase, at)| chase == command.chase && at <= unfolding.at());
    if is_now {
        unfolding.record(Event::ChaseDue(ChaseDue {
            wait_id: command.wait_id,
            chase: command.chase,
        }));
    }
    Ok(())
}
