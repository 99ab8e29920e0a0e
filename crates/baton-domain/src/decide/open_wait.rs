//! A teammate, a case type or a desk says whom we wait for.

use crate::command::wait::OpenWait;
use crate::decide::rule::waiting;
use crate::decide::unfolding::Unfolding;
use crate::refusal::Refusal;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: OpenWait) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_steering()?;
    waiting::check(unfolding, &command.wait, unfolding.at())?;
    waiting::open_requested(unfolding, command.wait);
    Ok(())
}
