//! Nothing leaves that was not authorised, before it was, other than it was, or twice.

use std::collections::{BTreeMap, BTreeSet};

use super::super::events::Event;
use super::super::{Finding, FindingCode};
use super::actor;
use crate::leaf::ActorKind;
use crate::leaf::view::PartRef;

/// An authorised message on its way.
struct Authorised {
    content: Option<PartRef>,
    not_before: i64,
    is_withdrawn: bool,
    is_started: bool,
    is_sent: bool,
}

pub(super) fn check(events: &[&Event], findings: &mut Vec<Finding>) {
    let ever: BTreeSet<&str> = events
        .iter()
        .filter(|event| event.leaf.kind == "send_authorised")
        .filter_map(|event| event.leaf.view().text("message_id"))
        .collect();
    let mut authorised: BTreeMap<&str, Authorised> = BTreeMap::new();
    for event in events {
        let data = event.leaf.view();
        let Some(message) = data.text("message_id") else {
            continue;
        };
        let found = match &*event.leaf.kind {
            "send_authorised" => {
                let now = Authorised {
                    content: data.part("content"),
                    not_before: data.integer("not_before").unwrap_or(i64::MAX),
                    is_withdrawn: false,
                    is_started: false,
                    is_sent: false,
                };
                authorised.insert(message, now);
                check_basis(event)
            }
            "send_withdrawn" => {
                if let Some(send) = authorised.get_mut(message) {
                    send.is_withdrawn = true;
                }
                Ok(())
            }
            "send_started" | "sent" => match authorised.get_mut(message) {
                Some(send) => check_leaving(event, send),
                None if ever.contains(message) => Err(before("It was authorised only later.")),
                None => Err(not_approved("Nothing authorised it.")),
            },
            _ => Ok(()),
        };
        if let Err((code, sentence)) = found {
            findings.push(Finding::new(code, &event.file, sentence));
        }
    }
}

type Verdict = Result<(), (FindingCode, &'static str)>;

const fn not_approved(sentence: &'static str) -> (FindingCode, &'static str) {
    (FindingCode::SentNotApproved, sentence)
}

const fn before(sentence: &'static str) -> (FindingCode, &'static str) {
    (FindingCode::SentBeforeAuthorised, sentence)
}

/// A teammate let it go, or policies did, which are then named.
fn check_basis(event: &Event) -> Verdict {
    let data = event.leaf.view();
    let by_teammate = actor(data, "approved_by").is_some_and(|by| by.kind == ActorKind::Teammate);
    if by_teammate || data.texts("policies").next().is_some() {
        Ok(())
    } else {
        Err(not_approved(
            "The authorisation names neither a teammate nor a policy.",
        ))
    }
}

fn check_leaving(event: &Event, send: &mut Authorised) -> Verdict {
    if event.leaf.kind == "send_started" {
        send.is_started = true;
        return if send.is_withdrawn {
            Err(not_approved("It had been taken back."))
        } else if event.leaf.at < send.not_before {
            Err(before("It was not free to leave yet."))
        } else {
            Ok(())
        };
    }
    // Only what had begun to leave can have left, even if it was taken back in the meantime: a
    // provider may tell late that an attempt which seemed to fail went through.
    if !send.is_started {
        return Err(not_approved("It left without having been begun."));
    }
    if std::mem::replace(&mut send.is_sent, true) {
        return Err(not_approved("One authorisation let it leave twice."));
    }
    if event.leaf.view().part("content") == send.content {
        Ok(())
    } else {
        Err(not_approved("What was sent is not what was authorised."))
    }
}
