//! `POST /cases/{id}/move-message`: a message belongs to another case.

use baton_domain::command::Command;
use baton_domain::command::transfer::MoveOut;
use baton_domain::id::{CaseId, MessageId};

use super::{Begun, Side, TransferError, begin, message, rows};
use crate::app::App;
use crate::case::decide::{Ask, Change};

/// Gives a message to another case, with the answer that is owed to it.
///
/// # Errors
/// [`TransferError::Message`] if it is not this case's to give, and what either case says.
pub async fn move_message(
    app: &App,
    ask: Ask,
    message_id: MessageId,
    to: CaseId,
) -> Result<Change, TransferError> {
    let stamp = ask.call.stamp(app);
    app.db
        .write(move |tx| {
            let ask = ask.clone();
            Box::pin(async move {
                let (own, other) = match begin(tx, &stamp, &ask, to).await? {
                    Begun::Done(change) => return Ok(*change),
                    Begun::Now(own, other) => (own, other),
                };
                let inbound = message::inbound(tx, stamp.workspace, &own, message_id).await?;
                let move_in = inbound.move_in(&own, None);
                let mut source = Side::asked(&stamp, &ask, *own);
                let mut target = Side::other(&stamp, &ask, *other);
                let out = MoveOut { message_id, to };
                source.perform(tx, Command::MoveOut(out)).await?;
                rows::message(tx, stamp.workspace, &inbound, source.case.id, to).await?;
                target.perform(tx, Command::MoveIn(move_in)).await?;
                Ok(source.change())
            })
        })
        .await
}
