//! What may be spent in a day. Kept in memory: a node that starts again starts a new budget.

use std::sync::{Mutex, PoisonError};

use baton_app::ports::model::ModelFailure;
use baton_domain::time::Timestamp;

const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// A day's tokens.
#[derive(Debug)]
pub(super) struct Budget {
    limit: Option<u64>,
    spent: Mutex<Spent>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Spent {
    day: i64,
    tokens: u64,
}

impl Budget {
    pub(super) fn new(limit: Option<u64>) -> Self {
        Self {
            limit,
            spent: Mutex::default(),
        }
    }

    /// Takes tokens out before they are spent, so that questions at one time cannot overdraw.
    pub(super) fn reserve(&self, now: Timestamp, tokens: u64) -> Result<(), ModelFailure> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let day = now.as_micros().div_euclid(DAY_MICROS);
        if spent.day != day {
            *spent = Spent { day, tokens: 0 };
        }
        let after = spent.tokens.saturating_add(tokens);
        if self.limit.is_some_and(|limit| after > limit) {
            return Err(ModelFailure::Budget);
        }
        spent.tokens = after;
        Ok(())
    }

    /// Puts back what was reserved and not spent. A question without an answer counts as spent.
    pub(super) fn correct(&self, reserved_at: Timestamp, reserved: u64, used: u64) {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.day == reserved_at.as_micros().div_euclid(DAY_MICROS) {
            spent.tokens = spent.tokens.saturating_sub(reserved).saturating_add(used);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_not_overdrawn_and_the_next_begins_anew() {
        let (budget, noon) = (
            Budget::new(Some(100)),
            Timestamp::from_micros(DAY_MICROS / 2),
        );
        assert!(budget.reserve(noon, 60).is_ok());
        assert_eq!(budget.reserve(noon, 60), Err(ModelFailure::Budget));
        budget.correct(noon, 60, 20);
        assert!(budget.reserve(noon, 60).is_ok());
        let tomorrow = Timestamp::from_micros(DAY_MICROS * 3 / 2);
        assert!(budget.reserve(tomorrow, 100).is_ok());
    }
}
