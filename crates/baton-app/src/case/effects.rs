//! From a decision's effects to jobs, in the unit that records the events.

use baton_domain::case::Case;
use baton_domain::effect::{Effect, Timer};
use baton_domain::id::CaseId;
use baton_domain::time::Timestamp;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::job::{NewJob, Queue};
use serde_json::{Value, json};

use crate::draft::initiative::Errand;
use crate::error::AppError;
use crate::runner::kind;
use crate::teach::{About, Lesson};

/// Enqueues what has to be done.
pub(super) async fn enqueue(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    effects: &[Effect],
) -> Result<(), AppError> {
    for effect in effects {
        if let Some(job) = job(stamp, case, effect) {
            tx.enqueue(stamp.workspace, stamp.at, job).await?;
        }
    }
    Ok(())
}

/// The job of an effect; nothing for what live hints already tell.
#[expect(clippy::too_many_lines, reason = "a flat table over every effect")]
fn job(stamp: &Stamp, case: &Case, effect: &Effect) -> Option<NewJob> {
    let id = case.id;
    let lane = Some(id.to_string());
    // Of its own: a composer that takes its time must not hold up the triage of what they write
    // meanwhile, which may be what ends the draft.
    let drafts = Some(format!("draft/{id}"));
    let now = stamp.at;
    Some(match effect {
        Effect::Triage {
            message_id,
            participant_id,
        } => new(
            Queue::Triage,
            lane,
            kind::TRIAGE,
            json!({"case": id, "message": message_id, "participant": participant_id}),
            now,
        ),
        Effect::ConsiderDraft { participant_id } => new(
            Queue::Draft,
            drafts,
            kind::CONSIDER_DRAFT,
            json!({"case": id, "participant": participant_id}),
            now,
        ),
        Effect::ComposeDraft { draft_id } => new(
            Queue::Draft,
            drafts,
            kind::COMPOSE,
            json!({"case": id, "draft": draft_id}),
            now,
        ),
        Effect::QueueSend {
            message_id,
            conversation_id,
            not_before,
        } => new(
            Queue::Send,
            Some(format!("send/{conversation_id}")),
            kind::SEND,
            json!({"case": id, "message": message_id}),
            *not_before,
        ),
        Effect::RunAction {
            action_id,
            not_before,
        } => new(
            Queue::Send,
            Some(format!("act/{id}")),
            kind::ACT,
            json!({"case": id, "action": action_id}),
            *not_before,
        ),
        Effect::StartTimer { timer, at } => new(
            Queue::Timer,
            None,
            kind::TIMER,
            timer_payload(id, timer),
            *at,
        ),
        Effect::LearnFromCorrection => teach(
            case,
            About::Correction {
                sequence: case.sequence,
            },
            now,
        ),
        Effect::LearnFromSend {
            draft_id,
            message_id,
        } => teach(
            case,
            About::Sent {
                draft: *draft_id,
                message: *message_id,
            },
            now,
        ),
        Effect::Prepare {
            purpose,
            participant_id,
            wait_id,
        } => prepare(
            Errand {
                case: id,
                purpose: *purpose,
                participant: *participant_id,
                wait: *wait_id,
            },
            now,
        ),
        // A workspace without teams has one queue: there is nothing to route yet. A briefing is made
        // when it is read. What people have to know they see by the case: its
        // turn, its place in the queue and the live hint of the event.
        Effect::Route | Effect::Brief { .. } | Effect::Notify(_) => return None,
    })
}

/// Outside any lane: a reminder that rests until morning must not hold up what comes after it.
fn prepare(errand: Errand, now: Timestamp) -> NewJob {
    new(Queue::Draft, None, kind::PREPARE, json!(errand), now)
}

/// Holds nothing up; of one case in order, because what was taught last counts.
fn teach(case: &Case, about: About, now: Timestamp) -> NewJob {
    let lesson = Lesson {
        case: case.id,
        about,
    };
    let lane = Some(format!("teach/{}", case.id));
    new(Queue::Bulk, lane, kind::TEACH, json!(lesson), now)
}

fn new(
    queue: Queue,
    lane: Option<String>,
    kind: &'static str,
    payload: Value,
    run_at: Timestamp,
) -> NewJob {
    NewJob {
        queue,
        lane,
        kind,
        payload: payload.to_string(),
        run_at,
    }
}

fn timer_payload(case: CaseId, timer: &Timer) -> Value {
    match timer {
        Timer::Wait(wait) => json!({"case": case, "timer": "wait", "wait": wait}),
        Timer::Chase { wait_id, chase } => {
            json!({"case": case, "timer": "chase", "wait": wait_id, "chase": chase})
        }
        Timer::Promise(promise) => json!({"case": case, "timer": "promise", "promise": promise}),
        Timer::Action(action) => json!({"case": case, "timer": "action", "action": action}),
        Timer::Clock(clock) => json!({"case": case, "timer": "clock", "clock": clock}),
    }
}
