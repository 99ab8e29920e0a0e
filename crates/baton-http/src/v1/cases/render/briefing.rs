//! The briefing on the wire, and the language its reader asks for.

use axum::http::{HeaderMap, header};
use baton_app::view::Briefing;
use baton_ledger::pack::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// What a person should know before wording an answer: facts and tone, never what to say.
#[derive(Debug, Serialize, ToSchema)]
pub struct BriefingDto {
    /// The language of our words, `en` or `zh-Hans`; what people wrote stays as they wrote it.
    pub language: &'static str,
    /// What they told us, in their words, and what they say has failed.
    pub reported: Vec<String>,
    /// Who they are to us, and what was before.
    pub history: Vec<String>,
    /// What we promised and have not kept.
    pub promised: Vec<String>,
    /// The tone to take.
    pub tone: Vec<String>,
}

/// A briefing for somebody who reads this language; in the case's own if none is asked for.
#[must_use]
pub fn briefing(briefing: &Briefing, reader: Option<Language>) -> BriefingDto {
    let words = briefing.in_words(reader);
    BriefingDto {
        language: words.language.as_str(),
        reported: words.reported,
        history: words.history,
        promised: words.promised,
        tone: words.tone,
    }
}

/// The first language of `Accept-Language` that a briefing can be in.
#[must_use]
pub fn reader_language(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    accepted.split(',').find_map(|one| {
        let tag = one.split(';').next().unwrap_or_default().trim();
        match tag
            .split('-')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase()
            .as_str()
        {
            "zh" => Some(Language::Chinese),
            "en" => Some(Language::English),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accepted: &'static str, language: Option<Language>) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, accepted.parse().unwrap());
        assert_eq!(reader_language(&headers), language, "{accepted}");
    }

    #[test]
    fn a_briefing_is_in_the_first_language_it_can_be_in() {
        check("zh-CN,zh;q=0.9,en;q=0.8", Some(Language::Chinese));
        check("de, EN-gb;q=0.7, zh", Some(Language::English));
        check("fr", None);
        check("*", None);
        assert_eq!(reader_language(&HeaderMap::new()), None);
    }
}
