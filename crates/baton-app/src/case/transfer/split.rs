//! `POST /cases/{id}/split`: messages become a case of their own.

use baton_domain::case::{Case, limit};
use baton_domain::command::Command;
use baton_domain::command::course::Beginning;
use baton_domain::command::transfer::SplitOff;
use baton_domain::event::course::Opening;
use baton_domain::id::{CaseId, MessageId};
use baton_domain::part::PartRef;
use baton_domain::refusal::{CaseRefusal, Refusal};
use baton_store::event::Stamp;
use baton_store::{StoreError, Tx};

use super::message::{self, Inbound};
use super::{Side, TransferError, replay, rows};
use crate::app::App;
use crate::case::decide::{Ask, Change};
use crate::error::AppError;

/// Makes messages a case of their own, which the event `split` names.
///
/// # Errors
/// [`TransferError::Message`] if one of them is not this case's to give, and what the case says.
pub async fn split(
    app: &App,
    ask: Ask,
    mut message_ids: Vec<MessageId>,
) -> Result<Change, TransferError> {
    message_ids.sort_unstable();
    message_ids.dedup();
    if message_ids.is_empty() || message_ids.len() > limit::MESSAGES {
        return Err(Refusal::from(CaseRefusal::MessageCount).into());
    }
    let number = app.numbers.next(&app.db, ask.call.caller.workspace).await?;
    let stamp = ask.call.stamp(app);
    app.db
        .write(move |tx| {
            let (ask, message_ids) = (ask.clone(), message_ids.clone());
            Box::pin(async move {
                let own = tx.case(stamp.workspace, ask.case).await?;
                let own = own.ok_or(AppError::NotFound)?;
                if let Some(done) = replay(tx, &stamp, &ask, &own).await? {
                    return Ok(done);
                }
                let mut messages = Vec::with_capacity(message_ids.len());
                for id in message_ids {
                    messages.push(message::inbound(tx, stamp.workspace, &own, id).await?);
                }
                messages.sort_by_key(|message| (message.received_at, message.id));
                split_off(tx, &stamp, &ask, own, (&messages, number)).await
            })
        })
        .await
}

async fn split_off(
    tx: &mut Tx,
    stamp: &Stamp,
    ask: &Ask,
    own: Case,
    (messages, number): (&[Inbound], u64),
) -> Result<Change, TransferError> {
    let into = CaseId::mint(&mut tx.ids().at(stamp.at));
    let mut beginning = beginning(tx, stamp, &own, (messages, number)).await?;
    let mut source = Side::asked(stamp, ask, own.clone());
    let mut target = Side::other(stamp, ask, Case::unopened(into));
    let message_ids = messages.iter().map(|message| message.id).collect();
    let split = SplitOff { into, message_ids };
    source.perform(tx, Command::Split(split)).await?;
    for message in messages {
        rows::message(tx, stamp.workspace, message, own.id, into).await?;
        // The first one begins the case, the others find it.
        let move_in = message.move_in(&own, beginning.take());
        target.perform(tx, Command::MoveIn(move_in)).await?;
    }
    Ok(source.change())
}

/// How the new case begins: with the subject of its first message or, where that has none, of the
/// case it comes from.
async fn beginning(
    tx: &mut Tx,
    stamp: &Stamp,
    own: &Case,
    (messages, number): (&[Inbound], u64),
) -> Result<Option<Beginning>, StoreError> {
    let Some(first) = messages.first() else {
        return Ok(None);
    };
    let part = match first.subject {
        Some(part) => Some(part),
        None => tx.case_subject(stamp.workspace, own.id).await?,
    };
    let subject: Option<PartRef> = match part {
        Some(part) => tx
            .part(stamp.workspace, part)
            .await?
            .map(|part| part.reference),
        None => None,
    };
    Ok(Some(Beginning {
        number,
        opening: Opening::Split { from: own.id },
        subject,
        channel_id: Some(first.thread.channel_id),
    }))
}
