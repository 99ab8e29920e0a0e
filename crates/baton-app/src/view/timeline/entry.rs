//! From one event to its line in the timeline. A table, exhaustive over events.

use baton_domain::baton::NextMover;
use baton_domain::event::Event;
use baton_domain::id::{MessageId, PartId};
use baton_domain::part::PartRef;
use baton_domain::triage::TriageOutcome;
use baton_domain::wait::Wait;
use baton_store::read::texts::Texts;

use super::Happening;
use crate::view::code::code;

/// What an event says in a timeline.
pub(super) enum Told {
    /// A message stands here.
    Message(MessageId),
    /// A note.
    Note(String),
    /// Somebody's turn.
    Turn(NextMover),
    /// A line.
    Happened(Happening),
    /// A line, and nobody has to move any more.
    Ended(Happening),
    /// Nothing that people need to see.
    Nothing,
}

/// The parts that a line needs.
pub(super) fn parts(event: &Event) -> Vec<PartId> {
    written(event).into_iter().map(|part| part.id).collect()
}

/// What somebody wrote that the line shows.
fn written(event: &Event) -> Option<PartRef> {
    match event {
        Event::NoteAdded(event) => Some(event.content),
        Event::WaitOpened(event) => event.wait.what,
        Event::DraftProposed(event) => Some(event.text),
        Event::DraftEdited(event) => Some(event.text),
        Event::DraftRejected(event) => event.reason,
        Event::ReviewRequested(event) => event.comment,
        Event::ReviewDecided(event) => event.comment,
        Event::PromiseMade(event) => Some(event.text),
        Event::MaterialRequested(event) => Some(event.what),
        Event::MaterialJudged(event) => event.reason,
        Event::VerificationRecorded(event) => Some(event.finding),
        Event::ClassificationCorrected(event) => event.correction.reason,
        Event::Cancelled(event) => event.reason,
        Event::ActionRejected(event) => event.reason,
        _ => None,
    }
}

/// The line of an event.
#[expect(
    clippy::too_many_lines,
    reason = "a table: one line for each kind of event"
)]
pub(super) fn told(event: &Event, texts: &Texts) -> Told {
    let text = written(event)
        .and_then(|part| texts.get(part.id))
        .map(str::to_owned);
    let line = |kind| Happening {
        kind,
        event: event.kind(),
        text: text.clone(),
        what: None,
        reason: None,
        status: None,
    };
    let status = |kind, status: String| {
        Told::Happened(Happening {
            status: Some(status),
            ..line(kind)
        })
    };
    match event {
        Event::MessageReceived(event) => Told::Message(event.message_id),
        Event::MessageFiled(event) => Told::Message(event.message_id),
        Event::SentElsewhere(event) => Told::Message(event.message_id),
        Event::SendAuthorised(event) => Told::Message(event.message_id),
        Event::MessageMoved(event) if event.arrival.is_some() => Told::Message(event.message_id),
        Event::NoteAdded(_) => Told::Note(text.unwrap_or_default()),
        Event::NextMoverChanged(mover) => Told::Turn(*mover),

        Event::Triaged(event) => match &event.outcome {
            TriageOutcome::Found(found) => {
                let intent = found
                    .intents
                    .first()
                    .map(|rated| rated.value.as_str().to_owned());
                let category = found.category.as_ref().map(|rated| rated.value.to_string());
                Told::Happened(Happening {
                    status: category,
                    reason: intent,
                    ..line("triage")
                })
            }
            TriageOutcome::Failed { failure } => status("triage", code(failure)),
        },
        Event::ClassificationCorrected(_) | Event::BoundaryEntered(_) | Event::BoundaryLeft(_) => {
            Told::Happened(line("triage"))
        }

        Event::WaitOpened(event) => Told::Happened(wait(&event.wait, line("wait"))),
        Event::WaitClosed(event) => status("wait", code(&event.reason)),
        Event::WaitOverdue(_) | Event::WaitClaimed(_) | Event::ChaseDue(_) => {
            Told::Happened(line("wait"))
        }

        Event::DraftFailed(event) => status("draft", code(&event.reason)),
        Event::DraftWithdrawn(event) => status("draft", code(&event.reason)),
        Event::DraftProposed(_)
        | Event::DraftEdited(_)
        | Event::DraftOvertaken(_)
        | Event::DraftReaffirmed(_)
        | Event::DraftRejected(_) => Told::Happened(line("draft")),
        Event::ReviewDecided(event) => status("review", code(&event.outcome)),
        Event::ReviewRequested(_) => Told::Happened(line("review")),

        Event::ActionProposed(event) => status("action", event.action.as_str().to_owned()),
        Event::ActionApproved(_)
        | Event::ActionRejected(_)
        | Event::ActionDone(_)
        | Event::ActionUnknown(_)
        | Event::ActionCompensated(_) => Told::Happened(line("action")),
        Event::ActionWithdrawn(event) => status("action", code(&event.reason)),
        Event::ActionFailed(event) if event.retry_at.is_some() => Told::Nothing,
        Event::ActionFailed(event) => status("action", event.reason.to_string()),
        Event::PromiseMade(_) => status("promise", "open".to_owned()),
        Event::PromiseKept(_) => status("promise", "kept".to_owned()),
        Event::PromiseBroken(_) => status("promise", "broken".to_owned()),
        Event::PromiseWithdrawn(_) => status("promise", "withdrawn".to_owned()),

        Event::CaseOpened(_) | Event::Reopened(_) => status("status", "open".to_owned()),
        Event::Resolved(_) => ended(line("status"), "resolved"),
        Event::Closed(_) => ended(line("status"), "closed"),
        Event::Cancelled(_) => ended(line("status"), "cancelled"),
        Event::Merged(_) => ended(line("status"), "merged"),
        Event::SendFailed(event) if event.retry_at.is_some() => Told::Nothing,
        Event::SendFailed(_)
        | Event::SendUnknown(_)
        | Event::SendWithdrawn(_)
        | Event::MessageRecalled(_)
        | Event::MessageEdited(_)
        | Event::MessageMoved(_)
        | Event::Assigned(_)
        | Event::Linked(_)
        | Event::Absorbed(_)
        | Event::Split(_)
        | Event::IdentityRaised(_)
        | Event::MaterialRequested(_)
        | Event::MaterialReceived(_)
        | Event::MaterialJudged(_)
        | Event::VerificationRecorded(_)
        | Event::ClockBreached(_) => Told::Happened(line("status")),

        Event::ParticipantAdded(_)
        | Event::Routed(_)
        | Event::DeliveryUpdated(_)
        | Event::WaitUpdated(_)
        | Event::DraftComposing(_)
        | Event::SendStarted(_)
        | Event::ActionStarted(_)
        | Event::Sent(_)
        | Event::ClockStarted(_)
        | Event::ClockPaused(_)
        | Event::ClockResumed(_)
        | Event::ClockMet(_)
        | Event::RecordChanged(_)
        | Event::Accessed(_)
        | Event::ErasureRequested(_)
        | Event::ErasureDeclined(_)
        | Event::ErasureDecided(_)
        | Event::ContactErased(_)
        | Event::LegalHoldSet(_)
        | Event::LegalHoldLifted(_)
        | Event::GenerationStarted(_)
        | Event::EpochClosed(_) => Told::Nothing,
    }
}

fn ended(line: Happening, status: &str) -> Told {
    Told::Ended(Happening {
        status: Some(status.to_owned()),
        ..line
    })
}

fn wait(wait: &Wait, line: Happening) -> Happening {
    Happening {
        what: line.text,
        text: None,
        reason: Some(wait.reason.kind().as_str().to_owned()),
        status: Some(wait.on.as_str().to_owned()),
        ..line
    }
}
