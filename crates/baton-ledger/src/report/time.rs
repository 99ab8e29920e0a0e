//! Instants and lengths of time, as people read them. Everything is UTC.

use crate::pack::Language;

const MINUTE_S: i64 = 60;
const HOUR_S: i64 = 60 * MINUTE_S;
const DAY_S: i64 = 24 * HOUR_S;

/// Date and time to the minute: `2025-11-20 09:05`.
pub(super) fn minute(at: i64) -> String {
    let (date, second) = split(at);
    format!(
        "{date} {:02}:{:02}",
        second / HOUR_S,
        second % HOUR_S / MINUTE_S
    )
}

/// Date and time to the microsecond: `2025-11-20 09:05:07.000001`.
pub(super) fn exact(at: i64) -> String {
    let (_, second) = split(at);
    let micros = at.rem_euclid(1_000_000);
    format!("{}:{:02}.{micros:06}", minute(at), second % MINUTE_S)
}

/// A length of time in microseconds by its two largest units: `2 d 3 h`.
pub(super) fn length(micros: i64, language: Language) -> String {
    let seconds = micros.max(0) / 1_000_000;
    let units = [
        (seconds / DAY_S, language.pick("d", "天")),
        (seconds % DAY_S / HOUR_S, language.pick("h", "小时")),
        (seconds % HOUR_S / MINUTE_S, language.pick("min", "分钟")),
        (seconds % MINUTE_S, language.pick("s", "秒")),
    ];
    let shown: Vec<_> = units
        .iter()
        .skip_while(|(count, _)| *count == 0)
        .take(2)
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if shown.is_empty() {
        language.pick("at once", "立即").to_owned()
    } else {
        shown.join(" ")
    }
}

/// The date, and the second within the day.
fn split(at: i64) -> (String, i64) {
    let seconds = at.div_euclid(1_000_000);
    let (year, month, day) = date(seconds.div_euclid(DAY_S));
    let date = format!("{year:04}-{month:02}-{day:02}");
    (date, seconds.rem_euclid(DAY_S))
}

/// The Gregorian date of a day counted from 1970-01-01. Years begin in March here, so that the leap
/// day is the last of its year.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_as_utc() {
        assert_eq!(minute(0), "1970-01-01 00:00");
        assert_eq!(exact(1_763_629_507_000_001), "2025-11-20 09:05:07.000001");
        assert_eq!(minute(951_782_400_000_000), "2000-02-29 00:00");
        assert_eq!(minute(-1), "1969-12-31 23:59");
        assert_eq!(minute(4_107_542_399_000_000), "2100-02-28 23:59");
    }

    #[test]
    fn lengths_have_two_units_at_most() {
        let second = 1_000_000;
        let english = |micros| length(micros, Language::English);
        assert_eq!(english(0), "at once");
        assert_eq!(english(59 * second), "59 s");
        assert_eq!(english(600 * second), "10 min");
        assert_eq!(english(93_784 * second), "1 d 2 h");
        assert_eq!(length(90 * second, Language::Chinese), "1 分钟 30 秒");
    }
}
