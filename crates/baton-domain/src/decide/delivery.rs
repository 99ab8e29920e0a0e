//! The provider tells what became of a message. One that came back is ours to look into.

use crate::command::intake::UpdateDelivery;
use crate::decide::rule::waiting;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::message::DeliveryUpdated;
use crate::message::Delivery;
use crate::refusal::Refusal;
use crate::wait::InternalCause;

/// That the message is this case's, the caller has checked: the case remembers only the latest.
pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: UpdateDelivery,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let message_id = command.message_id;
    unfolding.record(Event::DeliveryUpdated(DeliveryUpdated {
        message_id,
        delivery: command.delivery,
    }));
    match command.delivery {
        Delivery::Bounced => {
            waiting::open_trouble(unfolding, InternalCause::Bounced { message_id });
        }
        Delivery::Delivered | Delivery::Read => {}
    }
    Ok(())
}
