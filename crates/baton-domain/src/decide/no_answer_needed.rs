//! A teammate says that what somebody wrote needs no answer.

use crate::command::wait::NoAnswerNeeded;
use crate::decide::rule::answer;
use crate::decide::unfolding::Unfolding;
use crate::id::ParticipantId;
use crate::refusal::{Refusal, WaitRefusal};
use crate::wait::WaitClosed;

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: NoAnswerNeeded,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    let writers: Vec<ParticipantId> = unfolding
        .case
        .our_replies()
        .filter_map(|wait| wait.participant_id)
        .filter(|writer| command.participant_id.is_none_or(|only| only == *writer))
        .collect();
    if writers.is_empty() {
        return Err(WaitRefusal::NothingUnanswered.into());
    }
    for writer in writers {
        answer::settle(
            unfolding,
            writer,
            |message| {
                command.message_ids.is_empty() || command.message_ids.contains(&message.message_id)
            },
            WaitClosed::NoAnswerNeeded,
        );
    }
    Ok(())
}
