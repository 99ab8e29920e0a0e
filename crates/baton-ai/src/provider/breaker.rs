//! After failures in a row nobody waits for a server that does not answer.

use std::sync::{Mutex, PoisonError};

use baton_domain::time::{Span, Timestamp};

/// So many failures in a row open the breaker.
const MOST_FAILURES: u32 = 5;
/// For so long nobody asks; then one may try.
const REST: Span = Span::from_seconds(30);

#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default, Clone, Copy)]
struct State {
    failures: u32,
    closed_until: Option<Timestamp>,
}

impl Breaker {
    /// True if the server may be asked now. During a rest nobody may; after it one at a time.
    pub(super) fn lets_through(&self, now: Timestamp) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.closed_until {
            Some(until) if now < until => false,
            Some(_) => {
                // Whoever asks now decides; the others wait for another rest.
                state.closed_until = Some(now.plus(REST));
                true
            }
            None => true,
        }
    }

    /// Learns how asking ended.
    pub(super) fn saw(&self, now: Timestamp, has_answered: bool) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if has_answered {
            *state = State::default();
            return;
        }
        state.failures += 1;
        if state.failures >= MOST_FAILURES {
            state.closed_until = Some(now.plus(REST));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_failures_in_a_row_rest_half_a_minute_and_then_one_may_try() {
        let (breaker, start) = (Breaker::default(), Timestamp::from_micros(0));
        for _ in 0..5 {
            assert!(breaker.lets_through(start));
            breaker.saw(start, false);
        }
        assert!(!breaker.lets_through(start));
        let later = start.plus(Span::from_seconds(31));
        assert!(breaker.lets_through(later));
        assert!(!breaker.lets_through(later), "one at a time");
        breaker.saw(later, true);
        assert!(breaker.lets_through(later));
    }

    #[test]
    fn an_answer_between_failures_keeps_it_closed() {
        let (breaker, now) = (Breaker::default(), Timestamp::from_micros(0));
        for _ in 0..20 {
            breaker.saw(now, false);
            breaker.saw(now, true);
        }
        assert!(breaker.lets_through(now));
    }
}
