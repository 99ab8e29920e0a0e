//! Starting, pausing and stopping service-level clocks.

use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::clock::{ClockPaused, ClockResumed, ClockStarted, ClockStopped};
use crate::sla::{Clock, ClockKind, ClockState};
use crate::time::{Span, Timestamp};

const RESPONSES: [ClockKind; 2] = [ClockKind::FirstResponse, ClockKind::NextResponse];

/// Starts the clock for an answer, unless one runs; says when the answer is due.
pub(in crate::decide) fn start_response(
    unfolding: &mut Unfolding<'_, '_>,
    from: Timestamp,
) -> Option<Timestamp> {
    let running = RESPONSES
        .into_iter()
        .filter_map(|kind| unfolding.case.clock(kind))
        .find_map(|clock| match clock.state {
            ClockState::Running { due } => Some(Some(due)),
            ClockState::Paused { .. } => Some(None),
            ClockState::Met | ClockState::Breached => None,
        });
    if let Some(due) = running {
        return due;
    }
    let kind = match unfolding.case.clock(ClockKind::FirstResponse) {
        None => ClockKind::FirstResponse,
        Some(_) => ClockKind::NextResponse,
    };
    start(unfolding, kind, from)
}

/// When the answer that is owed to the customer is due, if a clock runs for it.
pub(in crate::decide) fn response_due(unfolding: &Unfolding<'_, '_>) -> Option<Timestamp> {
    RESPONSES
        .into_iter()
        .filter_map(|kind| unfolding.case.clock(kind))
        .find_map(|clock| match clock.state {
            ClockState::Running { due } => Some(due),
            ClockState::Paused { .. } | ClockState::Met | ClockState::Breached => None,
        })
}

/// Starts a clock, if the policy has a target for it; says when it runs out.
pub(in crate::decide) fn start(
    unfolding: &mut Unfolding<'_, '_>,
    kind: ClockKind,
    from: Timestamp,
) -> Option<Timestamp> {
    let policy = &unfolding.settings().sla;
    let urgency = unfolding.case.classification.urgency;
    let target = policy.clock(kind).target?.at(urgency);
    let due = policy.calendar.after(from, target);
    unfolding.record(Event::ClockStarted(ClockStarted {
        clock: kind,
        started_at: from,
        target,
        due,
    }));
    Some(due)
}

/// Stops the clock for an answer.
pub(in crate::decide) fn stop_response(unfolding: &mut Unfolding<'_, '_>) {
    for kind in RESPONSES {
        stop(unfolding, kind);
    }
}

/// Stops a clock that runs or stands still: in time, or not.
pub(in crate::decide) fn stop(unfolding: &mut Unfolding<'_, '_>, kind: ClockKind) {
    let stopped = ClockStopped { clock: kind };
    match unfolding.case.clock(kind).map(|clock| clock.state) {
        Some(ClockState::Running { due }) if due < unfolding.at() => {
            unfolding.record(Event::ClockBreached(stopped));
        }
        Some(ClockState::Running { .. } | ClockState::Paused { .. }) => {
            unfolding.record(Event::ClockMet(stopped));
        }
        Some(ClockState::Met | ClockState::Breached) | None => {}
    }
}

/// Sets running clocks to the targets of the case's urgency. What was used up stays used up.
pub(in crate::decide) fn retarget(unfolding: &mut Unfolding<'_, '_>) {
    let policy = &unfolding.settings().sla;
    let urgency = unfolding.case.classification.urgency;
    for clock in unfolding.case.clocks.clone() {
        let Some(target) = policy
            .clock(clock.kind)
            .target
            .map(|target| target.at(urgency))
        else {
            continue;
        };
        let ClockState::Running { due } = clock.state else {
            continue;
        };
        if target == clock.target {
            continue;
        }
        let at = unfolding.at();
        let left = policy.calendar.between(at, due).as_micros();
        let change = target.as_micros().saturating_sub(clock.target.as_micros());
        let left = left.saturating_add(change).max(0);
        let due = policy.calendar.after(at, Span::from_micros(left));
        unfolding.record(Event::ClockStarted(ClockStarted {
            clock: clock.kind,
            started_at: clock.started_at,
            target,
            due,
        }));
    }
}

/// Lets each clock stand still exactly while there is a wait on a party that its policy names.
pub(in crate::decide) fn tend(unfolding: &mut Unfolding<'_, '_>) {
    for clock in unfolding.case.clocks.clone() {
        let policy = unfolding.settings().sla.clock(clock.kind);
        let is_to_pause = unfolding
            .case
            .waits
            .iter()
            .any(|wait| policy.pauses_on.contains(&wait.on));
        if is_to_pause {
            pause(unfolding, clock);
        } else {
            resume(unfolding, clock);
        }
    }
}

fn pause(unfolding: &mut Unfolding<'_, '_>, clock: Clock) {
    let ClockState::Running { due } = clock.state else {
        return;
    };
    if due < unfolding.at() {
        let clock = clock.kind;
        unfolding.record(Event::ClockBreached(ClockStopped { clock }));
        return;
    }
    let calendar = &unfolding.settings().sla.calendar;
    let left = calendar.between(unfolding.at(), due);
    unfolding.record(Event::ClockPaused(ClockPaused {
        clock: clock.kind,
        left,
    }));
}

fn resume(unfolding: &mut Unfolding<'_, '_>, clock: Clock) {
    let ClockState::Paused { left } = clock.state else {
        return;
    };
    let calendar = &unfolding.settings().sla.calendar;
    let due = calendar.after(unfolding.at(), left);
    unfolding.record(Event::ClockResumed(ClockResumed {
        clock: clock.kind,
        due,
    }));
}
