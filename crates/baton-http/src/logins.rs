//! Slows guessing of passwords: a few tries for each address, and for all of them together.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use baton_domain::time::{Span, Timestamp};

use crate::problem::Problem;

/// Tries for one address in one window.
const MAX_TRIES: u32 = 10;
/// The window.
const WINDOW: Span = Span::from_minutes(10);
/// Addresses remembered; beyond that the oldest windows are forgotten.
const MAX_ADDRESSES: usize = 10_000;

/// How often each address was tried of late, on this node.
#[derive(Debug, Default)]
pub struct Logins(Mutex<HashMap<String, (Timestamp, u32)>>);

impl Logins {
    /// Counts a try.
    ///
    /// # Errors
    /// 429 `session.too_many_tries` when there were too many.
    pub fn check(&self, email: &str, now: Timestamp) -> Result<(), Problem> {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tries.len() >= MAX_ADDRESSES {
            tries.retain(|_, (since, _)| now.since(*since) < WINDOW);
        }
        let entry = tries.entry(email.trim().to_lowercase()).or_insert((now, 0));
        if now.since(entry.0) >= WINDOW {
            *entry = (now, 0);
        }
        entry.1 += 1;
        if entry.1 > MAX_TRIES {
            return Err(Problem::new(
                StatusCode::TOO_MANY_REQUESTS,
                "session.too_many_tries",
                "Too many tries for this address",
            )
            .detail("Wait ten minutes."));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_be_tried_a_few_times_and_again_later() {
        let logins = Logins::default();
        let now = Timestamp::from_micros(0);
        for _ in 0..MAX_TRIES {
            assert!(logins.check("a@b.example", now).is_ok());
        }
        assert_eq!(logins.check("A@b.example ", now).unwrap_err().status, 429);
        assert!(logins.check("c@d.example", now).is_ok());
        assert!(logins.check("a@b.example", now.plus(WINDOW)).is_ok());
    }
}
