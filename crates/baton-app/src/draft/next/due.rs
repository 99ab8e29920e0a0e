//! The instant that a sentence names, in English and Chinese.
//!
//! A day ends at 23:59:59 UTC: a workspace has no zone of its own yet. Of several the first in the
//! order below counts.

use baton_domain::time::{Span, Timestamp};
use jiff::civil::{Date, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{ToSpan as _, Zoned};

/// The instant by which something is to be done, if the sentence names one that is not past.
pub(super) fn named(sentence: &str, now: Timestamp) -> Option<Timestamp> {
    let folded = sentence.to_lowercase();
    let today = day(now)?;
    let found = within(&folded, now, today)
        .or_else(|| date(&folded, today).and_then(end))
        .or_else(|| weekday(&folded, today).and_then(end))
        .or_else(|| near_day(&folded, today).and_then(end));
    found.filter(|due| *due > now)
}

/// The end of the day this many days from now.
pub(super) fn end_of_day_in(days: i64, now: Timestamp) -> Timestamp {
    let at = now.plus(Span::from_days(days));
    day(at).and_then(end).unwrap_or(at)
}

fn day(at: Timestamp) -> Option<Date> {
    let at = jiff::Timestamp::from_microsecond(at.as_micros()).ok()?;
    Some(Zoned::new(at, TimeZone::UTC).date())
}

fn end(day: Date) -> Option<Timestamp> {
    let end = day
        .to_datetime(time(23, 59, 59, 0))
        .to_zoned(TimeZone::UTC)
        .ok()?;
    Some(Timestamp::from_micros(end.timestamp().as_microsecond()))
}

/// Units of time, longest names first.
const UNITS: &[(&str, Unit)] = &[
    ("business day", Unit::WorkingDays),
    ("working day", Unit::WorkingDays),
    ("minute", Unit::Minutes),
    ("hour", Unit::Hours),
    ("day", Unit::Days),
    ("week", Unit::Weeks),
    ("个工作日", Unit::WorkingDays),
    ("工作日", Unit::WorkingDays),
    ("分钟", Unit::Minutes),
    ("个小时", Unit::Hours),
    ("小时", Unit::Hours),
    ("天", Unit::Days),
    ("日内", Unit::Days),
    ("个星期", Unit::Weeks),
    ("周", Unit::Weeks),
];

#[derive(Debug, Clone, Copy)]
enum Unit {
    Minutes,
    Hours,
    Days,
    WorkingDays,
    Weeks,
}

/// "within 24 hours", "in two working days", "3天内". The number stands right before the unit.
fn within(text: &str, now: Timestamp, today: Date) -> Option<Timestamp> {
    UNITS.iter().find_map(|(name, unit)| {
        text.match_indices(name).find_map(|(at, _)| {
            let before = text.get(..at)?;
            let after = text.get(at + name.len()..)?;
            let count = number_before(before)?;
            is_a_limit(before, after, name).then_some(())?;
            after_units(count, *unit, now, today)
        })
    })
}

/// Chinese says 内 after it; English says "within" or "in" before it.
fn is_a_limit(before: &str, after: &str, unit: &str) -> bool {
    if unit.is_ascii() {
        let start = before.len().saturating_sub(24);
        let near = (start..before.len())
            .find_map(|at| before.get(at..))
            .unwrap_or_default();
        near.split(|letter: char| !letter.is_alphanumeric())
            .any(|word| matches!(word, "within" | "in" | "under"))
    } else {
        unit.ends_with('内') || after.starts_with(['内', '之']) || after.starts_with("以内")
    }
}

fn after_units(count: i64, unit: Unit, now: Timestamp, today: Date) -> Option<Timestamp> {
    match unit {
        Unit::Minutes => Some(now.plus(Span::from_minutes(count))),
        Unit::Hours => Some(now.plus(Span::from_hours(count))),
        Unit::Days => today.checked_add(count.days()).ok().and_then(end),
        Unit::Weeks => today.checked_add(count.weeks()).ok().and_then(end),
        Unit::WorkingDays => {
            let mut left = count.clamp(0, 60);
            let mut day = today;
            while left > 0 {
                day = day.tomorrow().ok()?;
                left -= i64::from(!matches!(
                    day.weekday(),
                    Weekday::Saturday | Weekday::Sunday
                ));
            }
            end(day)
        }
    }
}

const ENGLISH_NUMBERS: &[(&str, i64)] = &[
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("fourteen", 14),
];
const CHINESE_NUMBERS: &str = "一二三四五六七八九十";

/// The number that ends a text: digits, an English or a Chinese number word; of a range the end.
fn number_before(text: &str) -> Option<i64> {
    let text = text.trim_end_matches([' ', '-', '个']);
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    if let Some(found) = text.get(digits.len()..).filter(|found| !found.is_empty()) {
        return found.parse().ok().filter(|count| (1..=366).contains(count));
    }
    if let Some(last) = text.chars().next_back().filter(|last| !last.is_ascii()) {
        return match last {
            '两' => Some(2),
            _ => chinese_digit(last),
        };
    }
    let word = text
        .rsplit(|letter: char| !letter.is_ascii_alphabetic())
        .next()?;
    let found = ENGLISH_NUMBERS.iter().find(|(name, _)| *name == word);
    found.map(|(_, count)| *count)
}

fn chinese_digit(letter: char) -> Option<i64> {
    let place = CHINESE_NUMBERS.chars().position(|digit| digit == letter)?;
    i64::try_from(place).ok().map(|place| place + 1)
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// "2026-03-09", "9 March", "March 9th", "3月9日". Without a year the next one.
fn date(text: &str, today: Date) -> Option<Date> {
    iso(text).or_else(|| {
        let (month, day) = chinese_date(text).or_else(|| english_date(text))?;
        let year = today.year();
        let this_year = Date::new(year, month, day).ok();
        this_year
            .filter(|date| *date >= today)
            .or_else(|| Date::new(year + 1, month, day).ok())
    })
}

fn iso(text: &str) -> Option<Date> {
    text.split(|letter: char| !(letter.is_ascii_digit() || letter == '-'))
        .filter(|word| word.len() == 10)
        .find_map(|word| word.parse().ok())
}

fn chinese_date(text: &str) -> Option<(i8, i8)> {
    let (before, after) = text.split_once('月')?;
    let month = before
        .rsplit(|letter: char| !letter.is_ascii_digit())
        .next()?;
    let day = after.split(['日', '号']).next()?;
    Some((month.parse().ok()?, day.trim().parse().ok()?))
}

fn english_date(text: &str) -> Option<(i8, i8)> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "of" && *word != "the")
        .collect();
    let day_of = |word: Option<&&str>| {
        let word = word?.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        word.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let month = MONTHS.iter().position(|name| {
            name == word || (word.len() == 3 && name.starts_with(word) && *word != "may")
        })?;
        let before = at
            .checked_sub(1)
            .and_then(|before| day_of(words.get(before)));
        let day = before.or_else(|| day_of(words.get(at + 1)))?;
        Some((i8::try_from(month + 1).ok()?, day))
    })
}

const WEEKDAYS: [(&str, char, Weekday); 7] = [
    ("monday", '一', Weekday::Monday),
    ("tuesday", '二', Weekday::Tuesday),
    ("wednesday", '三', Weekday::Wednesday),
    ("thursday", '四', Weekday::Thursday),
    ("friday", '五', Weekday::Friday),
    ("saturday", '六', Weekday::Saturday),
    ("sunday", '日', Weekday::Sunday),
];

/// "by Friday", "next Monday", "周五之前", "下周一".
fn weekday(text: &str, today: Date) -> Option<Date> {
    english_weekday(text, today).or_else(|| chinese_weekday(text, today))
}

fn english_weekday(text: &str, today: Date) -> Option<Date> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        let (.., day) = WEEKDAYS.iter().find(|(name, ..)| name == word)?;
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let is_next = before.is_some_and(|before| *before == "next");
        coming(*day, today, is_next)
    })
}

fn chinese_weekday(text: &str, today: Date) -> Option<Date> {
    ["星期", "礼拜", "周"].iter().find_map(|name| {
        text.match_indices(name).find_map(|(at, _)| {
            let letter = text.get(at + name.len()..)?.chars().next()?;
            let letter = if letter == '天' || letter == '末' {
                '日'
            } else {
                letter
            };
            let (.., day) = WEEKDAYS.iter().find(|(_, sign, _)| *sign == letter)?;
            coming(*day, today, text.get(..at)?.ends_with('下'))
        })
    })
}

/// The next such day; "next" means at the earliest next week. A week begins on Monday.
fn coming(day: Weekday, today: Date, is_next: bool) -> Option<Date> {
    let first = if is_next {
        let monday = i64::from(today.weekday().to_monday_zero_offset());
        today.checked_add((7 - monday).days()).ok()?
    } else {
        today.tomorrow().ok()?
    };
    let mut found = first;
    for _ in 0..7 {
        if found.weekday() == day {
            return Some(found);
        }
        found = found.tomorrow().ok()?;
    }
    None
}

/// "today", "tomorrow", "next week", "今天", "后天", "月底".
fn near_day(text: &str, today: Date) -> Option<Date> {
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let after = |days: i64| today.checked_add(days.days()).ok();
    if has(&["day after tomorrow", "后天"]) {
        after(2)
    } else if has(&["tomorrow", "明天", "明日", "明早", "明晚"]) {
        after(1)
    } else if has(&[
        "today",
        "tonight",
        "end of day",
        "end of the day",
        "今天",
        "今日",
        "今晚",
    ]) {
        Some(today)
    } else if has(&["next week", "下周", "下星期"]) {
        coming(Weekday::Friday, today, true)
    } else if has(&["this week", "end of the week", "本周", "这周"]) {
        friday_of_this_week(today)
    } else if has(&["end of the month", "this month", "月底", "本月"]) {
        Some(today.last_of_month())
    } else {
        None
    }
}

fn friday_of_this_week(today: Date) -> Option<Date> {
    match today.weekday() {
        Weekday::Friday | Weekday::Saturday | Weekday::Sunday => Some(today),
        Weekday::Monday | Weekday::Tuesday | Weekday::Wednesday | Weekday::Thursday => {
            coming(Weekday::Friday, today, false)
        }
    }
}
