//! A message that goes to another case: that it is this case's to give, and what the other has to
//! know of it.

use baton_domain::case::Case;
use baton_domain::command::course::Beginning;
use baton_domain::command::transfer::MoveIn;
use baton_domain::id::{ContactId, MessageId, PartId, WorkspaceId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::Thread;
use baton_domain::participant::{ParticipantRole, Person, Who};
use baton_domain::time::Timestamp;
use baton_store::Tx;

use super::{MessageRefusal, TransferError};
use crate::error::AppError;

/// What somebody outside wrote in a case.
pub(super) struct Inbound {
    pub(super) id: MessageId,
    pub(super) contact: ContactId,
    pub(super) thread: Thread,
    pub(super) received_at: Timestamp,
    /// The part that holds its subject line.
    pub(super) subject: Option<PartId>,
    /// The part that holds the sender as written.
    pub(super) sender: Option<PartId>,
    /// The part that holds its text.
    pub(super) text: Option<PartId>,
}

/// The message, if it is in the case and somebody outside wrote it.
pub(super) async fn inbound(
    tx: &mut Tx,
    workspace: WorkspaceId,
    case: &Case,
    id: MessageId,
) -> Result<Inbound, TransferError> {
    let record = tx.message(workspace, id).await?;
    let record = record.ok_or(AppError::NotFound)?;
    if record.case != Some(case.id) {
        return Err(TransferError::Message(MessageRefusal::NotInCase));
    }
    let is_inbound = record.direction == "inbound";
    let (Some(contact), Some(conversation_id), true) =
        (record.contact, record.conversation, is_inbound)
    else {
        return Err(TransferError::Message(MessageRefusal::NotInbound));
    };
    Ok(Inbound {
        id,
        contact,
        thread: Thread {
            channel_id: record.channel,
            conversation_id,
        },
        received_at: record.received_at,
        subject: record.subject,
        sender: record.from,
        text: record.text,
    })
}

impl Inbound {
    /// What the other case takes over with it. `origin` is the case before it gave the message
    /// away.
    pub(super) fn move_in(&self, origin: &Case, beginning: Option<Beginning>) -> MoveIn {
        let who = Who::Contact(self.contact);
        let writer = origin.participant_who_is(who);
        let is_untriaged = origin
            .untriaged
            .iter()
            .any(|other| other.message_id == self.id);
        let is_owed = origin
            .our_replies()
            .flat_map(|wait| wait.unanswered())
            .any(|other| other.message_id == self.id);
        let boundary = writer.and_then(|writer| origin.boundary(writer.id));
        MoveIn {
            beginning,
            message_id: self.id,
            origin: origin.id,
            from: Person {
                who,
                role: writer.map_or(ParticipantRole::Customer, |writer| writer.role),
                identity: writer.map_or(IdentityLevel::Unverified, |writer| writer.identity),
            },
            thread: self.thread,
            received_at: self.received_at,
            // On a case that had ended nothing was owed; what triage has yet to read is owed now.
            is_unanswered: is_owed || is_untriaged,
            is_untriaged,
            boundary: boundary
                .map(|found| found.reasons.clone())
                .unwrap_or_default(),
        }
    }
}
