//! Who read what: one `accessed` event for each reader, case and hour; a look-up of its order is one
//! of its own.
//!
//! Written beside the request, never by it: a read neither waits for this nor fails with it. Which
//! reads were noted already is remembered in memory to spare writes, and decided in the database,
//! so that restarts and other nodes do not count twice.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::{Accessed, Looked};
use baton_domain::id::{CaseId, WorkspaceId};
use baton_domain::time::Timestamp;
use baton_store::StoreError;
use baton_store::event::{Stamp, Stream};
use baton_store::idempotency::{Claimed, Request};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::caller::Caller;

const HOUR_US: i64 = 3_600_000_000;
/// Reads remembered in memory at most: about 10 MB.
const MAX_REMEMBERED: usize = 100_000;

/// What this process has noted in the hour.
#[derive(Debug, Default)]
pub(crate) struct Readings(Mutex<Noted>);

impl Readings {
    fn lock(&self) -> MutexGuard<'_, Noted> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who read what of which case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    workspace: WorkspaceId,
    reader: String,
    case: CaseId,
    what: Option<Looked>,
}

/// The reads of one hour.
#[derive(Debug, Default)]
struct Noted {
    hour: i64,
    readings: BTreeSet<Reading>,
}

impl Noted {
    /// Whether the read is the first of its hour, as far as this process remembers.
    fn is_first(&mut self, hour: i64, reading: Reading) -> bool {
        if self.hour != hour || self.readings.len() >= MAX_REMEMBERED {
            self.hour = hour;
            self.readings.clear();
        }
        self.readings.insert(reading)
    }
}

/// Notes that a caller has read a case. Returns at once; what a program reads by a key of its own
/// is not noted here.
pub fn note(app: &Arc<App>, caller: &Caller, case: CaseId) {
    if caller.teammate().is_some() {
        note_read(app, caller.workspace, caller.actor(), case, None);
    }
}

/// Notes that somebody, or AI for a draft, looked the case's order up. Returns at once.
pub fn note_order(app: &Arc<App>, workspace: WorkspaceId, actor: Actor, case: CaseId) {
    note_read(app, workspace, actor, case, Some(Looked::Order));
}

fn note_read(
    app: &Arc<App>,
    workspace: WorkspaceId,
    actor: Actor,
    case: CaseId,
    what: Option<Looked>,
) {
    let at = app.clock.now();
    let stamp = Stamp {
        workspace,
        at,
        actor,
    };
    let reading = Reading {
        workspace,
        reader: name(actor),
        case,
        what,
    };
    if !app.readings.lock().is_first(hour(at), reading.clone()) {
        return;
    }
    let app = Arc::clone(app);
    tokio::spawn(async move {
        if let Err(error) = record(&app, stamp, case, what).await {
            // The next read of the hour tries again.
            app.readings.lock().readings.remove(&reading);
            tracing::warn!(%error, %case, "who read a case was not recorded");
        }
    });
}

/// The reader in one word. Teammates have their id alone, as ever.
fn name(actor: Actor) -> String {
    match actor {
        Actor::Teammate(id) => id.to_string(),
        Actor::Machine(id) => id.to_string(),
        Actor::Contact(id) => id.to_string(),
        Actor::Ai => "ai".to_owned(),
        Actor::System => "system".to_owned(),
    }
}

/// Records a read unless the hour has it already. Tells whether it did.
///
/// # Errors
/// If the database fails.
pub async fn record(
    app: &App,
    stamp: Stamp,
    case: CaseId,
    what: Option<Looked>,
) -> Result<bool, StoreError> {
    let request = once(&name(stamp.actor), case, what, stamp.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let claimed = tx
                    .claim_request(&stamp, &request, &case.to_string())
                    .await?;
                if claimed != Claimed::Fresh {
                    return Ok(false);
                }
                let event = Event::Accessed(Accessed {
                    case_id: case,
                    what,
                });
                tx.append(&stamp, &Stream::access(case), &[event]).await?;
                Ok(true)
            })
        })
        .await
}

/// The key under which an hour's read happens once. No caller's own key can be the same: those
/// begin with who calls.
fn once(reader: &str, case: CaseId, what: Option<Looked>, at: Timestamp) -> Request {
    let what = match what {
        None => "",
        Some(Looked::Order) => " order",
    };
    let digest = Sha256::digest(format!("access {reader} {case} {}{what}", hour(at))).into();
    Request {
        key_digest: digest,
        request_digest: digest,
    }
}

const fn hour(at: Timestamp) -> i64 {
    at.as_micros().div_euclid(HOUR_US)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(case: u128, what: Option<Looked>) -> Reading {
        Reading {
            workspace: WorkspaceId::from_bits(1),
            reader: "mate".to_owned(),
            case: CaseId::from_bits(case),
            what,
        }
    }

    #[test]
    fn a_case_is_noted_once_an_hour() {
        let mut noted = Noted::default();
        assert!(noted.is_first(7, reading(1, None)));
        assert!(!noted.is_first(7, reading(1, None)));
        assert!(noted.is_first(7, reading(2, None)));
        assert!(noted.is_first(8, reading(1, None)));
    }

    #[test]
    fn looking_the_order_up_is_a_read_of_its_own() {
        let mut noted = Noted::default();
        assert!(noted.is_first(7, reading(1, None)));
        assert!(noted.is_first(7, reading(1, Some(Looked::Order))));
        let (case, at) = (CaseId::from_bits(1), Timestamp::from_micros(0));
        assert_ne!(
            once("mate", case, None, at),
            once("mate", case, Some(Looked::Order), at)
        );
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut noted = Noted::default();
        for case in 0..=u128::try_from(MAX_REMEMBERED).unwrap() {
            assert!(noted.is_first(7, reading(case, None)));
        }
        assert_eq!(noted.readings.len(), 1);
    }

    #[test]
    fn another_hour_is_another_read() {
        let case = CaseId::from_bits(1);
        let at = |us| once("mate", case, None, Timestamp::from_micros(us));
        assert_eq!(at(0), at(HOUR_US - 1));
        assert_ne!(at(0), at(HOUR_US));
    }
}
