//! Taking in messages, and owing answers.

use baton_domain::actor::Actor;
use baton_domain::baton::Turn;
use baton_domain::case::limit;
use baton_domain::command::Command;
use baton_domain::command::intake::{File, RecallMessage, RecordElsewhere};
use baton_domain::command::wait::NoAnswerNeeded;
use baton_domain::id::MessageId;
use baton_domain::message::FiledAs;
use baton_domain::participant::{ParticipantRole, Who};
use baton_domain::status::CaseStatus;
use baton_domain::testing::{
    AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, PARTNER, calm, kinds, thanks,
};
use baton_domain::time::Span;
use baton_domain::triage::{Findings, Gist};
use baton_domain::wait::{Party, WaitKind};

#[test]
fn a_first_message_opens_a_case_and_makes_it_our_turn() {
    let mut built = CaseBuilder::new();
    let message = built.message_from(CUSTOMER);
    let decision = built.must(Actor::System, Command::Receive(message));
    assert_eq!(
        kinds(&decision),
        [
            "case_opened",
            "clock_started",
            "participant_added",
            "message_received",
            "clock_started",
            "wait_opened",
            "next_mover_changed"
        ]
    );
    let mover = built.case.next_mover.unwrap();
    assert_eq!(mover.who, Party::Us);
    assert_eq!(mover.reason_code, Turn::TheyWrote);
    assert!(mover.due.is_some());
}

#[test]
fn a_message_cannot_begin_a_case_without_a_number() {
    let mut built = CaseBuilder::new();
    let mut message = built.message_from(CUSTOMER);
    message.beginning = None;
    assert_eq!(
        built.refused(Actor::System, Command::Receive(message)),
        "case.unopened"
    );
}

#[test]
fn several_unanswered_messages_of_one_participant_share_one_wait() {
    let mut built = CaseBuilder::received();
    built.pass(Span::from_minutes(5));
    built.receive(CUSTOMER);
    let waits: Vec<_> = built.case.our_replies().collect();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].unanswered().len(), 2);
    assert_eq!(waits[0].since, built.case.opened_at.unwrap());
}

#[test]
fn a_reply_answers_only_what_its_author_had_seen() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    let message = built.approve(draft);
    built.pass(Span::from_minutes(5));
    let newer = built.receive(CUSTOMER);
    built.deliver(message);
    let wait = built.case.our_replies().next().unwrap();
    assert_eq!(wait.unanswered().len(), 1);
    assert_eq!(wait.unanswered()[0].message_id, newer);
    assert_eq!(wait.since, built.now);
}

#[test]
fn an_answer_in_the_providers_own_app_closes_the_wait() {
    let mut built = CaseBuilder::calm();
    let participant_id = built.participant(CUSTOMER);
    let content = built.content();
    built.must(
        Actor::System,
        Command::RecordElsewhere(RecordElsewhere {
            message_id: MessageId::from_bits(77),
            participant_id,
            thread: CaseBuilder::thread(CUSTOMER),
            content,
        }),
    );
    assert!(built.case.our_reply(participant_id).is_none());
}

#[test]
fn a_message_in_a_long_burst_is_never_lost_from_sight() {
    let mut built = CaseBuilder::received();
    let mut latest = None;
    for _ in 0..30 {
        latest = Some(built.receive(CUSTOMER));
    }
    let wait = built.case.our_replies().next().unwrap();
    assert_eq!(wait.unanswered().len(), limit::UNANSWERED);
    assert_eq!(wait.unanswered()[0].sequence, 4);
    assert_eq!(wait.unanswered().last().map(|one| one.message_id), latest);
}

#[test]
fn a_case_full_of_untriaged_messages_sends_the_next_one_elsewhere() {
    let mut built = CaseBuilder::received();
    for _ in 1..limit::UNTRIAGED {
        built.receive(CUSTOMER);
    }
    let message = built.message_from(CUSTOMER);
    assert_eq!(
        built.refused(Actor::System, Command::Receive(message)),
        "case.full"
    );
}

#[test]
fn thanks_need_no_answer() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.receive(CUSTOMER);
    built.triage(thanks());
    assert!(built.case.our_replies().next().is_none());
    assert_eq!(built.case.next_mover.unwrap().reason_code, Turn::NextStep);
}

#[test]
fn thanks_do_not_hide_a_question_before_them() {
    let mut built = CaseBuilder::calm();
    built.receive(CUSTOMER);
    built.triage(thanks());
    let wait = built.case.our_replies().next().unwrap();
    assert_eq!(wait.unanswered().len(), 1);
}

#[test]
fn a_teammate_may_say_that_no_answer_is_needed_and_a_machine_may_not() {
    let mut built = CaseBuilder::calm();
    let command = Command::NoAnswerNeeded(NoAnswerNeeded {
        participant_id: None,
        message_ids: Vec::new(),
    });
    assert_eq!(
        built.refused(MACHINE, command.clone()),
        "case.not_a_teammate"
    );
    assert_eq!(
        built.refused(Actor::Ai, command.clone()),
        "case.not_a_teammate"
    );
    built.must(AGENT, command.clone());
    assert!(built.case.our_replies().next().is_none());
    assert_eq!(built.refused(AGENT, command), "wait.nothing_unanswered");
}

#[test]
fn a_filed_message_changes_nothing_but_the_record() {
    let mut built = CaseBuilder::calm();
    let before = built.case.clone();
    let content = built.content();
    let command = Command::File(File {
        message_id: MessageId::from_bits(5),
        thread: CaseBuilder::thread(CUSTOMER),
        content,
        raw: None,
        received_at: built.now,
        filed_as: FiledAs::Automatic,
    });
    assert_eq!(
        kinds(&built.must(Actor::System, command)),
        ["message_filed"]
    );
    assert_eq!(built.case.waits, before.waits);
    assert_eq!(built.case.next_mover, before.next_mover);
}

#[test]
fn what_was_taken_back_needs_no_answer() {
    let mut built = CaseBuilder::new();
    let message_id = built.receive(CUSTOMER);
    let participant_id = built.participant(CUSTOMER);
    built.must(
        Actor::System,
        Command::RecallMessage(RecallMessage {
            message_id,
            participant_id,
        }),
    );
    assert!(built.case.waits.is_empty());
    assert!(built.case.untriaged.is_empty());
}

#[test]
fn an_unanswered_customer_comes_before_any_wait_on_others() {
    let mut built = CaseBuilder::calm();
    built.receive(PARTNER);
    built.answer(PARTNER);
    let mover = built.case.next_mover.unwrap();
    assert_eq!(mover.who, Party::Us);
    assert_eq!(mover.participant_id, Some(built.participant(CUSTOMER)));
}

#[test]
fn a_message_to_a_resolved_case_is_only_recorded_until_triage_has_spoken() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(AGENT, Command::Resolve(Default::default()));
    built.pass(Span::from_days(1));
    built.receive(CUSTOMER);
    assert_eq!(built.case.status, CaseStatus::Resolved);
    assert!(built.case.our_replies().next().is_none());
    built.triage(calm());
    assert_eq!(built.case.status, CaseStatus::Open);
    assert_eq!(built.case.our_replies().count(), 1);
}

#[test]
fn thanks_never_open_a_case_again() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(AGENT, Command::Resolve(Default::default()));
    built.receive(CUSTOMER);
    built.triage(thanks());
    assert_eq!(built.case.status, CaseStatus::Resolved);
}

#[test]
fn thanks_it_works_is_the_customers_confirmation() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(AGENT, Command::Resolve(Default::default()));
    built.receive(CUSTOMER);
    built.triage(Findings {
        gist: Gist::Confirms,
        ..thanks()
    });
    assert_eq!(built.case.status, CaseStatus::Closed);
    assert!(built.case.waits.is_empty());
}

#[test]
fn a_resolved_case_that_triage_cannot_read_is_open_again_and_needs_a_person() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(AGENT, Command::Resolve(Default::default()));
    built.receive(CUSTOMER);
    built.triage_fails();
    assert_eq!(built.case.status, CaseStatus::Open);
    assert!(built.case.is_inside_boundary());
}

#[test]
fn a_message_after_the_window_belongs_to_another_case() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.must(AGENT, Command::Resolve(Default::default()));
    built.pass(Span::from_days(15));
    let message = built.message_from(CUSTOMER);
    assert_eq!(
        built.refused(Actor::System, Command::Receive(message)),
        "case.window_passed"
    );
}

#[test]
fn triage_that_comes_twice_changes_nothing_the_second_time() {
    let mut built = CaseBuilder::received();
    let untriaged = built.case.untriaged[0];
    let command = Command::Classify(baton_domain::command::triage::Classify {
        message_ids: vec![untriaged.message_id],
        participant_id: untriaged.participant_id,
        tenure_days: None,
        outcome: baton_domain::triage::TriageOutcome::Found(calm()),
    });
    built.must(Actor::Ai, command.clone());
    assert!(built.must(Actor::Ai, command).is_nothing());
}

#[test]
fn an_executor_who_says_done_is_not_chased_and_we_write_it_back() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    built.receive(EXECUTOR);
    built.triage(thanks());
    let wait = crate::waiting::on_executor(&mut built);
    built.receive(EXECUTOR);
    built.triage(Findings {
        gist: Gist::ClaimsDone,
        settles: vec![wait],
        ..thanks()
    });
    let claimed = built.case.wait(wait).unwrap();
    assert!(claimed.is_claimed && !claimed.may_be_chased());
    let mover = built.case.next_mover.unwrap();
    assert_eq!(
        (mover.who, mover.reason),
        (Party::Us, Some(WaitKind::WriteBack))
    );
}

#[test]
fn what_one_of_us_writes_in_a_group_is_not_owed_an_answer() {
    let mut built = CaseBuilder::calm();
    let mut colleague = CUSTOMER;
    colleague.role = ParticipantRole::Internal;
    colleague.who = Who::Contact(baton_domain::id::ContactId::from_bits(9));
    built.receive(colleague);
    assert_eq!(built.case.our_replies().count(), 1);
}
