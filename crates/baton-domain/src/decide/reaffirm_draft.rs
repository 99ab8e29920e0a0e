//! "Still right": a person has read what they wrote since, and the wording holds.

use crate::command::draft::ReaffirmDraft;
use crate::decide::rule::wording;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::draft::DraftReaffirmed;
use crate::id::DraftId;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: ReaffirmDraft,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(DraftRefusal::NotATeammate.into());
    }
    let draft = wording::find(unfolding, command.draft_id)?;
    wording::require_proposed(draft)?;
    wording::require_seen(&unfolding.case, draft, command.seen_sequence)?;
    let based_on_sequence = command.seen_sequence.min(unfolding.case.sequence);
    reaffirmed(unfolding, command.draft_id, based_on_sequence);
    Ok(())
}

/// Records that the wording still holds.
pub(super) fn reaffirmed(
    unfolding: &mut Unfolding<'_, '_>,
    draft_id: DraftId,
    based_on_sequence: u64,
) {
    unfolding.record(Event::DraftReaffirmed(DraftReaffirmed {
        draft_id,
        based_on_sequence,
    }));
}
