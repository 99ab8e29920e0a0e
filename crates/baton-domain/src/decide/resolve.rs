//! We believe it is done. Refused while we owe something that was promised or is on its way.

use crate::command::ending::Resolve;
use crate::decide::rule::ending;
use crate::decide::unfolding::Unfolding;
use crate::refusal::Refusal;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Resolve) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    ending::check(unfolding)?;
    ending::resolve(unfolding, None, command.closes_in_days);
    Ok(())
}
