//! The case in a few sentences.

use super::Telling;
use super::html::Html;
use super::time;
use super::words::{ending, party, turn_reason};
use crate::leaf::Leaf;

pub(super) fn section(telling: &Telling<'_>, page: &mut Html) {
    page.section(telling.say("In short", "概要"), |html| {
        html.element("ul", "short", |html| {
            first_message(telling, html);
            count(
                telling,
                html,
                telling.say("Wording suggested by AI", "AI 建议的措辞"),
                |leaf| leaf.kind == "draft_proposed" && leaf.view().text("origin") == Some("ai"),
            );
            count(
                telling,
                html,
                telling.say("Wording changed by people", "人工修改措辞"),
                |leaf| leaf.kind == "draft_edited",
            );
            count(
                telling,
                html,
                telling.say("Approved by a second person", "由第二人审批"),
                |leaf| {
                    leaf.kind == "review_decided" && leaf.view().text("outcome") == Some("approved")
                },
            );
            count(
                telling,
                html,
                telling.say("Messages sent", "已发送的消息"),
                |leaf| leaf.kind == "sent",
            );
            state(telling, html);
        });
    });
}

/// When they first wrote, and how long it took until something was sent.
fn first_message(telling: &Telling<'_>, html: &mut Html) {
    let first = |kind: &str| telling.events().find(|(_, leaf)| leaf.kind == kind);
    let Some((number, asked)) = first("message_received") else {
        return;
    };
    html.element("li", "", |html| {
        html.text(&format!(
            "{} {}",
            telling.say("First message", "首条消息"),
            time::minute(asked.at)
        ));
        html.number(number);
    });
    if let Some((number, sent)) = first("sent") {
        let took = time::length(sent.at.saturating_sub(asked.at), telling.language());
        html.element("li", "", |html| {
            html.text(&format!(
                "{} {took}",
                telling.say("First answer after", "首次答复用时")
            ));
            html.number(number);
        });
    }
}

/// A line with a count and the number of each event, unless there is none.
fn count(telling: &Telling<'_>, html: &mut Html, words: &str, is_counted: impl Fn(&Leaf) -> bool) {
    let numbers: Vec<_> = telling
        .events()
        .filter(|(_, leaf)| is_counted(leaf))
        .map(|(number, _)| number)
        .collect();
    if numbers.is_empty() {
        return;
    }
    html.element("li", "", |html| {
        html.text(&format!("{words}: {}", numbers.len()));
        for number in numbers {
            html.number(number);
        }
    });
}

/// How the case stands at its last event.
fn state(telling: &Telling<'_>, html: &mut Html) {
    let language = telling.language();
    let last = telling.of_case().rev().find(|(_, leaf)| {
        let kinds = [
            "next_mover_changed",
            "resolved",
            "closed",
            "cancelled",
            "merged",
        ];
        kinds.contains(&&*leaf.kind)
    });
    let Some((number, leaf)) = last else {
        return;
    };
    html.element("li", "", |html| {
        let standing = match &*leaf.kind {
            "next_mover_changed" => format!(
                "{}: {} ({})",
                telling.say("Open. Whose turn", "处理中。轮到"),
                party(leaf.view().text("who").unwrap_or_default(), language),
                turn_reason(
                    leaf.view().text("reason_code").unwrap_or_default(),
                    language
                ),
            ),
            kind => format!("{} {}", ending(kind, language), time::minute(leaf.at)),
        };
        html.text(&standing);
        html.number(number);
    });
}
