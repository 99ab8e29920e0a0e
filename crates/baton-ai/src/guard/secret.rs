//! Keys, card numbers and a model's own instructions.

use super::{Guard, Objection};
use crate::text::fold::folded;

const TELLING: [&str; 10] = [
    "system prompt",
    "my instructions",
    "as an ai",
    "language model",
    "ignore previous",
    "ignore all previous",
    "begin private key",
    "api key is",
    "password is",
    "internal note",
];
const KEY_STARTS: [&str; 7] = ["sk-", "pk_live", "sk_live", "ghp_", "xoxb-", "AKIA", "eyJ"];
const LEAST_KEY_CHARACTERS: usize = 16;
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

pub(super) fn check(text: &str) -> Vec<Objection> {
    let object = |words: &str| Objection {
        guard: Guard::Secret,
        words: words.to_owned(),
    };
    let folded = folded(text);
    let telling = TELLING
        .iter()
        .filter(|words| folded.contains(**words))
        .copied();
    let keys = text.split_whitespace().filter(|word| is_key(word));
    let mut objections: Vec<Objection> = telling.chain(keys).map(object).collect();
    objections.extend(cards(text).iter().map(|card| object(card)));
    objections
}

fn is_key(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.len() >= LEAST_KEY_CHARACTERS && KEY_STARTS.iter().any(|start| word.starts_with(start))
}

/// Runs of digits, grouped or not, with a right Luhn check digit.
fn cards(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != ' ' && c != '-')
        .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|digits| CARD_DIGITS.contains(&digits.len()) && is_luhn(digits))
        .collect()
}

fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    sum.is_multiple_of(10)
}
