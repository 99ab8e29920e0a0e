//! Everything that can happen to a case, as the log keeps it.
//!
//! An event holds ids, enums, integers, instants and references to content, never what somebody
//! wrote. Kinds and fields are only ever added: what was written once is read for ever. Encoded as
//! `{"kind": …, "data": {…}}`; a field that is absent is omitted.

pub mod action;
pub mod clock;
pub mod contact;
pub mod course;
pub mod draft;
pub mod ending;
pub mod material;
pub mod message;
pub mod promise;
pub mod record;
pub mod review;
pub mod send;
pub mod transfer;
pub mod triage;
pub mod wait;

use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::baton::NextMover;
use crate::time::Timestamp;

/// What surrounds an event in its stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// Its number within the stream, from 1.
    pub stream_seq: u64,
}

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident($data:ty) = $kind:literal,)*) => {
        /// Something that happened.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "data")]
        pub enum Event {
            $($(#[$doc])* #[serde(rename = $kind)] $variant($data),)*
        }

        impl Event {
            /// Every kind that this version knows.
            pub const KINDS: &'static [&'static str] = &[$($kind),*];

            /// The kind as leaves name it.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $kind,)*
                }
            }
        }
    };
}

events! {
    /// A case began.
    CaseOpened(course::CaseOpened) = "case_opened",
    /// Somebody joined the case.
    ParticipantAdded(course::ParticipantAdded) = "participant_added",
    /// We are surer than before who somebody is.
    IdentityRaised(course::IdentityRaised) = "identity_raised",
    /// The case went to a queue.
    Routed(course::Routed) = "routed",
    /// Somebody is to work on it, or nobody any more.
    Assigned(course::Assigned) = "assigned",
    /// A teammate wrote a note.
    NoteAdded(course::NoteAdded) = "note_added",
    /// Another case may be about the same.
    Linked(course::Linked) = "linked",
    /// It is somebody else's turn.
    NextMoverChanged(NextMover) = "next_mover_changed",

    /// Somebody outside wrote.
    MessageReceived(message::MessageReceived) = "message_received",
    /// A message was kept without a clock.
    MessageFiled(message::MessageFiled) = "message_filed",
    /// Somebody outside changed what they wrote.
    MessageEdited(message::MessageEdited) = "message_edited",
    /// Somebody outside took back what they wrote.
    MessageRecalled(message::MessageRecalled) = "message_recalled",
    /// A teammate answered in the provider's own app.
    SentElsewhere(message::SentElsewhere) = "sent_elsewhere",
    /// The provider told what became of a message.
    DeliveryUpdated(message::DeliveryUpdated) = "delivery_updated",

    /// Messages were classified, or could not be.
    Triaged(triage::Triaged) = "triaged",
    /// A teammate corrected the classification.
    ClassificationCorrected(triage::ClassificationCorrected) = "classification_corrected",
    /// A person has to answer first.
    BoundaryEntered(triage::BoundaryEntered) = "boundary_entered",
    /// A person did, or it turned out not to be needed.
    BoundaryLeft(triage::BoundaryExit) = "boundary_left",

    /// Somebody waits for somebody.
    WaitOpened(wait::WaitOpened) = "wait_opened",
    /// A wait goes on, for something later or until another time.
    WaitUpdated(wait::WaitUpdated) = "wait_updated",
    /// A wait's due passed.
    WaitOverdue(wait::WaitOverdue) = "wait_overdue",
    /// The party says it is done.
    WaitClaimed(wait::WaitClaimed) = "wait_claimed",
    /// A reminder is due.
    ChaseDue(wait::ChaseDue) = "chase_due",
    /// Nobody waits for it any longer.
    WaitClosed(wait::WaitEnded) = "wait_closed",

    /// AI was asked for a draft.
    DraftComposing(draft::DraftComposing) = "draft_composing",
    /// Wording was proposed.
    DraftProposed(draft::DraftProposed) = "draft_proposed",
    /// AI could not word it.
    DraftFailed(draft::DraftFailed) = "draft_failed",
    /// A person changed the wording.
    DraftEdited(draft::DraftEdited) = "draft_edited",
    /// They wrote again while a person was at work on an answer.
    DraftOvertaken(draft::DraftOvertaken) = "draft_overtaken",
    /// A person found the wording still right.
    DraftReaffirmed(draft::DraftReaffirmed) = "draft_reaffirmed",
    /// A person said no.
    DraftRejected(draft::DraftRejected) = "draft_rejected",
    /// Events overtook it.
    DraftWithdrawn(draft::DraftGone) = "draft_withdrawn",

    /// Somebody with more authority has to agree.
    ReviewRequested(review::ReviewRequested) = "review_requested",
    /// They decided, or need not any longer.
    ReviewDecided(review::ReviewDecided) = "review_decided",

    /// Exactly this may leave.
    SendAuthorised(send::SendAuthorised) = "send_authorised",
    /// The provider is being called.
    SendStarted(send::SendStarted) = "send_started",
    /// It left.
    Sent(send::Sent) = "sent",
    /// It did not leave.
    SendFailed(send::SendFailed) = "send_failed",
    /// Nobody knows.
    SendUnknown(send::SendUnknown) = "send_unknown",
    /// It was taken back before it left.
    SendWithdrawn(send::SendTakenBack) = "send_withdrawn",

    /// Somebody wants something done in a back office.
    ActionProposed(action::ActionProposed) = "action_proposed",
    /// Exactly this may be done.
    ActionApproved(action::ActionApproved) = "action_approved",
    /// A person said no to it.
    ActionRejected(action::ActionRejected) = "action_rejected",
    /// Events overtook it before it began.
    ActionWithdrawn(action::ActionGone) = "action_withdrawn",
    /// The back office is being asked.
    ActionStarted(action::ActionStarted) = "action_started",
    /// It is done.
    ActionDone(action::ActionDone) = "action_done",
    /// It provably was not done.
    ActionFailed(action::ActionFailed) = "action_failed",
    /// Nobody knows whether it was done.
    ActionUnknown(action::ActionUnknown) = "action_unknown",
    /// Another action undid it.
    ActionCompensated(action::ActionCompensated) = "action_compensated",

    /// We gave our word.
    PromiseMade(promise::PromiseMade) = "promise_made",
    /// We kept it.
    PromiseKept(promise::PromiseEnded) = "promise_kept",
    /// Its due passed.
    PromiseBroken(promise::PromiseEnded) = "promise_broken",
    /// We took it back.
    PromiseWithdrawn(promise::PromiseEnded) = "promise_withdrawn",

    /// Something is needed from somebody.
    MaterialRequested(material::MaterialRequested) = "material_requested",
    /// Something was handed in.
    MaterialReceived(material::MaterialReceived) = "material_received",
    /// A teammate judged it.
    MaterialJudged(material::MaterialJudged) = "material_judged",
    /// The basis of what somebody says was recorded.
    VerificationRecorded(material::VerificationRecorded) = "verification_recorded",

    /// A clock started, or was set to another target.
    ClockStarted(clock::ClockStarted) = "clock_started",
    /// A clock stands still.
    ClockPaused(clock::ClockPaused) = "clock_paused",
    /// A clock runs again.
    ClockResumed(clock::ClockResumed) = "clock_resumed",
    /// We were in time.
    ClockMet(clock::ClockStopped) = "clock_met",
    /// We were not.
    ClockBreached(clock::ClockStopped) = "clock_breached",

    /// We believe it is done.
    Resolved(ending::Resolved) = "resolved",
    /// It is confirmed, or nobody objected.
    Closed(ending::Closed) = "closed",
    /// It is not done after all.
    Reopened(ending::Reopened) = "reopened",
    /// It will not be done.
    Cancelled(ending::Cancelled) = "cancelled",
    /// It goes on in another case.
    Merged(ending::Merged) = "merged",

    /// Another case goes on in this one.
    Absorbed(transfer::Absorbed) = "absorbed",
    /// Messages became a case of their own.
    Split(transfer::Split) = "split",
    /// A message went to another case, or came from one.
    MessageMoved(transfer::MessageMoved) = "message_moved",

    /// A plain record changed. Never in a case's stream.
    RecordChanged(record::RecordChanged) = "record_changed",
    /// Somebody read a case. Never in a case's stream.
    Accessed(record::Accessed) = "accessed",
    /// A contact's content is to be erased, if somebody else agrees.
    ErasureRequested(contact::ErasureRequested) = "erasure_requested",
    /// They did not.
    ErasureDeclined(contact::ErasureDeclined) = "erasure_declined",
    /// A contact's content is being erased.
    ErasureDecided(contact::ErasureDecided) = "erasure_decided",
    /// It is gone.
    ContactErased(contact::ContactErased) = "contact_erased",
    /// A contact's content has to stay.
    LegalHoldSet(contact::LegalHoldSet) = "legal_hold_set",
    /// It need not any longer.
    LegalHoldLifted(contact::LegalHoldLifted) = "legal_hold_lifted",
    /// The log began anew after a backup was restored. Only in the log's own stream.
    GenerationStarted(record::GenerationStarted) = "generation_started",
    /// The log says where every stream ends. In the log's own stream alone.
    EpochClosed(record::EpochClosed) = "epoch_closed",
}
