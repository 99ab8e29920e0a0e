//! Folding messages on their way out.

use crate::case::{Case, limit};
use crate::draft::DraftStatus;
use crate::event::Envelope;
use crate::event::send::{
    SendAuthorised, SendFailed, SendStarted, SendTakenBack, SendUnknown, Sent,
};
use crate::id::{DraftId, MessageId};
use crate::message::Purpose;
use crate::send::{Send, SendState};

impl Case {
    fn with_send(&mut self, id: MessageId, change: impl FnOnce(&mut Send)) {
        if let Some(send) = self.sends.iter_mut().find(|send| send.message_id == id) {
            change(send);
        }
    }

    /// Forgets the oldest messages of which everything is known.
    fn forget_finished(&mut self) {
        let finished = self
            .sends
            .iter()
            .filter(|send| !send.state.is_unfinished())
            .count();
        let mut surplus = finished.saturating_sub(limit::FINISHED_SENDS);
        self.sends.retain(|send| {
            let is_surplus = surplus > 0 && !send.state.is_unfinished();
            surplus = surplus.saturating_sub(usize::from(is_surplus));
            !is_surplus
        });
    }

    fn hand_back_draft(&mut self, id: DraftId) {
        self.with_draft(id, |draft| {
            draft.status = DraftStatus::Proposed;
            draft.message_id = None;
        });
    }

    pub(super) fn apply_authorised(&mut self, event: &SendAuthorised) {
        self.with_draft(event.draft_id, |draft| {
            draft.status = DraftStatus::Approved;
            draft.message_id = Some(event.message_id);
        });
        self.sends.push(Send {
            message_id: event.message_id,
            draft_id: event.draft_id,
            origin: event.origin,
            purpose: event.purpose,
            thread: event.thread,
            to: event.to,
            content: event.content,
            approved_by: event.approval.approved_by,
            based_on_sequence: event.based_on_sequence,
            then: event.then.clone(),
            state: SendState::Queued,
            attempts: 0,
            not_before: event.not_before,
            wait_id: event.wait_id,
        });
    }

    pub(super) fn apply_started(&mut self, event: SendStarted) {
        self.with_send(event.message_id, |send| {
            send.state = SendState::Sending;
            send.attempts = event.attempt;
        });
    }

    pub(super) fn apply_sent(&mut self, event: &Sent, envelope: &Envelope) {
        let Some(send) = self.send(event.message_id).cloned() else {
            return;
        };
        self.with_send(event.message_id, |send| send.state = SendState::Sent);
        self.close_draft(send.draft_id, DraftStatus::Sent, None);
        self.spoke_on(send.thread, send.to, envelope.stream_seq);
        if send.purpose == Purpose::StandDown {
            self.stand_down.retain(|other| *other != send.to);
        }
        self.forget_finished();
    }

    pub(super) fn apply_failed(&mut self, event: &SendFailed) {
        let Some(draft_id) = self.send(event.message_id).map(|send| send.draft_id) else {
            return;
        };
        if let Some(retry_at) = event.retry_at {
            self.with_send(event.message_id, |send| {
                send.state = SendState::Queued;
                send.not_before = retry_at;
            });
        } else {
            self.with_send(event.message_id, |send| send.state = SendState::Failed);
            self.hand_back_draft(draft_id);
            self.forget_finished();
        }
    }

    pub(super) fn apply_unknown(&mut self, event: &SendUnknown) {
        self.with_send(event.message_id, |send| send.state = SendState::Unknown);
    }

    pub(super) fn apply_taken_back(&mut self, event: SendTakenBack) {
        self.with_send(event.message_id, |send| send.state = SendState::Withdrawn);
        self.hand_back_draft(event.draft_id);
        self.forget_finished();
    }
}
