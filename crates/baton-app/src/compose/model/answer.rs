//! Reading what a model answered: strictly, as a stranger's letter.
//!
//! Rubbish is no answer; a quotation that its source does not hold makes the whole answer worthless.

use baton_domain::draft::ComposeFailure;
use baton_domain::id::ArticleId;
use baton_domain::token::LanguageTag;
use serde::Deserialize;

use crate::ports::composer::{Brief, Cited};
use crate::ports::model::ModelAnswer;

/// Longest answer that is looked at, in bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024;
/// Quotations at most.
const MAX_QUOTES: usize = 20;

/// An answer in the form that was asked for.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) language: LanguageTag,
    pub(super) citations: Vec<Cited>,
}

#[derive(Debug, Deserialize)]
struct Said {
    #[serde(default)]
    cannot: bool,
    #[serde(default)]
    text: String,
    #[serde(default)]
    quotes: Vec<Quote>,
}

#[derive(Debug, Deserialize)]
struct Quote {
    source: String,
    words: String,
}

/// Reads an answer.
pub(super) fn read(answer: &ModelAnswer, brief: &Brief) -> Result<Read, ComposeFailure> {
    let raw = answer.text.as_data();
    if raw.len() > MAX_ANSWER_BYTES {
        return Err(ComposeFailure::GuardLength);
    }
    let said: Said =
        serde_json::from_str(unfenced(raw)).map_err(|_| ComposeFailure::GuardGrounded)?;
    if said.cannot {
        return Err(ComposeFailure::NoPassage);
    }
    let text = said.text.trim().to_owned();
    if text.is_empty() || text.chars().count() > brief.max_characters {
        return Err(ComposeFailure::GuardLength);
    }
    if said.quotes.is_empty() || said.quotes.len() > MAX_QUOTES {
        return Err(ComposeFailure::GuardGrounded);
    }
    let citations: Option<Vec<_>> = said
        .quotes
        .iter()
        .map(|quote| cited(quote, brief))
        .collect();
    Ok(Read {
        text,
        language: language(&said.quotes, brief).ok_or(ComposeFailure::GuardLanguage)?,
        citations: citations.ok_or(ComposeFailure::GuardGrounded)?,
    })
}

/// The language to answer in; where triage could not tell, that of what is quoted first.
fn language(quotes: &[Quote], brief: &Brief) -> Option<LanguageTag> {
    let of_source = || {
        source(&quotes.first()?.source, brief)?
            .language
            .parse()
            .ok()
    };
    brief.language.clone().or_else(of_source)
}

/// Models like to put JSON between fences, whatever they are told.
fn unfenced(raw: &str) -> &str {
    let raw = raw.trim();
    raw.strip_prefix("```json")
        .or_else(|| raw.strip_prefix("```"))
        .and_then(|rest| rest.strip_suffix("```"))
        .unwrap_or(raw)
        .trim()
}

/// The citation of a quotation; nothing if its source does not hold the words.
fn cited(quote: &Quote, brief: &Brief) -> Option<Cited> {
    let words = quote.words.trim();
    let source = source(&quote.source, brief)?;
    let is_there = !words.is_empty() && on_one_line(source.text).contains(&on_one_line(words));
    is_there.then(|| Cited {
        article_id: source.article_id,
        version: source.version,
        passage: source.passage,
        quote: words.to_owned(),
    })
}

/// What a name of the question stands for.
struct Source<'a> {
    article_id: ArticleId,
    version: u32,
    passage: u32,
    text: &'a str,
    language: &'a str,
}

fn source<'a>(name: &str, brief: &'a Brief) -> Option<Source<'a>> {
    let number = |rest: &str| rest.parse::<usize>().ok()?.checked_sub(1);
    if let Some(rest) = name.strip_prefix("passage_") {
        let passage = brief.passages.get(number(rest)?)?;
        Some(Source {
            article_id: passage.article_id,
            version: passage.version,
            passage: passage.number,
            text: &passage.text,
            language: &passage.language,
        })
    } else {
        let wording = brief
            .wordings
            .get(number(name.strip_prefix("wording_")?)?)?;
        Some(Source {
            article_id: wording.article_id,
            version: wording.version,
            passage: 0,
            text: &wording.text,
            language: &wording.language,
        })
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
