//! What happened, in order: what was said, suggested, changed, approved and sent.

use std::collections::BTreeMap;

use super::diff::{Piece, compare};
use super::html::Html;
use super::time;
use super::words::kind;
use super::{Telling, facts};
use crate::leaf::view::PartRef;
use crate::leaf::{ActorKind, Leaf};

/// Kinds that the timeline leaves to the table of events: they repeat what is told elsewhere.
const LEFT_OUT: &[&str] = &[
    "participant_added",
    "next_mover_changed",
    "wait_updated",
    "wait_closed",
    "clock_started",
    "clock_paused",
    "clock_resumed",
    "clock_met",
    "draft_composing",
    "send_started",
    "record_changed",
];

pub(super) fn section(telling: &Telling<'_>, page: &mut Html) {
    let mut wordings = Wordings::default();
    page.section(telling.say("What happened", "经过"), |html| {
        html.element("ol", "timeline", |html| {
            for (number, leaf) in telling.events() {
                if !LEFT_OUT.contains(&&*leaf.kind) && !is_our_own_wait(leaf) {
                    entry(telling, &wordings, number, leaf, html);
                }
                wordings.learn(leaf);
            }
        });
    });
}

/// A wait for ourselves: whose turn it was tells it better.
fn is_our_own_wait(leaf: &Leaf) -> bool {
    let data = leaf.view();
    leaf.kind == "wait_opened"
        && matches!(data.text("on"), Some("us" | "reviewer"))
        && data.part("what").is_none()
}

/// The latest wording of each draft, and the approved content of each message.
#[derive(Default)]
struct Wordings<'a> {
    drafts: BTreeMap<&'a str, PartRef>,
    messages: BTreeMap<&'a str, (PartRef, &'a str)>,
}

impl<'a> Wordings<'a> {
    fn learn(&mut self, leaf: &'a Leaf) {
        let data = leaf.view();
        if let (Some(draft), Some(text)) = (data.text("draft_id"), data.part("text")) {
            self.drafts.insert(draft, text);
        }
        if leaf.kind == "send_authorised"
            && let (Some(message), Some(content)) = (data.text("message_id"), data.part("content"))
        {
            let draft = data.text("draft_id").unwrap_or_default();
            self.messages.insert(message, (content, draft));
        }
    }
}

fn entry(
    telling: &Telling<'_>,
    wordings: &Wordings<'_>,
    number: usize,
    leaf: &Leaf,
    html: &mut Html,
) {
    let Some(color) = card_color(leaf) else {
        html.element("li", "small", |html| {
            heading(telling, number, leaf, html);
            details(telling, leaf, html);
        });
        return;
    };
    html.element("li", "", |html| {
        html.element("div", &format!("card {color}"), |html| {
            heading(telling, number, leaf, html);
            match &*leaf.kind {
                "draft_edited" => changed(telling, wordings, leaf, html),
                "sent" => sent(telling, wordings, leaf, html),
                _ => contents(telling, leaf, html),
            }
            details(telling, leaf, html);
        });
    });
}

/// The side a card belongs to; none for what is told in a line.
fn card_color(leaf: &Leaf) -> Option<&'static str> {
    match &*leaf.kind {
        "message_received" | "message_edited" | "message_filed" => Some("from-customer"),
        "draft_proposed" if leaf.view().text("origin") == Some("ai") => Some("from-ai"),
        "draft_proposed" | "draft_edited" | "note_added" | "sent" | "sent_elsewhere"
        | "promise_made" | "send_authorised" => Some("from-us"),
        "review_requested" | "review_decided" => Some("from-reviewer"),
        // The subject is the title; why a message was classified so is for machines.
        "case_opened" | "triaged" => None,
        _ if leaf.view().parts().is_empty() => None,
        _ if leaf.actor.kind == ActorKind::Contact => Some("from-customer"),
        _ => Some("from-us"),
    }
}

fn heading(telling: &Telling<'_>, number: usize, leaf: &Leaf, html: &mut Html) {
    html.element("span", "when", |html| html.text(&time::minute(leaf.at)));
    let who = telling.people.actor(&leaf.actor);
    html.text(" ");
    html.element("span", "what", |html| {
        html.text(&format!("{who}: {}", kind(&leaf.kind, telling.language())));
    });
    html.number(number);
}

/// Shows every content that the event refers to, but the raw delivery and the record of the model
/// call, which are for machines.
fn contents(telling: &Telling<'_>, leaf: &Leaf, html: &mut Html) {
    let data = leaf.view();
    let for_machines = [data.part("raw"), data.part("model_call")];
    let shown = data
        .parts()
        .into_iter()
        .filter(|part| !for_machines.contains(&Some(part.clone())));
    // What an authorisation or a request for one binds is shown where it was sent.
    if matches!(&*leaf.kind, "send_authorised" | "review_requested") {
        return;
    }
    for part in shown {
        telling.contents.show(&part.id, telling.language(), html);
    }
}

/// The new wording, with what was removed and added.
fn changed(telling: &Telling<'_>, wordings: &Wordings<'_>, leaf: &Leaf, html: &mut Html) {
    let data = leaf.view();
    let text = |part: &PartRef| telling.contents.text(&part.id);
    let after = data.part("text");
    let before = data
        .text("draft_id")
        .and_then(|draft| wordings.drafts.get(draft));
    let pieces = match (before.and_then(text), after.as_ref().and_then(text)) {
        (Some(before), Some(after)) => compare(&before, &after),
        _ => None,
    };
    let Some(pieces) = pieces else {
        contents(telling, leaf, html);
        return;
    };
    html.element_with("div", &[("class", "text"), ("dir", "auto")], |html| {
        for piece in &pieces {
            match piece {
                Piece::Same(text) => html.text(text),
                Piece::Removed(text) => html.element("del", "", |html| html.text(text)),
                Piece::Added(text) => html.element("ins", "", |html| html.text(text)),
            }
        }
    });
}

/// What left, and that it is what was approved.
fn sent(telling: &Telling<'_>, wordings: &Wordings<'_>, leaf: &Leaf, html: &mut Html) {
    let data = leaf.view();
    let Some(content) = data.part("content") else {
        return;
    };
    telling.contents.show(&content.id, telling.language(), html);
    let approved = data
        .text("message_id")
        .and_then(|message| wordings.messages.get(message));
    if approved.is_some_and(|(approved, _)| *approved == content) {
        html.element("p", "seal", |html| {
            html.text(telling.say(
                "✓ Byte for byte what was authorised.",
                "✓ 与授权内容逐字节一致。",
            ));
        });
    }
}

fn details(telling: &Telling<'_>, leaf: &Leaf, html: &mut Html) {
    let facts = facts::of(telling, leaf);
    match (facts.is_empty(), card_color(leaf)) {
        (true, _) => {}
        (false, None) => html.text(&format!(" · {}", facts.join(" · "))),
        (false, Some(_)) => {
            html.element("div", "fact", |html| html.text(&facts.join(" · ")));
        }
    }
}
