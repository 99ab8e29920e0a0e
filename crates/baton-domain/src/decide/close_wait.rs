//! A teammate says that a wait is over.
//!
//! Waits for our reply, a review or the customer's word end by those alone. Recording what somebody
//! says is done also ends the wait they claimed it for.

use crate::command::wait::{CloseWait, Settled};
use crate::decide::rule::waiting;
use crate::decide::unfolding::Unfolding;
use crate::refusal::{Refusal, WaitRefusal};
use crate::wait::{InternalCause, Wait, WaitClosed, WaitFor};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: CloseWait) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    let wait = unfolding
        .case
        .wait(command.wait_id)
        .cloned()
        .ok_or(WaitRefusal::NotOpen)?;
    let reason = reason(&wait, command.settled)?;
    waiting::close(unfolding, wait.id, reason);
    if let WaitFor::WriteBack {
        claimed: Some(claimed),
    } = wait.reason
        && command.settled == Settled::Done
    {
        waiting::close(unfolding, claimed, WaitClosed::WrittenBack);
    }
    Ok(())
}

fn reason(wait: &Wait, settled: Settled) -> Result<WaitClosed, WaitRefusal> {
    match (&wait.reason, settled) {
        (
            WaitFor::OurReply { .. }
            | WaitFor::SupervisorReview { .. }
            | WaitFor::Confirmation
            | WaitFor::InternalAction(
                InternalCause::ActionProposed { .. } | InternalCause::ActionUnknown { .. },
            ),
            Settled::Done | Settled::Dropped,
        ) => Err(WaitRefusal::NotByHand),
        (WaitFor::WriteBack { .. }, Settled::Done) => Ok(WaitClosed::WrittenBack),
        (WaitFor::Verification, Settled::Done) => Ok(WaitClosed::Verified),
        (
            WaitFor::CustomerReply | WaitFor::PartnerResponse | WaitFor::ExternalSystem,
            Settled::Done,
        ) => Ok(WaitClosed::Answered),
        (
            WaitFor::CustomerMaterial { .. } | WaitFor::ExecutorAction | WaitFor::InternalAction(_),
            Settled::Done,
        ) => Ok(WaitClosed::Done),
        (
            WaitFor::CustomerReply
            | WaitFor::CustomerMaterial { .. }
            | WaitFor::ExecutorAction
            | WaitFor::PartnerResponse
            | WaitFor::Verification
            | WaitFor::WriteBack { .. }
            | WaitFor::InternalAction(_)
            | WaitFor::ExternalSystem,
            Settled::Dropped,
        ) => Ok(WaitClosed::Dropped),
    }
}
