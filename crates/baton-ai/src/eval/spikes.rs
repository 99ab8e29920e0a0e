//! On which days a topic came far more often than usual.
//!
//! Rows: `topic`, `day` from zero, `count`, `spike`. Without a file, a simulated support desk: busy
//! and quiet topics with a weekly shape, a share of tickets taken for another topic, and days at
//! three times the usual.

use std::collections::BTreeMap;

use serde_json::Value;

use super::metric::{f1, fraction};
use super::{EvalError, EvalReport, EvalTask, Measured, Rows, finished, metrics, text};
use crate::features::precise;
use crate::linear::next;
use crate::spikes::{WINDOW_DAYS, WeeklyShape, find};

const TOPICS: usize = 40;
const DAYS: usize = 240;
const LIFT: f64 = 3.0;
/// One day in a hundred is a spike.
const SPIKE_SHARE: f64 = 0.01;
/// This share of tickets is taken for another topic.
const NOISE: f64 = 0.1;
const WEEK: [f64; 7] = [1.3, 1.2, 1.1, 1.0, 1.0, 0.8, 0.6];

/// Daily counts of one topic, and which days are spikes.
#[derive(Default)]
struct Series {
    counts: Vec<u32>,
    is_spike: Vec<bool>,
}

pub(super) fn measure(test: &Rows) -> Result<Measured, EvalError> {
    let mut topics: BTreeMap<String, Series> = BTreeMap::new();
    for (topic, day, count, is_spike) in test.convert(row)? {
        let series = topics.entry(topic).or_default();
        if series.counts.len() <= day {
            series.counts.resize(day + 1, 0);
            series.is_spike.resize(day + 1, false);
        }
        if let (Some(here), Some(truth)) =
            (series.counts.get_mut(day), series.is_spike.get_mut(day))
        {
            (*here, *truth) = (count, is_spike);
        }
    }
    Ok(figures(&topics.into_values().collect::<Vec<_>>()))
}

/// More days than any record of a support desk has.
const MOST_DAYS: u64 = 10_000;

fn row(row: &Value) -> Option<(String, usize, u32, bool)> {
    let day = row.get("day")?.as_u64().filter(|day| *day < MOST_DAYS)?;
    Some((
        text(row, "topic")?,
        usize::try_from(day).ok()?,
        u32::try_from(row.get("count")?.as_u64()?).ok()?,
        row.get("spike")?.as_bool()?,
    ))
}

/// Measures on the simulated desk. `cpu_seconds` reads the caller's clock of processor time.
#[must_use]
pub fn run_simulated_spikes(seed: u64, cpu_seconds: &dyn Fn() -> f64) -> EvalReport {
    let began = cpu_seconds();
    let measured = figures(&simulated(seed));
    finished(EvalTask::Spikes, measured, cpu_seconds() - began)
}

fn figures(topics: &[Series]) -> Measured {
    let days = topics
        .iter()
        .map(|topic| topic.counts.len())
        .max()
        .unwrap_or_default();
    let totals: Vec<u32> = (0..days)
        .map(|day| {
            topics
                .iter()
                .filter_map(|topic| topic.counts.get(day))
                .sum()
        })
        .collect();
    let shape = WeeklyShape::of(&totals);
    let (mut hits, mut alarms, mut spikes, mut calm) = (0, 0, 0, 0);
    for topic in topics {
        let found = find(&topic.counts, &shape);
        let is_true = |day: usize| topic.is_spike.get(day) == Some(&true);
        let right = found.iter().filter(|spike| is_true(spike.day)).count();
        hits += right;
        alarms += found.len() - right;
        let judged = WINDOW_DAYS..topic.counts.len();
        let there = judged.clone().filter(|day| is_true(*day)).count();
        spikes += there;
        calm += judged.len() - there;
    }
    Measured::plain(
        spikes + calm,
        metrics([
            ("precision", fraction(hits, hits + alarms)),
            ("recall", fraction(hits, spikes)),
            ("f1", f1(hits, alarms, spikes.saturating_sub(hits))),
            ("false_alarms_per_topic_day", fraction(alarms, calm)),
        ]),
    )
}

struct Dice(u64);

impl Dice {
    /// Between zero and one.
    fn share(&mut self) -> f64 {
        let bits = u32::try_from(next(&mut self.0) >> 32).unwrap_or_default();
        f64::from(bits) / f64::from(u32::MAX)
    }

    /// Arrivals at a mean rate (Knuth's method, in steps that keep the product above zero).
    fn arrivals(&mut self, rate: f64) -> u32 {
        let (mut count, mut left, mut product) = (0, rate, 1.0_f64);
        for _ in 0..100_000 {
            product *= self.share().max(f64::MIN_POSITIVE);
            while product < 1.0 && left > 0.0 {
                let step = left.min(50.0);
                product *= step.exp();
                left -= step;
            }
            if product <= 1.0 {
                break;
            }
            count += 1;
        }
        count
    }
}

fn simulated(seed: u64) -> Vec<Series> {
    let mut dice = Dice(seed);
    let mut topics = Vec::with_capacity(TOPICS);
    for topic in 0..TOPICS {
        // From six to about eighty a day, most of them quiet: three times two is no news.
        let rate = 6.0 * (2.6 * fraction(topic, TOPICS)).exp();
        let mut series = Series::default();
        for (day, weight) in (0..DAYS).zip(WEEK.iter().cycle()) {
            let is_spike = day >= WINDOW_DAYS && dice.share() < SPIKE_SHARE;
            let swing = 0.85 + 0.3 * dice.share();
            let lift = if is_spike { LIFT } else { 1.0 };
            series
                .counts
                .push(dice.arrivals(rate * weight * swing * lift));
            series.is_spike.push(is_spike);
        }
        topics.push(series);
    }
    for day in 0..DAYS {
        confuse(&mut topics, day, &mut dice);
    }
    topics
}

/// Takes a share of each topic's tickets for another topic.
fn confuse(topics: &mut [Series], day: usize, dice: &mut Dice) {
    for from in 0..topics.len() {
        let count = topics
            .get(from)
            .and_then(|topic| topic.counts.get(day))
            .copied();
        for _ in 0..count.unwrap_or_default() {
            if dice.share() >= NOISE {
                continue;
            }
            let place = dice.share() * precise(TOPICS - 1);
            let to = (0..TOPICS)
                .find(|topic| precise(*topic + 1) > place)
                .unwrap_or(from);
            let mut shift = |topic: usize, by: i32| {
                let place = topics
                    .get_mut(topic)
                    .and_then(|topic| topic.counts.get_mut(day));
                if let Some(count) = place {
                    *count = count.saturating_add_signed(by);
                }
            };
            shift(from, -1);
            shift(to, 1);
        }
    }
}
