//! How much one place may try without an API key: signing in, links, and what anybody may read.
//!
//! Kept by each node in memory. Guesses count until they turn out right, so people who know their
//! password are never held up by it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use baton_app::caller::Caller;
use baton_domain::time::{Span, Timestamp};

use crate::peer::Peer;
use crate::problem::Problem;
use crate::state::HttpState;

/// Wrong guesses for one address or account in one window.
const MAX_GUESSES: u32 = 10;
/// Wrong guesses from one place in one window.
const MAX_GUESSES_OF_PEER: u32 = 100;
/// The window of guesses.
const GUESS_WINDOW: Span = Span::from_minutes(10);
/// Requests of one place in one window without any key or session.
const MAX_ANONYMOUS: u32 = 600;
/// The window of those.
const ANONYMOUS_WINDOW: Span = Span::from_minutes(1);
/// Keys remembered of one kind; beyond it windows that have ended are forgotten.
const MAX_REMEMBERED: usize = 10_000;

/// Every limit of this node.
#[derive(Debug)]
pub struct Limits {
    accounts: Windows<String>,
    peers: Windows<Peer>,
    anonymous: Windows<Peer>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            accounts: Windows::new(MAX_GUESSES, GUESS_WINDOW),
            peers: Windows::new(MAX_GUESSES_OF_PEER, GUESS_WINDOW),
            anonymous: Windows::new(MAX_ANONYMOUS, ANONYMOUS_WINDOW),
        }
    }
}

impl Limits {
    /// Counts a guess at an account's password or code.
    ///
    /// # Errors
    /// 429 `session.too_many_tries` when there were too many.
    pub fn guess(&self, account: &str, peer: Peer, now: Timestamp) -> Result<Guess<'_>, Problem> {
        let account = account.trim().to_lowercase();
        let wait = self.peers.count(peer, now).err();
        let wait = wait.max(self.accounts.count(account.clone(), now).err());
        match wait {
            None => Ok(Guess {
                limits: self,
                account,
                peer,
            }),
            Some(seconds) => Err(Problem::too_many(
                "session.too_many_tries",
                "Too many wrong tries",
                seconds,
            )),
        }
    }

    /// Counts a request by nobody in particular.
    ///
    /// # Errors
    /// 429 `request.too_many`.
    pub fn anonymous(&self, peer: Peer, now: Timestamp) -> Result<(), Problem> {
        self.anonymous
            .count(peer, now)
            .map_err(|seconds| Problem::too_many("request.too_many", "Too many requests", seconds))
    }
}

/// A guess that was counted.
#[derive(Debug)]
#[must_use = "a guess that is not said to be right counts as wrong"]
pub struct Guess<'a> {
    limits: &'a Limits,
    account: String,
    peer: Peer,
}

impl Guess<'_> {
    /// It was right: it does not count.
    pub fn was_right(self) {
        self.limits.accounts.uncount(&self.account);
        self.limits.peers.uncount(&self.peer);
    }
}

impl HttpState {
    /// Counts a guess at the caller's own password or code.
    ///
    /// # Errors
    /// 429 `session.too_many_tries`.
    pub(crate) fn own_guess(&self, caller: &Caller, peer: Peer) -> Result<Guess<'_>, Problem> {
        let account = format!("{:?}", caller.actor());
        self.limits.guess(&account, peer, self.app.clock.now())
    }
}

/// Bounds what one place may ask of routes that anybody may call.
pub async fn for_anybody(
    State(state): State<HttpState>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    match state.limits.anonymous(peer, state.app.clock.now()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// How often each key was counted in its window.
#[derive(Debug)]
struct Windows<K> {
    most: u32,
    span: Span,
    counts: Mutex<HashMap<K, (Timestamp, u32)>>,
}

impl<K: Hash + Eq> Windows<K> {
    fn new(most: u32, span: Span) -> Self {
        Self {
            most,
            span,
            counts: Mutex::default(),
        }
    }

    /// Counts one more, or tells how many seconds to wait.
    fn count(&self, key: K, now: Timestamp) -> Result<(), u64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() >= MAX_REMEMBERED {
            counts.retain(|_, (since, _)| now.since(*since) < self.span);
        }
        let (since, count) = counts.entry(key).or_insert((now, 0));
        if now.since(*since) >= self.span {
            (*since, *count) = (now, 0);
        }
        if *count >= self.most {
            let left = self.span.as_micros() - now.since(*since).as_micros();
            return Err(u64::try_from(left).unwrap_or_default().div_ceil(1_000_000));
        }
        *count += 1;
        Ok(())
    }

    fn uncount(&self, key: &K) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, count)) = counts.get_mut(key) {
            *count = count.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(0);

    fn peer(last: u8) -> Peer {
        Peer(Some([198, 51, 100, last].into()))
    }

    #[test]
    fn an_address_can_be_guessed_at_a_few_times_and_again_later() {
        let limits = Limits::default();
        for _ in 0..MAX_GUESSES {
            drop(limits.guess("a@b.example", peer(1), NOW).unwrap());
        }
        let refused = limits.guess("A@b.example ", peer(2), NOW).unwrap_err();
        assert_eq!((refused.status, refused.retry_after_s), (429, Some(600)));
        let half = NOW.plus(Span::from_minutes(5));
        let refused = limits.guess("a@b.example", peer(2), half).unwrap_err();
        assert_eq!(refused.retry_after_s, Some(300));
        assert!(limits.guess("c@d.example", peer(1), NOW).is_ok());
        assert!(
            limits
                .guess("a@b.example", peer(1), NOW.plus(GUESS_WINDOW))
                .is_ok()
        );
    }

    #[test]
    fn a_right_guess_does_not_count() {
        let limits = Limits::default();
        for _ in 0..MAX_GUESSES * 20 {
            limits
                .guess("a@b.example", peer(1), NOW)
                .unwrap()
                .was_right();
        }
    }

    #[test]
    fn one_place_cannot_try_every_address() {
        let limits = Limits::default();
        for number in 0..MAX_GUESSES_OF_PEER {
            drop(
                limits
                    .guess(&format!("{number}@b.example"), peer(1), NOW)
                    .unwrap(),
            );
        }
        assert!(limits.guess("next@b.example", peer(1), NOW).is_err());
        assert!(limits.guess("next@b.example", peer(2), NOW).is_ok());
    }

    #[test]
    fn whoever_asks_too_much_waits_until_the_minute_is_over() {
        let limits = Limits::default();
        for _ in 0..MAX_ANONYMOUS {
            limits.anonymous(peer(1), NOW).unwrap();
        }
        assert_eq!(
            limits.anonymous(peer(1), NOW).unwrap_err().retry_after_s,
            Some(60)
        );
        assert!(limits.anonymous(peer(2), NOW).is_ok());
    }
}
