//! Tracking numbers, by their form and check digit.
//!
//! UPS (`1Z`), the postal S10 form of the Universal Postal Union, and the prefixes of large Chinese
//! couriers. Any long number right after a word for tracking counts too.

use super::number::{Reference, reference, said_before};
use super::{Chunk, EntityKind, Found};

const WORDS: &[&str] = &[
    "tracking",
    "tracking number",
    "tracking no",
    "tracking id",
    "sendungsnummer",
    "sendung",
    "numero de suivi",
    "suivi",
    "numero de seguimiento",
    "seguimiento",
    "guia",
    "运单号",
    "运单",
    "快递单号",
    "物流单号",
    "追跡番号",
    "伝票番号",
    "送り状番号",
];
const COURIERS: &[(&str, usize)] = &[
    ("SF", 12),
    ("YT", 13),
    ("JT", 13),
    ("JD", 12),
    ("ZTO", 12),
    ("STO", 12),
];
const LEAST_DIGITS: usize = 8;

pub(super) fn find(text: &[char], folded: &[char], chunks: &[Chunk]) -> Vec<Found> {
    chunks
        .iter()
        .filter_map(|chunk| {
            let Reference {
                start,
                end,
                value,
                digits,
            } = reference(text, *chunk)?;
            let is_named = digits >= LEAST_DIGITS && said_before(folded, start, WORDS);
            (is_named || is_ups(&value) || is_postal(&value) || is_courier(&value)).then_some(
                Found {
                    kind: EntityKind::Tracking,
                    value: Some(value),
                    start,
                    end,
                },
            )
        })
        .collect()
}

/// `1Z`, 15 letters or digits, and a check digit; letters count as digits in a cycle from A = 2.
fn is_ups(value: &str) -> bool {
    let Some(body) = value.strip_prefix("1Z").filter(|body| body.len() == 16) else {
        return false;
    };
    let digits: Option<Vec<u32>> = body
        .chars()
        .map(|c| match c {
            'A'..='Z' => Some((u32::from(c) - u32::from('A') + 2) % 10),
            _ => c.to_digit(10),
        })
        .collect();
    let Some((check, digits)) = digits.as_deref().and_then(<[u32]>::split_last) else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .zip([1, 2].into_iter().cycle())
        .map(|(d, weight)| d * weight)
        .sum();
    (10 - sum % 10) % 10 == *check
}

/// Two letters, eight digits, a check digit, two letters (UPU S10).
fn is_postal(value: &str) -> bool {
    let is_letters = |part: &str| part.chars().all(|c| c.is_ascii_uppercase());
    let (Some(service), Some(digits), Some(country)) =
        (value.get(..2), value.get(2..11), value.get(11..))
    else {
        return false;
    };
    if !is_letters(service) || country.len() != 2 || !is_letters(country) {
        return false;
    }
    let digits: Vec<u32> = digits.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, digits)) = digits.split_last().filter(|(_, digits)| digits.len() == 8) else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .zip([8, 6, 4, 2, 3, 5, 9, 7])
        .map(|(d, weight)| d * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        other => other,
    };
    expected == *check
}

fn is_courier(value: &str) -> bool {
    COURIERS.iter().any(|(prefix, digits)| {
        value
            .strip_prefix(prefix)
            .is_some_and(|rest| rest.len() >= *digits && rest.chars().all(|c| c.is_ascii_digit()))
    })
}
