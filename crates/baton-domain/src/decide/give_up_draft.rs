//! Giving a draft up: a person says no to it, or whoever proposed it takes it back.

use crate::command::draft::{RejectDraft, WithdrawDraft};
use crate::decide::rule::{withdraw, wording};
use crate::decide::unfolding::Unfolding;
use crate::draft::{DraftStatus, DraftWithdrawn};
use crate::event::Event;
use crate::event::draft::DraftRejected;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn reject(
    unfolding: &mut Unfolding<'_, '_>,
    command: RejectDraft,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(DraftRefusal::NotATeammate.into());
    }
    let draft = wording::find(unfolding, command.draft_id)?;
    if draft.status != DraftStatus::InReview {
        wording::require_proposed(draft)?;
    }
    withdraw::review(unfolding, command.draft_id);
    unfolding.record(Event::DraftRejected(DraftRejected {
        draft_id: command.draft_id,
        reason: command.reason,
    }));
    Ok(())
}

/// Teammates may take back any draft, others their own.
pub(super) fn withdraw(
    unfolding: &mut Unfolding<'_, '_>,
    command: WithdrawDraft,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let draft = wording::find(unfolding, command.draft_id)?;
    if !unfolding.actor().is_teammate() && draft.author != unfolding.actor() {
        return Err(DraftRefusal::NotAuthor.into());
    }
    if draft.status == DraftStatus::Approved {
        return Err(DraftRefusal::Approved.into());
    }
    withdraw::draft(unfolding, command.draft_id, DraftWithdrawn::ByAuthor);
    Ok(())
}
