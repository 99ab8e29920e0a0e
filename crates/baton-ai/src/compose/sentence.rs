//! Choosing the sentences of passages that answer, and none that are beside the point.
//!
//! A word counts the more the fewer sentences hold it. A sentence is taken if it says nearly as much
//! of what was asked as the best one does; where even the best one says little of it there is no
//! draft.

use std::collections::{BTreeMap, BTreeSet};

use super::word::{asks_for_a_time, tells_a_time, words};
use super::{Citation, ComposeRequest, Composed, Filled, fill};
use crate::language;
use crate::retrieval::Hit;
use crate::text::sentences;

const MOST_SENTENCES: usize = 3;
const MOST_PASSAGES: usize = 3;
/// What the title of an article says counts so much of what its sentence says.
const TITLE: f32 = 0.5;
/// A sentence of the best passage must say so much of what the best sentence says.
const NEARLY: f32 = 0.8;
/// A sentence of another passage, which may be about something else, even more.
const VERY_NEARLY: f32 = 0.85;
/// The best sentence must say so much of what was asked, by the weight of the words.
const LEAST_COVERED: f32 = 0.3;
/// Where it is asked how long or when, a sentence that tells a time says so many times as much.
const TELLS_A_TIME: f32 = 1.9;
/// No quoted sentence is surer than this.
const MOST_CONFIDENCE: f32 = 0.85;

struct Candidate<'a> {
    hit: &'a Hit,
    place: usize,
    text: String,
    quote: String,
    /// What it says of what was asked.
    shared: f32,
    /// The same, and more where it tells what is asked for.
    weight: f32,
}

/// The best sentences in the customer's language, in the order of their passages.
pub(super) fn compose(request: &ComposeRequest<'_>) -> Option<Composed> {
    let asked = words(request.message, request.language);
    let hits: Vec<&Hit> = request
        .hits
        .iter()
        .take(MOST_PASSAGES)
        .filter(|hit| is_in(hit, request.language))
        .collect();
    let weights = Weights::of(&hits, request.language);
    let mut candidates: Vec<Candidate<'_>> = hits
        .iter()
        .enumerate()
        .flat_map(|(place, hit)| candidates(place, hit, request, (&asked, &weights)))
        .collect();
    candidates.sort_by(|one, other| {
        let by_weight = other.weight.total_cmp(&one.weight);
        by_weight.then(one.place.cmp(&other.place))
    });
    let best = candidates.first()?;
    let (place, weight) = (best.place, best.weight);
    let covered = best.shared / weights.all(&asked).max(f32::MIN_POSITIVE);
    if covered < LEAST_COVERED {
        return None;
    }
    candidates.retain(|one| {
        let least = if one.place == place {
            NEARLY
        } else {
            VERY_NEARLY
        };
        one.weight >= weight * least
    });
    candidates.truncate(MOST_SENTENCES);
    candidates.sort_by_key(|one| one.place);
    let texts: Vec<&str> = candidates.iter().map(|one| one.text.as_str()).collect();
    let gap = if matches!(request.language, "zh" | "ja") {
        ""
    } else {
        " "
    };
    Some(Composed {
        text: texts.join(gap),
        language: request.language.to_owned(),
        citations: candidates.iter().map(Candidate::citation).collect(),
        confidence: covered.min(MOST_CONFIDENCE),
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

/// How much a word says, by the number of sentences that hold it.
struct Weights {
    sentences: usize,
    held_by: BTreeMap<String, usize>,
}

impl Weights {
    fn of(hits: &[&Hit], language: &str) -> Self {
        let mut weights = Self {
            sentences: 0,
            held_by: BTreeMap::new(),
        };
        for sentence in hits.iter().flat_map(|hit| split(&hit.text)) {
            weights.sentences += 1;
            for word in words(&sentence, language) {
                *weights.held_by.entry(word).or_default() += 1;
            }
        }
        weights
    }

    /// A word that no sentence holds weighs like one that a single sentence holds.
    fn one(&self, word: &str) -> f32 {
        let held_by = self.held_by.get(word).copied().unwrap_or(1);
        (1.0 + number(self.sentences) / number(held_by)).ln()
    }

    fn all<'a>(&self, words: impl IntoIterator<Item = &'a String>) -> f32 {
        words.into_iter().map(|word| self.one(word)).sum()
    }
}

fn number(count: usize) -> f32 {
    f32::from(u16::try_from(count).unwrap_or(u16::MAX))
}

/// True if a passage is written in this language: as its article says, else as it reads.
fn is_in(hit: &Hit, language: &str) -> bool {
    match &hit.language {
        Some(stated) => stated == language,
        None => language::identify(&hit.text).value.as_deref() == Some(language),
    }
}

fn split(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    sentences(&characters)
        .into_iter()
        .filter_map(|range| Some(characters.get(range)?.iter().collect()))
        .collect()
}

/// Sentences that state something of what was asked, whose slots can be filled.
fn candidates<'a>(
    place: usize,
    hit: &'a Hit,
    request: &ComposeRequest<'_>,
    (asked, weights): (&BTreeSet<String>, &Weights),
) -> Vec<Candidate<'a>> {
    let title = words(&hit.title, request.language);
    let about: BTreeSet<String> = title.intersection(asked).cloned().collect();
    split(&hit.text)
        .into_iter()
        .filter_map(|sentence| {
            let quote = sentence.trim_start_matches(['-', '*', ' ']).to_owned();
            let states = !quote.starts_with('#') && !quote.ends_with(['?', '？', ':', '：']);
            let Filled::Complete(text) = fill(&quote, request.facts, request.language) else {
                return None;
            };
            let said = words(&quote, request.language);
            let shared: BTreeSet<String> = said.intersection(asked).cloned().collect();
            let says = weights.all(&shared) + TITLE * weights.all(about.difference(&shared));
            let tells = asks_for_a_time(request.message) && tells_a_time(&quote);
            (states && !shared.is_empty()).then_some(Candidate {
                hit,
                place,
                text,
                quote,
                shared: says,
                weight: if tells { says * TELLS_A_TIME } else { says },
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
