//! What has to be done about a decision. Data: the machine performs nothing.
//!
//! Each becomes a job in the write unit that records the events. A job may run twice or too late;
//! the command it runs decides again and finds nothing to do.

use crate::id::{
    ActionId, ConversationId, DraftId, MessageId, ParticipantId, PromiseId, ReviewId, TeammateId,
    WaitId,
};
use crate::message::Purpose;
use crate::sla::ClockKind;
use crate::time::Timestamp;

/// Something to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Classify a message; several of one sender within a short silence are classified at once.
    Triage {
        /// The message.
        message_id: MessageId,
        /// Who wrote it.
        participant_id: ParticipantId,
    },
    /// Find a queue for the case.
    Route,
    /// Have AI consider an answer; policy says whether it may.
    ConsiderDraft {
        /// To whom.
        participant_id: ParticipantId,
    },
    /// Word the draft that was announced by `draft_composing`.
    ComposeDraft {
        /// The draft.
        draft_id: DraftId,
    },
    /// Prepare a message on our own initiative: a chase, a stand-down.
    Prepare {
        /// What for.
        purpose: Purpose,
        /// To whom.
        participant_id: ParticipantId,
        /// The wait it chases.
        wait_id: Option<WaitId>,
    },
    /// Brief the teammate who has to answer somebody in person.
    Brief {
        /// Whom.
        participant_id: ParticipantId,
    },
    /// Send a message, in its conversation's order.
    QueueSend {
        /// The message.
        message_id: MessageId,
        /// Where: sends of one conversation keep their order.
        conversation_id: ConversationId,
        /// Not before this instant.
        not_before: Timestamp,
    },
    /// Ask the back office.
    RunAction {
        /// The action.
        action_id: ActionId,
        /// Not before this instant.
        not_before: Timestamp,
    },
    /// Run a command later.
    StartTimer {
        /// Which.
        timer: Timer,
        /// When.
        at: Timestamp,
    },
    /// Tell people.
    Notify(Notice),
    /// Compare what was proposed with what left, and keep what can be learnt.
    LearnFromSend {
        /// The draft.
        draft_id: DraftId,
        /// The message it became.
        message_id: MessageId,
    },
    /// Keep a teammate's correction as training data.
    LearnFromCorrection,
}

/// What a timer is for. Nobody needs to find one to cancel it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Timer {
    /// `Command::WaitDue`.
    Wait(WaitId),
    /// `Command::ChaseDue`.
    Chase {
        /// Of which wait.
        wait_id: WaitId,
        /// The how many-th, from 1.
        chase: u8,
    },
    /// `Command::EndPromise` with its due.
    Promise(PromiseId),
    /// `Command::ClockDue`.
    Clock(ClockKind),
    /// `Command::ActionDue`.
    Action(ActionId),
}

/// What people are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Notice {
    /// They are to work on the case.
    Assigned(TeammateId),
    /// A note speaks of them.
    Mentioned(TeammateId),
    /// A review waits for somebody with the role.
    ReviewRequested(ReviewId),
    /// What they asked for was decided.
    ReviewDecided(ReviewId),
    /// A wait on others is overdue and no reminder is left.
    TheyAreLate(WaitId),
    /// A promise was broken.
    PromiseBroken(PromiseId),
    /// A message did not leave, came back, or nobody knows.
    SendTrouble(MessageId),
    /// An action waits for somebody with more authority.
    ActionProposed(ActionId),
    /// An action was not done, or nobody knows.
    ActionTrouble(ActionId),
    /// Somebody has to hear from a person first.
    PersonNeeded(ParticipantId),
    /// A clock ran out.
    ClockBreached(ClockKind),
}
