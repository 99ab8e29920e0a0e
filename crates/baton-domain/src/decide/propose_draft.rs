//! Proposing wording.
//!
//! What a machine proposes is measured against the case as it is now, not as it was when the
//! machine began: a result that comes late, inside the boundary or after they wrote again, is
//! refused here.

use crate::command::draft::ProposeDraft;
use crate::decide::rule::wording;
use crate::decide::unfolding::Unfolding;
use crate::draft::{Draft, DraftStatus};
use crate::event::Event;
use crate::event::draft::DraftProposed;
use crate::id::DraftId;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: ProposeDraft,
) -> Result<(), Refusal> {
    let origin = wording::origin(unfolding, command.purpose)?;
    let composed = match command.draft_id {
        Some(id) => Some(composing(unfolding, id, &command)?),
        None => None,
    };
    wording::check_recipient(unfolding, command.purpose, command.to)?;
    let based_on_sequence = command
        .based_on_sequence
        .or(composed.as_ref().map(|draft| draft.based_on_sequence))
        .unwrap_or(unfolding.case.sequence)
        .min(unfolding.case.sequence);
    if !origin.is_person() {
        check_machine(unfolding, &command, composed.is_some(), based_on_sequence)?;
    }
    if composed.is_none() {
        wording::check_room(unfolding)?;
    }
    let draft_id = match composed {
        Some(draft) => draft.id,
        None => DraftId::mint(unfolding.ids()),
    };
    unfolding.record(Event::DraftProposed(DraftProposed {
        draft_id,
        origin,
        purpose: command.purpose,
        to: command.to,
        thread: command.thread,
        text: command.text,
        language: command.language,
        based_on_sequence,
        confidence: command.confidence,
        citations: command.citations,
        flags: command.flags,
        identity_floor: command.identity_floor,
        model: command.model,
        model_call: command.model_call,
        wait_id: command.wait_id,
    }));
    Ok(())
}

/// The draft that was being composed, which the proposal must match.
fn composing(
    unfolding: &Unfolding<'_, '_>,
    id: DraftId,
    command: &ProposeDraft,
) -> Result<Draft, Refusal> {
    let draft = wording::find(unfolding, id)?;
    let matches = draft.to == command.to
        && draft.thread == command.thread
        && draft.purpose == command.purpose;
    match draft.status {
        DraftStatus::Composing if matches => Ok(draft.clone()),
        DraftStatus::Composing
        | DraftStatus::Proposed
        | DraftStatus::InReview
        | DraftStatus::Approved
        | DraftStatus::Sent
        | DraftStatus::Rejected
        | DraftStatus::Withdrawn
        | DraftStatus::Failed => Err(DraftRefusal::NotComposing.into()),
    }
}

fn check_machine(
    unfolding: &Unfolding<'_, '_>,
    command: &ProposeDraft,
    is_composed: bool,
    based_on_sequence: u64,
) -> Result<(), DraftRefusal> {
    wording::check_machine(unfolding)?;
    if !is_composed {
        wording::check_alone(unfolding, command.purpose, command.to)?;
    }
    if based_on_sequence < unfolding.case.outside_sequence {
        return Err(DraftRefusal::Stale);
    }
    Ok(())
}
