//! AI could not word it: the case stays with a person, with the reason. Nothing to do if the draft
//! is gone.

use crate::command::draft::FailCompose;
use crate::decide::unfolding::Unfolding;
use crate::draft::DraftStatus;
use crate::event::Event;
use crate::event::draft::DraftFailed;
use crate::refusal::{DraftRefusal, Refusal};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: FailCompose,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let Some(draft) = unfolding.case.draft(command.draft_id) else {
        return Ok(());
    };
    if draft.status != DraftStatus::Composing {
        return Err(DraftRefusal::NotComposing.into());
    }
    unfolding.record(Event::DraftFailed(DraftFailed {
        draft_id: command.draft_id,
        reason: command.reason,
        tried: command.tried,
    }));
    Ok(())
}
