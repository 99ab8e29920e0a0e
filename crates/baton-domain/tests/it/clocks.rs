//! Service-level clocks in a case.

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::triage::Correct;
use baton_domain::command::wait::{ClockDue, OpenWait};
use baton_domain::sla::{ClockKind, ClockState};
use baton_domain::testing::{AGENT, CUSTOMER, CaseBuilder, calm, kinds, rated, thanks};
use baton_domain::time::Span;
use baton_domain::triage::{Correction, Findings, Urgency};
use baton_domain::wait::{Party, RequestedWait, WaitRequest};

fn state(built: &CaseBuilder, kind: ClockKind) -> Option<ClockState> {
    built.case.clock(kind).map(|clock| clock.state)
}

#[test]
fn a_first_answer_in_time_meets_its_clock() {
    let mut built = CaseBuilder::calm();
    built.pass(Span::from_hours(1));
    built.answer(CUSTOMER);
    assert_eq!(
        state(&built, ClockKind::FirstResponse),
        Some(ClockState::Met)
    );
}

#[test]
fn a_first_answer_too_late_breaches_its_clock_even_if_no_timer_rang() {
    let mut built = CaseBuilder::calm();
    built.pass(Span::from_hours(5));
    built.answer(CUSTOMER);
    assert_eq!(
        state(&built, ClockKind::FirstResponse),
        Some(ClockState::Breached)
    );
}

#[test]
fn a_clock_that_ran_out_is_breached_once() {
    let mut built = CaseBuilder::calm();
    let due = Command::ClockDue(ClockDue {
        clock: ClockKind::FirstResponse,
    });
    assert!(built.must(Actor::System, due.clone()).is_nothing());
    built.pass(Span::from_hours(4));
    assert_eq!(
        kinds(&built.must(Actor::System, due.clone())),
        ["clock_breached"]
    );
    assert!(built.must(Actor::System, due).is_nothing());
}

#[test]
fn a_later_message_starts_the_clock_for_the_next_answer() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.receive(CUSTOMER);
    let due = built.now.plus(Span::from_hours(8));
    assert_eq!(
        state(&built, ClockKind::NextResponse),
        Some(ClockState::Running { due })
    );
    assert_eq!(built.case.next_mover.unwrap().due, Some(due));
}

#[test]
fn an_urgent_case_is_due_sooner_and_its_wait_says_so() {
    let mut built = CaseBuilder::received();
    built.pass(Span::from_minutes(5));
    built.triage(Findings {
        urgency: rated(Urgency::Critical),
        ..calm()
    });
    let due = built.case.opened_at.unwrap().plus(Span::from_minutes(15));
    assert_eq!(
        state(&built, ClockKind::FirstResponse),
        Some(ClockState::Running { due })
    );
    assert_eq!(built.case.our_replies().next().unwrap().due, Some(due));
}

#[test]
fn a_teammate_who_says_urgent_moves_the_due_too() {
    let mut built = CaseBuilder::calm();
    built.must(
        AGENT,
        Command::Correct(Correct {
            correction: Correction {
                urgency: Some(Urgency::High),
                ..Correction::default()
            },
        }),
    );
    let due = built.case.opened_at.unwrap().plus(Span::from_hours(1));
    assert_eq!(built.case.our_replies().next().unwrap().due, Some(due));
}

#[test]
fn the_clock_on_the_result_stands_still_while_the_customer_is_waited_for() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.pass(Span::from_days(1));
    let wait = WaitRequest {
        on: Party::Customer,
        reason: RequestedWait::CustomerReply,
        participant_id: None,
        what: None,
        due: None,
        chase: None,
    };
    built.must(AGENT, Command::Wait(OpenWait { wait }));
    let left = Span::from_days(2);
    assert_eq!(
        state(&built, ClockKind::Resolution),
        Some(ClockState::Paused { left })
    );
    let settles = vec![built.last_wait()];
    built.pass(Span::from_days(5));
    built.receive(CUSTOMER);
    built.triage(Findings { settles, ..calm() });
    assert_eq!(
        state(&built, ClockKind::Resolution),
        Some(ClockState::Running {
            due: built.now.plus(left)
        })
    );
}

#[test]
fn thanks_stop_the_clock_they_started() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.receive(CUSTOMER);
    built.triage(thanks());
    assert_eq!(
        state(&built, ClockKind::NextResponse),
        Some(ClockState::Met)
    );
}

#[test]
fn resolving_meets_the_clock_on_the_result() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(
        AGENT,
        Command::Resolve(baton_domain::command::ending::Resolve::default()),
    );
    assert_eq!(state(&built, ClockKind::Resolution), Some(ClockState::Met));
}
