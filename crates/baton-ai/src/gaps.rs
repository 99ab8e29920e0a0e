//! What customers ask that the knowledge does not answer, as topics, the most asked first.
//!
//! Reject what is answered, gather the rest into groups, drop groups that lie among answered
//! questions, rank by tickets. The same texts give the same topics.

use std::collections::BTreeMap;

use crate::dense::{self, Dense, likeness};
use crate::features::{Prepared, Vectoriser, narrow, precise};

mod cover;
mod group;

pub use cover::{Cover, Known};
use group::{BY_NEARNESS, BY_WORDS, groups};

/// So many dimensions hold what groups are told apart by.
const WIDTH: usize = 96;
/// A topic is asked about at least so often.
const LEAST_TICKETS: usize = 3;
/// A group is dropped if more than this share of the tickets around it are answered.
const MOST_ANSWERED: f64 = 0.5;
const MOST_WORDS: usize = 5;

/// Something many ask and the knowledge does not answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// The tickets about it, by position, the most typical first.
    pub tickets: Vec<usize>,
    /// Words that stand for it, weightiest first, as features compare them.
    pub words: Vec<String>,
}

/// The topics of tickets that are not answered, the most asked first.
///
/// `known` belongs to `tickets` by position.
#[must_use]
pub fn find(tickets: &[&str], known: &[Known]) -> Vec<Topic> {
    let prepared: Vec<Prepared> = tickets.iter().map(|text| Prepared::new(text)).collect();
    let vectoriser = Vectoriser::learn(&prepared, 2);
    if vectoriser.is_empty() {
        return Vec::new();
    }
    let rows = vectoriser.rows(&prepared);
    let points = placed(dense::project(&rows, vectoriser.len(), WIDTH), known);
    let is_answered: Vec<bool> = known.iter().map(|known| known.is_answered).collect();
    let open: Vec<usize> = (0..tickets.len())
        .filter(|at| is_answered.get(*at) == Some(&false))
        .collect();
    let is_placed = known.iter().any(|known| !known.nearness.is_empty());
    let bars = if is_placed { BY_NEARNESS } else { BY_WORDS };
    let mut topics: Vec<Topic> = groups(&points, &open, bars)
        .into_iter()
        .filter(|group| group.tickets.len() >= LEAST_TICKETS)
        .filter(|group| answered_around(&points, &is_answered, group) <= MOST_ANSWERED)
        .map(|group| Topic {
            words: words(&prepared, &group.tickets),
            tickets: group.tickets,
        })
        .collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(topic.tickets.len()));
    topics
}

/// The points, told apart by their words and as much by what known matters they are near to.
fn placed(mut points: Vec<Dense>, known: &[Known]) -> Vec<Dense> {
    let mut nearness: Vec<Dense> = known.iter().map(|known| known.nearness.clone()).collect();
    let mut mean: Dense = nearness.first().cloned().unwrap_or_default();
    mean.fill(0.0);
    let share = narrow(1.0 / precise(nearness.len().max(1)));
    for one in &nearness {
        for (sum, value) in mean.iter_mut().zip(one) {
            *sum += value * share;
        }
    }
    for (point, mine) in points.iter_mut().zip(&mut nearness) {
        for (value, mean) in mine.iter_mut().zip(&mean) {
            *value -= mean;
        }
        dense::normalise(mine);
        point.append(mine);
        dense::normalise(point);
    }
    points
}

/// The share of answered ones among the tickets as near to the centre as half of the group is.
fn answered_around(points: &[Dense], is_answered: &[bool], group: &group::Group) -> f64 {
    let half = group.tickets.get(group.tickets.len() / 2);
    let Some(radius) = half.and_then(|at| points.get(*at)) else {
        return 0.0;
    };
    let radius = likeness(radius, &group.centre);
    let near = points
        .iter()
        .zip(is_answered)
        .filter(|(point, _)| likeness(point, &group.centre) >= radius);
    let (mut answered, mut count) = (0, 0);
    for (_, is_answered) in near {
        count += 1;
        answered += usize::from(*is_answered);
    }
    precise(answered) / precise(count.max(1))
}

/// Words of many of these tickets and of few others.
fn words(prepared: &[Prepared], tickets: &[usize]) -> Vec<String> {
    let everywhere = frequencies(prepared.iter());
    let here = frequencies(tickets.iter().filter_map(|at| prepared.get(*at)));
    let mut scored: Vec<(f64, String)> = here
        .into_iter()
        .filter(|(word, count)| *count >= 2 && word.chars().count() >= 2)
        .map(|(word, count)| {
            let elsewhere = everywhere.get(&word).copied().unwrap_or(count);
            let rarity = (precise(prepared.len() + 1) / precise(elsewhere)).ln();
            (precise(count) * rarity, word)
        })
        .collect();
    scored.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
    scored
        .into_iter()
        .map(|(_, word)| word)
        .take(MOST_WORDS)
        .collect()
}

/// In how many texts each term stands.
fn frequencies<'a>(texts: impl Iterator<Item = &'a Prepared>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        let folded: String = text.folded.iter().collect();
        let mut terms: Vec<String> = crate::retrieval::term::terms(&folded)
            .into_iter()
            .filter(|term| !term.is_run())
            .map(|term| term.word)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            *counts.entry(term).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const TICKETS: [&str; 8] = [
        "do you ship to Norway",
        "shipping to Norway possible?",
        "can you ship a kettle to Norway",
        "where is my order",
        "where is my order 48213",
        "is the kettle dishwasher safe",
        "kettle in the dishwasher?",
        "can the kettle go into the dishwasher",
    ];

    fn known(is_answered: bool) -> Known {
        Known {
            is_answered,
            nearness: Vec::new(),
        }
    }

    #[test]
    fn unanswered_questions_become_topics_with_their_words() {
        let is_answered = [false, false, false, true, true, false, false, false];
        let topics = find(&TICKETS, &is_answered.map(known));
        let mut first: Vec<usize> = topics[0].tickets.clone();
        first.sort_unstable();
        assert!(first == [0, 1, 2] || first == [5, 6, 7], "{topics:?}");
        assert!(
            topics
                .iter()
                .any(|topic| topic.words.contains(&"norway".to_owned())),
            "{topics:?}"
        );
    }

    #[test]
    fn where_everything_is_answered_there_is_no_topic() {
        assert!(find(&TICKETS, &[true; 8].map(known)).is_empty());
        assert!(find(&[], &[]).is_empty());
    }
}
