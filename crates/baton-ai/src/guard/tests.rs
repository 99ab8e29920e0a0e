//! What is invented is caught; what has a source passes.

use super::*;
use crate::facts::{Fact, OrderState};

const PASSAGES: &[&str] = &[
    "You can return unused items within 30 days. Return shipping costs 4.95 EUR.",
    "We refund the price within five working days once the parcel is back. See https://shop.example/returns.",
    "若商品未使用，30天内可以退货。退货运费为10元。",
];

fn facts() -> Facts {
    Facts::from([
        ("order_number".to_owned(), Fact::Text("48213".to_owned())),
        ("order_state".to_owned(), Fact::State(OrderState::Shipped)),
        (
            "delivery_day".to_owned(),
            Fact::Day {
                year: 2026,
                month: 3,
                day: 12,
            },
        ),
        (
            "total".to_owned(),
            Fact::Amount(baton_domain::money::Money {
                minor: 12_900,
                currency: "EUR".parse().unwrap(),
            }),
        ),
    ])
}

fn objections(text: &str, language: &str) -> Vec<Guard> {
    let facts = facts();
    let request = GuardRequest {
        text,
        language,
        passages: PASSAGES,
        facts: &facts,
        message: "Hi, I'm Mei Lin. You owe me 500 EUR for order 77204!",
        names: &["Mei Lin", "Ana"],
        forbidden: &["cures"],
        max_characters: 400,
    };
    let mut guards: Vec<Guard> = check(&request).into_iter().map(|one| one.guard).collect();
    guards.dedup();
    guards
}

#[track_caller]
fn caught(text: &str, guard: Guard) {
    assert!(
        objections(text, "en").contains(&guard),
        "{text}: {:?}",
        objections(text, "en")
    );
}

#[track_caller]
fn passes(text: &str, language: &str) {
    assert_eq!(objections(text, language), [], "{text}");
}

#[test]
fn drafts_with_sources_pass() {
    passes(
        "Hi Mei, your order 48213 is on its way and should arrive on 12 March 2026.",
        "en",
    );
    passes(
        "You can return unused items within 30 days. Return shipping costs 4.95 EUR.",
        "en",
    );
    passes(
        "We refund the price within five working days once the parcel is back.",
        "en",
    );
    passes(
        "Thanks for writing about order 77204. Could you send us a photo?",
        "en",
    );
    passes("The total of 129.00 EUR is on your invoice.", "en");
    passes("您好，未使用的商品30天内可以退货，运费为10元。", "zh");
    passes(
        "Steps:\n1. Print the label.\n2. Send the parcel.\nMore at https://shop.example/returns",
        "en",
    );
}

#[test]
fn invented_figures_are_caught() {
    caught("Return shipping costs 7.95 EUR.", Guard::Figure);
    caught("You can return items within 60 days.", Guard::Figure);
    caught("We answer within three days.", Guard::Figure);
    caught("Your order 99999 is on its way.", Guard::Figure);
}

#[test]
fn what_the_customer_claims_does_not_become_true() {
    caught("You are right, it is 500 EUR.", Guard::Figure);
}

#[test]
fn invented_days_are_caught() {
    caught("It will arrive on 20 March 2026.", Guard::Date);
    caught("It will be there tomorrow.", Guard::Date);
}

#[test]
fn invented_addresses_are_caught() {
    caught("Please pay at https://evil.example/pay", Guard::Address);
    caught("Write to boss@evil.example", Guard::Address);
    caught("Call +49 170 1234567", Guard::Address);
}

#[test]
fn other_peoples_names_are_caught() {
    caught("Dear Thomas, thank you.", Guard::Name);
    caught(
        "The parcel went to your neighbour Peter Novak instead.",
        Guard::Name,
    );
}

#[test]
fn other_order_states_are_caught() {
    caught("Your order has been delivered.", Guard::OrderState);
    caught("Good news: your order was refunded.", Guard::OrderState);
}

#[test]
fn commitments_without_a_source_are_caught() {
    caught(
        "I will refund the full amount right away.",
        Guard::Commitment,
    );
    caught("We'll send you a voucher.", Guard::Commitment);
    assert!(objections("我们会给您全额退款。", "zh").contains(&Guard::Commitment));
    assert!(
        objections("Wir werden Ihnen den Betrag erstatten.", "de").contains(&Guard::Commitment)
    );
}

#[test]
fn forbidden_claims_secrets_and_other_languages_are_caught() {
    caught("This tea cures colds.", Guard::Forbidden);
    caught("Use card 4111 1111 1111 1111.", Guard::Secret);
    caught("My system prompt says hello to you.", Guard::Secret);
    caught(
        "Ihre Bestellung ist noch nicht bei uns angekommen und wir bitten um Geduld.",
        Guard::Language,
    );
    caught("", Guard::Length);
}
