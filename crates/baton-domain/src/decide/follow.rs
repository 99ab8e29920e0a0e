//! What follows from an event, whoever caused it: timers, jobs, notices.
//!
//! A timer is never cancelled. The command it runs finds nothing to do once the case has moved on.

use crate::case::Case;
use crate::effect::{Effect, Notice, Timer};
use crate::event::Event;
use crate::event::course::Routed;
use crate::message::{Delivery, Purpose};
use crate::wait::Wait;

/// Adds what follows from `event` to `effects`; `case` is the case after it.
#[expect(
    clippy::too_many_lines,
    reason = "a table: one line for each kind of event"
)]
pub(super) fn follow(event: &Event, case: &Case, effects: &mut Vec<Effect>) {
    match event {
        Event::MessageReceived(event) => effects.push(Effect::Triage {
            message_id: event.message_id,
            participant_id: event.participant_id,
        }),
        Event::MessageEdited(event) => effects.push(Effect::Triage {
            message_id: event.message_id,
            participant_id: event.participant_id,
        }),
        Event::MessageMoved(event) => {
            if let Some(arrival) = event.arrival.filter(|arrival| arrival.is_untriaged) {
                effects.push(Effect::Triage {
                    message_id: event.message_id,
                    participant_id: arrival.participant_id,
                });
            }
        }
        Event::DeliveryUpdated(event) => match event.delivery {
            Delivery::Bounced => {
                effects.push(Effect::Notify(Notice::SendTrouble(event.message_id)));
            }
            Delivery::Delivered | Delivery::Read => {}
        },
        Event::Assigned(event) => {
            effects.extend(event.teammate_id.map(Notice::Assigned).map(Effect::Notify));
        }
        Event::Routed(Routed { teammate_id, .. }) => {
            effects.extend(teammate_id.map(Notice::Assigned).map(Effect::Notify));
        }
        Event::NoteAdded(event) => effects.extend(
            event
                .mentions
                .iter()
                .map(|mate| Effect::Notify(Notice::Mentioned(*mate))),
        ),
        Event::Triaged(_) => effects.push(Effect::Route),
        Event::ClassificationCorrected(_) => {
            effects.push(Effect::Route);
            effects.push(Effect::LearnFromCorrection);
        }
        Event::BoundaryEntered(event) => {
            effects.push(Effect::Brief {
                participant_id: event.participant_id,
            });
            effects.push(Effect::Notify(Notice::PersonNeeded(event.participant_id)));
        }
        Event::WaitOpened(event) => wait_timers(&event.wait, effects),
        Event::WaitUpdated(event) => {
            if let Some(at) = event.due {
                let timer = Timer::Wait(event.wait_id);
                effects.push(Effect::StartTimer { timer, at });
            }
        }
        Event::WaitOverdue(event) => {
            if let Some(wait) = case
                .wait(event.wait_id)
                .filter(|wait| !wait.may_be_chased())
            {
                effects.push(Effect::Notify(Notice::TheyAreLate(wait.id)));
            }
        }
        Event::ChaseDue(event) => {
            if let Some(wait) = case.wait(event.wait_id) {
                prepare_chase(wait, effects);
            }
        }
        Event::DraftComposing(event) => effects.push(Effect::ComposeDraft {
            draft_id: event.draft_id,
        }),
        Event::ReviewRequested(event) => {
            effects.push(Effect::Notify(Notice::ReviewRequested(event.review_id)));
        }
        Event::ReviewDecided(event) => {
            effects.push(Effect::Notify(Notice::ReviewDecided(event.review_id)));
        }
        Event::SendAuthorised(event) => effects.push(Effect::QueueSend {
            message_id: event.message_id,
            conversation_id: event.thread.conversation_id,
            not_before: event.not_before,
        }),
        Event::Sent(event) => {
            if let Some(send) = case.send(event.message_id) {
                effects.push(Effect::LearnFromSend {
                    draft_id: send.draft_id,
                    message_id: event.message_id,
                });
            }
        }
        Event::SendFailed(event) => match (event.retry_at, case.send(event.message_id)) {
            (Some(not_before), Some(send)) => effects.push(Effect::QueueSend {
                message_id: event.message_id,
                conversation_id: send.thread.conversation_id,
                not_before,
            }),
            (None, _) | (Some(_), None) => {
                effects.push(Effect::Notify(Notice::SendTrouble(event.message_id)));
            }
        },
        Event::SendUnknown(event) => {
            effects.push(Effect::Notify(Notice::SendTrouble(event.message_id)));
        }
        Event::ActionProposed(event) => {
            effects.push(Effect::StartTimer {
                timer: Timer::Action(event.action_id),
                at: event.due,
            });
            if event.needed.is_some() {
                effects.push(Effect::Notify(Notice::ActionProposed(event.action_id)));
            }
        }
        Event::ActionApproved(event) => {
            effects.push(Effect::StartTimer {
                timer: Timer::Action(event.action_id),
                at: event.due,
            });
            if let Some(action) = case.action(event.action_id) {
                effects.push(Effect::RunAction {
                    action_id: action.id,
                    not_before: action.not_before,
                });
            }
        }
        Event::ActionFailed(event) => match event.retry_at {
            Some(not_before) => effects.push(Effect::RunAction {
                action_id: event.action_id,
                not_before,
            }),
            None => effects.push(Effect::Notify(Notice::ActionTrouble(event.action_id))),
        },
        Event::ActionUnknown(event) => {
            effects.push(Effect::Notify(Notice::ActionTrouble(event.action_id)));
        }
        Event::PromiseMade(event) => effects.push(Effect::StartTimer {
            timer: Timer::Promise(event.promise_id),
            at: event.due,
        }),
        Event::PromiseBroken(event) => {
            effects.push(Effect::Notify(Notice::PromiseBroken(event.promise_id)));
        }
        Event::ClockStarted(event) => clock_timer(event.clock, event.due, effects),
        Event::ClockResumed(event) => clock_timer(event.clock, event.due, effects),
        Event::ClockBreached(event) => {
            effects.push(Effect::Notify(Notice::ClockBreached(event.clock)));
        }
        Event::Reopened(_) => effects.extend(case.open_promises().map(|promise| {
            let timer = Timer::Promise(promise.id);
            let at = promise.due;
            Effect::StartTimer { timer, at }
        })),
        Event::Cancelled(event) => {
            effects.extend(event.stand_down.iter().map(|participant| Effect::Prepare {
                purpose: Purpose::StandDown,
                participant_id: *participant,
                wait_id: None,
            }));
        }

        Event::CaseOpened(_)
        | Event::ParticipantAdded(_)
        | Event::IdentityRaised(_)
        | Event::Linked(_)
        | Event::NextMoverChanged(_)
        | Event::MessageFiled(_)
        | Event::MessageRecalled(_)
        | Event::SentElsewhere(_)
        | Event::BoundaryLeft(_)
        | Event::WaitClaimed(_)
        | Event::WaitClosed(_)
        | Event::DraftProposed(_)
        | Event::DraftFailed(_)
        | Event::DraftEdited(_)
        | Event::DraftOvertaken(_)
        | Event::DraftReaffirmed(_)
        | Event::DraftRejected(_)
        | Event::DraftWithdrawn(_)
        | Event::SendStarted(_)
        | Event::SendWithdrawn(_)
        | Event::ActionRejected(_)
        | Event::ActionWithdrawn(_)
        | Event::ActionStarted(_)
        | Event::ActionDone(_)
        | Event::ActionCompensated(_)
        | Event::PromiseKept(_)
        | Event::PromiseWithdrawn(_)
        | Event::MaterialRequested(_)
        | Event::MaterialReceived(_)
        | Event::MaterialJudged(_)
        | Event::VerificationRecorded(_)
        | Event::ClockPaused(_)
        | Event::ClockMet(_)
        | Event::Resolved(_)
        | Event::Closed(_)
        | Event::Merged(_)
        | Event::Absorbed(_)
        | Event::Split(_)
        | Event::RecordChanged(_)
        | Event::Accessed(_)
        | Event::ErasureRequested(_)
        | Event::ErasureDeclined(_)
        | Event::ErasureDecided(_)
        | Event::ContactErased(_)
        | Event::LegalHoldSet(_)
        | Event::LegalHoldLifted(_)
        | Event::GenerationStarted(_)
        | Event::EpochClosed(_) => {}
    }
}

fn clock_timer(
    clock: crate::sla::ClockKind,
    at: crate::time::Timestamp,
    effects: &mut Vec<Effect>,
) {
    let timer = Timer::Clock(clock);
    effects.push(Effect::StartTimer { timer, at });
}

fn wait_timers(wait: &Wait, effects: &mut Vec<Effect>) {
    if let Some(at) = wait.due {
        let timer = Timer::Wait(wait.id);
        effects.push(Effect::StartTimer { timer, at });
    }
    if let Some((chase, at)) = wait.next_chase() {
        let wait_id = wait.id;
        let timer = Timer::Chase { wait_id, chase };
        effects.push(Effect::StartTimer { timer, at });
    }
}

fn prepare_chase(wait: &Wait, effects: &mut Vec<Effect>) {
    if let Some(participant_id) = wait.participant_id {
        effects.push(Effect::Prepare {
            purpose: Purpose::Chase,
            participant_id,
            wait_id: Some(wait.id),
        });
    }
    if let Some((chase, at)) = wait.next_chase() {
        let wait_id = wait.id;
        let timer = Timer::Chase { wait_id, chase };
        effects.push(Effect::StartTimer { timer, at });
    }
}
