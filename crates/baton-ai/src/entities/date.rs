//! Days: written out, in digits, or relative to the day of the message.

use super::{EntityKind, Found};
use crate::text::{TokenKind, tokens};

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// For example 2026.
    pub year: i32,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
}

impl Date {
    /// A day, if there is such a day.
    #[must_use]
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let last = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        (1..=last)
            .contains(&day)
            .then_some(Self { year, month, day })
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::new(self.year, self.month, self.day.wrapping_sub(1))
            .or_else(|| self.last_of_month(self.month.wrapping_sub(1)))
            .unwrap_or(Self {
                year: self.year - 1,
                month: 12,
                day: 31,
            })
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Self {
        Self::new(self.year, self.month, self.day.saturating_add(1))
            .or_else(|| Self::new(self.year, self.month.saturating_add(1), 1))
            .unwrap_or(Self {
                year: self.year + 1,
                month: 1,
                day: 1,
            })
    }

    fn last_of_month(self, month: u8) -> Option<Self> {
        (28..=31)
            .rev()
            .find_map(|day| Self::new(self.year, month, day))
    }

    /// This day and month in the year that brings it nearest to `today`.
    fn nearest(month: u8, day: u8, today: Self) -> Option<Self> {
        let distance = |date: &Self| {
            let days =
                |date: &Self| date.year * 372 + i32::from(date.month) * 31 + i32::from(date.day);
            (days(date) - days(&today)).abs()
        };
        [today.year - 1, today.year, today.year + 1]
            .into_iter()
            .filter_map(|year| Self::new(year, month, day))
            .min_by_key(distance)
    }
}

/// ISO 8601.
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Names of months after folding, in English, German, French, Spanish and Italian.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "januar", "janner", "janvier", "enero", "gennaio",
    ],
    &[
        "february", "feb", "februar", "fevrier", "febrero", "febbraio",
    ],
    &["march", "marz", "maerz", "mars", "marzo"],
    &["april", "apr", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio"],
    &["june", "jun", "juni", "juin", "junio", "giugno"],
    &["july", "jul", "juli", "juillet", "julio", "luglio"],
    &["august", "aug", "aout", "agosto"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "settembre",
    ],
    &[
        "october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre",
    ],
    &["november", "nov", "novembre", "noviembre"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "decembre",
        "diciembre",
        "dicembre",
    ],
];

const TODAY: &[&str] = &[
    "today",
    "tonight",
    "heute",
    "aujourd'hui",
    "hoy",
    "oggi",
    "今天",
    "今日",
    "本日",
];
const TOMORROW: &[&str] = &["tomorrow", "demain", "domani", "明天", "明日"];
const YESTERDAY: &[&str] = &[
    "yesterday",
    "gestern",
    "hier",
    "ayer",
    "ieri",
    "昨天",
    "昨日",
];

/// Finds days in folded text.
pub(super) fn find(text: &[char], today: Option<Date>) -> Vec<Found> {
    let words: Vec<Word> = words(text);
    let mut found = Vec::new();
    for at in 0..words.len() {
        let here = words.get(at..).unwrap_or_default();
        found.extend(
            in_digits(text, here)
                .or_else(|| in_ideographs(here, today))
                .or_else(|| written_out(here, today))
                .or_else(|| relative(here, today)),
        );
    }
    found
}

struct Word {
    text: String,
    start: usize,
    end: usize,
}

impl Word {
    /// The number this word is, also with an ordinal ending.
    fn number(&self) -> Option<i32> {
        let digits = self
            .text
            .trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = self.text.get(digits.len()..).unwrap_or_default();
        let is_ordinal = matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er");
        digits
            .parse()
            .ok()
            .filter(|_| is_ordinal && digits.len() <= 4)
    }

    fn small(&self) -> Option<u8> {
        self.number().and_then(|number| u8::try_from(number).ok())
    }

    fn month(&self) -> Option<u8> {
        (1..)
            .zip(MONTHS)
            .find(|(_, names)| names.contains(&self.text.as_str()))
            .map(|(month, _)| month)
    }
}

/// Words, and neighbouring ideographs one by one.
fn words(text: &[char]) -> Vec<Word> {
    tokens(text)
        .iter()
        .filter(|token| token.kind != TokenKind::Symbol)
        .map(|token| Word {
            text: token.of(text).iter().collect(),
            start: token.start,
            end: token.end,
        })
        .collect()
}

fn found(words: &[Word], value: Option<Date>) -> Option<Found> {
    Some(Found {
        kind: EntityKind::Date,
        value: value.map(|date| date.to_string()),
        start: words.first()?.start,
        end: words.last()?.end,
    })
}

/// `2026-02-11`, `11.2.2026`, `11/2/2026`; slashes with two small numbers could be two days.
fn in_digits(text: &[char], words: &[Word]) -> Option<Found> {
    let [first, second, third, ..] = words else {
        return None;
    };
    let separator = *text.get(first.end)?;
    let joined = second.start == first.end + 1
        && third.start == second.end + 1
        && text.get(second.end) == Some(&separator)
        && matches!(separator, '-' | '.' | '/');
    let (a, b, c) = (first.number()?, second.small()?, third.number()?);
    if !joined {
        return None;
    }
    let three = words.get(..3)?;
    if a >= 1000 {
        let date = Date::new(a, b, u8::try_from(c).ok()?)?;
        return found(three, Some(date));
    }
    let (a, year) = (u8::try_from(a).ok()?, if c < 100 { 2000 + c } else { c });
    if year < 1900 {
        return None;
    }
    let (day_first, month_first) = (Date::new(year, b, a), Date::new(year, a, b));
    match (day_first, month_first) {
        (Some(date), _) if separator == '.' => found(three, Some(date)),
        (Some(date), other) if other.is_none() || other == Some(date) => found(three, Some(date)),
        (None, Some(date)) => found(three, Some(date)),
        (Some(_), Some(_)) => found(three, None),
        _ => None,
    }
}

/// `2026年3月1日`, `3月1日`, `3月1号`.
fn in_ideographs(words: &[Word], today: Option<Date>) -> Option<Found> {
    let is = |at: usize, signs: &[&str]| {
        words
            .get(at)
            .is_some_and(|word| signs.contains(&word.text.as_str()))
    };
    let offset = if is(1, &["年"]) { 2 } else { 0 };
    if !is(offset + 1, &["月"]) || !is(offset + 3, &["日", "号"]) {
        return None;
    }
    let month = words.get(offset)?.small()?;
    let day = words.get(offset + 2)?.small()?;
    let value = match words.first()?.number().filter(|_| offset == 2) {
        Some(year) => Date::new(year, month, day),
        None => today.and_then(|today| Date::nearest(month, day, today)),
    };
    found(words.get(..offset + 4)?, value)
}

/// `3 March 2026`, `3. März`, `5 de marzo`, `March 3rd`.
fn written_out(words: &[Word], today: Option<Date>) -> Option<Found> {
    let link = usize::from(
        words
            .get(1)
            .is_some_and(|word| matches!(word.text.as_str(), "de" | "of")),
    );
    let day_first = || {
        let day = words.first()?.small()?;
        Some((words.get(1 + link)?.month()?, day, 2 + link))
    };
    let month_first = || Some((words.first()?.month()?, words.get(1)?.small()?, 2));
    let (month, day, length) = day_first().or_else(month_first)?;
    let year = words
        .get(length)
        .and_then(Word::number)
        .filter(|year| (1900..2100).contains(year));
    let used = length + usize::from(year.is_some());
    Date::new(2024, month, day)?;
    let value = match year {
        Some(year) => Date::new(year, month, day),
        None => today.and_then(|today| Date::nearest(month, day, today)),
    };
    found(words.get(..used)?, value)
}

fn relative(words: &[Word], today: Option<Date>) -> Option<Found> {
    let one = words.first()?.text.clone();
    let two: String = words
        .iter()
        .take(2)
        .map(|word| word.text.as_str())
        .collect();
    let is = |names: &[&str]| {
        if names.contains(&one.as_str()) {
            Some(1)
        } else {
            names
                .iter()
                .any(|name| !name.is_ascii() && *name == two)
                .then_some(2)
        }
    };
    let (length, value) = is(TODAY)
        .map(|length| (length, today))
        .or_else(|| is(TOMORROW).map(|length| (length, today.map(Date::next))))
        .or_else(|| is(YESTERDAY).map(|length| (length, today.map(Date::previous))))?;
    found(words.get(..length)?, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_each_other_over_months_and_years() {
        let new_year = Date::new(2026, 1, 1).unwrap();
        assert_eq!(new_year.previous(), Date::new(2025, 12, 31).unwrap());
        assert_eq!(new_year.previous().next(), new_year);
        assert_eq!(
            Date::new(2024, 2, 28).unwrap().next(),
            Date::new(2024, 2, 29).unwrap()
        );
        assert_eq!(
            Date::new(2026, 3, 1).unwrap().previous(),
            Date::new(2026, 2, 28).unwrap()
        );
    }

    #[test]
    fn there_is_no_thirtieth_of_february() {
        assert_eq!(Date::new(2026, 2, 30), None);
    }
}
