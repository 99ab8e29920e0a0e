//! Whose turn it was, and for how long.

use super::Telling;
use super::html::Html;
use super::time;
use super::words::{ending, party, turn_reason};
use crate::leaf::Leaf;

/// A stretch of time in which one party held the case, or nobody because it was not open.
struct Turn<'a> {
    number: usize,
    from: i64,
    until: Option<i64>,
    held_by: Holder<'a>,
}

enum Holder<'a> {
    Party { who: &'a str, why: &'a str },
    Ended(&'a str),
}

pub(super) fn section(telling: &Telling<'_>, page: &mut Html) {
    let turns = turns(telling);
    page.section(telling.say("Whose turn it was", "轮到谁"), |html| {
        bar(&turns, html);
        html.element("table", "", |html| {
            html.row(
                "th",
                [
                    telling.say("From", "开始"),
                    telling.say("For", "时长"),
                    telling.say("Who", "谁"),
                    telling.say("Why", "原因"),
                ],
            );
            for turn in &turns {
                html.element("tr", "", |html| row(telling, turn, html));
            }
        });
    });
}

fn row(telling: &Telling<'_>, turn: &Turn<'_>, html: &mut Html) {
    let language = telling.language();
    html.element("td", "time", |html| html.text(&time::minute(turn.from)));
    html.element("td", "time", |html| match (turn.until, &turn.held_by) {
        (Some(until), _) => {
            html.text(&time::length(until.saturating_sub(turn.from), language));
        }
        (None, Holder::Party { .. }) => html.text(telling.say("still", "持续中")),
        (None, Holder::Ended(_)) => html.text("–"),
    });
    let (who, why, color) = match turn.held_by {
        Holder::Party { who, why } => (party(who, language), turn_reason(why, language), who),
        Holder::Ended(kind) => (telling.say("Nobody", "无人"), ending(kind, language), ""),
    };
    html.element("td", "", |html| {
        html.element("span", &format!("dot {color}"), |_| {});
        html.text(who);
    });
    html.element("td", "", |html| {
        html.text(why);
        html.number(turn.number);
    });
}

/// The time the case was open, in proportion.
fn bar(turns: &[Turn<'_>], html: &mut Html) {
    html.element("div", "bar", |html| {
        for turn in turns {
            let Holder::Party { who, .. } = turn.held_by else {
                continue;
            };
            let seconds = turn
                .until
                .map_or(0, |until| until.saturating_sub(turn.from))
                / 1_000_000;
            let style = format!("flex-grow:{}", seconds.max(1));
            let attributes = [("class", who), ("style", &*style), ("title", who)];
            html.element_with("span", &attributes, |_| {});
        }
    });
}

/// The turns of the case. Changes at one instant are one: the last of them counts.
fn turns<'a>(telling: &Telling<'a>) -> Vec<Turn<'a>> {
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for (number, leaf) in telling.of_case() {
        let Some(held_by) = holder(leaf) else {
            continue;
        };
        if turns.last().is_some_and(|last| last.from == leaf.at) {
            turns.pop();
        }
        if let Some(last) = turns.last_mut() {
            last.until = Some(leaf.at);
        }
        turns.push(Turn {
            number,
            from: leaf.at,
            until: None,
            held_by,
        });
    }
    turns
}

fn holder(leaf: &Leaf) -> Option<Holder<'_>> {
    match &*leaf.kind {
        "next_mover_changed" => Some(Holder::Party {
            who: leaf.view().text("who").unwrap_or_default(),
            why: leaf.view().text("reason_code").unwrap_or_default(),
        }),
        kind @ ("resolved" | "closed" | "cancelled" | "merged") => Some(Holder::Ended(kind)),
        _ => None,
    }
}
