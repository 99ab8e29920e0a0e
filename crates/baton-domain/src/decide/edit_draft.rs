//! A person changes the wording. From then on the draft is never destroyed behind their back.

use crate::command::draft::EditDraft;
use crate::decide::rule::{withdraw, wording};
use crate::decide::unfolding::Unfolding;
use crate::draft::{Draft, DraftStatus};
use crate::event::Event;
use crate::event::draft::DraftEdited;
use crate::part::PartRef;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: EditDraft) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(DraftRefusal::NotATeammate.into());
    }
    let draft = wording::find(unfolding, command.draft_id)?.clone();
    if draft.status != DraftStatus::InReview {
        wording::require_proposed(&draft)?;
    }
    if draft.version != command.version {
        return Err(DraftRefusal::Stale.into());
    }
    withdraw::review(unfolding, draft.id);
    let has_seen_all = unfolding.context().seen_sequence.is_some();
    let based_on_sequence = if has_seen_all {
        unfolding.case.sequence
    } else {
        draft.based_on_sequence
    };
    edited(unfolding, &draft, command.text, based_on_sequence);
    Ok(())
}

/// Records a new wording.
pub(super) fn edited(
    unfolding: &mut Unfolding<'_, '_>,
    draft: &Draft,
    text: PartRef,
    based_on_sequence: u64,
) {
    unfolding.record(Event::DraftEdited(DraftEdited {
        draft_id: draft.id,
        text,
        version: draft.version.saturating_add(1),
        based_on_sequence,
    }));
}
