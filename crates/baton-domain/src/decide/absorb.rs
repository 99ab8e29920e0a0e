//! Going on with another case: who is in it, what nobody answered, what it waits for, what was
//! promised and collected, and who needs a person first.

use std::collections::BTreeMap;

use crate::case::{Case, limit};
use crate::command::transfer::Absorb;
use crate::decide::rule::{answer, boundary, people};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::material::{MaterialJudged, MaterialReceived, MaterialRequested};
use crate::event::promise::PromiseMade;
use crate::event::transfer::{Absorbed, Arrival, MessageMoved};
use crate::event::wait::WaitOpened;
use crate::id::{MessageId, ParticipantId, WaitId};
use crate::material::{Judgement, Material, MaterialStatus};
use crate::message::{Thread, Unanswered};
use crate::participant::Person;
use crate::refusal::{CaseRefusal, Refusal};
use crate::time::Timestamp;
use crate::wait::{InternalCause, Wait, WaitFor};

/// The other case's participants, by the names this case has for them.
type Names = BTreeMap<ParticipantId, ParticipantId>;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Absorb) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    let other = *command.other;
    if other.id == unfolding.case.id {
        return Err(CaseRefusal::SameCase.into());
    }
    require_room(&unfolding.case, &other)?;
    unfolding.record(Event::Absorbed(Absorbed { from: other.id }));
    let names = take_people(unfolding, &other)?;
    take_messages(unfolding, &other, &names);
    take_boundaries(unfolding, &other, &names);
    take_materials(unfolding, &other, &names);
    take_waits(unfolding, &other, &names);
    take_promises(unfolding, &other, &names);
    Ok(())
}

fn require_room(case: &Case, other: &Case) -> Result<(), CaseRefusal> {
    let fits = case.waits.len() + other.waits.len() <= limit::WAITS
        && case.promises.len() + other.promises.len() <= limit::PROMISES
        && case.materials.len() + other.materials.len() <= limit::MATERIALS
        && case.untriaged.len() + other.untriaged.len() <= limit::UNTRIAGED
        && case.participants.len() + other.participants.len() <= limit::PARTICIPANTS;
    if fits { Ok(()) } else { Err(CaseRefusal::Full) }
}

fn take_people(unfolding: &mut Unfolding<'_, '_>, other: &Case) -> Result<Names, CaseRefusal> {
    let mut names = Names::new();
    for participant in &other.participants {
        let person = Person {
            who: participant.who,
            role: participant.role,
            identity: participant.identity,
        };
        names.insert(participant.id, people::ensure(unfolding, person)?);
    }
    Ok(names)
}

/// A message that is still to be answered or triaged.
struct Pending {
    message_id: MessageId,
    writer: ParticipantId,
    received_at: Timestamp,
    is_unanswered: bool,
    is_untriaged: bool,
}

fn pending(other: &Case) -> Vec<Pending> {
    let mut all: Vec<Pending> = other
        .untriaged
        .iter()
        .map(|message| Pending {
            message_id: message.message_id,
            writer: message.participant_id,
            received_at: message.received_at,
            is_unanswered: false,
            is_untriaged: true,
        })
        .collect();
    for wait in other.our_replies() {
        let Some(writer) = wait.participant_id else {
            continue;
        };
        for message in wait.unanswered() {
            let known = all
                .iter_mut()
                .find(|pending| pending.message_id == message.message_id);
            match known {
                Some(known) => known.is_unanswered = true,
                None => all.push(Pending {
                    message_id: message.message_id,
                    writer,
                    received_at: message.at,
                    is_unanswered: true,
                    is_untriaged: false,
                }),
            }
        }
    }
    all.sort_by_key(|pending| (pending.received_at, pending.message_id));
    all
}

/// On a case that had ended nothing was owed; what triage has yet to speak about is owed now.
fn take_messages(unfolding: &mut Unfolding<'_, '_>, other: &Case, names: &Names) {
    for message in pending(other) {
        let Some(participant_id) = names.get(&message.writer).copied() else {
            continue;
        };
        let Some(thread) = thread_of(other, message.writer) else {
            continue;
        };
        unfolding.record(Event::MessageMoved(MessageMoved {
            message_id: message.message_id,
            from: other.id,
            to: unfolding.case.id,
            arrival: Some(Arrival {
                participant_id,
                thread,
                received_at: message.received_at,
                is_unanswered: message.is_unanswered || message.is_untriaged,
                is_untriaged: message.is_untriaged,
            }),
        }));
        let sequence = unfolding.case.sequence;
        let unanswered = Unanswered {
            message_id: message.message_id,
            sequence,
            at: message.received_at,
        };
        answer::owe(unfolding, participant_id, vec![unanswered]);
    }
}

fn thread_of(other: &Case, writer: ParticipantId) -> Option<Thread> {
    let of_writer = other
        .lines
        .iter()
        .rev()
        .find(|line| line.participant_id == writer);
    of_writer.or(other.lines.last()).map(|line| line.thread)
}

fn take_boundaries(unfolding: &mut Unfolding<'_, '_>, other: &Case, names: &Names) {
    for found in &other.boundaries {
        if let Some(participant) = names.get(&found.participant_id).copied() {
            let sequence = unfolding.case.outside_sequence;
            boundary::enter(unfolding, participant, found.reasons.clone(), sequence);
        }
    }
}

fn take_waits(unfolding: &mut Unfolding<'_, '_>, other: &Case, names: &Names) {
    for wait in other.waits.iter().filter(|wait| goes_along(wait)) {
        let id = WaitId::mint(unfolding.ids());
        let because = unfolding.case.sequence;
        let participant_id = wait
            .participant_id
            .and_then(|participant| names.get(&participant).copied());
        unfolding.record(Event::WaitOpened(WaitOpened {
            wait: Wait {
                id,
                participant_id,
                because,
                ..wait.clone()
            },
        }));
    }
}

/// Answers owed came with their messages; reviews, confirmations and messages in trouble belong to
/// the case they arose in.
fn goes_along(wait: &Wait) -> bool {
    match &wait.reason {
        WaitFor::OurReply { .. }
        | WaitFor::SupervisorReview { .. }
        | WaitFor::Confirmation
        | WaitFor::InternalAction(
            InternalCause::SendFailed { .. }
            | InternalCause::SendUnknown { .. }
            | InternalCause::ActionProposed { .. }
            | InternalCause::ActionFailed { .. }
            | InternalCause::ActionUnknown { .. },
        ) => false,
        WaitFor::CustomerReply
        | WaitFor::CustomerMaterial { .. }
        | WaitFor::ExecutorAction
        | WaitFor::PartnerResponse
        | WaitFor::Verification
        | WaitFor::WriteBack { .. }
        | WaitFor::InternalAction(
            InternalCause::Asked | InternalCause::Snoozed | InternalCause::Bounced { .. },
        )
        | WaitFor::ExternalSystem => true,
    }
}

fn take_promises(unfolding: &mut Unfolding<'_, '_>, other: &Case, names: &Names) {
    for promise in other.open_promises() {
        if let Some(to) = names.get(&promise.to).copied() {
            unfolding.record(Event::PromiseMade(PromiseMade {
                promise_id: promise.id,
                to,
                text: promise.text,
                due: promise.due,
                source_message_id: None,
            }));
        }
    }
}

fn take_materials(unfolding: &mut Unfolding<'_, '_>, other: &Case, names: &Names) {
    for material in &other.materials {
        if let Some(from) = names.get(&material.from).copied() {
            take_material(unfolding, material, from);
        }
    }
}

fn take_material(unfolding: &mut Unfolding<'_, '_>, material: &Material, from: ParticipantId) {
    let material_id = material.id;
    unfolding.record(Event::MaterialRequested(MaterialRequested {
        material_id,
        from,
        what: material.what,
        is_required: material.is_required,
    }));
    if let Some(content) = material.content {
        unfolding.record(Event::MaterialReceived(MaterialReceived {
            material_id,
            content,
            message_id: None,
        }));
    }
    let judgement = match material.status {
        MaterialStatus::Missing | MaterialStatus::Received => return,
        MaterialStatus::Accepted => Judgement::Accepted,
        MaterialStatus::Rejected => Judgement::Rejected,
    };
    unfolding.record(Event::MaterialJudged(MaterialJudged {
        material_id,
        judgement,
        reason: None,
    }));
}
