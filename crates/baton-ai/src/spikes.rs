//! Days on which a topic came far more often than usual.
//!
//! What is usual is the median of the last four weeks, freed of the weekly shape; how far above is
//! measured where counts spread evenly (Anscombe, 1948). A few loud days among the four weeks do
//! not move a median, so a spike is not hidden by the one before.

use crate::features::precise;

/// Days that say what is usual.
pub const WINDOW_DAYS: usize = 28;
const WEEK_DAYS: usize = 7;
/// From here on, in spreads, a day is far above.
const LEAST_DISTANCE: f64 = 3.2;
/// And at least so many times what is usual.
const LEAST_LIFT: f64 = 1.5;
/// A median deviation of one spread has this size.
const DEVIATION: f64 = 0.6745;

/// How the days of a week share its tickets; the mean is one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeeklyShape([f64; WEEK_DAYS]);

impl Default for WeeklyShape {
    fn default() -> Self {
        Self([1.0; WEEK_DAYS])
    }
}

impl WeeklyShape {
    /// The shape of these daily totals over all topics, oldest first; flat below two weeks.
    #[must_use]
    pub fn of(totals: &[u32]) -> Self {
        if totals.len() < 2 * WEEK_DAYS {
            return Self::default();
        }
        let mut by_day: [Vec<f64>; WEEK_DAYS] = Default::default();
        for (day, total) in totals.iter().enumerate() {
            if let Some(list) = by_day.get_mut(day % WEEK_DAYS) {
                list.push(f64::from(*total));
            }
        }
        let medians = by_day.map(|list| median(list) + 1.0);
        let mean = medians.iter().sum::<f64>() / precise(WEEK_DAYS);
        Self(medians.map(|value| value / mean))
    }

    fn at(&self, day: usize) -> f64 {
        self.0.get(day % WEEK_DAYS).copied().unwrap_or(1.0)
    }
}

/// A day far above what is usual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spike {
    /// Which day, by position.
    pub day: usize,
    /// How many there were.
    pub count: u32,
    /// How many are usual on such a day.
    pub usual: f64,
    /// How far above, in spreads.
    pub distance: f64,
}

/// The spikes among daily counts of one topic, oldest first; none before four weeks have passed.
///
/// The shape must count its days from the same first day.
#[must_use]
pub fn find(counts: &[u32], shape: &WeeklyShape) -> Vec<Spike> {
    (WINDOW_DAYS..counts.len())
        .filter_map(|day| judge(counts, shape, day))
        .collect()
}

fn judge(counts: &[u32], shape: &WeeklyShape, day: usize) -> Option<Spike> {
    let count = *counts.get(day)?;
    let window = counts.get(day.checked_sub(WINDOW_DAYS)?..day)?;
    let first = day - WINDOW_DAYS;
    let flat: Vec<f64> = window
        .iter()
        .enumerate()
        .map(|(at, count)| f64::from(*count) / shape.at(first + at))
        .collect();
    let level = median(flat);
    let usual = level * shape.at(day);
    let away = |(at, count): (usize, &u32)| {
        (even(f64::from(*count)) - even(level * shape.at(first + at))).abs()
    };
    let spread = median(window.iter().enumerate().map(away).collect()) / DEVIATION;
    let distance = (even(f64::from(count)) - even(usual)) / spread.max(1.0);
    let is_spike = distance > LEAST_DISTANCE && f64::from(count) > LEAST_LIFT * usual;
    is_spike.then_some(Spike {
        day,
        count,
        usual,
        distance,
    })
}

/// Counts of any size spread by about one after this.
fn even(count: f64) -> f64 {
    2.0 * (count + 0.375).sqrt()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = |place: usize| values.get(place).copied().unwrap_or_default();
    let half = values.len() / 2;
    if values.len().is_multiple_of(2) {
        f64::midpoint(at(half.saturating_sub(1)), at(half))
    } else {
        at(half)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(counts: &[u32]) -> Vec<usize> {
        let spikes = find(counts, &WeeklyShape::default());
        spikes.into_iter().map(|spike| spike.day).collect()
    }

    #[test]
    fn three_times_the_usual_is_a_spike_even_after_another() {
        let mut counts = vec![10; 40];
        counts[30] = 31;
        counts[33] = 30;
        assert_eq!(found(&counts), [30, 33]);
    }

    #[test]
    fn a_rare_topic_that_comes_once_is_no_spike() {
        let mut counts = vec![0; 40];
        counts[35] = 2;
        assert!(found(&counts).is_empty());
    }

    #[test]
    fn mondays_are_busy_every_week_and_no_spike() {
        let counts: Vec<u32> = (0..42)
            .map(|day| if day % 7 == 0 { 40 } else { 10 })
            .collect();
        let shape = WeeklyShape::of(&counts);
        assert!(find(&counts, &shape).is_empty());
    }

    #[test]
    fn there_is_no_judgement_before_four_weeks() {
        assert!(found(&[1, 1, 1, 90]).is_empty());
    }
}
