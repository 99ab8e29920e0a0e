//! Which topics the knowledge does not cover.
//!
//! What is covered: `text`, `intent`; or documents as for retrieval. Tickets: `text`, `intent`; or
//! queries as for retrieval. A topic of the tickets that nothing covers is hidden; if all are
//! covered, every third topic is taken away first. Figures are about the 25 topics listed first.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::metric::fraction;
use super::{EvalError, Measured, Metrics, Rows, metrics, text, texts};
use crate::classifier::Example;
use crate::features::precise;
use crate::gaps::{Cover, Known, Topic, find};

const LISTED: usize = 25;
const OUT_OF_SCOPE: &str = "oos";

pub(super) fn measure(train: &Rows, test: &Rows) -> Result<Measured, EvalError> {
    let mut covered = train.convert(known)?;
    let tickets: Vec<Example> = test
        .convert(ticket)?
        .into_iter()
        .filter(|ticket| ticket.label != OUT_OF_SCOPE)
        .collect();
    let hidden = hidden(&mut covered, &tickets);
    if hidden.is_empty() {
        return Err(EvalError::NoTopics);
    }
    let cover = Cover::learn(&covered)?;
    let asked: Vec<&str> = tickets.iter().map(|ticket| ticket.text.as_str()).collect();
    let known: Vec<Known> = asked.iter().map(|text| cover.judge(text)).collect();
    let topics = find(&asked, &known);
    let figures = figures(&topics, &tickets, &hidden);
    Ok(Measured::plain(tickets.len(), figures))
}

fn known(row: &Value) -> Option<Example> {
    if let Some(label) = text(row, "intent") {
        let text = text(row, "text")?;
        return Some(Example { text, label });
    }
    let heading = text(row, "title").or_else(|| text(row, "question"));
    let body = text(row, "content").or_else(|| texts(row, "answers").map(|all| all.join("\n")));
    Some(Example {
        text: [heading, body]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n"),
        label: text(row, "id")?,
    })
}

fn ticket(row: &Value) -> Option<Example> {
    if let Some(label) = text(row, "intent") {
        let text = text(row, "text")?;
        return Some(Example { text, label });
    }
    Some(Example {
        text: text(row, "query")?,
        label: texts(row, "relevant")?.into_iter().next()?,
    })
}

/// The topics that nothing covers. Takes every third one away if all are covered.
fn hidden(covered: &mut Vec<Example>, tickets: &[Example]) -> BTreeSet<String> {
    covered.retain(|known| known.label != OUT_OF_SCOPE);
    let known: BTreeSet<&str> = covered.iter().map(|known| known.label.as_str()).collect();
    let topics: BTreeSet<&str> = tickets.iter().map(|ticket| ticket.label.as_str()).collect();
    let missing: BTreeSet<String> = topics
        .difference(&known)
        .map(|name| (*name).to_owned())
        .collect();
    if !missing.is_empty() {
        return missing;
    }
    let thirds = topics.iter().skip(2).step_by(3).take(LISTED);
    let taken: BTreeSet<String> = thirds.map(|name| (*name).to_owned()).collect();
    covered.retain(|known| !taken.contains(&known.label));
    taken
}

fn figures(topics: &[Topic], tickets: &[Example], hidden: &BTreeSet<String>) -> Metrics {
    let label = |at: &usize| tickets.get(*at).map_or("", |ticket| ticket.label.as_str());
    let (mut found, mut wrongly, mut pure, mut listed) = (BTreeSet::new(), 0, 0, 0);
    let mut pairs: Vec<(usize, &str)> = Vec::new();
    for (place, topic) in topics.iter().take(LISTED).enumerate() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for at in &topic.tickets {
            *counts.entry(label(at)).or_default() += 1;
            pairs.push((place, label(at)));
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        let Some((name, count)) = most else { continue };
        pure += count;
        listed += topic.tickets.len();
        if hidden.contains(name) {
            found.insert(name);
        } else {
            wrongly += 1;
        }
    }
    metrics([
        ("topic_recall", fraction(found.len(), hidden.len())),
        ("purity", fraction(pure, listed)),
        ("nmi", mutual_information(&pairs)),
        (
            "false_topic_rate",
            fraction(wrongly, topics.len().min(LISTED)),
        ),
    ])
}

/// How much a group says about the true topic, normalised by the mean of both entropies.
fn mutual_information(pairs: &[(usize, &str)]) -> f64 {
    let mut groups: BTreeMap<usize, usize> = BTreeMap::new();
    let mut topics: BTreeMap<&str, usize> = BTreeMap::new();
    let mut both: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for (group, topic) in pairs {
        *groups.entry(*group).or_default() += 1;
        *topics.entry(topic).or_default() += 1;
        *both.entry((*group, topic)).or_default() += 1;
    }
    let share = |count: usize| fraction(count, pairs.len());
    let entropy = |counts: &mut dyn Iterator<Item = usize>| -> f64 {
        counts.map(|count| -share(count) * share(count).ln()).sum()
    };
    let of_groups = entropy(&mut groups.values().copied());
    let of_topics = entropy(&mut topics.values().copied());
    let of_both = entropy(&mut both.values().copied());
    let mean = f64::midpoint(of_groups, of_topics);
    if mean > 0.0 {
        (of_groups + of_topics - of_both) / mean
    } else {
        f64::from(u8::from(precise(pairs.len()) > 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_that_are_the_topics_say_everything() {
        let same = [(0, "a"), (0, "a"), (1, "b"), (1, "b")];
        assert!((mutual_information(&same) - 1.0).abs() < 1e-9);
        let mixed = [(0, "a"), (0, "b"), (1, "a"), (1, "b")];
        assert!(mutual_information(&mixed).abs() < 1e-9);
    }
}
