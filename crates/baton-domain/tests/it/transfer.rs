//! Merging, splitting and moving: nothing that is owed gets lost on the way.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::course::Beginning;
use baton_domain::command::ledger::MakePromise;
use baton_domain::command::transfer::{Absorb, Merge, MoveIn, MoveOut, SplitOff};
use baton_domain::empathy::BoundaryReason;
use baton_domain::event::course::Opening;
use baton_domain::id::{CaseId, MessageId};
use baton_domain::status::CaseStatus;
use baton_domain::testing::{AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, calm, upset};
use baton_domain::time::Span;

const OTHER: CaseId = CaseId::from_bits(2);

/// Another case, with ids of its own.
fn other() -> CaseBuilder {
    let mut built = CaseBuilder::new();
    built.case = Case::unopened(OTHER);
    built.skip_ids(50_000);
    built
}

#[test]
fn a_merged_case_goes_on_in_the_other_with_everything_it_owes() {
    let mut target = CaseBuilder::calm();
    let mut source = other();
    source.receive(EXECUTOR);
    source.triage(calm());
    let to = source.participant(EXECUTOR);
    let text = source.content();
    source.must(
        AGENT,
        Command::Promise(MakePromise {
            to,
            text,
            due: source.now.plus(Span::from_days(1)),
            source_message_id: None,
        }),
    );
    let before = source.case.clone();
    source.must(
        AGENT,
        Command::Merge(Merge {
            into: target.case.id,
        }),
    );
    assert_eq!(source.case.status, CaseStatus::Merged);
    assert!(source.case.waits.is_empty());

    target.must(
        AGENT,
        Command::Absorb(Absorb {
            other: Box::new(before),
        }),
    );
    let executor = target.participant(EXECUTOR);
    assert!(target.case.our_reply(executor).is_some());
    assert_eq!(target.case.open_promises().count(), 1);
}

#[test]
fn whoever_needed_a_person_needs_one_after_merging_too() {
    let mut target = CaseBuilder::calm();
    target.propose(Actor::Ai, CUSTOMER);
    let mut source = other();
    source.receive(CUSTOMER);
    source.triage(upset());
    target.must(
        AGENT,
        Command::Absorb(Absorb {
            other: Box::new(source.case.clone()),
        }),
    );
    assert!(target.case.is_inside_boundary());
    assert!(target.case.drafts.is_empty());
}

#[test]
fn messages_that_triage_has_yet_to_read_are_read_after_merging() {
    let mut target = CaseBuilder::calm();
    let mut source = other();
    source.receive(CUSTOMER);
    target.must(
        AGENT,
        Command::Absorb(Absorb {
            other: Box::new(source.case.clone()),
        }),
    );
    assert_eq!(target.case.untriaged.len(), 1);
    let customer = target.participant(CUSTOMER);
    assert_eq!(
        target.case.our_reply(customer).unwrap().unanswered().len(),
        2
    );
}

#[test]
fn a_case_is_not_merged_while_something_is_leaving() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    built.approve(draft);
    assert_eq!(
        built.refused(AGENT, Command::Merge(Merge { into: OTHER })),
        "case.send_unfinished"
    );
}

#[test]
fn a_case_is_not_merged_into_itself_or_by_a_machine() {
    let mut built = CaseBuilder::calm();
    let into = built.case.id;
    assert_eq!(
        built.refused(AGENT, Command::Merge(Merge { into })),
        "case.same_case"
    );
    assert_eq!(
        built.refused(MACHINE, Command::Merge(Merge { into: OTHER })),
        "case.not_a_teammate"
    );
}

fn move_in(built: &CaseBuilder, message_id: MessageId) -> MoveIn {
    MoveIn {
        beginning: Some(Beginning {
            number: 1040,
            opening: Opening::Split {
                from: built.case.id,
            },
            subject: None,
            channel_id: None,
        }),
        message_id,
        origin: built.case.id,
        from: CUSTOMER,
        thread: CaseBuilder::thread(CUSTOMER),
        received_at: built.now,
        is_unanswered: true,
        is_untriaged: false,
        boundary: Vec::new(),
    }
}

#[test]
fn a_split_message_is_owed_an_answer_by_the_new_case_alone() {
    let mut built = CaseBuilder::calm();
    let message = built.receive(CUSTOMER);
    built.triage(calm());
    built.must(
        AGENT,
        Command::Split(SplitOff {
            into: OTHER,
            message_ids: vec![message],
        }),
    );
    let customer = built.participant(CUSTOMER);
    assert_eq!(
        built.case.our_reply(customer).unwrap().unanswered().len(),
        1
    );
    let mut new = other();
    new.must(AGENT, Command::MoveIn(move_in(&built, message)));
    assert!(new.case.is_open());
    assert_eq!(new.case.our_replies().count(), 1);
}

#[test]
fn a_moved_message_leaves_nothing_behind() {
    let mut built = CaseBuilder::calm();
    let message_id = built.receive(CUSTOMER);
    built.must(
        AGENT,
        Command::MoveOut(MoveOut {
            message_id,
            to: OTHER,
        }),
    );
    assert!(built.case.untriaged.is_empty());
}

#[test]
fn whoever_needed_a_person_needs_one_after_moving_too() {
    let built = CaseBuilder::upset();
    let message = built.case.our_replies().next().unwrap().unanswered()[0].message_id;
    let mut new = other();
    let mut arrival = move_in(&built, message);
    arrival.boundary = vec![BoundaryReason::AtRisk];
    new.must(AGENT, Command::MoveIn(arrival));
    let proposal = new.reply_to(CUSTOMER);
    assert_eq!(
        new.refused(Actor::Ai, Command::ProposeDraft(proposal)),
        "draft.empathy_boundary"
    );
}

#[test]
fn splitting_needs_messages() {
    let mut built = CaseBuilder::calm();
    assert_eq!(
        built.refused(
            AGENT,
            Command::Split(SplitOff {
                into: OTHER,
                message_ids: Vec::new(),
            })
        ),
        "case.message_count"
    );
}
