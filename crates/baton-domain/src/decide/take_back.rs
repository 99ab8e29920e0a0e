//! Taking a message back before it leaves. Its draft is a proposal again.

use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::send::SendTakenBack;
use crate::id::MessageId;
use crate::refusal::{Refusal, SendRefusal};
use crate::send::{SendState, SendWithdrawn};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    message_id: MessageId,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    if !unfolding.actor().is_teammate() {
        return Err(SendRefusal::NotATeammate.into());
    }
    let send = unfolding
        .case
        .send(message_id)
        .ok_or(SendRefusal::Unknown)?;
    let draft_id = send.draft_id;
    match send.state {
        SendState::Queued => {
            unfolding.record(Event::SendWithdrawn(SendTakenBack {
                message_id,
                draft_id,
                reason: SendWithdrawn::TakenBack,
            }));
            Ok(())
        }
        SendState::Withdrawn => Ok(()),
        SendState::Sending | SendState::Sent | SendState::Failed | SendState::Unknown => {
            Err(SendRefusal::TooLate.into())
        }
    }
}
