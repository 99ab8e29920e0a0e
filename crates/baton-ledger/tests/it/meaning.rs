//! Lies of an operator who holds every key: the log is in order, and what it says cannot be.

use std::collections::BTreeSet;

use baton_ledger::verify::{FindingCode, Trust, verify};
use serde_json::json;

use crate::story::{MINUTE, START, Story, agent, ai, id, named, supervisor, system};

/// The findings about the honest story after a change.
fn told(change: impl FnOnce(&mut Story)) -> BTreeSet<&'static str> {
    let mut story = Story::honest();
    change(&mut story);
    let report = verify(&story.pack(), &Trust::default());
    let codes = report.findings.iter().map(|finding| finding.code.as_str());
    codes.collect()
}

fn only(code: FindingCode) -> BTreeSet<&'static str> {
    BTreeSet::from([code.as_str()])
}

#[test]
fn something_else_was_sent_than_was_authorised() {
    let found = told(|story| {
        let other = story.with_part(9, "Your refund of 900 is on its way.");
        story.change("sent", |told| told.data["content"] = other);
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn something_else_was_authorised_than_was_approved() {
    let found = told(|story| {
        let other = story.with_part(9, "Your refund of 900 is on its way.");
        for kind in ["send_authorised", "sent"] {
            story.change(kind, |told| told.data["content"] = other.clone());
        }
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn nobody_authorised_what_was_sent() {
    let found = told(|story| {
        let at = story.find("send_authorised");
        story.told.remove(at);
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn neither_a_teammate_nor_a_policy_let_it_go() {
    let found = told(|story| {
        story.change("send_authorised", |told| {
            told.actor = ai();
            told.data["approved_by"] = named(&ai());
            told.data["policies"] = json!([]);
            let data = told.data.as_object_mut().unwrap();
            data.remove("review_id");
            data.remove("role");
        });
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn a_policy_may_let_ai_send_by_itself() {
    let found = told(|story| {
        story.told.retain(|told| {
            !["draft_edited", "review_requested", "review_decided"].contains(&&*told.kind)
        });
        story.parts.retain(|part| part.id != id("part", 3));
        story.change("send_authorised", |told| {
            told.actor = ai();
            told.data["author"] = named(&ai());
            told.data["approved_by"] = named(&ai());
            let data = told.data.as_object_mut().unwrap();
            data.remove("review_id");
            data.remove("role");
        });
    });
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn one_authorisation_let_it_leave_twice() {
    let found = told(|story| {
        let at = story.find("sent");
        let again = story.told[at].clone();
        story.told.insert(at + 1, again);
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn it_left_although_it_was_taken_back() {
    let taken_back = |story: &mut Story, before: &str| {
        let at = story.find(before);
        story.say(
            9,
            agent(),
            "send_withdrawn",
            json!({"message_id": id("msg", 2), "draft_id": id("draft", 1), "reason": "taken_back"}),
        );
        let event = story.told.pop().unwrap();
        story.told.insert(at, event);
    };
    let found = told(|story| taken_back(story, "send_started"));
    assert_eq!(found, only(FindingCode::SentNotApproved));
    let late = told(|story| taken_back(story, "sent"));
    assert_eq!(late, BTreeSet::new());
}

#[test]
fn it_was_authorised_only_after_it_had_left() {
    let found = told(|story| {
        let authorised = story.find("send_authorised");
        let mut event = story.told.remove(authorised);
        let sent = story.find("sent");
        event.at = story.told[sent].at;
        story.told.insert(sent + 1, event);
    });
    assert_eq!(found, only(FindingCode::SentBeforeAuthorised));
}

#[test]
fn it_began_to_leave_before_it_was_free_to() {
    let found = told(|story| {
        story.change("send_authorised", |told| {
            told.data["not_before"] = (START + 20 * MINUTE).into();
        });
    });
    assert_eq!(found, only(FindingCode::SentBeforeAuthorised));
}

#[test]
fn the_author_approved_alone() {
    let found = told(|story| {
        for kind in ["review_decided", "send_authorised"] {
            story.change(kind, |told| told.actor = agent());
        }
        story.change("send_authorised", |told| {
            told.data["approved_by"] = named(&agent());
        });
    });
    assert_eq!(found, only(FindingCode::SelfApproval));
}

#[test]
fn whoever_asked_for_approval_gave_it() {
    let found = told(|story| {
        story.change("review_requested", |told| told.actor = supervisor());
    });
    assert_eq!(found, only(FindingCode::SelfApproval));
}

#[test]
fn the_authorisation_names_another_author() {
    let found = told(|story| {
        story.change("send_authorised", |told| told.data["author"] = named(&ai()));
    });
    assert_eq!(found, only(FindingCode::SelfApproval));
}

#[test]
fn the_review_was_never_decided() {
    let found = told(|story| {
        let at = story.find("review_decided");
        story.told.remove(at);
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn the_review_was_decided_the_other_way() {
    let found = told(|story| {
        story.change("review_decided", |told| {
            told.data["outcome"] = "rejected".into();
        });
    });
    assert_eq!(found, only(FindingCode::SentNotApproved));
}

#[test]
fn a_reviewer_changes_the_wording_and_the_agent_accepts_it() {
    let found = told(|story| {
        let text = story.with_part(9, "Better words.");
        let decided = story.find("review_decided");
        story.say(
            9,
            supervisor(),
            "draft_edited",
            json!({"draft_id": id("draft", 1), "text": text, "version": 3,
                   "based_on_sequence": 5}),
        );
        let edited = story.told.pop().unwrap();
        story.told.insert(decided, edited);
        story.change("review_decided", |told| {
            told.data["outcome"] = "changed".into();
        });
        let content = story.with_part(10, "Better words. Ada");
        story.change("sent", |told| told.data["content"] = content.clone());
        story.change("send_authorised", |told| {
            told.actor = agent();
            told.data["content"] = content;
            told.data["author"] = named(&supervisor());
            told.data["approved_by"] = named(&agent());
            told.data.as_object_mut().unwrap().remove("review_id");
        });
    });
    assert_eq!(found, BTreeSet::new());
}

#[test]
fn a_decision_without_the_role_that_was_asked_for() {
    let found = told(|story| {
        story.change("review_decided", |told| told.data["role"] = "agent".into());
    });
    assert_eq!(found, only(FindingCode::Role));
}

#[test]
fn a_decision_by_a_machine() {
    let found = told(|story| {
        story.change("review_decided", |told| told.actor = system());
        story.change("send_authorised", |told| {
            told.data["approved_by"] = named(&system());
        });
    });
    assert_eq!(found, only(FindingCode::Role));
}

#[test]
fn an_open_case_that_nobody_held_at_first() {
    let found = told(|story| {
        let at = story.find("next_mover_changed");
        story.told.remove(at);
    });
    assert_eq!(found, only(FindingCode::HolderGap));
}

#[test]
fn an_open_case_that_nobody_held_after_the_wait_was_over() {
    let found = told(|story| {
        let resolved = story.find("resolved");
        story.told[resolved].at += MINUTE;
        for told in &mut story.told[resolved..] {
            told.at += MINUTE;
        }
    });
    assert_eq!(found, only(FindingCode::HolderGap));
}

#[test]
fn a_case_that_was_opened_again_and_that_nobody_held() {
    let found = told(|story| {
        story.say(40, agent(), "reopened", json!({"reason": "teammate"}));
    });
    assert_eq!(found, only(FindingCode::HolderGap));
    let held = told(|story| {
        story.say(40, agent(), "reopened", json!({"reason": "teammate"}));
        story.turn(40, "us", None, "next_step");
    });
    assert_eq!(held, BTreeSet::new());
}

#[test]
fn ai_worded_something_while_a_person_had_to_answer() {
    let entered = |story: &mut Story| {
        let at = story.find("draft_proposed");
        story.say(
            0,
            system(),
            "boundary_entered",
            json!({"participant_id": id("ptcp", 1), "reasons": ["at_risk"], "sequence": 3}),
        );
        let event = story.told.pop().unwrap();
        story.told.insert(at, event);
    };
    assert_eq!(told(entered), only(FindingCode::PersonFirst));
    let left = told(|story| {
        entered(story);
        let at = story.find("draft_proposed");
        story.say(
            1,
            agent(),
            "boundary_left",
            json!({"participant_id": id("ptcp", 1), "cause": "corrected"}),
        );
        let event = story.told.pop().unwrap();
        story.told.insert(at, event);
    });
    assert_eq!(left, BTreeSet::new());
}
