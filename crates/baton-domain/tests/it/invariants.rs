//! What holds after every command, whatever was asked before.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use baton_domain::baton;
use baton_domain::case::Case;
use baton_domain::draft::{DraftStatus, Origin};
use baton_domain::event::Event;
use baton_domain::message::Purpose;
use baton_domain::send::SendState;
use baton_domain::sla::ClockState;
use baton_domain::status::CaseStatus;
use baton_domain::testing::CaseBuilder;
use baton_domain::wait::{Party, WaitKind};

use crate::steps::{self, Step};

/// The largest state a case may have, in bytes of JSON.
const MOST_BYTES: usize = 64 * 1024;

fn step() -> impl Strategy<Value = Step> {
    (any::<u8>(), any::<u8>(), any::<u8>()).prop_map(|(kind, first, second)| Step {
        kind,
        first,
        second,
    })
}

fn config() -> Config {
    Config {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1039),
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_invariants_hold_after_any_sequence_of_commands(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let mut built = CaseBuilder::new();
        for step in steps {
            steps::take(&mut built, step);
            check(&built);
        }
        check_stream(&built);
    }
}

fn check(built: &CaseBuilder) {
    let case = &built.case;
    one_next_mover(built);
    an_ended_case_is_quiet(case);
    no_machine_words_inside_the_boundary(case);
    an_unanswered_customer_is_ours(case);
    clocks_stand_still_exactly_while_others_are_waited_for(built);
}

fn one_next_mover(built: &CaseBuilder) {
    let case = &built.case;
    assert_eq!(case.next_mover.is_some(), case.is_open());
    assert_eq!(case.next_mover, baton::next_mover(case, built.now));
}

fn an_ended_case_is_quiet(case: &Case) {
    if case.is_unopened() || case.is_open() {
        return;
    }
    assert!(
        case.drafts
            .iter()
            .all(|draft| draft.purpose != Purpose::Chase || draft.status == DraftStatus::Approved)
    );
    for send in &case.sends {
        if send.state == SendState::Queued {
            assert!(matches!(send.purpose, Purpose::Survey | Purpose::StandDown));
        }
    }
    match case.status {
        CaseStatus::Resolved => {
            assert!(case.waits.len() <= 1);
            assert!(
                case.waits
                    .iter()
                    .all(|wait| wait.reason.kind() == WaitKind::Confirmation)
            );
        }
        CaseStatus::Closed | CaseStatus::Cancelled | CaseStatus::Merged => {
            assert!(case.waits.is_empty(), "{:?}", case.waits);
        }
        CaseStatus::Open => unreachable!(),
    }
}

fn no_machine_words_inside_the_boundary(case: &Case) {
    if !case.is_inside_boundary() {
        return;
    }
    for draft in case.drafts.iter().filter(|draft| !draft.origin.is_person()) {
        let state = draft
            .message_id
            .and_then(|id| case.send(id))
            .map(|send| send.state);
        assert!(
            matches!(state, Some(SendState::Sending | SendState::Unknown)),
            "only what had begun to leave may remain: {draft:?}"
        );
    }
    assert!(
        !case
            .sends
            .iter()
            .any(|send| send.state == SendState::Queued && !send.origin.is_person())
    );
}

fn an_unanswered_customer_is_ours(case: &Case) {
    let is_unanswered = case
        .our_replies()
        .filter_map(|wait| wait.participant_id)
        .any(|participant| case.is_customer(participant));
    if case.is_open() && is_unanswered {
        let who = case.next_mover.map(|mover| mover.who);
        assert!(matches!(who, Some(Party::Us | Party::Reviewer)), "{who:?}");
    }
}

fn clocks_stand_still_exactly_while_others_are_waited_for(built: &CaseBuilder) {
    let case = &built.case;
    for clock in case.clocks.iter().filter(|_| case.is_open()) {
        let policy = built.settings.sla.clock(clock.kind);
        let is_waiting = case
            .waits
            .iter()
            .any(|wait| policy.pauses_on.contains(&wait.on));
        match clock.state {
            ClockState::Running { .. } => assert!(!is_waiting),
            ClockState::Paused { .. } => assert!(is_waiting),
            ClockState::Met | ClockState::Breached => {}
        }
    }
}

fn check_stream(built: &CaseBuilder) {
    let stream = built.events.iter().map(|(event, at)| (event, *at));
    assert_eq!(Case::fold(built.case.id, stream), built.case);
    let state = serde_json::to_string(&built.case).unwrap();
    assert!(state.len() <= MOST_BYTES, "{} bytes", state.len());
    let read: Case = serde_json::from_str(&state).unwrap();
    assert_eq!(read, built.case);
    for (event, _) in &built.events {
        let leaf = serde_json::to_value(event).unwrap();
        assert_eq!(leaf["kind"], event.kind());
        assert_eq!(&serde_json::from_value::<Event>(leaf).unwrap(), event);
    }
    what_left_was_authorised(built);
    no_machine_proposes_inside_the_boundary(built);
    nothing_leaves_twice(built);
    an_action_runs_at_most_once_and_as_approved(built);
}

fn what_left_was_authorised(built: &CaseBuilder) {
    let mut authorised = BTreeMap::new();
    for (event, envelope) in &built.events {
        match event {
            Event::SendAuthorised(event) => {
                let is_named = envelope.actor.is_teammate() || !event.policies.is_empty();
                assert!(is_named, "somebody stands behind it");
                authorised.insert(event.message_id, event.content);
            }
            Event::SendStarted(event) => assert!(authorised.contains_key(&event.message_id)),
            Event::Sent(event) => {
                assert_eq!(authorised.get(&event.message_id), Some(&event.content));
            }
            _ => {}
        }
    }
}

fn no_machine_proposes_inside_the_boundary(built: &CaseBuilder) {
    let mut inside = BTreeSet::new();
    for (event, _) in &built.events {
        match event {
            Event::BoundaryEntered(event) => {
                inside.insert(event.participant_id);
            }
            Event::BoundaryLeft(event) => {
                inside.remove(&event.participant_id);
            }
            Event::DraftComposing(_) => assert!(inside.is_empty()),
            Event::DraftProposed(event) => {
                assert!(inside.is_empty() || event.origin.is_person());
            }
            Event::SendAuthorised(event) => {
                assert!(inside.is_empty() || event.origin.is_person());
            }
            Event::SendStarted(event) => {
                let origin = built.events.iter().find_map(|(other, _)| match other {
                    Event::SendAuthorised(other) if other.message_id == event.message_id => {
                        Some(other.origin)
                    }
                    _ => None,
                });
                assert!(inside.is_empty() || origin.is_some_and(Origin::is_person));
            }
            _ => {}
        }
    }
}

/// After an outcome that may have left, nobody calls the provider again.
fn nothing_leaves_twice(built: &CaseBuilder) {
    let mut may_have_left = BTreeMap::new();
    for (event, _) in &built.events {
        match event {
            Event::SendStarted(event) => {
                let before = may_have_left.insert(event.message_id, true);
                assert_ne!(before, Some(true), "called while it may have left");
            }
            Event::SendFailed(event) => {
                may_have_left.insert(event.message_id, false);
            }
            Event::Sent(event) => {
                may_have_left.insert(event.message_id, true);
            }
            _ => {}
        }
    }
}

/// Otherwise the invariants would hold because nothing happens.
#[test]
fn random_commands_reach_nearly_every_kind_of_event() {
    let strategy = prop::collection::vec(step(), 1..60);
    let mut runner = TestRunner::new(config());
    let mut reached = BTreeSet::new();
    for _ in 0..1_200 {
        let mut built = CaseBuilder::new();
        for step in strategy.new_tree(&mut runner).unwrap().current() {
            steps::take(&mut built, step);
        }
        reached.extend(built.events.iter().map(|(event, _)| event.kind()));
    }
    let missed: Vec<_> = Event::KINDS
        .iter()
        .filter(|kind| !reached.contains(*kind))
        .collect();
    assert_eq!(
        missed,
        [
            "identity_raised",
            "routed",
            "assigned",
            "note_added",
            "linked",
            "message_filed",
            "verification_recorded",
            "absorbed",
            "split",
            "record_changed",
            "accessed",
            "erasure_requested",
            "erasure_declined",
            "erasure_decided",
            "contact_erased",
            "legal_hold_set",
            "legal_hold_lifted",
            "generation_started",
            "epoch_closed"
        ]
        .iter()
        .collect::<Vec<_>>()
    );
}

/// Invariant 4: at most once for its key, never before its approval, and never with parameters
/// other than those approved; a second person wherever one was asked for.
fn an_action_runs_at_most_once_and_as_approved(built: &CaseBuilder) {
    let (mut proposed, mut approved) = (BTreeMap::new(), BTreeMap::new());
    let mut may_have_happened = BTreeSet::new();
    for (event, envelope) in &built.events {
        match event {
            Event::ActionProposed(event) => {
                proposed.insert(event.action_id, (event.clone(), envelope.actor));
            }
            Event::ActionApproved(event) => {
                let (wanted, requested_by) = &proposed[&event.action_id];
                assert_eq!(event.parameters, wanted.parameters);
                assert_eq!(event.requested_by, *requested_by);
                assert!(envelope.actor.is_teammate() || wanted.action.only_reads());
                if wanted.needed.is_some() {
                    assert_ne!(envelope.actor, *requested_by, "four eyes");
                    assert!(event.role.is_some());
                }
                approved.insert(event.action_id, event.parameters);
            }
            Event::ActionRejected(event) => drop(approved.remove(&event.action_id)),
            Event::ActionWithdrawn(event) => drop(approved.remove(&event.action_id)),
            Event::ActionStarted(event) => {
                assert_eq!(approved.get(&event.action_id), Some(&event.parameters));
                assert!(may_have_happened.insert(event.action_id), "asked again");
            }
            Event::ActionFailed(event) => drop(may_have_happened.remove(&event.action_id)),
            Event::ActionDone(event) => {
                assert!(may_have_happened.contains(&event.action_id));
                assert_eq!(approved.get(&event.action_id), Some(&event.parameters));
            }
            _ => {}
        }
    }
}
