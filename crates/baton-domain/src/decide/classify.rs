//! Taking in what triage found, or that it failed.
//!
//! Triage reports; what follows is decided here: whether a person has to answer first, whether
//! anything has to be answered at all, whether a case that had ended is open again. What triage
//! could not tell is treated as the worst.

use crate::actor::Actor;
use crate::case::{Untriaged, limit};
use crate::command::triage::Classify;
use crate::decide::rule::{answer, boundary, ending, waiting};
use crate::decide::unfolding::Unfolding;
use crate::effect::Effect;
use crate::empathy::{self, BoundaryReason};
use crate::event::Event;
use crate::event::ending::{CloseReason, Closed, ReopenReason};
use crate::event::triage::Triaged;
use crate::event::wait::WaitClaimed;
use crate::id::{ParticipantId, WaitId};
use crate::refusal::{CaseRefusal, Refusal};
use crate::status::CaseStatus;
use crate::triage::{Findings, Gist, TriageOutcome};
use crate::wait::{Party, Wait, WaitClosed, WaitFor, WaitKind};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Classify) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    refuse_people_outside(unfolding.actor())?;
    if command.message_ids.is_empty() || command.message_ids.len() > limit::MESSAGES {
        return Err(CaseRefusal::MessageCount.into());
    }
    let messages: Vec<Untriaged> = unfolding
        .case
        .untriaged
        .iter()
        .filter(|untriaged| {
            command.message_ids.contains(&untriaged.message_id)
                && untriaged.participant_id == command.participant_id
        })
        .copied()
        .collect();
    let Some(latest) = messages.last().copied() else {
        return Ok(());
    };
    let reasons = reasons_for_a_person(unfolding, &command);
    let found = match &command.outcome {
        TriageOutcome::Found(findings) => Some(findings.clone()),
        TriageOutcome::Failed { .. } => None,
    };
    unfolding.record(Event::Triaged(Triaged {
        message_ids: messages.iter().map(|message| message.message_id).collect(),
        participant_id: command.participant_id,
        tenure_days: command.tenure_days,
        outcome: command.outcome,
    }));
    let needs_answer =
        !reasons.is_empty() || found.as_ref().is_none_or(|findings| findings.needs_answer);

    if unfolding.case.is_open() {
        if !needs_answer {
            answer::settle(
                unfolding,
                command.participant_id,
                |message| {
                    messages
                        .iter()
                        .any(|one| one.message_id == message.message_id)
                },
                WaitClosed::NothingAsked,
            );
        }
    } else if !revive(unfolding, found.as_ref(), &messages, needs_answer) {
        return Ok(());
    }
    if !reasons.is_empty() {
        boundary::enter(unfolding, command.participant_id, reasons, latest.sequence);
    }
    if let Some(findings) = &found {
        settle_waits(unfolding, command.participant_id, findings);
    }
    answer::retarget(unfolding);
    consider_draft(unfolding, command.participant_id);
    Ok(())
}

const fn refuse_people_outside(actor: Actor) -> Result<(), CaseRefusal> {
    match actor {
        Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::System => Ok(()),
        Actor::Contact(_) => Err(CaseRefusal::NotATeammate),
    }
}

fn reasons_for_a_person(unfolding: &Unfolding<'_, '_>, command: &Classify) -> Vec<BoundaryReason> {
    match &command.outcome {
        TriageOutcome::Failed { .. } => vec![BoundaryReason::TriageFailed],
        TriageOutcome::Found(findings) => {
            let known =
                boundary::circumstances(&unfolding.case, command.tenure_days, unfolding.at());
            empathy::reasons(findings, known, unfolding.settings())
        }
    }
}

/// A message to a case that had ended: opens it again, confirms the result, or changes nothing.
/// Says whether the case is open now.
fn revive(
    unfolding: &mut Unfolding<'_, '_>,
    found: Option<&Findings>,
    messages: &[Untriaged],
    needs_answer: bool,
) -> bool {
    match unfolding.case.status {
        CaseStatus::Resolved | CaseStatus::Closed => {}
        CaseStatus::Open | CaseStatus::Cancelled | CaseStatus::Merged => return false,
    }
    if !needs_answer {
        let confirms = found.is_some_and(|findings| findings.gist == Gist::Confirms);
        if confirms && unfolding.case.status == CaseStatus::Resolved {
            waiting::close_all(unfolding, WaitClosed::Confirmed);
            unfolding.record(Event::Closed(Closed {
                reason: CloseReason::Confirmed,
            }));
        }
        return false;
    }
    let reason = match found {
        Some(_) => ReopenReason::WroteAgain,
        None => ReopenReason::TriageFailed,
    };
    ending::reopen(
        unfolding,
        reason,
        messages.first().map(|message| message.message_id),
    );
    answer::owe_unheard(unfolding, messages);
    true
}

/// What the message says about waits on its writer: answered, or claimed to be done.
fn settle_waits(unfolding: &mut Unfolding<'_, '_>, writer: ParticipantId, findings: &Findings) {
    match findings.gist {
        Gist::Thanks | Gist::Automatic => return,
        Gist::Asks | Gist::Confirms | Gist::ClaimsDone => {}
    }
    let concerned: Vec<Wait> = findings
        .settles
        .iter()
        .filter_map(|id| unfolding.case.wait(*id))
        .filter(|wait| is_on(unfolding, wait, writer))
        .cloned()
        .collect();
    let is_claim = findings.gist == Gist::ClaimsDone;
    for wait in &concerned {
        match wait.reason.kind() {
            WaitKind::CustomerReply | WaitKind::PartnerResponse if !is_claim => {
                waiting::close(unfolding, wait.id, WaitClosed::Answered);
            }
            WaitKind::CustomerReply | WaitKind::PartnerResponse | WaitKind::ExecutorAction => {
                claim(unfolding, writer, Some(wait.id));
            }
            // Items are judged one by one; the rest is not theirs to settle.
            WaitKind::CustomerMaterial
            | WaitKind::OurReply
            | WaitKind::SupervisorReview
            | WaitKind::Verification
            | WaitKind::WriteBack
            | WaitKind::InternalAction
            | WaitKind::Confirmation
            | WaitKind::ExternalSystem => {}
        }
    }
    if is_claim && concerned.is_empty() {
        claim(unfolding, writer, None);
    }
}

fn is_on(unfolding: &Unfolding<'_, '_>, wait: &Wait, writer: ParticipantId) -> bool {
    match wait.participant_id {
        Some(participant) => participant == writer,
        None => unfolding
            .case
            .participant(writer)
            .is_some_and(|participant| Party::from_role(participant.role) == Some(wait.on)),
    }
}

/// Somebody outside says it is done: the wait stays, nobody is chased for it, and we have to write
/// it back.
fn claim(unfolding: &mut Unfolding<'_, '_>, writer: ParticipantId, claimed: Option<WaitId>) {
    let reason = WaitFor::WriteBack { claimed };
    let is_known = unfolding
        .case
        .waits
        .iter()
        .any(|wait| wait.reason == reason && wait.participant_id == Some(writer));
    if is_known || !waiting::has_room(unfolding) {
        return;
    }
    if let Some(wait_id) = claimed {
        unfolding.record(Event::WaitClaimed(WaitClaimed { wait_id }));
        crate::decide::rule::withdraw::chases(unfolding, wait_id);
    }
    let due = unfolding.at().plus(unfolding.settings().write_back_within);
    waiting::open(unfolding, Party::Us, reason, Some(writer), Some(due));
}

/// Has AI consider an answer where nothing here already forbids it.
fn consider_draft(unfolding: &mut Unfolding<'_, '_>, to: ParticipantId) {
    use crate::decide::rule::wording;
    use crate::message::Purpose;
    let is_owed = unfolding.case.our_reply(to).is_some();
    let may_draft = wording::check_machine(unfolding)
        .and_then(|()| wording::check_alone(unfolding, Purpose::Reply, to))
        .is_ok();
    if is_owed && may_draft {
        unfolding.effect(Effect::ConsiderDraft { participant_id: to });
    }
}
