//! Telephone numbers, and the numbers of orders and other records.

use super::{Chunk, EntityKind, Found};

const ORDER_WORDS: &[&str] = &[
    "order",
    "order number",
    "order no",
    "order id",
    "orders",
    "purchase",
    "case",
    "ticket",
    "invoice",
    "booking",
    "reference",
    "ref",
    "bestellung",
    "bestellnummer",
    "auftrag",
    "rechnung",
    "commande",
    "numero",
    "facture",
    "pedido",
    "factura",
    "orden",
    "订单",
    "订单号",
    "单号",
    "编号",
    "工单",
    "注文",
    "注文番号",
    "番号",
];
/// A record's number has this many digits at least, a bare one without mark or word more.
const LEAST_DIGITS: usize = 3;
const LEAST_BARE_DIGITS: usize = 5;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Letters, digits and inner hyphens that could name a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Upper case, without a leading mark.
    pub(super) value: String,
    pub(super) digits: usize,
}

/// The reference a chunk is, if it is one: at least as many digits as letters.
pub(super) fn reference(text: &[char], chunk: Chunk) -> Option<Reference> {
    let written = chunk.of(text);
    let body = written.strip_prefix(&['#']).unwrap_or(written);
    let body = body.strip_suffix(&['\'', 's']).unwrap_or(body);
    let is_form = body
        .iter()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let digits = body.iter().filter(|c| c.is_ascii_digit()).count();
    let letters = body.iter().filter(|c| c.is_ascii_alphabetic()).count();
    (is_form && digits >= LEAST_DIGITS && digits + 2 >= letters).then(|| Reference {
        start: chunk.start,
        end: chunk.start + (written.len() - body.len()).min(1) + body.len(),
        value: body.iter().collect::<String>().to_ascii_uppercase(),
        digits,
    })
}

pub(super) fn find(text: &[char], folded: &[char], chunks: &[Chunk]) -> Vec<Found> {
    let mut found = phones(text);
    for chunk in chunks {
        let Some(Reference {
            start,
            end,
            value,
            digits,
        }) = reference(text, *chunk)
        else {
            continue;
        };
        let is_marked = text.get(start) == Some(&'#');
        let has_letter = value.chars().any(|c| c.is_ascii_alphabetic());
        let is_long = digits >= LEAST_BARE_DIGITS;
        let is_record = is_marked || has_letter || is_long;
        if is_record || said_before(folded, start, ORDER_WORDS) {
            found.push(Found {
                kind: EntityKind::Order,
                value: Some(value),
                start,
                end,
            });
        }
    }
    found
}

/// True if one of these words stands right before a position, a few signs apart.
pub(super) fn said_before(folded: &[char], at: usize, words: &[&str]) -> bool {
    let before = folded.get(..at).unwrap_or_default();
    let is_sign = |c: &&char| !c.is_alphanumeric();
    let signs = before.iter().rev().take(4).take_while(is_sign).count();
    let before = before.get(..before.len() - signs).unwrap_or_default();
    let tail: String = before
        .iter()
        .skip(before.len().saturating_sub(24))
        .collect();
    let tail = tail.trim_end_matches([' ', ':', '.', '#', '-', '(']);
    words.iter().any(|word| {
        tail.strip_suffix(word).is_some_and(|rest| {
            !word.is_ascii()
                || rest
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphanumeric())
        })
    })
}

/// International numbers, national ones with a leading zero, and Chinese mobile numbers.
fn phones(text: &[char]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let may_start =
            before.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '#'));
        match may_start.then(|| phone_at(text, at)).flatten() {
            Some(phone) => {
                at = phone.end;
                found.push(phone);
            }
            None => at += 1,
        }
    }
    found
}

fn phone_at(text: &[char], start: usize) -> Option<Found> {
    let rest = text.get(start..)?;
    let is_part = |c: &&char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
    let plus = usize::from(rest.first() == Some(&'+'));
    let length = plus + rest.iter().skip(plus).take_while(is_part).count();
    let written = rest.get(..length)?;
    let trail = written
        .iter()
        .rev()
        .take_while(|c| !c.is_ascii_digit())
        .count();
    let written = written.get(..length - trail)?;
    let value: String = written
        .iter()
        .filter(|c| c.is_ascii_digit() || **c == '+')
        .collect();
    let is_grouped = written.iter().any(|c| matches!(c, ' ' | '-' | '/' | '('));
    let is_phone = PHONE_DIGITS.contains(&(value.len() - plus))
        && (plus == 1
            || (is_grouped && value.starts_with('0') && !value.starts_with("000"))
            || is_chinese_mobile(&value));
    is_phone.then_some(Found {
        kind: EntityKind::Phone,
        value: Some(value),
        start,
        end: start + written.len(),
    })
}

fn is_chinese_mobile(value: &str) -> bool {
    let mut digits = value.chars();
    value.len() == 11 && digits.next() == Some('1') && digits.next().is_some_and(|c| c >= '3')
}
