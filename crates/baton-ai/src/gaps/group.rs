//! Groups of points that lie close together.
//!
//! One pass around leaders, then centres that are close are merged, then every point goes to its
//! nearest centre. Nothing depends on how many groups there will be.

use crate::dense::{Dense, likeness, normalise};

/// How close points have to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bars {
    /// A point starts a group of its own if no leader is this close.
    leader: f32,
    /// Groups whose centres are this close are one.
    merge: f32,
    /// A point that is further from every centre belongs to none.
    belong: f32,
}

/// For points that are told apart by words alone.
pub(super) const BY_WORDS: Bars = Bars {
    leader: 0.62,
    merge: 0.60,
    belong: 0.35,
};
/// For points that also know what they are near to, which draws all of them together.
pub(super) const BY_NEARNESS: Bars = Bars {
    leader: 0.95,
    merge: 0.85,
    belong: 0.70,
};
/// The number of leaders that are compared pair by pair is bounded.
const MOST_LEADERS: usize = 3_000;
const ROUNDS: usize = 2;

/// Points around a centre.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// The mean of its points, of length one.
    pub(super) centre: Dense,
    /// The points, the nearest to the centre first.
    pub(super) tickets: Vec<usize>,
}

pub(super) fn groups(points: &[Dense], open: &[usize], bars: Bars) -> Vec<Group> {
    let mut groups = merged(around_leaders(points, open, bars), bars);
    for _ in 0..ROUNDS {
        groups = settled((points, open), &groups, bars);
    }
    for group in &mut groups {
        let nearness = |at: &usize| {
            let point = points.get(*at).map(Vec::as_slice).unwrap_or_default();
            likeness(point, &group.centre)
        };
        group
            .tickets
            .sort_by(|left, right| nearness(right).total_cmp(&nearness(left)));
    }
    groups
}

/// The nearest centre and how near it is.
fn nearest(groups: &[Group], point: &[f32]) -> Option<(usize, f32)> {
    groups
        .iter()
        .map(|group| likeness(&group.centre, point))
        .enumerate()
        .max_by(|left, right| left.1.total_cmp(&right.1))
}

fn around_leaders(points: &[Dense], open: &[usize], bars: Bars) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for &at in open {
        let Some(point) = points.get(at) else {
            continue;
        };
        match nearest(&groups, point) {
            Some((place, near)) if near >= bars.leader || groups.len() >= MOST_LEADERS => {
                if let Some(group) = groups.get_mut(place) {
                    group.tickets.push(at);
                }
            }
            _ => groups.push(Group {
                centre: point.clone(),
                tickets: vec![at],
            }),
        }
    }
    for group in &mut groups {
        group.centre = centre(points, &group.tickets);
    }
    groups
}

fn centre(points: &[Dense], tickets: &[usize]) -> Dense {
    let mut sum: Dense = Vec::new();
    for point in tickets.iter().filter_map(|at| points.get(*at)) {
        sum.resize(point.len(), 0.0);
        for (sum, value) in sum.iter_mut().zip(point) {
            *sum += value;
        }
    }
    normalise(&mut sum);
    sum
}

/// Merges the closest pair again and again, until none is close.
fn merged(groups: Vec<Group>, bars: Bars) -> Vec<Group> {
    let mut slots: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    let mut closest: Vec<Option<(usize, f32)>> =
        (0..slots.len()).map(|at| partner(&slots, at)).collect();
    loop {
        let best = closest
            .iter()
            .enumerate()
            .filter_map(|(at, pair)| pair.map(|(other, near)| (at, other, near)))
            .max_by(|left, right| left.2.total_cmp(&right.2));
        let Some((at, other, near)) = best else { break };
        if near < bars.merge {
            break;
        }
        join(&mut slots, at, other);
        for place in 0..slots.len() {
            let is_touched = closest
                .get(place)
                .copied()
                .flatten()
                .is_some_and(|(partner, _)| partner == at || partner == other);
            if place == at || place == other || is_touched {
                let found = partner(&slots, place);
                if let Some(slot) = closest.get_mut(place) {
                    *slot = found;
                }
            }
        }
    }
    slots.into_iter().flatten().collect()
}

/// The nearest group after this one, so that each pair is looked at once.
fn partner(slots: &[Option<Group>], at: usize) -> Option<(usize, f32)> {
    let here = slots.get(at)?.as_ref()?;
    slots
        .iter()
        .enumerate()
        .skip(at + 1)
        .filter_map(|(place, group)| Some((place, likeness(&here.centre, &group.as_ref()?.centre))))
        .max_by(|left, right| left.1.total_cmp(&right.1))
}

/// Puts the second group into the first, weighing both centres by their points.
fn join(slots: &mut [Option<Group>], at: usize, other: usize) {
    let Some(gone) = slots.get_mut(other).and_then(Option::take) else {
        return;
    };
    let Some(stays) = slots.get_mut(at).and_then(Option::as_mut) else {
        return;
    };
    let (mine, theirs) = (weight(&stays.tickets), weight(&gone.tickets));
    for (value, more) in stays.centre.iter_mut().zip(&gone.centre) {
        *value = *value * mine + more * theirs;
    }
    normalise(&mut stays.centre);
    stays.tickets.extend(gone.tickets);
}

fn weight(tickets: &[usize]) -> f32 {
    crate::features::narrow(crate::features::precise(tickets.len()))
}

/// Every open point at its nearest centre, and the centres where their points are.
fn settled((points, open): (&[Dense], &[usize]), groups: &[Group], bars: Bars) -> Vec<Group> {
    let mut tickets: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for &at in open {
        let found = points.get(at).and_then(|point| nearest(groups, point));
        let Some((place, _)) = found.filter(|(_, near)| *near >= bars.belong) else {
            continue;
        };
        if let Some(slot) = tickets.get_mut(place) {
            slot.push(at);
        }
    }
    tickets
        .into_iter()
        .filter(|tickets| !tickets.is_empty())
        .map(|tickets| Group {
            centre: centre(points, &tickets),
            tickets,
        })
        .collect()
}
