//! The report in a pack: the case told for people. It proves nothing by itself and says so.
//!
//! One HTML file without scripts and without anything remote. Whatever a customer, a model or a
//! teammate wrote is shown as text and never as markup. Every statement names the number of the
//! event it comes from; the table at the end leads from the number to the file.

mod contents;
mod diff;
mod facts;
mod html;
mod people;
mod record;
mod short;
mod time;
mod timeline;
mod turns;
mod words;

use crate::checkpoint::Checkpoint;
use crate::leaf::Leaf;
use crate::pack::parts::PartsIndex;
use crate::pack::{Language, PackInput};
use contents::Contents;
use html::Html;
use people::People;

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The pack's input.
    pub input: &'a PackInput<'a>,
    /// The checkpoint, read.
    pub checkpoint: &'a Checkpoint,
    /// The events, read, in the order of the log.
    pub leaves: &'a [Leaf],
    /// The parts.
    pub index: &'a PartsIndex,
}

/// What every section of a report needs.
struct Telling<'a> {
    source: &'a Source<'a>,
    people: People<'a>,
    contents: Contents<'a>,
}

impl<'a> Telling<'a> {
    /// The events with their numbers, from 1.
    fn events(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Leaf)> + use<'a> {
        let leaves = self.source.leaves;
        leaves
            .iter()
            .enumerate()
            .map(|(index, leaf)| (index.saturating_add(1), leaf))
    }

    /// The events of the case itself, without those of cases merged into it.
    fn of_case(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Leaf)> + use<'a> {
        let case = self.source.input.case;
        self.events().filter(move |(_, leaf)| leaf.stream == *case)
    }

    fn language(&self) -> Language {
        self.source.input.language
    }

    /// The words in the report's language.
    fn say(&self, english: &'static str, chinese: &'static str) -> &'static str {
        self.language().pick(english, chinese)
    }
}

/// The report as one HTML file.
#[must_use]
pub fn render(source: &Source<'_>) -> String {
    let language = source.input.language;
    let telling = Telling {
        source,
        people: People::of(source.leaves, language),
        contents: Contents::of(source.input.parts),
    };
    let mut page = Html::page(language, &title(&telling));
    page.element("header", "", |html| header(&telling, html));
    short::section(&telling, &mut page);
    turns::section(&telling, &mut page);
    timeline::section(&telling, &mut page);
    record::missing(&telling, &mut page);
    record::about(&telling, &mut page);
    record::events(&telling, &mut page);
    page.finish()
}

fn title(telling: &Telling<'_>) -> String {
    let number = telling
        .of_case()
        .find(|(_, leaf)| leaf.kind == "case_opened")
        .and_then(|(_, leaf)| leaf.view().integer("number"));
    let record = telling.say("Case record", "工单记录");
    match number {
        Some(number) => format!("{record} B-{number}"),
        None => record.to_owned(),
    }
}

fn header(telling: &Telling<'_>, html: &mut Html) {
    html.element("h1", "", |html| html.text(&title(telling)));
    if let Some(subject) = subject(telling) {
        html.element("p", "subject", |html| html.text(&subject));
    }
    html.element("p", "notice", |html| {
        html.text(telling.say(
            "This page tells the story for people and proves nothing by itself. The proof is in \
             the files beside it; VERIFY.md says how to check them. Times are UTC. Numbers such \
             as #1 lead to the event.",
            "本页面供人阅读，本身不构成证明。证明在同一压缩包的其他文件中，核验方法见 \
             VERIFY.md。时间均为 UTC。编号（如 #1）指向对应的事件。",
        ));
    });
}

fn subject(telling: &Telling<'_>) -> Option<String> {
    telling
        .of_case()
        .filter(|(_, leaf)| leaf.kind == "case_opened")
        .find_map(|(_, leaf)| leaf.view().part("subject"))
        .and_then(|part| telling.contents.text(&part.id))
}
