//! When we work: weekly hours in a time zone, without holidays. Counts working time only.
//!
//! Days are civil days of the zone, so a day on which clocks change is as long as it really is.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

use crate::time::{Span, Timestamp};

/// How many days ahead a due is looked for before the calendar counts as never open.
const HORIZON_DAYS: usize = 400;

/// One stretch of work within a day: from the opening up to, not including, the closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// When it begins.
    pub opens: Time,
    /// When it ends; midnight here means the end of the day.
    pub closes: Time,
}

/// Weekly hours, holidays and the zone they are meant in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    hours: Option<Weekly>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Weekly {
    zone: TimeZone,
    week: Vec<(Weekday, Hours)>,
    holidays: Vec<Date>,
}

impl Calendar {
    /// Around the clock, every day.
    #[must_use]
    pub const fn always() -> Self {
        Self { hours: None }
    }

    /// These hours of the week in this zone, except on holidays.
    #[must_use]
    pub fn weekly(zone: TimeZone, week: Vec<(Weekday, Hours)>, holidays: Vec<Date>) -> Self {
        Self {
            hours: Some(Weekly {
                zone,
                week,
                holidays,
            }),
        }
    }

    /// The instant at which this much working time has passed since `from`. A calendar that does
    /// not open for over a year counts around the clock, so that nothing is ever due never.
    #[must_use]
    pub fn after(&self, from: Timestamp, working: Span) -> Timestamp {
        let Some(weekly) = &self.hours else {
            return from.plus(working);
        };
        let mut left = working;
        for (opens, closes) in weekly.stretches(from) {
            let begins = opens.max(from);
            let length = closes.since(begins);
            if left <= length {
                return begins.plus(left);
            }
            left = Span::from_micros(left.as_micros().saturating_sub(length.as_micros()));
        }
        from.plus(working)
    }

    /// The working time between two instants; negative if `to` is earlier.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> Span {
        let Some(weekly) = &self.hours else {
            return to.since(from);
        };
        if to < from {
            return Span::from_micros(self.between(to, from).as_micros().saturating_neg());
        }
        let micros = weekly
            .stretches(from)
            .take_while(|(opens, _)| *opens < to)
            .map(|(opens, closes)| closes.min(to).since(opens.max(from)).as_micros())
            .fold(0_i64, i64::saturating_add);
        Span::from_micros(micros)
    }
}

impl Weekly {
    /// The stretches of work that end after `from`, in order.
    fn stretches(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let first = jiff::Timestamp::from_microsecond(from.as_micros())
            .ok()
            .map(|instant| instant.to_zoned(self.zone.clone()).date());
        first
            .into_iter()
            .flat_map(|date| date.series(1.day()).take(HORIZON_DAYS))
            .filter(|date| !self.holidays.contains(date))
            .flat_map(|date| self.day(date))
            .filter(move |(_, closes)| *closes > from)
    }

    /// The stretches of work of one day, in order.
    fn day(&self, date: Date) -> Vec<(Timestamp, Timestamp)> {
        let mut stretches: Vec<_> = self
            .week
            .iter()
            .filter(|(weekday, _)| *weekday == date.weekday())
            .filter_map(|(_, hours)| self.stretch(date, *hours))
            .collect();
        stretches.sort_unstable();
        stretches
    }

    fn stretch(&self, date: Date, hours: Hours) -> Option<(Timestamp, Timestamp)> {
        let opens = self.instant(date, hours.opens)?;
        let closes = if hours.closes == Time::midnight() {
            self.instant(date.tomorrow().ok()?, Time::midnight())?
        } else {
            self.instant(date, hours.closes)?
        };
        (opens < closes).then_some((opens, closes))
    }

    fn instant(&self, date: Date, time: Time) -> Option<Timestamp> {
        let zoned: Zoned = date.to_datetime(time).to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn office() -> Calendar {
        let hours = Hours {
            opens: time(9, 0, 0, 0),
            closes: time(17, 0, 0, 0),
        };
        let week = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
        ];
        Calendar::weekly(
            TimeZone::get("Europe/Berlin").unwrap(),
            week.into_iter().map(|day| (day, hours)).collect(),
            vec![date(2026, 12, 25)],
        )
    }

    #[test]
    fn without_hours_working_time_is_time() {
        let from = at("2026-11-20T23:00:00Z");
        assert_eq!(
            Calendar::always().after(from, Span::from_hours(4)),
            at("2026-11-21T03:00:00Z")
        );
    }

    #[test]
    fn a_clock_started_on_friday_evening_is_due_on_monday() {
        let due = office().after(at("2026-11-20T15:00:00Z"), Span::from_hours(4));
        assert_eq!(due, at("2026-11-23T11:00:00Z"));
    }

    #[test]
    fn a_clock_started_outside_hours_begins_when_we_open() {
        let due = office().after(at("2026-11-21T12:00:00Z"), Span::from_hours(1));
        assert_eq!(due, at("2026-11-23T09:00:00Z"));
    }

    #[test]
    fn nobody_works_on_a_holiday() {
        let due = office().after(at("2026-12-24T15:30:00Z"), Span::from_hours(1));
        assert_eq!(due, at("2026-12-28T08:30:00Z"));
    }

    #[test]
    fn hours_follow_the_zone_when_its_clocks_change() {
        let due = office().after(at("2026-03-27T15:00:00Z"), Span::from_hours(2));
        assert_eq!(due, at("2026-03-30T08:00:00Z"));
    }

    #[test]
    fn the_time_between_start_and_due_is_the_target() {
        let from = at("2026-11-20T13:17:00Z");
        for hours in [1, 5, 8, 40, 100] {
            let due = office().after(from, Span::from_hours(hours));
            assert_eq!(office().between(from, due), Span::from_hours(hours));
            assert_eq!(office().between(due, from), Span::from_hours(-hours));
        }
    }

    #[test]
    fn hours_may_run_to_midnight() {
        let evening = Hours {
            opens: time(18, 0, 0, 0),
            closes: Time::midnight(),
        };
        let calendar = Calendar::weekly(TimeZone::UTC, vec![(Weekday::Friday, evening)], vec![]);
        let due = calendar.after(at("2026-11-20T20:00:00Z"), Span::from_hours(4));
        assert_eq!(due, at("2026-11-21T00:00:00Z"));
    }

    #[test]
    fn a_calendar_that_never_opens_still_has_a_due() {
        let never = Calendar::weekly(TimeZone::UTC, vec![], vec![]);
        let from = at("2026-11-20T20:00:00Z");
        assert_eq!(
            never.after(from, Span::from_hours(4)),
            from.plus(Span::from_hours(4))
        );
    }
}
