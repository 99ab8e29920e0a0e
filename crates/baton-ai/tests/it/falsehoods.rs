//! Drafts with one planted falsehood are all caught; honest ones about the same matters pass.

use baton_ai::facts::{Fact, Facts, OrderState};
use baton_ai::guard::{GuardRequest, check};
use serde::Deserialize;

const DRAFTS: &str = include_str!("../../starter/guard_drafts.jsonl");
/// What every draft may rest on, in each language.
const PASSAGES: &[&str] = &[
    "You can return unused items within 30 days. Return shipping costs 4.95 EUR. We refund the price within five working days once the parcel is back. The form is at https://shop.example/returns. The guarantee lasts two years from the day of purchase.",
    "Unbenutzte Artikel können Sie innerhalb von 30 Tagen zurücksenden. Der Rückversand kostet 4,95 EUR. Wir erstatten den Kaufpreis innerhalb von fünf Werktagen, sobald das Paket zurück ist. Die Garantie gilt zwei Jahre ab dem Kauf.",
    "Vous pouvez retourner les articles non utilisés sous 30 jours. Les frais de retour sont de 4,95 EUR. Nous remboursons le prix sous cinq jours ouvrés une fois le colis revenu. La garantie dure deux ans à compter de l'achat.",
    "Puede devolver los artículos sin usar en un plazo de 30 días. El envío de la devolución cuesta 4,95 EUR. Reembolsamos el precio en cinco días laborables una vez que el paquete haya vuelto. La garantía dura dos años desde la compra.",
    "未使用的商品30天内可以退货。退货运费为4.95欧元。收到退回的包裹后，我们会在5个工作日内退款。保修期为购买之日起两年。",
];
/// Every honest draft that is blocked costs a person's time: three in a hundred at most.
const MOST_BLOCKED: usize = 6;

#[derive(Deserialize)]
struct Draft {
    language: String,
    text: String,
    planted: Option<String>,
}

fn facts() -> Facts {
    let day = Fact::Day {
        year: 2026,
        month: 3,
        day: 12,
    };
    let total = Fact::Amount(baton_domain::money::Money {
        minor: 12_900,
        currency: "EUR".parse().unwrap(),
    });
    Facts::from([
        ("order_number".to_owned(), Fact::Text("48213".to_owned())),
        ("order_state".to_owned(), Fact::State(OrderState::Shipped)),
        ("delivery_day".to_owned(), day),
        ("total".to_owned(), total),
    ])
}

#[test]
fn every_planted_falsehood_is_caught_and_honest_drafts_pass() {
    let facts = facts();
    let (mut planted, mut missed, mut honest, mut blocked) = (0, Vec::new(), 0, Vec::new());
    for line in DRAFTS.lines() {
        let draft: Draft = serde_json::from_str(line).unwrap();
        let objections = check(&GuardRequest {
            text: &draft.text,
            language: &draft.language,
            passages: PASSAGES,
            facts: &facts,
            message: "Where is my order 48213? One of the two lamps flickers. Mei Lin",
            names: &["Mei Lin", "Ana"],
            forbidden: &[],
            max_characters: 2_000,
        });
        match draft.planted {
            Some(kind) => {
                planted += 1;
                if objections.is_empty() {
                    missed.push(format!("{kind}: {}", draft.text));
                }
            }
            None => {
                honest += 1;
                if !objections.is_empty() {
                    blocked.push(format!("{objections:?}: {}", draft.text));
                }
            }
        }
    }
    println!(
        "caught {} of {planted}, blocked {} of {honest}",
        planted - missed.len(),
        blocked.len()
    );
    assert!(planted >= 200 && honest >= 200);
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
    assert!(
        blocked.len() <= MOST_BLOCKED,
        "blocked:\n{}",
        blocked.join("\n")
    );
}
