//! Which words weighed most.

use crate::features::{Prepared, Vector, Vectoriser, gram};
use crate::head::Head;

const MOST_WORDS: usize = 4;

/// The words of a text that spoke most for a label, as they were written.
pub(super) fn words(
    (text, prepared): (&str, &Prepared),
    (vectoriser, vector): (&Vectoriser, &Vector),
    (head, label): (&Head, usize),
) -> Vec<String> {
    let mut weights = vec![0.0_f32; prepared.tokens.len()];
    gram::each(prepared, |gram| {
        let Some(id) = vectoriser.id(gram.key) else {
            return;
        };
        let place = vector.ids().binary_search(&id).ok();
        let value = place.and_then(|place| vector.values().get(place)).copied();
        let share = value.unwrap_or_default() * head.weight(id, label);
        let touched = weights.get_mut(gram.first..=gram.last).unwrap_or_default();
        let spread = f32::from(u16::try_from(touched.len()).unwrap_or(1));
        for weight in touched {
            *weight += share / spread;
        }
    });
    let strongest = weights.iter().copied().fold(0.0_f32, f32::max);
    let mut spans = spans(prepared, &weights, strongest * 0.3);
    spans.sort_by(|left, right| right.2.total_cmp(&left.2));
    let written: Vec<char> = text.chars().collect();
    spans
        .into_iter()
        .take(MOST_WORDS)
        .filter_map(|(start, end, _)| Some(written.get(start..end)?.iter().collect()))
        .collect()
}

/// Neighbouring tokens over the bar, joined: start, end and weight.
fn spans(prepared: &Prepared, weights: &[f32], bar: f32) -> Vec<(usize, usize, f32)> {
    let mut spans: Vec<(usize, usize, f32)> = Vec::new();
    for (token, weight) in prepared.tokens.iter().zip(weights) {
        if *weight <= bar || *weight <= 0.0 {
            continue;
        }
        match spans.last_mut() {
            Some((_, end, total)) if *end + 1 >= token.start => {
                *end = token.end;
                *total += weight;
            }
            _ => spans.push((token.start, token.end, *weight)),
        }
    }
    spans
}
