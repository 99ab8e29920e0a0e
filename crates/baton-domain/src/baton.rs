//! The baton: who moves next, for what, since when.

use serde::{Deserialize, Serialize};

use crate::case::Case;
use crate::draft::DraftStatus;
use crate::id::{ParticipantId, WaitId};
use crate::material::{Material, MaterialStatus};
use crate::message::Purpose;
use crate::time::Timestamp;
use crate::wait::{InternalCause, Party, Wait, WaitFor, WaitKind};

/// Why it is somebody's turn; each code has a sentence in the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Somebody wrote and has no answer.
    TheyWrote,
    /// An answer waits for a decision.
    ReplyInReview,
    /// A review waits for a decision.
    ReviewOpen,
    /// What somebody says is done has to be recorded.
    ToWriteBack,
    /// The basis of what somebody says has to be recorded.
    ToVerify,
    /// We have something to do ourselves.
    ToDo,
    /// Something was handed in and has to be judged.
    ToJudge,
    /// A message did not leave, or came back.
    SendFailed,
    /// Nobody knows whether a message left.
    SendUnknown,
    /// An action waits to be let go.
    ToApprove,
    /// An action was not done.
    ActionFailed,
    /// Nobody knows whether an action was done.
    ActionUnknown,
    /// They did not do it in time, and no reminder is left.
    TheyAreLate,
    /// A machine is at work.
    MachineAtWork,
    /// They owe us an answer or an action.
    TheyOweUs,
    /// Nothing is agreed: decide what is next.
    NextStep,
}

/// Who moves next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextMover {
    /// Who.
    pub who: Party,
    /// The wait this follows from; none for the next step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_id: Option<WaitId>,
    /// For what; none for the next step.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none")]
    pub reason: Option<WaitKind>,
    /// Who exactly, or to whom it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant_id: Option<ParticipantId>,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Why.
    pub reason_code: Turn,
}

/// Where a claim to the next move stands among the others: what we owe comes before what others
/// owe us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    Unanswered,
    InReview,
    Ours,
    Machine,
    Theirs,
}

/// Who moves next in an open case; none if it is not open.
///
/// Derived from the open waits alone: within an order the earliest due comes first, then the
/// oldest. `at` is since when the next step counts, if it was not the next step already.
#[must_use]
pub fn next_mover(case: &Case, at: Timestamp) -> Option<NextMover> {
    if !case.is_open() {
        return None;
    }
    let waits = case.waits.iter().map(|wait| claim_of_wait(case, wait));
    let materials = case
        .materials
        .iter()
        .filter(|material| material.status == MaterialStatus::Received)
        .map(|material| claim_of_material(case, material));
    waits
        .chain(materials)
        .min_by_key(|(order, mover)| (*order, mover.due.is_none(), mover.due, mover.since))
        .map(|(_, mover)| mover)
        .or_else(|| Some(next_step(case, at)))
}

fn next_step(case: &Case, at: Timestamp) -> NextMover {
    let since = case
        .next_mover
        .filter(|mover| mover.reason_code == Turn::NextStep)
        .map_or(at, |mover| mover.since);
    NextMover {
        who: Party::Us,
        wait_id: None,
        reason: None,
        participant_id: None,
        since,
        due: None,
        reason_code: Turn::NextStep,
    }
}

fn claim_of_wait(case: &Case, wait: &Wait) -> (Order, NextMover) {
    let (order, who, reason_code) = turn_of(case, wait);
    let mover = NextMover {
        who,
        wait_id: Some(wait.id),
        reason: Some(wait.reason.kind()),
        participant_id: wait.participant_id,
        since: wait.since,
        due: wait.due,
        reason_code,
    };
    (order, mover)
}

fn claim_of_material(case: &Case, material: &Material) -> (Order, NextMover) {
    let wait = case.waits.iter().find(|wait| match &wait.reason {
        WaitFor::CustomerMaterial { items } => items.contains(&material.id),
        WaitFor::OurReply { .. }
        | WaitFor::CustomerReply
        | WaitFor::ExecutorAction
        | WaitFor::PartnerResponse
        | WaitFor::SupervisorReview { .. }
        | WaitFor::Verification
        | WaitFor::WriteBack { .. }
        | WaitFor::InternalAction(_)
        | WaitFor::Confirmation
        | WaitFor::ExternalSystem => false,
    });
    let mover = NextMover {
        who: Party::Us,
        wait_id: wait.map(|wait| wait.id),
        reason: Some(WaitKind::CustomerMaterial),
        participant_id: Some(material.from),
        since: material.since,
        due: None,
        reason_code: Turn::ToJudge,
    };
    (Order::Ours, mover)
}

fn turn_of(case: &Case, wait: &Wait) -> (Order, Party, Turn) {
    match &wait.reason {
        WaitFor::OurReply { .. } if is_in_review(case, wait) => {
            (Order::InReview, Party::Reviewer, Turn::ReplyInReview)
        }
        WaitFor::OurReply { .. } => (Order::Unanswered, Party::Us, Turn::TheyWrote),
        WaitFor::SupervisorReview { .. } => (Order::InReview, Party::Reviewer, Turn::ReviewOpen),
        WaitFor::WriteBack { .. } => (Order::Ours, Party::Us, Turn::ToWriteBack),
        WaitFor::Verification => (Order::Ours, Party::Us, Turn::ToVerify),
        WaitFor::InternalAction(why) => (Order::Ours, Party::Us, turn_of_cause(*why)),
        WaitFor::CustomerReply
        | WaitFor::CustomerMaterial { .. }
        | WaitFor::ExecutorAction
        | WaitFor::PartnerResponse
        | WaitFor::Confirmation
        | WaitFor::ExternalSystem
            if wait.is_overdue && !wait.may_be_chased() =>
        {
            (Order::Ours, Party::Us, Turn::TheyAreLate)
        }
        WaitFor::ExternalSystem => (Order::Machine, Party::System, Turn::MachineAtWork),
        WaitFor::CustomerReply
        | WaitFor::CustomerMaterial { .. }
        | WaitFor::ExecutorAction
        | WaitFor::PartnerResponse
        | WaitFor::Confirmation => (Order::Theirs, wait.on, Turn::TheyOweUs),
    }
}

const fn turn_of_cause(cause: InternalCause) -> Turn {
    match cause {
        InternalCause::Asked | InternalCause::Snoozed => Turn::ToDo,
        InternalCause::SendFailed { .. } | InternalCause::Bounced { .. } => Turn::SendFailed,
        InternalCause::SendUnknown { .. } => Turn::SendUnknown,
        InternalCause::ActionProposed { .. } => Turn::ToApprove,
        InternalCause::ActionFailed { .. } => Turn::ActionFailed,
        InternalCause::ActionUnknown { .. } => Turn::ActionUnknown,
    }
}

/// Whether an answer to everything they wrote waits for a decision. One that had not seen their
/// latest message does not count: an unanswered customer is never hidden.
fn is_in_review(case: &Case, wait: &Wait) -> bool {
    let latest = wait
        .unanswered()
        .last()
        .map_or(0, |message| message.sequence);
    case.drafts.iter().any(|draft| {
        draft.status == DraftStatus::InReview
            && draft.purpose == Purpose::Reply
            && Some(draft.to) == wait.participant_id
            && draft.based_on_sequence >= latest
    })
}
