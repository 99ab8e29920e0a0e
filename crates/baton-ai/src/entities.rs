//! Things a message names: orders, parcels, amounts, dates, phones, addresses.
//!
//! Each is found by its form and, where it has one, its check digit. What could be two things is
//! reported as the more particular one. Offsets are in code points.

use serde::{Deserialize, Serialize};

use crate::text::fold;

mod address;
mod chunk;
pub mod date;
mod money;
mod number;
mod tracking;

use chunk::Chunk;
pub use date::Date;

/// What kind of thing is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// A parcel's tracking number.
    Tracking,
    /// An amount of money.
    Amount,
    /// A day.
    Date,
    /// A telephone number.
    Phone,
    /// The number of an order, a case or another record.
    Order,
}

/// One thing a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// As it was written.
    pub text: String,
    /// In one form: ISO dates, `12.50 EUR`, digits of a phone; none if it could be several.
    pub value: Option<String>,
    /// The first code point.
    pub start: usize,
    /// One after the last code point.
    pub end: usize,
}

/// Where something was found, before its text is copied.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    kind: EntityKind,
    value: Option<String>,
    start: usize,
    end: usize,
}

/// Finds what a text names. Days such as "tomorrow" get a value when `today` is known.
#[must_use]
pub fn find(text: &str, today: Option<Date>) -> Vec<Entity> {
    let written: Vec<char> = text.chars().collect();
    let folded = fold(text);
    let chunks = chunk::chunks(&written);
    let mut found = address::find(&written, &chunks);
    found.extend(tracking::find(&written, &folded, &chunks));
    found.extend(money::find(&folded));
    found.extend(date::find(&folded, today));
    found.extend(number::find(&written, &folded, &chunks));
    without_overlaps(found)
        .into_iter()
        .filter_map(|found| {
            let piece = written.get(found.start..found.end)?;
            Some(Entity {
                kind: found.kind,
                text: piece.iter().collect(),
                value: found.value,
                start: found.start,
                end: found.end,
            })
        })
        .collect()
}

/// Keeps the more particular of two overlapping finds: kinds are declared in that order.
fn without_overlaps(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|one| (one.kind, one.start));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if kept
            .iter()
            .all(|other| one.end <= other.start || other.end <= one.start)
        {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(EntityKind, &str, &str)]) {
        let today = Date::new(2026, 3, 5);
        let found = find(text, today);
        let actual: Vec<(EntityKind, &str, &str)> = found
            .iter()
            .map(|one| {
                (
                    one.kind,
                    one.text.as_str(),
                    one.value.as_deref().unwrap_or("-"),
                )
            })
            .collect();
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn order_numbers_are_found_by_mark_word_or_form() {
        check("where's #48213?", &[(EntityKind::Order, "#48213", "48213")]);
        check(
            "my order 20419 please",
            &[(EntityKind::Order, "20419", "20419")],
        );
        check(
            "any news on B-1039",
            &[(EntityKind::Order, "B-1039", "B-1039")],
        );
        check(
            "订单号20240311001还没发",
            &[(EntityKind::Order, "20240311001", "20240311001")],
        );
    }

    #[test]
    fn tracking_numbers_have_a_right_check_digit() {
        check(
            "1Z999AA10123456784",
            &[(
                EntityKind::Tracking,
                "1Z999AA10123456784",
                "1Z999AA10123456784",
            )],
        );
        check(
            "RR123456785CN",
            &[(EntityKind::Tracking, "RR123456785CN", "RR123456785CN")],
        );
        check(
            "RR123456789CN",
            &[(EntityKind::Order, "RR123456789CN", "RR123456789CN")],
        );
    }

    #[test]
    fn amounts_carry_their_currency() {
        check(
            "refund €12.50 now",
            &[(EntityKind::Amount, "€12.50", "12.50 EUR")],
        );
        check(
            "1.299,00 Euro",
            &[(EntityKind::Amount, "1.299,00 Euro", "1299.00 EUR")],
        );
        check("被扣了199元", &[(EntityKind::Amount, "199元", "199 CNY")]);
        check(
            "$1,250 and 30 USD",
            &[
                (EntityKind::Amount, "$1,250", "1250 USD"),
                (EntityKind::Amount, "30 USD", "30 USD"),
            ],
        );
    }

    #[test]
    fn dates_become_iso_dates_when_they_are_clear() {
        check(
            "since 2026-02-11",
            &[(EntityKind::Date, "2026-02-11", "2026-02-11")],
        );
        check(
            "am 11.2.2026",
            &[(EntityKind::Date, "11.2.2026", "2026-02-11")],
        );
        check("on 03/04/2026", &[(EntityKind::Date, "03/04/2026", "-")]);
        check("3月1日下单", &[(EntityKind::Date, "3月1日", "2026-03-01")]);
        check(
            "placed on 3 March",
            &[(EntityKind::Date, "3 March", "2026-03-03")],
        );
        check(
            "il 5 mars 2025",
            &[(EntityKind::Date, "5 mars 2025", "2025-03-05")],
        );
        check(
            "by tomorrow",
            &[(EntityKind::Date, "tomorrow", "2026-03-06")],
        );
        check("昨天", &[(EntityKind::Date, "昨天", "2026-03-04")]);
    }

    #[test]
    fn a_date_without_a_year_lies_near_today() {
        check(
            "on 28 December",
            &[(EntityKind::Date, "28 December", "2025-12-28")],
        );
    }

    #[test]
    fn phones_addresses_and_links_are_not_orders() {
        check(
            "call +49 170 1234567",
            &[(EntityKind::Phone, "+49 170 1234567", "+491701234567")],
        );
        check(
            "电话13812345678",
            &[(EntityKind::Phone, "13812345678", "13812345678")],
        );
        check(
            "mei@example.com.",
            &[(EntityKind::Email, "mei@example.com", "mei@example.com")],
        );
        check(
            "see https://shop.example/o/48213.",
            &[(
                EntityKind::Url,
                "https://shop.example/o/48213",
                "https://shop.example/o/48213",
            )],
        );
    }

    #[test]
    fn plain_words_and_small_numbers_name_nothing() {
        check("I bought 2 lamps, size 42, in 2025", &[]);
    }

    #[test]
    fn offsets_are_in_code_points() {
        let found = find("退款😡 #48213", None);
        assert_eq!((found[0].start, found[0].end), (4, 10));
    }
}
