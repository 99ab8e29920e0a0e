//! The one projector: from an event, and the case before and after it, to the rows that show it.
//!
//! Used live and by `doctor --rebuild` alike, so a read model can always be dropped and made again.
//! Where a row shows content it names the part, and the store resolves it when read.

mod action;
mod queue;
mod write;

use baton_domain::case::Case;
use baton_domain::draft::DraftStatus;
use baton_domain::event::message::{MessageFiled, MessageReceived};
use baton_domain::event::transfer::MessageMoved;
use baton_domain::event::{Envelope, Event};
use baton_domain::id::{
    CaseId, ChannelId, ContactId, ConversationId, DraftId, MessageId, PartId, ReviewId,
};
use baton_domain::message::FiledAs;
use baton_domain::participant::{ParticipantRole, Who};
use baton_domain::review::Reviewed;
use baton_domain::status::CaseStatus;
use baton_domain::time::Timestamp;

pub use action::{ActionRow, ActionStep};
pub(crate) use queue::actor as actor_word;

/// A change to one row of a read model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowChange {
    /// The case's own row.
    Case(Box<CaseRow>),
    /// The line a list shows as subject.
    Subject(PartId),
    /// The line a list shows below it.
    Preview(PartId),
    /// A conversation that the case uses.
    Line {
        /// The conversation.
        conversation: ConversationId,
        /// Its channel.
        channel: ChannelId,
    },
    /// The conversations of a case that went into this one.
    LinesOf(CaseId),
    /// A message that came from another case: shown below the subject where nothing is yet.
    Arrived(MessageId),
    /// Where a message belongs, and how it stands.
    Message {
        /// The message.
        id: MessageId,
        /// Its state as the API names it.
        state: &'static str,
    },
    /// A message of ours that was authorised.
    Outbound(OutboundRow),
    /// A draft.
    Draft(DraftRow),
    /// A review that was asked for.
    ReviewOpened(ReviewRow),
    /// A review that was decided.
    ReviewDecided {
        /// The review.
        id: ReviewId,
        /// How.
        status: &'static str,
        /// By whom, as the actor's text.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// An action that was asked for.
    ActionProposed(ActionRow),
    /// How an action went on.
    ActionStep(ActionStep),
}

/// The row of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// The case after the event.
    pub case: Case,
    /// Its customer.
    pub customer: Option<ContactId>,
    /// Lower comes first in a queue.
    pub queue_key: i64,
    /// When the event happened.
    pub updated_at: Timestamp,
}

/// The row of a message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundRow {
    /// The message.
    pub id: MessageId,
    /// Its channel.
    pub channel: ChannelId,
    /// Its conversation.
    pub conversation: ConversationId,
    /// To whom, within the case.
    pub participant: baton_domain::id::ParticipantId,
    /// Exactly what was authorised.
    pub content: PartId,
    /// When.
    pub at: Timestamp,
}

/// What changed about a draft; nothing means that it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The draft.
    pub id: DraftId,
    /// How it stands.
    pub status: &'static str,
    /// What it says.
    pub text: Option<PartId>,
    /// What was proposed first, where this event proposes.
    pub proposed: Option<PartId>,
    /// The message it became.
    pub sent_message: Option<MessageId>,
    /// Why it failed or went away.
    pub reason_code: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The row of a review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// The review.
    pub id: ReviewId,
    /// What is to be decided.
    pub about: Reviewed,
    /// Which role the decider needs.
    pub role: &'static str,
    /// By whom, as the actor's text.
    pub requested_by: String,
    /// What the requester says.
    pub comment: Option<PartId>,
    /// When.
    pub at: Timestamp,
}

/// Every row that an event changes. Exhaustive over events, and the same for every caller.
#[must_use]
pub fn rows(envelope: &Envelope, event: &Event, before: &Case, after: &Case) -> Vec<RowChange> {
    let mut changes = vec![case_row(envelope, event, after)];
    changes.extend(rows_beside(envelope, event, before, after));
    changes
}

/// Every row that an event changes besides the case's own.
#[expect(
    clippy::too_many_lines,
    reason = "a flat table over every kind of event"
)]
pub(crate) fn rows_beside(
    envelope: &Envelope,
    event: &Event,
    before: &Case,
    after: &Case,
) -> Vec<RowChange> {
    match event {
        Event::CaseOpened(opened) => opened
            .subject
            .iter()
            .map(|subject| RowChange::Subject(subject.id))
            .collect(),
        Event::MessageReceived(received) => received_rows(received),
        Event::MessageFiled(filed) => filed_rows(filed),
        Event::MessageEdited(edited) => vec![RowChange::Preview(edited.content.id)],
        Event::MessageMoved(moved) if moved.to == after.id => moved_rows(moved),
        Event::Absorbed(absorbed) => vec![RowChange::LinesOf(absorbed.from)],
        Event::SentElsewhere(sent) => vec![message(sent.message_id, "sent")],
        Event::DeliveryUpdated(update) => {
            vec![message(update.message_id, queue::delivery(update.delivery))]
        }
        Event::DraftComposing(_)
        | Event::DraftProposed(_)
        | Event::DraftFailed(_)
        | Event::DraftEdited(_)
        | Event::DraftOvertaken(_)
        | Event::DraftReaffirmed(_)
        | Event::DraftRejected(_)
        | Event::DraftWithdrawn(_) => draft_rows(envelope, event),
        Event::ReviewRequested(_) | Event::ReviewDecided(_) => review_rows(envelope, event),
        Event::SendAuthorised(_)
        | Event::SendStarted(_)
        | Event::Sent(_)
        | Event::SendFailed(_)
        | Event::SendUnknown(_)
        | Event::SendWithdrawn(_) => send_rows(envelope, event, before),
        Event::ActionProposed(_)
        | Event::ActionApproved(_)
        | Event::ActionRejected(_)
        | Event::ActionWithdrawn(_)
        | Event::ActionStarted(_)
        | Event::ActionDone(_)
        | Event::ActionFailed(_)
        | Event::ActionUnknown(_) => action::rows(envelope, event, before, after),
        Event::ParticipantAdded(_)
        | Event::IdentityRaised(_)
        | Event::Routed(_)
        | Event::Assigned(_)
        | Event::NoteAdded(_)
        | Event::Linked(_)
        | Event::NextMoverChanged(_)
        | Event::MessageRecalled(_)
        | Event::MessageMoved(_)
        | Event::Triaged(_)
        | Event::ClassificationCorrected(_)
        | Event::BoundaryEntered(_)
        | Event::BoundaryLeft(_)
        | Event::WaitOpened(_)
        | Event::WaitUpdated(_)
        | Event::WaitOverdue(_)
        | Event::WaitClaimed(_)
        | Event::ChaseDue(_)
        | Event::WaitClosed(_)
        | Event::ActionCompensated(_)
        | Event::PromiseMade(_)
        | Event::PromiseKept(_)
        | Event::PromiseBroken(_)
        | Event::PromiseWithdrawn(_)
        | Event::MaterialRequested(_)
        | Event::MaterialReceived(_)
        | Event::MaterialJudged(_)
        | Event::VerificationRecorded(_)
        | Event::ClockStarted(_)
        | Event::ClockPaused(_)
        | Event::ClockResumed(_)
        | Event::ClockMet(_)
        | Event::ClockBreached(_)
        | Event::Resolved(_)
        | Event::Closed(_)
        | Event::Reopened(_)
        | Event::Cancelled(_)
        | Event::Merged(_)
        | Event::Split(_)
        | Event::RecordChanged(_)
        | Event::Accessed(_)
        | Event::ErasureRequested(_)
        | Event::ErasureDeclined(_)
        | Event::ErasureDecided(_)
        | Event::ContactErased(_)
        | Event::LegalHoldSet(_)
        | Event::LegalHoldLifted(_)
        | Event::GenerationStarted(_)
        | Event::EpochClosed(_) => Vec::new(),
    }
}

/// The case's own row after an event.
pub(crate) fn case_row(envelope: &Envelope, event: &Event, after: &Case) -> RowChange {
    let customer = after
        .participants
        .iter()
        .find_map(|participant| match participant.who {
            Who::Contact(contact) if participant.role == ParticipantRole::Customer => Some(contact),
            Who::Contact(_) | Who::Partner(_) | Who::Teammate(_) => None,
        });
    RowChange::Case(Box::new(CaseRow {
        case: after.clone(),
        customer,
        queue_key: queue::key(after, envelope.at),
        updated_at: updated_at(envelope, event, after),
    }))
}

/// What was imported as history happened when it happened: it does not come before today's cases.
fn updated_at(envelope: &Envelope, event: &Event, after: &Case) -> Timestamp {
    let is_history = match event {
        Event::MessageFiled(filed) => is_history(filed.filed_as),
        _ => false,
    };
    match after.ended_at {
        Some(ended_at) if is_history && after.status == CaseStatus::Closed => ended_at,
        Some(_) | None => envelope.at,
    }
}

const fn is_history(filed_as: FiledAs) -> bool {
    match filed_as {
        FiledAs::History | FiledAs::SentBefore => true,
        FiledAs::Spam
        | FiledAs::Automatic
        | FiledAs::Bulk
        | FiledAs::Bounce
        | FiledAs::Notice
        | FiledAs::Loop
        | FiledAs::Noise => false,
    }
}

fn filed_rows(filed: &MessageFiled) -> Vec<RowChange> {
    let state = match filed.filed_as {
        FiledAs::SentBefore => "sent",
        FiledAs::Spam
        | FiledAs::Automatic
        | FiledAs::Bulk
        | FiledAs::Bounce
        | FiledAs::Notice
        | FiledAs::Loop
        | FiledAs::Noise
        | FiledAs::History => "filed",
    };
    let mut rows = vec![
        message(filed.message_id, state),
        line(filed.thread.conversation_id, filed.thread.channel_id),
    ];
    if is_history(filed.filed_as) {
        rows.push(RowChange::Preview(filed.content.id));
    }
    rows
}

const fn message(id: MessageId, state: &'static str) -> RowChange {
    RowChange::Message { id, state }
}

const fn line(conversation: ConversationId, channel: ChannelId) -> RowChange {
    RowChange::Line {
        conversation,
        channel,
    }
}

fn received_rows(received: &MessageReceived) -> Vec<RowChange> {
    vec![
        line(received.thread.conversation_id, received.thread.channel_id),
        message(received.message_id, "received"),
        RowChange::Preview(received.content.id),
    ]
}

fn moved_rows(moved: &MessageMoved) -> Vec<RowChange> {
    let thread = moved.arrival.map(|arrival| arrival.thread);
    let line = thread.map(|thread| line(thread.conversation_id, thread.channel_id));
    line.into_iter()
        .chain([
            message(moved.message_id, "received"),
            RowChange::Arrived(moved.message_id),
        ])
        .collect()
}

fn draft_rows(envelope: &Envelope, event: &Event) -> Vec<RowChange> {
    let draft = |id, status| DraftRow {
        id,
        status: draft_status(status),
        text: None,
        proposed: None,
        sent_message: None,
        reason_code: None,
        at: envelope.at,
    };
    let row = match event {
        Event::DraftComposing(composing) => draft(composing.draft_id, DraftStatus::Composing),
        Event::DraftProposed(proposed) => DraftRow {
            text: Some(proposed.text.id),
            proposed: Some(proposed.text.id),
            ..draft(proposed.draft_id, DraftStatus::Proposed)
        },
        Event::DraftFailed(failed) => DraftRow {
            reason_code: queue::code(&failed.reason),
            ..draft(failed.draft_id, DraftStatus::Failed)
        },
        Event::DraftEdited(edited) => DraftRow {
            text: Some(edited.text.id),
            ..draft(edited.draft_id, DraftStatus::Proposed)
        },
        Event::DraftRejected(rejected) => draft(rejected.draft_id, DraftStatus::Rejected),
        Event::DraftWithdrawn(gone) => DraftRow {
            reason_code: queue::code(&gone.reason),
            ..draft(gone.draft_id, DraftStatus::Withdrawn)
        },
        _ => return Vec::new(),
    };
    vec![RowChange::Draft(row)]
}

fn review_rows(envelope: &Envelope, event: &Event) -> Vec<RowChange> {
    let actor = queue::actor(&envelope.actor);
    match event {
        Event::ReviewRequested(requested) => vec![
            RowChange::ReviewOpened(ReviewRow {
                id: requested.review_id,
                about: Reviewed::Draft(requested.draft_id),
                role: requested.role.as_str(),
                requested_by: actor,
                comment: requested.comment.map(|comment| comment.id),
                at: envelope.at,
            }),
            draft_status_row(envelope, requested.draft_id, DraftStatus::InReview, None),
        ],
        Event::ReviewDecided(decided) => vec![RowChange::ReviewDecided {
            id: decided.review_id,
            status: queue::review(decided.outcome),
            by: actor,
            at: envelope.at,
        }],
        _ => Vec::new(),
    }
}

fn send_rows(envelope: &Envelope, event: &Event, before: &Case) -> Vec<RowChange> {
    let draft_of = |id: MessageId| {
        before
            .sends
            .iter()
            .find(|send| send.message_id == id)
            .map(|send| send.draft_id)
    };
    match event {
        Event::SendAuthorised(send) => vec![
            RowChange::Outbound(OutboundRow {
                id: send.message_id,
                channel: send.thread.channel_id,
                conversation: send.thread.conversation_id,
                participant: send.to,
                content: send.content.id,
                at: envelope.at,
            }),
            draft_status_row(envelope, send.draft_id, DraftStatus::Approved, None),
        ],
        Event::SendStarted(send) => vec![message(send.message_id, "sending")],
        Event::Sent(send) => std::iter::once(message(send.message_id, "sent"))
            .chain(draft_of(send.message_id).map(|draft| {
                draft_status_row(envelope, draft, DraftStatus::Sent, Some(send.message_id))
            }))
            .collect(),
        Event::SendFailed(send) => {
            // Tried again by itself, it still waits.
            let state = if send.retry_at.is_some() {
                "queued"
            } else {
                "failed"
            };
            vec![message(send.message_id, state)]
        }
        Event::SendUnknown(send) => vec![message(send.message_id, "unknown")],
        Event::SendWithdrawn(send) => vec![
            message(send.message_id, "withdrawn"),
            draft_status_row(envelope, send.draft_id, DraftStatus::Proposed, None),
        ],
        _ => Vec::new(),
    }
}

fn draft_status_row(
    envelope: &Envelope,
    id: DraftId,
    status: DraftStatus,
    sent_message: Option<MessageId>,
) -> RowChange {
    RowChange::Draft(DraftRow {
        id,
        status: draft_status(status),
        text: None,
        proposed: None,
        sent_message,
        reason_code: None,
        at: envelope.at,
    })
}

const fn draft_status(status: DraftStatus) -> &'static str {
    match status {
        DraftStatus::Composing => "composing",
        DraftStatus::Proposed => "proposed",
        DraftStatus::InReview => "in_review",
        DraftStatus::Approved => "approved",
        DraftStatus::Sent => "sent",
        DraftStatus::Rejected => "rejected",
        DraftStatus::Withdrawn => "withdrawn",
        DraftStatus::Failed => "failed",
    }
}
