//! What a text may rest on.

use std::collections::BTreeSet;

use super::GuardRequest;
use crate::entities::{self, EntityKind};
use crate::facts::{Fact, OrderState};
use crate::text::fold::folded;

/// Values that have a source.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// Amounts, days, addresses in one form.
    values: BTreeSet<(EntityKind, String)>,
    /// Runs of digits, wherever they stand.
    numbers: BTreeSet<String>,
    /// Passages and facts, folded, one after another.
    pub(super) text: String,
    /// States of the order that are facts.
    pub(super) states: BTreeSet<OrderState>,
}

impl Ground {
    pub(super) fn new(request: &GuardRequest<'_>) -> Self {
        let mut ground = Self::default();
        for passage in request.passages {
            ground.add(passage);
        }
        for fact in request.facts.values() {
            ground.add(&fact.written(request.language));
            if let Fact::State(state) = fact {
                ground.states.insert(*state);
            }
            if let Some(day) = fact.day() {
                ground.values.insert((EntityKind::Date, day.to_string()));
            }
        }
        for entity in entities::find(request.message, None) {
            if matches!(entity.kind, EntityKind::Order | EntityKind::Tracking) {
                ground.numbers.extend(digits(&entity.text));
                ground
                    .values
                    .extend(entity.value.map(|value| (entity.kind, value)));
            }
        }
        ground
    }

    fn add(&mut self, source: &str) {
        self.numbers.extend(digits(source));
        for entity in entities::find(source, None) {
            self.values
                .insert((entity.kind, entity.value.unwrap_or(entity.text)));
        }
        self.text.push_str(&folded(source));
        self.text.push('\n');
    }

    pub(super) fn has_value(&self, kind: EntityKind, value: &str) -> bool {
        self.values.contains(&(kind, value.to_owned()))
    }

    pub(super) fn has_number(&self, number: &str) -> bool {
        self.numbers.contains(number.trim_start_matches('0')) || self.numbers.contains(number)
    }

    pub(super) fn says(&self, words: &str) -> bool {
        self.text.contains(&folded(words))
    }
}

/// The runs of digits in a text, thousands joined.
pub(super) fn digits(text: &str) -> Vec<String> {
    let joined: String = folded(text)
        .chars()
        .filter(|c| *c != ',' && *c != '\'')
        .collect();
    joined
        .split(|character: char| !character.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}
