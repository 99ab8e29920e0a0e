//! Amounts of money: a number beside a currency.

use super::{EntityKind, Found};

/// Signs and words for currencies after folding, longest first where one begins another.
const CURRENCIES: &[(&str, &str)] = &[
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("bucks", "USD"),
    ("dolares", "USD"),
    ("$", "USD"),
    ("pounds", "GBP"),
    ("gbp", "GBP"),
    ("quid", "GBP"),
    ("£", "GBP"),
    ("chf", "CHF"),
    ("franken", "CHF"),
    ("人民币", "CNY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("块钱", "CNY"),
    ("块", "CNY"),
    ("元", "CNY"),
    ("jpy", "JPY"),
    ("yen", "JPY"),
    ("円", "JPY"),
    ("¥", "CNY"),
    ("hk$", "HKD"),
    ("hkd", "HKD"),
    ("sgd", "SGD"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("krw", "KRW"),
    ("₩", "KRW"),
    ("inr", "INR"),
    ("₹", "INR"),
    ("rs", "INR"),
    ("pln", "PLN"),
    ("zl", "PLN"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("kr", "SEK"),
];

pub(super) fn find(text: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        match number_at(text, at) {
            Some(number) => {
                at = number.end;
                found.extend(amount(text, &number));
            }
            None => at += 1,
        }
    }
    found
}

struct Number {
    start: usize,
    end: usize,
    value: String,
}

/// Digits with separators; a last group of one or two digits after a separator is a fraction.
fn number_at(text: &[char], start: usize) -> Option<Number> {
    let rest = text.get(start..)?;
    let before = start.checked_sub(1).and_then(|before| text.get(before));
    let is_inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '#'));
    if is_inside || !rest.first()?.is_ascii_digit() {
        return None;
    }
    let is_part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'');
    let length = rest.iter().take_while(is_part).count();
    let trail = rest
        .iter()
        .take(length)
        .rev()
        .take_while(|c| !c.is_ascii_digit())
        .count();
    let written = rest.get(..length - trail)?;
    let fraction = written
        .iter()
        .rposition(|c| !c.is_ascii_digit())
        .filter(|place| matches!(written.len() - place - 1, 1 | 2));
    let whole = written.get(..fraction.unwrap_or(written.len()))?;
    let mut value: String = whole.iter().filter(|c| c.is_ascii_digit()).collect();
    if let Some(place) = fraction {
        value.push('.');
        value.extend(written.get(place + 1..)?);
    }
    Some(Number {
        start,
        end: start + written.len(),
        value,
    })
}

fn amount(text: &[char], number: &Number) -> Option<Found> {
    let (start, end, code) = currency_after(text, number.end)
        .map(|(end, code)| (number.start, end, code))
        .or_else(|| {
            currency_before(text, number.start).map(|(start, code)| (start, number.end, code))
        })?;
    Some(Found {
        kind: EntityKind::Amount,
        value: Some(format!("{} {code}", number.value)),
        start,
        end,
    })
}

fn currency_after(text: &[char], end: usize) -> Option<(usize, &'static str)> {
    let gap = usize::from(text.get(end) == Some(&' '));
    let rest = text.get(end + gap..)?;
    CURRENCIES.iter().find_map(|(name, code)| {
        let length = name.chars().count();
        let matches = length <= rest.len() && name.chars().zip(rest).all(|(a, b)| a == *b);
        let next = rest.get(length).copied();
        (matches && stands_alone(name, next)).then_some((end + gap + length, *code))
    })
}

fn currency_before(text: &[char], start: usize) -> Option<(usize, &'static str)> {
    let gap = usize::from(start > 0 && text.get(start - 1) == Some(&' '));
    let head = text.get(..start - gap)?;
    CURRENCIES.iter().find_map(|(name, code)| {
        let length = name.chars().count();
        let from = head.len().checked_sub(length)?;
        let matches = name.chars().zip(head.get(from..)?).all(|(a, b)| a == *b);
        let before = from
            .checked_sub(1)
            .and_then(|before| text.get(before))
            .copied();
        (matches && stands_alone(name, before)).then_some((from, *code))
    })
}

/// A word is not a currency when more letters follow; a sign always is one.
fn stands_alone(name: &str, neighbour: Option<char>) -> bool {
    !name.chars().all(|c| c.is_ascii_alphabetic())
        || neighbour.is_none_or(|c| !c.is_ascii_alphanumeric())
}
