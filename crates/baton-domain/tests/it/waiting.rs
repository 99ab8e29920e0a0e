//! Who is waiting for whom, and whose turn it is.

use baton_domain::actor::Actor;
use baton_domain::baton::Turn;
use baton_domain::command::Command;
use baton_domain::command::ledger::{
    EndPromise, JudgeMaterial, MakePromise, PromiseEnding, ReceiveMaterial, RecordVerification,
    RequestMaterial,
};
use baton_domain::command::wait::{ChaseNow, CloseWait, OpenWait, Settled, WaitDue};
use baton_domain::effect::{Effect, Notice};
use baton_domain::id::{MaterialId, WaitId};
use baton_domain::identity::Basis;
use baton_domain::material::Judgement;
use baton_domain::message::Purpose;
use baton_domain::testing::{AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, calm, kinds, thanks};
use baton_domain::time::Span;
use baton_domain::triage::{Findings, Gist};
use baton_domain::wait::{ChasePlan, Party, RequestedWait, WaitFor, WaitKind, WaitRequest};

const TWICE: ChasePlan = ChasePlan {
    after: Span::from_hours(4),
    every: Span::from_hours(24),
    most: 2,
};

fn request(built: &CaseBuilder, on: Party, reason: RequestedWait) -> WaitRequest {
    WaitRequest {
        on,
        reason,
        participant_id: None,
        what: None,
        due: Some(built.now.plus(Span::from_days(2))),
        chase: None,
    }
}

fn open(built: &mut CaseBuilder, wait: WaitRequest) -> WaitId {
    built.must(AGENT, Command::Wait(OpenWait { wait }));
    built.last_wait()
}

fn answered() -> CaseBuilder {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built
}

/// A wait on the executor, chased twice.
pub(crate) fn on_executor(built: &mut CaseBuilder) -> WaitId {
    let mut wait = request(built, Party::Executor, RequestedWait::ExecutorAction);
    wait.chase = Some(TWICE);
    open(built, wait)
}

#[test]
fn a_wait_on_the_customer_makes_it_their_turn() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    let id = open(&mut built, wait);
    let mover = built.case.next_mover.unwrap();
    assert_eq!(mover.who, Party::Customer);
    assert_eq!(mover.wait_id, Some(id));
    assert_eq!(mover.participant_id, Some(built.participant(CUSTOMER)));
}

#[test]
fn an_open_case_without_a_wait_is_ours_for_the_next_step() {
    let built = answered();
    let mover = built.case.next_mover.unwrap();
    assert_eq!((mover.who, mover.reason_code), (Party::Us, Turn::NextStep));
}

#[test]
fn the_next_step_counts_from_when_nothing_else_was_left() {
    let mut built = answered();
    let since = built.now;
    built.pass(Span::from_hours(3));
    built.must(
        AGENT,
        Command::Note(baton_domain::command::course::Note {
            content: baton_domain::part::PartRef {
                id: baton_domain::id::PartId::from_bits(1),
                commitment: baton_domain::part::Commitment::from_bytes([0; 32]),
            },
            mentions: Vec::new(),
        }),
    );
    assert_eq!(built.case.next_mover.unwrap().since, since);
}

#[test]
fn a_customer_cannot_owe_what_an_executor_does() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::ExecutorAction);
    assert_eq!(
        built.refused(AGENT, Command::Wait(OpenWait { wait })),
        "wait.wrong_party"
    );
}

#[test]
fn a_snooze_needs_a_date() {
    let mut built = answered();
    let mut wait = request(&built, Party::Us, RequestedWait::Snooze);
    wait.due = None;
    assert_eq!(
        built.refused(AGENT, Command::Wait(OpenWait { wait })),
        "wait.due_missing"
    );
}

#[test]
fn a_due_in_the_past_is_refused() {
    let mut built = answered();
    let mut wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    wait.due = Some(built.now);
    assert_eq!(
        built.refused(AGENT, Command::Wait(OpenWait { wait })),
        "wait.due_in_the_past"
    );
}

#[test]
fn ai_and_people_outside_do_not_decide_whom_we_wait_for() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    let command = Command::Wait(OpenWait { wait });
    assert_eq!(built.refused(Actor::Ai, command), "case.not_a_teammate");
}

#[test]
fn a_wait_for_our_reply_cannot_be_closed_by_hand() {
    let mut built = CaseBuilder::calm();
    let command = Command::CloseWait(CloseWait {
        wait_id: built.last_wait(),
        settled: Settled::Dropped,
    });
    assert_eq!(built.refused(AGENT, command), "wait.not_by_hand");
}

#[test]
fn a_wait_that_is_overdue_without_a_reminder_left_comes_back_to_us() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    let wait_id = open(&mut built, wait);
    assert!(
        built
            .must(Actor::System, Command::WaitDue(WaitDue { wait_id }))
            .is_nothing(),
        "it is not due yet"
    );
    built.pass(Span::from_days(2));
    let decision = built.must(Actor::System, Command::WaitDue(WaitDue { wait_id }));
    assert_eq!(kinds(&decision), ["wait_overdue", "next_mover_changed"]);
    assert!(
        decision
            .effects
            .contains(&Effect::Notify(Notice::TheyAreLate(wait_id)))
    );
    assert_eq!(
        built.case.next_mover.unwrap().reason_code,
        Turn::TheyAreLate
    );
}

#[test]
fn an_overdue_wait_with_a_reminder_left_stays_with_them() {
    let mut built = answered();
    built.receive(EXECUTOR);
    built.triage(thanks());
    let wait_id = on_executor(&mut built);
    built.pass(Span::from_days(3));
    built.must(Actor::System, Command::WaitDue(WaitDue { wait_id }));
    assert_eq!(built.case.next_mover.unwrap().who, Party::Executor);
    for chase in [1, 2] {
        let command = Command::ChaseDue(ChaseNow { wait_id, chase });
        built.must(Actor::System, command);
    }
    assert_eq!(
        built.case.next_mover.unwrap().reason_code,
        Turn::TheyAreLate
    );
}

#[test]
fn a_chase_is_prepared_as_a_draft_and_never_more_often_than_planned() {
    let mut built = answered();
    built.receive(EXECUTOR);
    built.triage(thanks());
    let wait_id = on_executor(&mut built);
    let participant_id = built.participant(EXECUTOR);
    built.pass(Span::from_days(3));
    let first = Command::ChaseDue(ChaseNow { wait_id, chase: 1 });
    let decision = built.must(Actor::System, first.clone());
    assert!(decision.effects.contains(&Effect::Prepare {
        purpose: Purpose::Chase,
        participant_id,
        wait_id: Some(wait_id),
    }));
    assert!(built.must(Actor::System, first).is_nothing());
    built.must(
        Actor::System,
        Command::ChaseDue(ChaseNow { wait_id, chase: 2 }),
    );
    let third = Command::ChaseDue(ChaseNow { wait_id, chase: 3 });
    assert!(built.must(Actor::System, third).is_nothing());
}

#[test]
fn nobody_is_chased_for_what_they_say_they_did() {
    let mut built = answered();
    built.receive(EXECUTOR);
    built.triage(thanks());
    let wait_id = on_executor(&mut built);
    built.receive(EXECUTOR);
    built.triage(Findings {
        gist: Gist::ClaimsDone,
        settles: vec![wait_id],
        ..thanks()
    });
    built.pass(Span::from_days(3));
    let chase = Command::ChaseDue(ChaseNow { wait_id, chase: 1 });
    assert!(built.must(Actor::System, chase).is_nothing());
}

#[test]
fn recording_what_they_say_is_done_ends_both_waits() {
    let mut built = answered();
    built.receive(EXECUTOR);
    built.triage(thanks());
    let claimed = on_executor(&mut built);
    built.receive(EXECUTOR);
    built.triage(Findings {
        gist: Gist::ClaimsDone,
        settles: vec![claimed],
        ..thanks()
    });
    let write_back = built.last_wait();
    built.must(
        AGENT,
        Command::CloseWait(CloseWait {
            wait_id: write_back,
            settled: Settled::Done,
        }),
    );
    assert!(built.case.waits.is_empty());
}

#[test]
fn a_customers_answer_closes_the_wait_for_it_but_ok_does_not() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    let wait_id = open(&mut built, wait);
    built.receive(CUSTOMER);
    built.triage(Findings {
        settles: vec![wait_id],
        ..thanks()
    });
    assert!(built.case.wait(wait_id).is_some());
    built.receive(CUSTOMER);
    built.triage(Findings {
        settles: vec![wait_id],
        ..calm()
    });
    assert!(built.case.wait(wait_id).is_none());
}

#[test]
fn nobody_can_settle_what_somebody_else_owes() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    let wait_id = open(&mut built, wait);
    built.receive(EXECUTOR);
    built.triage(Findings {
        settles: vec![wait_id],
        ..calm()
    });
    assert!(built.case.wait(wait_id).is_some());
}

fn material(built: &mut CaseBuilder) -> MaterialId {
    let from = built.participant(CUSTOMER);
    let what = built.content();
    built.must(
        AGENT,
        Command::RequestMaterial(RequestMaterial {
            from,
            what,
            is_required: true,
        }),
    );
    built.case.materials.last().unwrap().id
}

fn hand_in(built: &mut CaseBuilder, material_id: MaterialId) {
    let content = built.content();
    built.must(
        Actor::System,
        Command::ReceiveMaterial(ReceiveMaterial {
            material_id,
            content,
            message_id: None,
        }),
    );
}

fn judge(built: &mut CaseBuilder, material_id: MaterialId, judgement: Judgement) {
    built.must(
        AGENT,
        Command::JudgeMaterial(JudgeMaterial {
            material_id,
            judgement,
            reason: None,
        }),
    );
}

#[test]
fn a_wait_for_material_ends_when_every_required_item_is_accepted() {
    let mut built = answered();
    let items = vec![material(&mut built), material(&mut built)];
    let wait = request(
        &built,
        Party::Customer,
        RequestedWait::CustomerMaterial {
            items: items.clone(),
        },
    );
    let wait_id = open(&mut built, wait);
    hand_in(&mut built, items[0]);
    judge(&mut built, items[0], Judgement::Accepted);
    assert!(built.case.wait(wait_id).is_some());
    hand_in(&mut built, items[1]);
    judge(&mut built, items[1], Judgement::Rejected);
    assert!(built.case.wait(wait_id).is_some());
    hand_in(&mut built, items[1]);
    judge(&mut built, items[1], Judgement::Accepted);
    assert!(built.case.wait(wait_id).is_none());
}

#[test]
fn what_is_needed_in_words_becomes_an_item_of_the_checklist() {
    let mut built = answered();
    let what = built.content();
    let mut wait = request(
        &built,
        Party::Customer,
        RequestedWait::CustomerMaterial { items: Vec::new() },
    );
    wait.what = Some(what);
    let wait_id = open(&mut built, wait);
    let item = built.case.materials.last().unwrap();
    assert_eq!((item.what, item.is_required), (what, true));
    assert_eq!(
        built.case.wait(wait_id).unwrap().reason,
        WaitFor::CustomerMaterial {
            items: vec![item.id]
        }
    );
}

#[test]
fn a_wait_for_nothing_in_particular_is_refused() {
    let mut built = answered();
    let wait = request(
        &built,
        Party::Customer,
        RequestedWait::CustomerMaterial { items: Vec::new() },
    );
    assert_eq!(
        built.refused(AGENT, Command::Wait(OpenWait { wait })),
        "wait.items_missing"
    );
}

#[test]
fn what_was_handed_in_is_ours_to_judge() {
    let mut built = answered();
    let item = material(&mut built);
    let wait = request(
        &built,
        Party::Customer,
        RequestedWait::CustomerMaterial { items: vec![item] },
    );
    open(&mut built, wait);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Customer);
    hand_in(&mut built, item);
    let mover = built.case.next_mover.unwrap();
    assert_eq!((mover.who, mover.reason_code), (Party::Us, Turn::ToJudge));
}

#[test]
fn a_verification_ends_when_its_basis_is_recorded() {
    let mut built = answered();
    let wait = request(&built, Party::Us, RequestedWait::Verification);
    let wait_id = open(&mut built, wait);
    let finding = built.content();
    built.must(
        AGENT,
        Command::RecordVerification(RecordVerification {
            wait_id: Some(wait_id),
            basis: Basis::Logistics,
            finding,
        }),
    );
    assert!(built.case.wait(wait_id).is_none());
}

fn promise(built: &mut CaseBuilder) -> baton_domain::id::PromiseId {
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
    built.case.promises.last().unwrap().id
}

#[test]
fn a_promise_whose_due_passes_is_broken_and_not_before() {
    let mut built = answered();
    let promise_id = promise(&mut built);
    let due = Command::EndPromise(EndPromise {
        promise_id,
        ending: PromiseEnding::Due,
    });
    assert!(built.must(Actor::System, due.clone()).is_nothing());
    built.pass(Span::from_days(1));
    assert_eq!(
        kinds(&built.must(Actor::System, due.clone())),
        ["promise_broken"]
    );
    assert!(built.must(Actor::System, due).is_nothing());
}

#[test]
fn only_a_teammate_says_that_a_promise_was_kept() {
    let mut built = answered();
    let promise_id = promise(&mut built);
    let kept = Command::EndPromise(EndPromise {
        promise_id,
        ending: PromiseEnding::Kept,
    });
    assert_eq!(built.refused(MACHINE, kept.clone()), "case.not_a_teammate");
    built.must(AGENT, kept.clone());
    assert_eq!(built.refused(AGENT, kept), "promise.not_open");
}

#[test]
fn a_case_with_an_open_promise_is_not_resolved() {
    let mut built = answered();
    promise(&mut built);
    assert_eq!(
        built.refused(AGENT, Command::Resolve(Default::default())),
        "case.promise_open"
    );
}

#[test]
fn what_we_owe_comes_before_what_others_owe_us() {
    let mut built = answered();
    let wait = request(&built, Party::Customer, RequestedWait::CustomerReply);
    open(&mut built, wait);
    let wait = request(&built, Party::System, RequestedWait::ExternalSystem);
    open(&mut built, wait);
    assert_eq!(built.case.next_mover.unwrap().who, Party::System);
    let wait = request(&built, Party::Us, RequestedWait::InternalAction);
    open(&mut built, wait);
    let mover = built.case.next_mover.unwrap();
    assert_eq!(mover.reason, Some(WaitKind::InternalAction));
    built.receive(CUSTOMER);
    let mover = built.case.next_mover.unwrap();
    assert_eq!(mover.reason, Some(WaitKind::OurReply));
}
