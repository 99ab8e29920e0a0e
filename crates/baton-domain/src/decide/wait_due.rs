//! A wait's due has come. Nothing to do if the case has moved on.
//!
//! The customer's word is the one wait that ends by silence: the case is closed.

use crate::command::wait::WaitDue;
use crate::decide::rule::waiting;
use crate::decide::unfolding::Unfolding;
use crate::effect::{Effect, Timer};
use crate::event::Event;
use crate::event::ending::{CloseReason, Closed};
use crate::event::wait::WaitOverdue;
use crate::refusal::Refusal;
use crate::status::CaseStatus;
use crate::time::Span;
use crate::wait::{WaitClosed, WaitKind};

/// When to look again at a case that would be closed but for a message nobody has triaged.
const LOOK_AGAIN_AFTER: Span = Span::from_hours(1);

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: WaitDue) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let Some(wait) = unfolding.case.wait(command.wait_id).cloned() else {
        return Ok(());
    };
    let is_due = wait.due.is_some_and(|due| due <= unfolding.at());
    if !is_due || wait.is_overdue {
        return Ok(());
    }
    if wait.reason.kind() == WaitKind::Confirmation {
        // A message that nobody has triaged may still be an objection.
        let is_undisputed = unfolding.case.untriaged.is_empty();
        if !is_undisputed {
            unfolding.effect(Effect::StartTimer {
                timer: Timer::Wait(wait.id),
                at: unfolding.at().plus(LOOK_AGAIN_AFTER),
            });
        } else if unfolding.case.status == CaseStatus::Resolved {
            waiting::close(unfolding, wait.id, WaitClosed::TimedOut);
            unfolding.record(Event::Closed(Closed {
                reason: CloseReason::TimedOut,
            }));
        }
        return Ok(());
    }
    unfolding.record(Event::WaitOverdue(WaitOverdue { wait_id: wait.id }));
    Ok(())
}
