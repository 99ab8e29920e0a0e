//! Folding drafts and reviews.

use super::is_person;
use crate::case::{Case, limit};
use crate::draft::{ClosedDraft, Draft, DraftStatus, DraftWithdrawn, Origin, Voucher};
use crate::event::Envelope;
use crate::event::draft::{
    DraftComposing, DraftEdited, DraftFailed, DraftGone, DraftProposed, DraftReaffirmed,
    DraftRejected,
};
use crate::event::review::{ReviewDecided, ReviewRequested};
use crate::id::DraftId;
use crate::identity::IdentityLevel;
use crate::review::{Review, ReviewOutcome};

impl Case {
    pub(super) fn with_draft(&mut self, id: DraftId, change: impl FnOnce(&mut Draft)) {
        if let Some(draft) = self.drafts.iter_mut().find(|draft| draft.id == id) {
            change(draft);
        }
    }

    pub(super) fn close_draft(
        &mut self,
        id: DraftId,
        status: DraftStatus,
        withdrawn: Option<DraftWithdrawn>,
    ) {
        self.drafts.retain(|draft| draft.id != id);
        self.reviews.retain(|review| review.draft_id != id);
        self.closed_drafts.retain(|closed| closed.id != id);
        if self.closed_drafts.len() >= limit::CLOSED_DRAFTS {
            self.closed_drafts.remove(0);
        }
        self.closed_drafts.push(ClosedDraft {
            id,
            status,
            withdrawn,
        });
    }

    pub(super) fn apply_composing(&mut self, event: &DraftComposing, envelope: &Envelope) {
        self.drafts.push(Draft {
            id: event.draft_id,
            status: DraftStatus::Composing,
            origin: Origin::Ai,
            author: envelope.actor,
            purpose: event.purpose,
            thread: event.thread,
            to: event.to,
            text: None,
            based_on_sequence: event.based_on_sequence,
            changed_sequence: 0,
            version: 0,
            is_touched: false,
            is_overtaken: false,
            identity_floor: IdentityLevel::Unverified,
            wait_id: event.wait_id,
            review_id: None,
            message_id: None,
            voucher: None,
        });
    }

    pub(super) fn apply_proposed(&mut self, event: &DraftProposed, envelope: &Envelope) {
        self.drafts.retain(|draft| draft.id != event.draft_id);
        self.drafts.push(Draft {
            id: event.draft_id,
            status: DraftStatus::Proposed,
            origin: event.origin,
            author: envelope.actor,
            purpose: event.purpose,
            thread: event.thread,
            to: event.to,
            text: Some(event.text),
            based_on_sequence: event.based_on_sequence,
            changed_sequence: 0,
            version: 1,
            is_touched: is_person(envelope.actor),
            is_overtaken: event.based_on_sequence < self.outside_sequence,
            identity_floor: event.identity_floor,
            wait_id: event.wait_id,
            review_id: None,
            message_id: None,
            voucher: None,
        });
    }

    pub(super) fn apply_compose_failed(&mut self, event: &DraftFailed) {
        self.close_draft(event.draft_id, DraftStatus::Failed, None);
    }

    pub(super) fn apply_rejected(&mut self, event: DraftRejected) {
        self.close_draft(event.draft_id, DraftStatus::Rejected, None);
    }

    pub(super) fn apply_withdrawn(&mut self, event: DraftGone) {
        self.close_draft(event.draft_id, DraftStatus::Withdrawn, Some(event.reason));
    }

    pub(super) fn apply_edited_draft(&mut self, event: &DraftEdited, envelope: &Envelope) {
        let outside_sequence = self.outside_sequence;
        self.with_draft(event.draft_id, |draft| {
            draft.text = Some(event.text);
            draft.version = event.version;
            draft.author = envelope.actor;
            draft.is_touched = true;
            draft.based_on_sequence = event.based_on_sequence;
            draft.changed_sequence = envelope.stream_seq;
            draft.is_overtaken = event.based_on_sequence < outside_sequence;
            draft.voucher = None;
        });
    }

    pub(super) fn apply_reaffirmed(&mut self, event: DraftReaffirmed, envelope: &Envelope) {
        self.with_draft(event.draft_id, |draft| {
            draft.based_on_sequence = event.based_on_sequence;
            draft.changed_sequence = envelope.stream_seq;
            draft.is_overtaken = false;
            draft.is_touched = true;
        });
    }

    pub(super) fn apply_review_requested(&mut self, event: &ReviewRequested, envelope: &Envelope) {
        self.with_draft(event.draft_id, |draft| {
            draft.status = DraftStatus::InReview;
            draft.review_id = Some(event.review_id);
        });
        self.reviews.push(Review {
            id: event.review_id,
            draft_id: event.draft_id,
            version: event.version,
            requested_by: envelope.actor,
            role: event.role,
            policies: event.policies.clone(),
            content: event.content,
            then: event.then.clone(),
            hold: event.hold,
            since: envelope.at,
            due: event.due,
        });
    }

    /// Approving and changing make the decider stand behind the wording as it is now.
    pub(super) fn apply_review_decided(&mut self, event: &ReviewDecided, envelope: &Envelope) {
        self.reviews.retain(|review| review.id != event.review_id);
        let vouches = match event.outcome {
            ReviewOutcome::Approved | ReviewOutcome::Changed => true,
            ReviewOutcome::Rejected | ReviewOutcome::Withdrawn => false,
        };
        self.with_draft(event.draft_id, |draft| {
            draft.status = DraftStatus::Proposed;
            draft.review_id = None;
            if let crate::actor::Actor::Teammate(by) = envelope.actor
                && vouches
            {
                draft.voucher = Some(Voucher {
                    by,
                    role: event.role,
                    version: draft.version,
                });
            }
        });
    }
}
