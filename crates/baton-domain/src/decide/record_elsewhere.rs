//! A teammate answered in the provider's own app: a person's answer to everything before it.

use crate::command::intake::RecordElsewhere;
use crate::decide::rule::answer::{self, Answer};
use crate::decide::rule::people;
use crate::decide::unfolding::Unfolding;
use crate::draft::Origin;
use crate::event::Event;
use crate::event::message::SentElsewhere;
use crate::refusal::Refusal;

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: RecordElsewhere,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_steering()?;
    people::role_of(unfolding, command.participant_id)?;
    let based_on_sequence = unfolding.case.sequence;
    unfolding.record(Event::SentElsewhere(SentElsewhere {
        message_id: command.message_id,
        participant_id: command.participant_id,
        thread: command.thread,
        content: command.content,
        based_on_sequence,
    }));
    answer::given(
        unfolding,
        Answer {
            message_id: command.message_id,
            to: command.participant_id,
            origin: Origin::Teammate,
            based_on_sequence,
        },
    );
    Ok(())
}
