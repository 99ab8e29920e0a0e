//! What a case's events tell that its folded state forgets: closed drafts, ended promises, links.
//!
//! Pure: the same events always give the same story.

mod action;

use std::collections::HashMap;

use baton_domain::actor::Actor;
use baton_domain::confidence::Confidence;
use baton_domain::draft::{Citation, DraftStatus, Origin};
use baton_domain::event::course::LinkReason;
use baton_domain::event::promise::PromiseMade;
use baton_domain::event::{Envelope, Event, draft, review, send};
use baton_domain::id::{CaseId, DraftId, MessageId, ParticipantId, PromiseId};
use baton_domain::message::Thread;
use baton_domain::part::PartRef;
use baton_domain::promise::PromiseStatus;
use baton_domain::time::Timestamp;
use baton_domain::token::{LanguageTag, Slug};
use baton_store::event::StoredEvent;

use super::code::code;
pub use action::ActionStory;

/// A draft from its first word to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftStory {
    /// Names the draft.
    pub id: DraftId,
    /// How it stands.
    pub status: DraftStatus,
    /// Who first worded it.
    pub origin: Origin,
    /// Who last changed it.
    pub author: Actor,
    /// To whom.
    pub to: ParticipantId,
    /// On which conversation.
    pub thread: Thread,
    /// What it says; none while it is being composed.
    pub text: Option<PartRef>,
    /// What was first worded.
    pub original: Option<PartRef>,
    /// In which language.
    pub language: Option<LanguageTag>,
    /// What its author had seen of the case.
    pub based_on_sequence: u64,
    /// Counts its wordings.
    pub version: u32,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// How sure AI is of it.
    pub confidence: Option<Confidence>,
    /// What to look at before sending.
    pub flags: Vec<Slug>,
    /// Whether they wrote again since a person worked on it.
    pub is_overtaken: bool,
    /// Why it failed or went away.
    pub reason_code: Option<String>,
    /// The message it became.
    pub message_id: Option<MessageId>,
}

/// A promise from its making to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseStory {
    /// Names the promise.
    pub id: PromiseId,
    /// To whom.
    pub to: ParticipantId,
    /// Its wording.
    pub text: PartRef,
    /// By when.
    pub due: Timestamp,
    /// How it stands.
    pub status: PromiseStatus,
}

/// What the events tell beyond the folded state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Story {
    /// Every draft, oldest first.
    pub drafts: Vec<DraftStory>,
    /// Every action, oldest first.
    pub actions: Vec<ActionStory>,
    /// Every promise, oldest first.
    pub promises: Vec<PromiseStory>,
    /// Cases that may be about the same, each once.
    pub links: Vec<(CaseId, LinkReason)>,
    /// Cases that go on in this one.
    pub absorbed: Vec<CaseId>,
    by_message: HashMap<MessageId, DraftId>,
}

impl Story {
    /// The story that these events tell.
    #[must_use]
    pub fn of(events: &[StoredEvent]) -> Self {
        let mut story = Self::default();
        for stored in events {
            story.tell(&stored.event, &stored.envelope);
        }
        story
    }

    /// The draft of that id.
    #[must_use]
    pub fn draft(&self, id: DraftId) -> Option<&DraftStory> {
        self.drafts.iter().find(|draft| draft.id == id)
    }

    fn tell(&mut self, event: &Event, envelope: &Envelope) {
        action::tell(&mut self.actions, event, envelope);
        match event {
            Event::DraftComposing(event) => self.composing(event, envelope),
            Event::DraftProposed(event) => self.proposed(event, envelope),
            Event::DraftEdited(event) => self.edited(event, envelope),
            Event::DraftFailed(event) => {
                self.ended(
                    event.draft_id,
                    DraftStatus::Failed,
                    Some(code(&event.reason)),
                );
            }
            Event::DraftRejected(event) => {
                self.ended(event.draft_id, DraftStatus::Rejected, None);
            }
            Event::DraftWithdrawn(event) => {
                self.ended(
                    event.draft_id,
                    DraftStatus::Withdrawn,
                    Some(code(&event.reason)),
                );
            }
            Event::DraftOvertaken(event) => {
                self.with(event.draft_id, |draft| draft.is_overtaken = true);
            }
            Event::DraftReaffirmed(event) => self.with(event.draft_id, |draft| {
                draft.is_overtaken = false;
                draft.based_on_sequence = event.based_on_sequence;
            }),
            Event::ReviewRequested(review::ReviewRequested { draft_id, .. }) => {
                self.with(*draft_id, |draft| draft.status = DraftStatus::InReview);
            }
            Event::ReviewDecided(review::ReviewDecided { draft_id, .. }) => {
                self.with(*draft_id, |draft| draft.status = DraftStatus::Proposed);
            }
            Event::SendAuthorised(event) => self.authorised(event),
            Event::Sent(event) => self.with_message(event.message_id, |draft| {
                draft.status = DraftStatus::Sent;
            }),
            Event::SendFailed(event) if event.retry_at.is_none() => {
                self.with_message(event.message_id, handed_back);
            }
            Event::SendWithdrawn(event) => self.with(event.draft_id, handed_back),
            Event::PromiseMade(event) => self.promised(event),
            Event::PromiseKept(event) => self.settled(event.promise_id, PromiseStatus::Kept),
            Event::PromiseBroken(event) => self.settled(event.promise_id, PromiseStatus::Broken),
            Event::PromiseWithdrawn(event) => {
                self.settled(event.promise_id, PromiseStatus::Withdrawn);
            }
            Event::Linked(event) => {
                self.links.retain(|(case, _)| *case != event.case_id);
                self.links.push((event.case_id, event.reason));
            }
            Event::Absorbed(event) => self.absorbed.push(event.from),
            _ => {}
        }
    }

    fn with(&mut self, id: DraftId, change: impl FnOnce(&mut DraftStory)) {
        // The latest of that id: a draft that was proposed anew begins a new story.
        if let Some(draft) = self.drafts.iter_mut().rev().find(|draft| draft.id == id) {
            change(draft);
        }
    }

    fn with_message(&mut self, id: MessageId, change: impl FnOnce(&mut DraftStory)) {
        if let Some(draft) = self.by_message.get(&id).copied() {
            self.with(draft, change);
        }
    }

    fn ended(&mut self, id: DraftId, status: DraftStatus, reason_code: Option<String>) {
        self.with(id, |draft| {
            draft.status = status;
            draft.reason_code = reason_code;
        });
    }

    fn composing(&mut self, event: &draft::DraftComposing, envelope: &Envelope) {
        self.drafts.push(DraftStory {
            id: event.draft_id,
            status: DraftStatus::Composing,
            origin: Origin::Ai,
            author: Actor::Ai,
            to: event.to,
            thread: event.thread,
            text: None,
            original: None,
            language: None,
            based_on_sequence: event.based_on_sequence.min(envelope.stream_seq),
            version: 0,
            citations: Vec::new(),
            confidence: None,
            flags: Vec::new(),
            is_overtaken: false,
            reason_code: None,
            message_id: None,
        });
    }

    fn proposed(&mut self, event: &draft::DraftProposed, envelope: &Envelope) {
        self.drafts.retain(|draft| draft.id != event.draft_id);
        self.drafts.push(DraftStory {
            id: event.draft_id,
            status: DraftStatus::Proposed,
            origin: event.origin,
            author: envelope.actor,
            to: event.to,
            thread: event.thread,
            text: Some(event.text),
            original: Some(event.text),
            language: event.language.clone(),
            based_on_sequence: event.based_on_sequence,
            version: 1,
            citations: event.citations.clone(),
            confidence: event.confidence,
            flags: event.flags.clone(),
            is_overtaken: false,
            reason_code: None,
            message_id: None,
        });
    }

    fn edited(&mut self, event: &draft::DraftEdited, envelope: &Envelope) {
        self.with(event.draft_id, |draft| {
            draft.text = Some(event.text);
            draft.version = event.version;
            draft.author = envelope.actor;
            draft.based_on_sequence = event.based_on_sequence;
            draft.is_overtaken = false;
        });
    }

    fn authorised(&mut self, event: &send::SendAuthorised) {
        self.by_message.insert(event.message_id, event.draft_id);
        self.with(event.draft_id, |draft| {
            draft.status = DraftStatus::Approved;
            draft.message_id = Some(event.message_id);
        });
    }

    fn promised(&mut self, event: &PromiseMade) {
        self.promises.push(PromiseStory {
            id: event.promise_id,
            to: event.to,
            text: event.text,
            due: event.due,
            status: PromiseStatus::Open,
        });
    }

    fn settled(&mut self, id: PromiseId, status: PromiseStatus) {
        if let Some(promise) = self.promises.iter_mut().find(|promise| promise.id == id) {
            promise.status = status;
        }
    }
}

fn handed_back(draft: &mut DraftStory) {
    draft.status = DraftStatus::Proposed;
    draft.message_id = None;
}

#[cfg(test)]
mod tests;
