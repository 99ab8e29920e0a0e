//! What may be worded, by whom, in which case.

use crate::actor::Actor;
use crate::case::{Case, limit};
use crate::decide::unfolding::Unfolding;
use crate::draft::{Draft, DraftStatus, DraftWithdrawn, Origin};
use crate::id::{DraftId, ParticipantId};
use crate::message::Purpose;
use crate::refusal::{CaseRefusal, DraftRefusal, Refusal};
use crate::status::CaseStatus;

/// Who counts as the first to word a draft. Rules of ours count as machines, except where people
/// wrote the fixed words that they insert.
pub(in crate::decide) fn origin(
    unfolding: &Unfolding<'_, '_>,
    purpose: Purpose,
) -> Result<Origin, Refusal> {
    match (unfolding.actor(), purpose) {
        (Actor::System, Purpose::Acknowledgement) if unfolding.settings().acknowledges => {
            Ok(Origin::Teammate)
        }
        (
            Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::System,
            Purpose::Acknowledgement,
        ) => Err(DraftRefusal::Purpose.into()),
        (Actor::System, Purpose::StandDown | Purpose::Survey) | (Actor::Teammate(_), _) => {
            Ok(Origin::Teammate)
        }
        (Actor::Ai, _) => Ok(Origin::Ai),
        (Actor::Machine(_) | Actor::System, _) => Ok(Origin::Machine),
        (Actor::Contact(_), _) => Err(DraftRefusal::NotATeammate.into()),
    }
}

/// Refuses a message that the case, as it stands, cannot send: to one of us, or after its end.
pub(in crate::decide) fn check_recipient(
    unfolding: &Unfolding<'_, '_>,
    purpose: Purpose,
    to: ParticipantId,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let participant = unfolding
        .case
        .participant(to)
        .ok_or(CaseRefusal::UnknownParticipant)?;
    if !participant.role.is_outside() {
        return Err(DraftRefusal::Recipient.into());
    }
    if may_leave(&unfolding.case, purpose, to) {
        Ok(())
    } else {
        Err(DraftRefusal::Closed.into())
    }
}

/// Whether a message of this purpose may leave a case that stands like this.
pub(in crate::decide) fn may_leave(case: &Case, purpose: Purpose, to: ParticipantId) -> bool {
    match (case.status, purpose) {
        (CaseStatus::Open, Purpose::StandDown) => false,
        (CaseStatus::Open, _) | (CaseStatus::Resolved | CaseStatus::Closed, Purpose::Survey) => {
            true
        }
        (CaseStatus::Cancelled, Purpose::StandDown) => case.stand_down.contains(&to),
        (
            CaseStatus::Resolved | CaseStatus::Closed | CaseStatus::Cancelled | CaseStatus::Merged,
            _,
        ) => false,
    }
}

/// Refuses a machine that wants to word something where it may not. Nothing a caller says changes
/// this: the boundary is read from the case.
pub(in crate::decide) fn check_machine(unfolding: &Unfolding<'_, '_>) -> Result<(), DraftRefusal> {
    if unfolding.case.is_inside_boundary() {
        return Err(DraftRefusal::EmpathyBoundary);
    }
    if !unfolding.case.is_triaged || !unfolding.case.untriaged.is_empty() {
        return Err(DraftRefusal::NotTriaged);
    }
    if unfolding.settings().is_paused {
        return Err(DraftRefusal::Paused);
    }
    if !unfolding.settings().stage.may_draft() {
        return Err(DraftRefusal::Stage);
    }
    Ok(())
}

/// Refuses a machine where somebody is already at work on the same.
pub(in crate::decide) fn check_alone(
    unfolding: &Unfolding<'_, '_>,
    purpose: Purpose,
    to: ParticipantId,
) -> Result<(), DraftRefusal> {
    let is_taken = unfolding
        .case
        .drafts
        .iter()
        .any(|draft| draft.to == to && draft.purpose == purpose);
    if is_taken {
        Err(DraftRefusal::Exists)
    } else {
        Ok(())
    }
}

/// Refuses one draft too many.
pub(in crate::decide) fn check_room(unfolding: &Unfolding<'_, '_>) -> Result<(), CaseRefusal> {
    if unfolding.case.drafts.len() >= limit::DRAFTS {
        Err(CaseRefusal::Full)
    } else {
        Ok(())
    }
}

/// The open draft of that id; refused with the reason why there is none.
pub(in crate::decide) fn find<'a>(
    unfolding: &'a Unfolding<'_, '_>,
    id: DraftId,
) -> Result<&'a Draft, DraftRefusal> {
    if let Some(draft) = unfolding.case.draft(id) {
        return Ok(draft);
    }
    let closed = unfolding
        .case
        .closed_draft(id)
        .ok_or(DraftRefusal::Unknown)?;
    match closed.withdrawn {
        Some(DraftWithdrawn::EmpathyBoundary) => Err(DraftRefusal::EmpathyBoundary),
        Some(DraftWithdrawn::WroteAgain | DraftWithdrawn::Superseded) => Err(DraftRefusal::Stale),
        Some(DraftWithdrawn::ByAuthor | DraftWithdrawn::Settled | DraftWithdrawn::CaseEnded)
        | None => Err(DraftRefusal::Closed),
    }
}

/// Refuses a draft that is not in a teammate's hands at the moment.
pub(in crate::decide) fn require_proposed(draft: &Draft) -> Result<(), DraftRefusal> {
    match draft.status {
        DraftStatus::Proposed => Ok(()),
        DraftStatus::Composing => Err(DraftRefusal::Composing),
        DraftStatus::InReview => Err(DraftRefusal::InReview),
        DraftStatus::Approved => Err(DraftRefusal::Approved),
        DraftStatus::Sent
        | DraftStatus::Rejected
        | DraftStatus::Withdrawn
        | DraftStatus::Failed => Err(DraftRefusal::Closed),
    }
}

/// Refuses a caller who has not seen what somebody outside wrote, what left on the conversation,
/// or the last change of the draft.
pub(in crate::decide) fn require_seen(
    case: &Case,
    draft: &Draft,
    seen_sequence: u64,
) -> Result<(), DraftRefusal> {
    let must_see = case.stale_before(draft.thread).max(draft.changed_sequence);
    if seen_sequence < must_see {
        Err(DraftRefusal::Stale)
    } else {
        Ok(())
    }
}
