//! What goes from one case to another: merging, splitting, moving a message.
//!
//! Both cases decide their half in one write unit, so nothing that is owed is in both or in
//! neither. Only what somebody outside wrote can go; our own messages stay where they were sent.

mod merge;
mod message;
mod move_message;
mod rows;
mod split;

pub use merge::merge;
pub use move_message::move_message;
pub use split::split;

use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, WorkspaceId};
use baton_domain::refusal::{CaseRefusal, Refusal};
use baton_store::event::Stamp;
use baton_store::{StoreError, Tx, UnitError};

use super::decide::{Ask, Asked, Change, perform};
use crate::call::Fresh;
use crate::error::AppError;

/// Why a message cannot go to another case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageRefusal {
    /// It is in another case by now, or in none.
    NotInCase,
    /// Nobody outside wrote it.
    NotInbound,
}

impl MessageRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotInCase => "message.not_in_case",
            Self::NotInbound => "message.not_inbound",
        }
    }
}

/// Why nothing went to another case. Both cases are as they were.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The message itself cannot go.
    #[error("refused: {}", .0.code())]
    Message(MessageRefusal),
    /// One of the cases says no, or the world let us down.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for TransferError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<Refusal> for TransferError {
    fn from(refusal: Refusal) -> Self {
        Self::App(refusal.into())
    }
}

impl UnitError for TransferError {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::App(error) => error.as_store(),
            Self::Message(_) => None,
        }
    }
}

/// How the call goes on.
enum Begun {
    /// It was done before under the same idempotency key.
    Done(Box<Change>),
    /// Here is the case that was asked, and the other one.
    Now(Box<Case>, Box<Case>),
}

/// Loads both cases and claims the idempotency key.
async fn begin(
    tx: &mut Tx,
    stamp: &Stamp,
    ask: &Ask,
    other: CaseId,
) -> Result<Begun, TransferError> {
    if ask.case == other {
        return Err(Refusal::from(CaseRefusal::SameCase).into());
    }
    let (own, other) = both(tx, stamp.workspace, ask.case, other).await?;
    let own = own.ok_or(AppError::NotFound)?;
    if let Some(done) = replay(tx, stamp, ask, &own).await? {
        return Ok(Begun::Done(Box::new(done)));
    }
    let other = other.ok_or(AppError::NotFound)?;
    Ok(Begun::Now(Box::new(own), Box::new(other)))
}

/// Both cases, locked in the order of their ids: two transfers never wait for each other.
async fn both(
    tx: &mut Tx,
    workspace: WorkspaceId,
    one: CaseId,
    two: CaseId,
) -> Result<(Option<Case>, Option<Case>), StoreError> {
    if one < two {
        let first = tx.case(workspace, one).await?;
        Ok((first, tx.case(workspace, two).await?))
    } else {
        let second = tx.case(workspace, two).await?;
        Ok((tx.case(workspace, one).await?, second))
    }
}

/// What to answer if this was done before under the same idempotency key.
async fn replay(
    tx: &mut Tx,
    stamp: &Stamp,
    ask: &Ask,
    case: &Case,
) -> Result<Option<Change>, TransferError> {
    Ok(match ask.call.claim(tx, stamp, ask.case).await? {
        Fresh::Yes => None,
        Fresh::Replay(_) => Some(Change {
            case: case.clone(),
            events: Vec::new(),
            is_replay: true,
        }),
    })
}

/// One of the two cases while several commands change it.
struct Side<'a> {
    stamp: &'a Stamp,
    ask: &'a Ask,
    /// As it stands by now.
    case: Case,
    /// What happened to it so far.
    events: Vec<Event>,
    /// What the caller has seen of it; only the first command is held against that.
    seen_sequence: Option<u64>,
}

impl<'a> Side<'a> {
    /// The case that was asked.
    fn asked(stamp: &'a Stamp, ask: &'a Ask, case: Case) -> Self {
        let seen_sequence = ask.seen_sequence;
        Self {
            stamp,
            ask,
            case,
            events: Vec::new(),
            seen_sequence,
        }
    }

    /// The case at the other end.
    const fn other(stamp: &'a Stamp, ask: &'a Ask, case: Case) -> Self {
        Self {
            stamp,
            ask,
            case,
            events: Vec::new(),
            seen_sequence: None,
        }
    }

    async fn perform(&mut self, tx: &mut Tx, command: Command) -> Result<(), TransferError> {
        let asked = Asked {
            stamp: *self.stamp,
            caller: Some(&self.ask.call.caller),
            seen_sequence: self.seen_sequence.take(),
        };
        let change = perform(tx, &asked, &self.case, command).await?;
        self.case = change.case;
        self.events.extend(change.events);
        Ok(())
    }

    fn change(self) -> Change {
        Change {
            case: self.case,
            events: self.events,
            is_replay: false,
        }
    }
}
