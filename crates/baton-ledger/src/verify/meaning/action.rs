//! Nothing is done in a back office that was not approved, before it was, other than it was, or twice.

use std::collections::BTreeMap;

use super::super::events::Event;
use super::super::{Finding, FindingCode};
use super::actor;
use crate::leaf::view::{LeafView, PartRef};
use crate::leaf::{ActorKind, LeafActor};

/// How far an action got.
#[derive(PartialEq, Eq)]
enum State {
    Proposed,
    Approved,
    Running,
    Done,
    Over,
}

/// An action that was proposed.
struct Action {
    requested_by: LeafActor,
    parameters: Option<PartRef>,
    needs_second: bool,
    due: i64,
    state: State,
}

type Verdict = Result<(), (FindingCode, &'static str)>;

const NOT_APPROVED: FindingCode = FindingCode::ActionNotApproved;

pub(super) fn check(events: &[&Event], findings: &mut Vec<Finding>) {
    let mut actions: BTreeMap<&str, Action> = BTreeMap::new();
    for event in events {
        let data = event.leaf.view();
        let kind = &*event.leaf.kind;
        let Some(id) = data.text("action_id") else {
            continue;
        };
        if kind == "action_proposed" {
            actions.insert(id, proposed(event, data));
            continue;
        }
        let verdict = match actions.get_mut(id) {
            Some(action) => follow(action, kind, event, data),
            None if matches!(kind, "action_approved" | "action_started" | "action_done") => {
                Err((NOT_APPROVED, "Nobody proposed this action."))
            }
            None => Ok(()),
        };
        if let Err((code, sentence)) = verdict {
            findings.push(Finding::new(code, &event.file, sentence));
        }
    }
}

fn proposed(event: &Event, data: LeafView<'_>) -> Action {
    Action {
        requested_by: event.leaf.actor.clone(),
        parameters: data.part("parameters"),
        needs_second: data.object("needed").is_some(),
        due: i64::MAX,
        state: State::Proposed,
    }
}

fn follow(action: &mut Action, kind: &str, event: &Event, data: LeafView<'_>) -> Verdict {
    match kind {
        "action_approved" => approve(action, event, data),
        "action_started" => start(action, event, data),
        "action_done" => finish(action, data),
        "action_failed" | "action_unknown" => {
            if action.state == State::Running && kind == "action_failed" {
                action.state = State::Approved;
            }
            Ok(())
        }
        "action_rejected" | "action_withdrawn" => {
            action.state = State::Over;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn approve(action: &mut Action, event: &Event, data: LeafView<'_>) -> Verdict {
    let by = &event.leaf.actor;
    if action.state == State::Proposed {
        action.state = State::Approved;
        action.due = data.integer("due").unwrap_or(i64::MAX);
    }
    if by.kind != ActorKind::Teammate {
        return Err((FindingCode::Role, "Only a teammate may decide this."));
    }
    if data.part("parameters") != action.parameters {
        return Err((
            NOT_APPROVED,
            "Other parameters were approved than proposed.",
        ));
    }
    let needs_second = action.needs_second || data.text("role").is_some();
    let requested_by = actor(data, "requested_by");
    if requested_by.as_ref() != Some(&action.requested_by) {
        let sentence = "The approval names another requester than the proposal.";
        return Err((FindingCode::SelfApproval, sentence));
    }
    if needs_second && action.requested_by == *by {
        let sentence = "Somebody approved what they had asked for themselves.";
        return Err((FindingCode::SelfApproval, sentence));
    }
    if needs_second && data.text("role").is_none() {
        let sentence = "The approval names no role where one was asked for.";
        return Err((FindingCode::Role, sentence));
    }
    Ok(())
}

fn start(action: &mut Action, event: &Event, data: LeafView<'_>) -> Verdict {
    match action.state {
        State::Proposed => return Err((NOT_APPROVED, "It was begun before it was approved.")),
        State::Over => return Err((NOT_APPROVED, "It was begun although it had been stopped.")),
        State::Running | State::Done => {
            return Err((FindingCode::ActionTwice, "It was begun a second time."));
        }
        State::Approved => action.state = State::Running,
    }
    if event.leaf.at >= action.due {
        return Err((NOT_APPROVED, "The approval had run out."));
    }
    same_parameters(action, data)
}

fn finish(action: &mut Action, data: LeafView<'_>) -> Verdict {
    match action.state {
        State::Done => return Err((FindingCode::ActionTwice, "It was done a second time.")),
        State::Proposed | State::Over => {
            return Err((NOT_APPROVED, "It was done without an approval."));
        }
        // Called failed, and found out to have been done.
        State::Approved | State::Running => action.state = State::Done,
    }
    same_parameters(action, data)
}

fn same_parameters(action: &Action, data: LeafView<'_>) -> Verdict {
    if data.part("parameters") == action.parameters {
        Ok(())
    } else {
        Err((NOT_APPROVED, "What was done is not what was approved."))
    }
}
