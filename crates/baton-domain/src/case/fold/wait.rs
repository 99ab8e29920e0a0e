//! Folding waits.

use crate::case::{Case, limit};
use crate::event::wait::{WaitEnded, WaitUpdated};
use crate::id::{ParticipantId, WaitId};
use crate::message::Unanswered;
use crate::wait::{Wait, WaitClosed, WaitFor};

impl Case {
    pub(super) fn with_wait(&mut self, id: WaitId, change: impl FnOnce(&mut Wait)) {
        if let Some(wait) = self.waits.iter_mut().find(|wait| wait.id == id) {
            change(wait);
        }
    }

    /// Adds a message to the wait for our reply to its writer, if there is one.
    pub(super) fn owe_answer(&mut self, to: ParticipantId, message: Unanswered) {
        for wait in &mut self.waits {
            if wait.participant_id == Some(to)
                && let WaitFor::OurReply { messages } = &mut wait.reason
            {
                messages.retain(|other| other.message_id != message.message_id);
                // The first says since when they wait, the latest what an answer must have read.
                if messages.len() >= limit::UNANSWERED {
                    messages.remove(1);
                }
                messages.push(message);
            }
        }
    }

    pub(super) fn apply_wait_updated(&mut self, event: &WaitUpdated) {
        self.with_wait(event.wait_id, |wait| {
            wait.since = event.since;
            if let Some(due) = event.due {
                wait.is_overdue = wait.is_overdue && wait.due == Some(due);
                wait.due = Some(due);
            }
            if let WaitFor::OurReply { messages } = &mut wait.reason {
                messages.retain(|message| !event.settled.contains(&message.message_id));
            }
        });
    }

    pub(super) fn apply_wait_closed(&mut self, event: WaitEnded) {
        let Some(index) = self.waits.iter().position(|wait| wait.id == event.wait_id) else {
            return;
        };
        let wait = self.waits.remove(index);
        if event.reason == WaitClosed::CaseCancelled {
            self.parked_waits.push(wait);
        }
    }
}
