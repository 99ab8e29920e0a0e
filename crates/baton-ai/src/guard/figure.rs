//! Numbers, amounts, days and addresses must have a source.

use super::ground::{Ground, digits};
use super::{Guard, Objection};
use crate::entities::{self, Entity, EntityKind};
use crate::text::fold::folded;

/// Number words from two to twelve after folding; "one" is too often a pronoun.
const NUMBER_WORDS: [(&str, &[&str]); 11] = [
    ("2", &["two", "zwei", "deux", "dos"]),
    ("3", &["three", "drei", "trois", "tres"]),
    ("4", &["four", "vier", "quatre", "cuatro"]),
    ("5", &["five", "funf", "cinq", "cinco"]),
    ("6", &["six", "sechs", "seis"]),
    ("7", &["seven", "sieben", "sept", "siete"]),
    ("8", &["eight", "huit", "ocho"]),
    ("9", &["nine", "neun", "neuf", "nueve"]),
    ("10", &["ten", "zehn", "dix", "diez"]),
    ("11", &["eleven", "elf", "onze", "once"]),
    ("12", &["twelve", "zwolf", "douze", "doce"]),
];
const IDEOGRAPHS: [(char, &str); 10] = [
    ('两', "2"),
    ('二', "2"),
    ('三', "3"),
    ('四', "4"),
    ('五', "5"),
    ('六', "6"),
    ('七', "7"),
    ('八', "8"),
    ('九', "9"),
    ('十', "10"),
];
const UNITS: &str = "天日个個周週月年元块円小时時分次倍折%";
/// "Today" is said in greetings; the other near days promise something.
const TODAY: [&str; 8] = [
    "today",
    "tonight",
    "heute",
    "aujourd'hui",
    "hoy",
    "今天",
    "今日",
    "本日",
];

/// Words that are both "tomorrow" and "morning", after folding.
const TOMORROWS: [&str; 3] = ["morgen", "ubermorgen", "manana"];
/// After these they are the morning.
const MORNINGS: [&str; 8] = ["guten", "am", "jeden", "vom", "la", "cada", "de", "esta"];

pub(super) fn check(text: &str, ground: &Ground) -> Vec<Objection> {
    let found = entities::find(text, None);
    let mut objections: Vec<Objection> = found
        .iter()
        .filter_map(|entity| typed(entity, ground))
        .collect();
    let plain = without(text, &found);
    objections.extend(plain_numbers(&plain, ground));
    objections.extend(number_words(&plain, ground));
    objections.extend(tomorrows(&plain, ground));
    objections
}

fn tomorrows(text: &str, ground: &Ground) -> Vec<Objection> {
    let text = folded(text);
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let before = std::iter::once("").chain(words.iter().copied());
    before
        .zip(&words)
        .filter(|(before, word)| TOMORROWS.contains(word) && !MORNINGS.contains(before))
        .filter(|(_, word)| !ground.says(word))
        .map(|(_, word)| Objection {
            guard: Guard::Date,
            words: (*word).to_owned(),
        })
        .collect()
}

fn typed(entity: &Entity, ground: &Ground) -> Option<Objection> {
    let guard = match entity.kind {
        EntityKind::Amount | EntityKind::Order | EntityKind::Tracking => Guard::Figure,
        EntityKind::Date => Guard::Date,
        EntityKind::Url | EntityKind::Email | EntityKind::Phone => Guard::Address,
    };
    let value = entity.value.as_deref().unwrap_or(&entity.text);
    let is_record = matches!(entity.kind, EntityKind::Order | EntityKind::Tracking);
    let is_grounded = ground.has_value(entity.kind, value)
        || (is_record && is_known_record(value, ground))
        || (entity.kind == EntityKind::Date && is_known_day(entity, ground))
        || (entity.kind == EntityKind::Amount && is_same_amount(value, ground));
    (!is_grounded).then(|| Objection {
        guard,
        words: entity.text.clone(),
    })
}

/// The same record may be written with or without a mark, as an order or a tracking number.
fn is_known_record(value: &str, ground: &Ground) -> bool {
    let kinds = [EntityKind::Order, EntityKind::Tracking, EntityKind::Phone];
    kinds.iter().any(|kind| ground.has_value(*kind, value)) || ground.says(value)
}

fn is_known_day(entity: &Entity, ground: &Ground) -> bool {
    let written = folded(&entity.text);
    TODAY.contains(&written.as_str()) || ground.says(&written)
}

/// `12 EUR` and `12.00 EUR` are the same amount.
fn is_same_amount(value: &str, ground: &Ground) -> bool {
    let Some((number, currency)) = value.split_once(' ') else {
        return false;
    };
    let (whole, cents) = number.split_once('.').unwrap_or((number, "00"));
    let full = format!("{whole}.{cents:0<2} {currency}");
    let short = format!("{whole} {currency}");
    ground.has_value(EntityKind::Amount, &full)
        || (cents.chars().all(|c| c == '0') && ground.has_value(EntityKind::Amount, &short))
}

/// The text with what was already judged blanked out.
fn without(text: &str, found: &[Entity]) -> String {
    let is_judged = |at: usize| found.iter().any(|one| (one.start..one.end).contains(&at));
    let characters = text.chars().enumerate();
    characters
        .map(|(at, character)| if is_judged(at) { ' ' } else { character })
        .collect()
}

/// Digits; the number of a list item at the start of a line is none.
fn plain_numbers(text: &str, ground: &Ground) -> Vec<Objection> {
    text.lines()
        .flat_map(|line| {
            let line = line.trim_start();
            let body = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_item = body.len() + 3 > line.len() && body.starts_with(['.', ')', '、']);
            digits(if is_item { body } else { line })
        })
        .filter(|number| !ground.has_number(number))
        .map(|words| Objection {
            guard: Guard::Figure,
            words,
        })
        .collect()
}

fn number_words(text: &str, ground: &Ground) -> Vec<Objection> {
    let folded = folded(text);
    let western = folded
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|word| {
            let known = NUMBER_WORDS
                .iter()
                .find(|(_, words)| words.contains(&word))?;
            Some((known.0, word.to_owned()))
        });
    let characters: Vec<char> = folded.chars().collect();
    let eastern = characters.windows(2).filter_map(|pair| {
        let [numeral, unit] = pair else {
            return None;
        };
        let known = IDEOGRAPHS
            .iter()
            .find(|(ideograph, _)| ideograph == numeral)?;
        UNITS
            .contains(*unit)
            .then(|| (known.1, numeral.to_string()))
    });
    western
        .chain(eastern)
        .filter(|(number, word)| !ground.has_number(number) && !ground.says(word))
        .map(|(_, words)| Objection {
            guard: Guard::Figure,
            words,
        })
        .collect()
}
