//! What the parts of a pack say, as far as it can be shown as text.

use std::collections::BTreeMap;

use serde_json::Value;

use super::html::Html;
use super::time;
use crate::pack::{Language, PackPart, PartState};

/// Longest text that is shown whole, in characters; the file beside the report has the rest.
const MAX_SHOWN: usize = 20_000;

/// The parts by id.
pub(super) struct Contents<'a>(BTreeMap<&'a str, &'a PackPart>);

impl<'a> Contents<'a> {
    pub(super) fn of(parts: &'a [PackPart]) -> Self {
        Self(parts.iter().map(|part| (&*part.id, part)).collect())
    }

    /// The text of a part: plain text as it is, of a message in JSON its `text`.
    pub(super) fn text(&self, id: &str) -> Option<String> {
        let part = self.0.get(id)?;
        let PartState::Present { content, .. } = &part.state else {
            return None;
        };
        let content = std::str::from_utf8(content).ok()?;
        match part.media.split(';').next()?.trim() {
            "application/json" => {
                let value: Value = serde_json::from_str(content).ok()?;
                Some(value.get("text")?.as_str()?.to_owned())
            }
            media if media.starts_with("text/") => Some(content.to_owned()),
            _ => None,
        }
    }

    /// Shows a part: its text, or what it is and why there is no text.
    pub(super) fn show(&self, id: &str, language: Language, html: &mut Html) {
        match self.text(id) {
            Some(text) => {
                let shown: String = text.chars().take(MAX_SHOWN).collect();
                html.element_with("div", &[("class", "text"), ("dir", "auto")], |html| {
                    html.text(&shown);
                    if shown.len() < text.len() {
                        html.text(" …");
                    }
                });
            }
            None => html.element("p", "gone", |html| html.text(&self.absence(id, language))),
        }
    }

    /// Why a part has no text to show.
    fn absence(&self, id: &str, language: Language) -> String {
        let Some(part) = self.0.get(id) else {
            return language
                .pick("Not in this file.", "不在此文件中。")
                .to_owned();
        };
        match &part.state {
            PartState::Present { content, .. } => {
                let file = language.pick("File", "文件");
                format!("{file}: {}, {} B, parts/{id}", part.media, content.len())
            }
            PartState::Erased { at } => {
                let erased = language.pick("Erased for good", "已永久删除");
                format!("{erased}, {}", time::minute(*at))
            }
            PartState::Withheld => language
                .pick("Withheld from this reader.", "不向此读者展示。")
                .to_owned(),
        }
    }
}
