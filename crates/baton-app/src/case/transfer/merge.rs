//! `POST /cases/{id}/merge`: a case goes on in another one.
//!
//! What happened in it stays in its own stream and is shown within the other case; what is still to
//! be answered or triaged goes over, and so does everything by which the case was found.

use baton_domain::command::Command;
use baton_domain::command::transfer::{Absorb, Merge, MoveOut};
use baton_domain::event::Event;
use baton_domain::id::{CaseId, MessageId};

use super::{Begun, Side, TransferError, begin, rows};
use crate::app::App;
use crate::case::decide::{Ask, Change};

/// Lets a case go on in another one.
///
/// # Errors
/// What either case says, [`crate::error::AppError::NotFound`] if there is no such case.
pub async fn merge(app: &App, ask: Ask, into: CaseId) -> Result<Change, TransferError> {
    let stamp = ask.call.stamp(app);
    app.db
        .write(move |tx| {
            let ask = ask.clone();
            Box::pin(async move {
                let (own, other) = match begin(tx, &stamp, &ask, into).await? {
                    Begun::Done(change) => return Ok(*change),
                    Begun::Now(own, other) => (own, other),
                };
                let mut source = Side::asked(&stamp, &ask, own.as_ref().clone());
                let mut target = Side::other(&stamp, &ask, *other);
                rows::merge(tx, stamp.workspace, own.id, into).await?;
                target
                    .perform(tx, Command::Absorb(Absorb { other: own }))
                    .await?;
                for message_id in arrived(&target.events) {
                    let out = MoveOut {
                        message_id,
                        to: into,
                    };
                    source.perform(tx, Command::MoveOut(out)).await?;
                }
                source.perform(tx, Command::Merge(Merge { into })).await?;
                Ok(source.change())
            })
        })
        .await
}

/// The messages that the other case took over: this one's stream has to say so too.
fn arrived(events: &[Event]) -> Vec<MessageId> {
    let moved = events.iter().filter_map(|event| match event {
        Event::MessageMoved(moved) => Some(moved.message_id),
        _ => None,
    });
    moved.collect()
}
