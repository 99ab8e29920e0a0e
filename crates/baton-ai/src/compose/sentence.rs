//! Choosing the sentences of passages that answer.

use std::collections::BTreeSet;

use super::{Citation, ComposeRequest, Composed, Filled, fill};
use crate::language;
use crate::retrieval::Hit;
use crate::retrieval::term::terms;
use crate::text::sentences;

const MOST_SENTENCES: usize = 3;
const MOST_PASSAGES: usize = 3;
/// A sentence must share so many words with the question, or come right after one that does.
const LEAST_SHARED: usize = 2;

struct Candidate<'a> {
    hit: &'a Hit,
    place: usize,
    text: String,
    quote: String,
    shared: usize,
}

/// The best sentences in the customer's language, in the order of their passages.
pub(super) fn compose(request: &ComposeRequest<'_>) -> Option<Composed> {
    let asked = words(request.message);
    let mut candidates: Vec<Candidate<'_>> = request
        .hits
        .iter()
        .take(MOST_PASSAGES)
        .enumerate()
        .filter(|(_, hit)| is_in(hit, request.language))
        .flat_map(|(place, hit)| candidates(place, hit, request, &asked))
        .collect();
    candidates.sort_by_key(|one| (std::cmp::Reverse(one.shared), one.place));
    candidates.truncate(MOST_SENTENCES);
    let best = candidates.first().map(|one| one.shared)?;
    // What shares much less with the question than the best one is beside the point.
    candidates.retain(|one| one.shared * 2 >= best);
    candidates.sort_by_key(|one| one.place);
    let texts: Vec<&str> = candidates.iter().map(|one| one.text.as_str()).collect();
    let gap = if matches!(request.language, "zh" | "ja") {
        ""
    } else {
        " "
    };
    let shared = f32::from(u16::try_from(best).unwrap_or(u16::MAX));
    let all = f32::from(u16::try_from(asked.len()).unwrap_or(u16::MAX));
    Some(Composed {
        text: texts.join(gap),
        language: request.language.to_owned(),
        citations: candidates.iter().map(Candidate::citation).collect(),
        confidence: (shared / all.max(1.0)).min(0.85),
    })
}

impl Candidate<'_> {
    fn citation(&self) -> Citation {
        Citation {
            article_id: self.hit.article_id.clone(),
            version: self.hit.version,
            passage: self.hit.passage,
            quote: self.quote.clone(),
        }
    }
}

/// True if a passage is written in this language: as its article says, else as it reads.
fn is_in(hit: &Hit, language: &str) -> bool {
    match &hit.language {
        Some(stated) => stated == language,
        None => language::identify(&hit.text).value.as_deref() == Some(language),
    }
}

/// Sentences that state something, whose slots can be filled.
fn candidates<'a>(
    place: usize,
    hit: &'a Hit,
    request: &ComposeRequest<'_>,
    asked: &BTreeSet<String>,
) -> Vec<Candidate<'a>> {
    let characters: Vec<char> = hit.text.chars().collect();
    let title = words(&hit.title);
    sentences(&characters)
        .into_iter()
        .filter_map(|range| {
            let quote: String = characters.get(range)?.iter().collect();
            let quote = quote.trim_start_matches(['-', '*', ' ']).to_owned();
            let states = !quote.starts_with('#') && !quote.ends_with(['?', '？', ':', '：']);
            let Filled::Complete(text) = fill(&quote, request.facts, request.language) else {
                return None;
            };
            let said = words(&quote);
            let shared = said.intersection(asked).count();
            let about = title.intersection(asked).count().min(1);
            (states && shared + about >= LEAST_SHARED && shared > 0).then_some(Candidate {
                hit,
                place,
                text,
                quote,
                shared: shared + about,
            })
        })
        .collect()
}

/// Words that carry meaning: short function words of western languages are left out.
fn words(text: &str) -> BTreeSet<String> {
    terms(text)
        .into_iter()
        .filter(|term| !term.is_run())
        .filter(|term| !term.word.is_ascii() || term.word.len() > 3)
        .map(|term| term.key)
        .collect()
}
