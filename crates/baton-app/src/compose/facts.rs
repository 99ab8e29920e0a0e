//! What is known about a case without asking anybody: names, numbers, what the customer told.
//!
//! Order states and amounts are not here: they come from a back office that knows them.

use std::collections::BTreeMap;

use super::brief::Known;
use crate::app::App;
use crate::ports::composer::{Fact, Tone};

/// Facts by the slot they fill. Before everybody nothing about a person or an order is known.
pub(super) fn of(app: &App, known: &Known, tone: Tone) -> BTreeMap<String, Fact> {
    let mut facts = BTreeMap::new();
    let mut know = |slot: &str, text: &str| {
        facts.insert(slot.to_owned(), Fact::Text(text.to_owned()));
    };
    if let Some(shop) = &known.shop {
        know("shop_name", shop);
    }
    match tone {
        Tone::Public => return facts,
        Tone::Letter | Tone::Chat => {}
    }
    know("case_number", &format!("B-{}", known.case.number));
    if let Some(name) = &known.name {
        know("customer_name", name);
    }
    // What was named last is what they ask about now.
    for entity in app.ports.triage.entities(&known.asked) {
        match entity.kind.as_str() {
            "order" => know("order_number", &entity.value),
            "tracking" => know("tracking_number", &entity.value),
            _ => {}
        }
    }
    facts
}
