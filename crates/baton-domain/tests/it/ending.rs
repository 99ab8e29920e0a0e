//! Resolving, closing, reopening and cancelling.

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::ending::{Cancel, Resolve};
use baton_domain::command::ledger::{EndPromise, MakePromise, PromiseEnding};
use baton_domain::command::wait::{OpenWait, WaitDue};
use baton_domain::effect::Effect;
use baton_domain::message::Purpose;
use baton_domain::send::SendState;
use baton_domain::status::CaseStatus;
use baton_domain::testing::{AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, calm, kinds, thanks};
use baton_domain::time::Span;
use baton_domain::wait::{Party, RequestedWait, WaitKind, WaitRequest};

fn answered() -> CaseBuilder {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built
}

fn resolved() -> CaseBuilder {
    let mut built = answered();
    built.must(AGENT, Command::Resolve(Resolve::default()));
    built
}

fn waiting_for_executor() -> CaseBuilder {
    let mut built = answered();
    built.receive(EXECUTOR);
    built.triage(thanks());
    let wait = WaitRequest {
        on: Party::Executor,
        reason: RequestedWait::ExecutorAction,
        participant_id: None,
        what: None,
        due: None,
        chase: None,
    };
    built.must(AGENT, Command::Wait(OpenWait { wait }));
    built
}

fn cancelled() -> CaseBuilder {
    let mut built = waiting_for_executor();
    built.must(AGENT, Command::Cancel(Cancel::default()));
    built
}

#[test]
fn a_resolved_case_waits_for_the_customers_word_and_nothing_else() {
    let built = resolved();
    assert_eq!(built.case.waits.len(), 1);
    assert_eq!(built.case.waits[0].reason.kind(), WaitKind::Confirmation);
    assert_eq!(built.case.next_mover, None);
}

#[test]
fn silence_closes_a_resolved_case() {
    let mut built = resolved();
    let wait_id = built.last_wait();
    let due = Command::WaitDue(WaitDue { wait_id });
    assert!(built.must(Actor::System, due.clone()).is_nothing());
    built.pass(Span::from_days(7));
    let decision = built.must(Actor::System, due);
    assert_eq!(kinds(&decision), ["wait_closed", "closed"]);
}

#[test]
fn a_message_nobody_has_triaged_keeps_a_resolved_case_from_closing() {
    let mut built = resolved();
    let wait_id = built.last_wait();
    built.pass(Span::from_days(7));
    built.receive(CUSTOMER);
    let due = Command::WaitDue(WaitDue { wait_id });
    let decision = built.must(Actor::System, due);
    assert!(decision.events.is_empty());
    assert!(matches!(
        decision.effects.as_slice(),
        [Effect::StartTimer { .. }]
    ));
}

#[test]
fn a_case_with_a_message_on_its_way_is_not_resolved() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    built.approve(draft);
    assert_eq!(
        built.refused(AGENT, Command::Resolve(Resolve::default())),
        "case.send_unfinished"
    );
}

#[test]
fn only_a_teammate_ends_a_case() {
    let mut built = answered();
    for who in [Actor::Ai, MACHINE, Actor::System] {
        for command in [
            Command::Resolve(Resolve::default()),
            Command::Close,
            Command::Cancel(Cancel::default()),
        ] {
            assert_eq!(built.refused(who, command), "case.not_a_teammate");
        }
    }
}

#[test]
fn a_case_opened_again_is_ours_again() {
    let mut built = resolved();
    built.must(AGENT, Command::Reopen);
    assert_eq!(built.case.status, CaseStatus::Open);
    assert!(built.case.waits.is_empty());
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    assert_eq!(built.refused(AGENT, Command::Reopen), "case.still_open");
}

#[test]
fn a_message_nobody_triaged_is_owed_an_answer_once_the_case_is_open_again() {
    let mut built = resolved();
    built.receive(CUSTOMER);
    built.receive(CUSTOMER);
    built.must(AGENT, Command::Reopen);
    assert_eq!(
        built.case.our_replies().next().unwrap().unanswered().len(),
        2
    );
}

#[test]
fn cancelling_tells_everybody_who_was_asked_and_nobody_else() {
    let mut built = waiting_for_executor();
    let executor = built.participant(EXECUTOR);
    let decision = built.must(AGENT, Command::Cancel(Cancel::default()));
    assert_eq!(built.case.stand_down, [executor]);
    assert!(decision.effects.contains(&Effect::Prepare {
        purpose: Purpose::StandDown,
        participant_id: executor,
        wait_id: None,
    }));
    assert!(built.case.waits.is_empty());
}

#[test]
fn cancelling_takes_back_what_has_not_left_and_nothing_else_may_leave() {
    let mut built = waiting_for_executor();
    let draft = built.propose(AGENT, CUSTOMER);
    let message = built.approve(draft);
    built.must(AGENT, Command::Cancel(Cancel::default()));
    assert_eq!(
        built.case.send(message).unwrap().state,
        SendState::Withdrawn
    );
    let reply = built.reply_to(CUSTOMER);
    assert_eq!(
        built.refused(AGENT, Command::ProposeDraft(reply)),
        "draft.closed"
    );
    let mut stand_down = built.reply_to(CUSTOMER);
    stand_down.purpose = Purpose::StandDown;
    assert_eq!(
        built.refused(AGENT, Command::ProposeDraft(stand_down)),
        "draft.closed",
        "the customer was asked nothing"
    );
}

#[test]
fn a_stand_down_leaves_a_cancelled_case_once() {
    let mut built = cancelled();
    let mut stand_down = built.reply_to(EXECUTOR);
    stand_down.purpose = Purpose::StandDown;
    built.must(AGENT, Command::ProposeDraft(stand_down.clone()));
    let draft = built.case.drafts[0].id;
    let message = built.approve(draft);
    built.deliver(message);
    assert!(built.case.stand_down.is_empty());
    assert_eq!(
        built.refused(AGENT, Command::ProposeDraft(stand_down)),
        "draft.closed"
    );
}

#[test]
fn what_was_leaving_when_the_case_was_cancelled_is_recorded_and_moves_nothing() {
    let mut built = waiting_for_executor();
    let draft = built.propose(AGENT, CUSTOMER);
    let message = built.approve(draft);
    built.must(Actor::System, Command::BeginSend(message));
    built.must(AGENT, Command::Cancel(Cancel::default()));
    let decision = built.outcome(
        message,
        baton_domain::command::send::Outcome::Sent { provider_id: None },
    );
    assert_eq!(kinds(&decision), ["sent"]);
    assert_eq!(built.case.status, CaseStatus::Cancelled);
}

#[test]
fn undoing_a_cancellation_waits_for_the_same_again() {
    let mut built = waiting_for_executor();
    built.receive(CUSTOMER);
    built.triage(calm());
    let waits = built.case.waits.clone();
    built.must(AGENT, Command::Cancel(Cancel::default()));
    built.must(AGENT, Command::Reopen);
    assert_eq!(built.case.waits, waits);
    assert_eq!(built.case.status, CaseStatus::Open);
    assert!(built.case.stand_down.is_empty());
}

#[test]
fn a_cancelled_case_is_never_chased() {
    let mut built = cancelled();
    assert!(built.case.waits.is_empty());
    let mut chase = built.reply_to(EXECUTOR);
    chase.purpose = Purpose::Chase;
    for who in [AGENT, Actor::Ai, Actor::System] {
        let command = Command::ProposeDraft(chase.clone());
        assert_eq!(built.refused(who, command), "draft.closed");
    }
}

#[test]
fn a_cancelled_case_breaks_no_promise_until_it_is_open_again() {
    let mut built = answered();
    let to = built.participant(CUSTOMER);
    let text = built.content();
    built.must(
        AGENT,
        Command::Promise(MakePromise {
            to,
            text,
            due: built.now.plus(Span::from_days(1)),
            source_message_id: None,
        }),
    );
    let due = Command::EndPromise(EndPromise {
        promise_id: built.case.promises[0].id,
        ending: PromiseEnding::Due,
    });
    built.must(AGENT, Command::Cancel(Cancel::default()));
    assert_eq!(built.case.stand_down, [to]);
    built.pass(Span::from_days(2));
    assert!(built.must(Actor::System, due.clone()).is_nothing());
    let reopened = built.must(AGENT, Command::Reopen);
    assert!(
        reopened
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::StartTimer { .. }))
    );
    assert_eq!(kinds(&built.must(Actor::System, due)), ["promise_broken"]);
}

#[test]
fn a_survey_may_leave_a_closed_case() {
    let mut built = resolved();
    built.must(AGENT, Command::Close);
    let mut survey = built.reply_to(CUSTOMER);
    survey.purpose = Purpose::Survey;
    built.must(Actor::System, Command::ProposeDraft(survey));
    let draft = built.case.drafts[0].id;
    let message = built.approve(draft);
    built.deliver(message);
    assert_eq!(built.case.status, CaseStatus::Closed);
}
