//! Recording the basis of what somebody says. Ends the wait that asked for it.

use crate::command::ledger::RecordVerification;
use crate::decide::rule::waiting;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::material::VerificationRecorded;
use crate::refusal::{Refusal, WaitRefusal};
use crate::wait::{WaitClosed, WaitKind};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: RecordVerification,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_steering()?;
    if let Some(wait_id) = command.wait_id {
        let kind = unfolding.case.wait(wait_id).map(|wait| wait.reason.kind());
        if kind != Some(WaitKind::Verification) {
            return Err(WaitRefusal::NotOpen.into());
        }
    }
    unfolding.record(Event::VerificationRecorded(VerificationRecorded {
        wait_id: command.wait_id,
        basis: command.basis,
        finding: command.finding,
    }));
    if let Some(wait_id) = command.wait_id {
        waiting::close(unfolding, wait_id, WaitClosed::Verified);
    }
    Ok(())
}
