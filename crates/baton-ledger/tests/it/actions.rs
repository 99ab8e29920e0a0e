//! Lies about what was done in a back office: each is found by both verifiers, by the same code.

use std::collections::BTreeSet;

use baton_ledger::verify::FindingCode;
use serde_json::{Value, json};

use crate::story::{MINUTE, START, Story, agent, id, named, supervisor, system};
use crate::verifiers::both;

/// What both verifiers say of the refund after a change.
#[track_caller]
fn check(change: impl FnOnce(&mut Story), expected: Option<FindingCode>) {
    let mut story = Story::with_refund();
    change(&mut story);
    let found = both(&story.pack());
    let expected: BTreeSet<_> = expected
        .map(|code| code.as_str().to_owned())
        .into_iter()
        .collect();
    assert_eq!(found, expected);
}

/// Tells an event again, just before the first of another kind.
fn again(story: &mut Story, kind: &str, minute: i64) {
    let mut told = story.told[story.find(kind)].clone();
    told.at = START + minute * MINUTE;
    story.told.push(told);
}

fn other(story: &mut Story) -> Value {
    story.with_part(21, r#"{"amount":"900.00"}"#)
}

#[test]
fn an_approved_action_that_was_done_once_is_sound() {
    check(|_| {}, None);
}

#[test]
fn an_action_that_failed_may_be_tried_again() {
    check(
        |story| {
            let at = story.find("action_done");
            let failed = json!({"action_id": id("act", 1), "attempt": 1, "reason": "busy"});
            story.say(33, system(), "action_failed", failed);
            let failed = story.told.pop().unwrap();
            story.told.insert(at, failed);
            let mut second = story.told[story.find("action_started")].clone();
            second.data["attempt"] = json!(2);
            story.told.insert(at + 1, second);
        },
        None,
    );
}

#[test]
fn other_parameters_were_approved_than_proposed() {
    check(
        |story| {
            let other = other(story);
            for kind in ["action_approved", "action_started", "action_done"] {
                story.change(kind, |told| told.data["parameters"] = other.clone());
            }
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn other_parameters_were_done_than_approved() {
    check(
        |story| {
            let other = other(story);
            story.change("action_started", |told| told.data["parameters"] = other);
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_said_to_be_done_with_other_parameters() {
    check(
        |story| {
            let other = other(story);
            story.change("action_done", |told| told.data["parameters"] = other);
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_done_without_approval() {
    check(
        |story| {
            let at = story.find("action_approved");
            story.told.remove(at);
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_begun_before_it_was_approved() {
    check(
        |story| {
            let at = story.find("action_started");
            let mut started = story.told.remove(at);
            started.at = START + 31 * MINUTE;
            story.told.insert(at - 1, started);
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_begun_after_the_approval_had_run_out() {
    check(
        |story| story.change("action_approved", |told| told.data["due"] = json!(START)),
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_done_although_it_had_been_rejected() {
    check(
        |story| {
            let at = story.find("action_started");
            let rejected = json!({"action_id": id("act", 1)});
            story.say(33, supervisor(), "action_rejected", rejected);
            let rejected = story.told.pop().unwrap();
            story.told.insert(at, rejected);
        },
        Some(FindingCode::ActionNotApproved),
    );
}

#[test]
fn it_was_done_twice() {
    check(
        |story| again(story, "action_done", 34),
        Some(FindingCode::ActionTwice),
    );
}

#[test]
fn it_was_begun_a_second_time() {
    check(
        |story| again(story, "action_started", 34),
        Some(FindingCode::ActionTwice),
    );
}

#[test]
fn who_asked_for_it_approved_it() {
    check(
        |story| {
            story.change("action_proposed", |told| told.actor = supervisor());
            story.change("action_approved", |told| {
                told.data["requested_by"] = named(&supervisor());
            });
        },
        Some(FindingCode::SelfApproval),
    );
}

#[test]
fn the_approval_names_somebody_else_as_who_asked() {
    check(
        |story| {
            story.change("action_proposed", |told| told.actor = supervisor());
        },
        Some(FindingCode::SelfApproval),
    );
}

#[test]
fn a_program_approved_it() {
    check(
        |story| story.change("action_approved", |told| told.actor = system()),
        Some(FindingCode::Role),
    );
}

#[test]
fn the_second_person_named_no_role() {
    check(
        |story| {
            story.change("action_approved", |told| {
                told.data.as_object_mut().unwrap().remove("role");
            });
        },
        Some(FindingCode::Role),
    );
}

#[test]
fn what_a_teammate_may_do_alone_needs_no_second_person() {
    check(
        |story| {
            story.change("action_proposed", |told| {
                told.data.as_object_mut().unwrap().remove("needed");
            });
            story.change("action_approved", |told| {
                told.actor = agent();
                told.data.as_object_mut().unwrap().remove("role");
            });
        },
        None,
    );
}
