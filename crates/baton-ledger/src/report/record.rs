//! The end of a report: what is not shown, what the file is, and every event with its place.

use super::Telling;
use super::html::Html;
use super::time;
use super::words::{audience, kind};
use crate::leaf::Leaf;
use crate::pack::parts::IndexedState;
use crate::pack::{PackEvent, layout};

/// What was erased and what this reader may not see. Left out when everything is there.
pub(super) fn missing(telling: &Telling<'_>, page: &mut Html) {
    let absent: Vec<_> = telling
        .source
        .index
        .0
        .iter()
        .filter(|(_, part)| !matches!(part.state, IndexedState::Present { .. }))
        .collect();
    if absent.is_empty() {
        return;
    }
    page.section(
        telling.say("What is not shown", "未展示的内容"),
        |html| {
            html.element("p", "fact", |html| {
                html.text(telling.say(
                "The events still prove that these contents existed, and what they were bound to.",
                "事件仍可证明这些内容曾经存在及其承诺值。",
            ));
            });
            html.element("table", "", |html| {
                for (id, part) in absent {
                    let state = match part.state {
                        IndexedState::Erased { at } => {
                            let erased = telling.say("Erased for good", "已永久删除");
                            format!("{erased}, {}", time::minute(at))
                        }
                        IndexedState::Withheld | IndexedState::Present { .. } => telling
                            .say("Withheld from this reader", "不向此读者展示")
                            .to_owned(),
                    };
                    html.row("td", [id, &state]);
                }
            });
        },
    );
}

/// What this file is, for whom, from which log, and who is who.
pub(super) fn about(telling: &Telling<'_>, page: &mut Html) {
    let input = telling.source.input;
    let checkpoint = telling.source.checkpoint;
    page.section(telling.say("About this file", "关于此文件"), |html| {
        html.element("dl", "", |html| {
            let mut line = |label: &str, value: &str| {
                html.element("dt", "", |html| html.text(label));
                html.element("dd", "", |html| html.text(value));
            };
            line(telling.say("Case", "工单"), &input.case.to_string());
            line(
                telling.say("Made for", "提供给"),
                audience(input.audience, input.language),
            );
            line(telling.say("Purpose", "用途"), input.purpose);
            line(telling.say("Made by", "导出人"), input.exporter);
            line(telling.say("Log", "日志"), &checkpoint.origin);
            let size = checkpoint.size.to_string();
            line(telling.say("Leaves in the log", "日志条目数"), &size);
            line(telling.say("Root", "根哈希"), &checkpoint.root.to_string());
            for (name, id) in telling.people.legend() {
                line(name, id);
            }
        });
    });
}

/// Every event: number, exact time, what, who, its place in the stream and in the log, its file.
pub(super) fn events(telling: &Telling<'_>, page: &mut Html) {
    page.section(telling.say("All events", "全部事件"), |html| {
        html.element("table", "", |html| {
            html.row(
                "th",
                [
                    "#",
                    telling.say("Time", "时间"),
                    telling.say("What", "事件"),
                    telling.say("Who", "谁"),
                    telling.say("In the log at", "日志位置"),
                ],
            );
            let events = telling.events().zip(telling.source.input.events);
            for ((number, leaf), event) in events {
                let id = format!("e{number}");
                html.element_with("tr", &[("id", &id)], |html| {
                    row(telling, number, leaf, event, html);
                });
            }
        });
    });
}

fn row(telling: &Telling<'_>, number: usize, leaf: &Leaf, event: &PackEvent, html: &mut Html) {
    let file = layout::event(number);
    html.element("td", "time", |html| {
        html.element_with("a", &[("class", "n"), ("href", &file)], |html| {
            html.text(&number.to_string());
        });
    });
    html.element("td", "time", |html| html.text(&time::exact(leaf.at)));
    html.element("td", "", |html| {
        html.text(kind(&leaf.kind, telling.language()));
        html.text(" ");
        html.element("code", "", |html| html.text(&leaf.kind));
    });
    let who = telling.people.actor(&leaf.actor);
    html.element("td", "", |html| html.text(&who));
    html.element("td", "time", |html| html.text(&event.position.to_string()));
}
