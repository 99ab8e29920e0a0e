//! What is known about a case: names, numbers, what the customer told, and what a back office said
//! of their order just now. A look-up that failed, is stale or may not be told leaves no fact.

use std::collections::BTreeMap;

use super::brief::Known;
use crate::app::App;
use crate::order::OrderCard;
use crate::ports::composer::{Fact, Tone};

/// Facts by the slot they fill. Before everybody nothing about a person or an order is known.
pub(super) fn of(
    app: &App,
    known: &Known,
    tone: Tone,
    card: Option<&OrderCard>,
) -> BTreeMap<String, Fact> {
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
    if let Some(card) = card {
        told(card, &mut facts);
    }
    facts
}

/// What the back office said of the order.
fn told(card: &OrderCard, facts: &mut BTreeMap<String, Fact>) {
    let order = &card.order;
    let mut know = |slot: &str, fact| {
        facts.insert(slot.to_owned(), fact);
    };
    know("order_number", Fact::Text(order.number.clone()));
    know("order_state", Fact::Order(order.state));
    if let Some(total) = order.total {
        know("order_total", Fact::Amount(total));
    }
    // One parcel is the parcel; of several nobody knows which is meant.
    if let [parcel] = order.parcels.as_slice() {
        if let Some(carrier) = &parcel.carrier {
            know("carrier", Fact::Text(carrier.clone()));
        }
        if let Some(number) = &parcel.number {
            know("tracking_number", Fact::Text(number.clone()));
        }
    }
    if let [refund] = order.refunds.as_slice() {
        know("refund_amount", Fact::Amount(refund.amount));
    }
}
