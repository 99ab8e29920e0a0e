//! Folding how a case ends, begins again, and takes messages from others.

use crate::case::{Case, Untriaged};
use crate::event::Envelope;
use crate::event::ending::{Cancelled, CloseReason, Closed, Merged};
use crate::event::message::MessageFiled;
use crate::event::transfer::MessageMoved;
use crate::message::{FiledAs, Unanswered};
use crate::sla::ClockState;
use crate::status::CaseStatus;

impl Case {
    /// What is over measures nothing: clocks that still ran are gone.
    fn end(&mut self, status: CaseStatus, envelope: &Envelope) {
        self.status = status;
        self.ended_at = Some(envelope.at);
        self.next_mover = None;
        self.clocks.retain(|clock| match clock.state {
            ClockState::Met | ClockState::Breached => true,
            ClockState::Running { .. } | ClockState::Paused { .. } => false,
        });
    }

    pub(super) fn apply_resolved(&mut self, envelope: &Envelope) {
        self.end(CaseStatus::Resolved, envelope);
    }

    pub(super) fn apply_closed(&mut self, event: Closed, envelope: &Envelope) {
        self.end(CaseStatus::Closed, envelope);
        if event.reason == CloseReason::History {
            self.ended_at = self.opened_at;
        }
    }

    /// History ends with its last message, so that an answer to it years later opens a new case.
    pub(super) fn apply_filed(&mut self, event: &MessageFiled) {
        let is_history = matches!(event.filed_as, FiledAs::History | FiledAs::SentBefore);
        if is_history && self.status == CaseStatus::Closed {
            self.ended_at = self.ended_at.max(Some(event.received_at));
        }
    }

    pub(super) fn apply_cancelled(&mut self, event: &Cancelled, envelope: &Envelope) {
        self.end(CaseStatus::Cancelled, envelope);
        self.stand_down.clone_from(&event.stand_down);
    }

    pub(super) fn apply_merged(&mut self, event: Merged, envelope: &Envelope) {
        self.end(CaseStatus::Merged, envelope);
        self.merged_into = Some(event.into);
        self.untriaged.clear();
        self.boundaries.clear();
    }

    pub(super) fn apply_reopened(&mut self) {
        self.status = CaseStatus::Open;
        self.ended_at = None;
        self.stand_down.clear();
        self.parked_waits.clear();
    }

    pub(super) fn apply_moved(&mut self, event: &MessageMoved, envelope: &Envelope) {
        if event.from == self.id {
            self.forget_untriaged(&[event.message_id]);
            return;
        }
        let Some(arrival) = event.arrival else {
            return;
        };
        self.heard_on(arrival.thread, arrival.participant_id);
        self.outside_sequence = envelope.stream_seq;
        if arrival.is_untriaged {
            self.untriaged.push(Untriaged {
                message_id: event.message_id,
                participant_id: arrival.participant_id,
                sequence: envelope.stream_seq,
                received_at: arrival.received_at,
            });
        } else {
            self.is_triaged = true;
        }
        if arrival.is_unanswered {
            self.owe_answer(
                arrival.participant_id,
                Unanswered {
                    message_id: event.message_id,
                    sequence: envelope.stream_seq,
                    at: arrival.received_at,
                },
            );
        }
    }
}
