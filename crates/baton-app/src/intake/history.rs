//! Messages of a time before Baton: they become closed cases, with the instants they were sent at.
//!
//! Nothing is owed because of them. Who may share a case is asked as strictly as of news, except that
//! nobody has to vouch for the sender: whoever imports the files does.

use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::course::Beginning;
use baton_domain::command::intake::KeepHistory;
use baton_domain::event::course::Opening;
use baton_domain::id::{CaseId, ContactId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::Thread;
use baton_domain::participant::{ParticipantRole, Person, Who};
use baton_store::Tx;
use baton_store::read::messages::MessageRecord;

use super::join::{load, takes_part};
use super::keep::Kept;
use super::process::Prepared;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::ports::channel::{Automatic, InboundMessage};

/// What was found out about a message.
pub(super) struct Found<'a> {
    pub(super) thread: Thread,
    pub(super) kept: &'a Kept,
    /// Who outside wrote it or got it.
    pub(super) contact: ContactId,
    /// The earlier message that it names.
    pub(super) referred: Option<&'a MessageRecord>,
}

/// Whether a message is one that we sent to somebody outside.
pub(super) fn is_ours(message: &InboundMessage) -> bool {
    message.automatic == Some(Automatic::Loop) && !message.others.is_empty()
}

/// Keeps a message in the closed case of its thread, or in one of its own.
pub(super) async fn keep(
    tx: &mut Tx,
    prepared: &Prepared,
    found: Found<'_>,
) -> Result<Case, AppError> {
    let stamp = &prepared.stamp;
    let row = &prepared.row;
    // A date in the future is a wrong clock; what we know is when it was imported.
    let sent_at = prepared
        .message
        .sent_at
        .map_or(row.received_at, |sent_at| sent_at.min(row.received_at));
    tx.date_back(stamp.workspace, row.id, sent_at, prepared.is_ours)
        .await?;
    let (before, beginning) = match case_of(tx, prepared, &found).await? {
        Some(case) => (case, None),
        None => {
            let id = CaseId::mint(&mut tx.ids().at(stamp.at));
            let beginning = Beginning {
                number: prepared.number,
                opening: Opening::History { began_at: sent_at },
                subject: found.kept.subject,
                channel_id: Some(prepared.config.id),
            };
            (Case::unopened(id), Some(beginning))
        }
    };
    let command = Command::KeepHistory(KeepHistory {
        beginning,
        message_id: row.id,
        with: Person {
            who: Who::Contact(found.contact),
            role: ParticipantRole::Customer,
            identity: IdentityLevel::Unverified,
        },
        thread: found.thread,
        content: found.kept.content,
        attachments: found.kept.attachments.clone(),
        raw: Some(prepared.raw),
        sent_at,
        is_ours: prepared.is_ours,
    });
    let change = perform(tx, &Asked::own(*stamp), &before, command).await?;
    Ok(change.case)
}

/// The case of the message it names, or the last one of its thread, if the contact takes part in it.
async fn case_of(
    tx: &mut Tx,
    prepared: &Prepared,
    found: &Found<'_>,
) -> Result<Option<Case>, AppError> {
    let stamp = &prepared.stamp;
    let of_thread = tx
        .cases_of(stamp.workspace, found.thread.conversation_id)
        .await?;
    let referred = found.referred.and_then(|referred| referred.case);
    for id in referred.into_iter().chain(of_thread) {
        let case = load(tx, stamp, id).await?;
        if let Some(case) = case.filter(|case| takes_part(case, found.contact)) {
            return Ok(Some(case));
        }
    }
    Ok(None)
}
