//! Looking things up in a case.

use crate::action::Action;
use crate::case::Case;
use crate::draft::{ClosedDraft, Draft};
use crate::empathy::Boundary;
use crate::id::{
    ActionId, DraftId, MaterialId, MessageId, ParticipantId, PromiseId, ReviewId, WaitId,
};
use crate::material::Material;
use crate::message::Thread;
use crate::participant::{Participant, ParticipantRole, Who};
use crate::promise::{Promise, PromiseStatus};
use crate::review::Review;
use crate::send::Send;
use crate::sla::{Clock, ClockKind};
use crate::wait::{Wait, WaitKind};

impl Case {
    /// The participant of that id.
    #[must_use]
    pub fn participant(&self, id: ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|other| other.id == id)
    }

    /// The participant who is this person, if they take part.
    #[must_use]
    pub fn participant_who_is(&self, who: Who) -> Option<&Participant> {
        self.participants.iter().find(|other| other.who == who)
    }

    /// Whether the participant is the one the service is for.
    #[must_use]
    pub fn is_customer(&self, id: ParticipantId) -> bool {
        self.participant(id)
            .is_some_and(|participant| participant.role == ParticipantRole::Customer)
    }

    /// The open wait of that id.
    #[must_use]
    pub fn wait(&self, id: WaitId) -> Option<&Wait> {
        self.waits.iter().find(|other| other.id == id)
    }

    /// The wait for our reply to this participant.
    #[must_use]
    pub fn our_reply(&self, to: ParticipantId) -> Option<&Wait> {
        self.our_replies()
            .find(|wait| wait.participant_id == Some(to))
    }

    /// The waits for our replies.
    pub fn our_replies(&self) -> impl Iterator<Item = &Wait> {
        self.waits
            .iter()
            .filter(|wait| wait.reason.kind() == WaitKind::OurReply)
    }

    /// The open draft of that id.
    #[must_use]
    pub fn draft(&self, id: DraftId) -> Option<&Draft> {
        self.drafts.iter().find(|other| other.id == id)
    }

    /// How the draft of that id ended, if it did and is remembered.
    #[must_use]
    pub fn closed_draft(&self, id: DraftId) -> Option<&ClosedDraft> {
        self.closed_drafts.iter().find(|other| other.id == id)
    }

    /// The open review of that id.
    #[must_use]
    pub fn review(&self, id: ReviewId) -> Option<&Review> {
        self.reviews.iter().find(|other| other.id == id)
    }

    /// The message of ours of that id.
    #[must_use]
    pub fn send(&self, id: MessageId) -> Option<&Send> {
        self.sends.iter().find(|other| other.message_id == id)
    }

    /// The action of that id.
    #[must_use]
    pub fn action(&self, id: ActionId) -> Option<&Action> {
        self.actions.iter().find(|other| other.id == id)
    }

    /// The open promise of that id.
    #[must_use]
    pub fn open_promise(&self, id: PromiseId) -> Option<&Promise> {
        self.open_promises().find(|other| other.id == id)
    }

    /// The promises that are still to be kept.
    pub fn open_promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises
            .iter()
            .filter(|promise| promise.status == PromiseStatus::Open)
    }

    /// The item of the checklist of that id.
    #[must_use]
    pub fn material(&self, id: MaterialId) -> Option<&Material> {
        self.materials.iter().find(|other| other.id == id)
    }

    /// The clock that measures this, if it ever started.
    #[must_use]
    pub fn clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks.iter().find(|other| other.kind == kind)
    }

    /// What keeps us from answering this participant without a person, if anything does.
    #[must_use]
    pub fn boundary(&self, of: ParticipantId) -> Option<&Boundary> {
        self.boundaries
            .iter()
            .find(|other| other.participant_id == of)
    }

    /// The last event that makes an answer on this conversation stale for whoever has not seen it.
    #[must_use]
    pub fn stale_before(&self, thread: Thread) -> u64 {
        self.lines
            .iter()
            .find(|line| line.thread == thread)
            .map_or(0, |line| line.sent_sequence)
            .max(self.outside_sequence)
    }
}
