//! To whom, and on which conversation: where they wait for an answer, unless somebody says otherwise.

use baton_domain::case::Case;
use baton_domain::id::{ContactId, ConversationId, ParticipantId};
use baton_domain::message::Thread;
use baton_domain::participant::{ParticipantRole, Who};
use baton_domain::wait::Wait;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::message::NewConversation;

use crate::error::{AppError, Invalid};

/// What the caller says about it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wanted {
    pub(crate) conversation: Option<ConversationId>,
    pub(crate) to: Option<ParticipantId>,
}

/// One end of a conversation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    pub(crate) to: ParticipantId,
    pub(crate) thread: Thread,
}

/// Finds the line; on a case without one, such as one opened for a caller, a conversation begins.
///
/// # Errors
/// [`AppError::Invalid`] for a conversation that is not the case's, or if there is nobody to write to.
pub(crate) async fn find(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    wanted: Wanted,
) -> Result<Line, AppError> {
    if let Some(conversation) = wanted.conversation {
        let line = case
            .lines
            .iter()
            .find(|line| line.thread.conversation_id == conversation);
        let line = line.ok_or(Invalid::at(
            "/conversation_id",
            "draft.unknown_conversation",
        ))?;
        let to = wanted.to.unwrap_or(line.participant_id);
        return Ok(Line {
            to,
            thread: line.thread,
        });
    }
    let oldest = case
        .our_replies()
        .filter(|wait| wanted.to.is_none_or(|to| wait.participant_id == Some(to)))
        .min_by_key(|wait| wait.since);
    if let Some(line) = where_asked(tx, stamp, oldest).await? {
        return Ok(line);
    }
    let known = case
        .lines
        .iter()
        .rev()
        .find(|line| wanted.to.is_none_or(|to| line.participant_id == to));
    if let Some(line) = known {
        return Ok(Line {
            to: line.participant_id,
            thread: line.thread,
        });
    }
    begin(tx, stamp, case, wanted.to).await
}

/// The conversation on which the last unanswered message came.
async fn where_asked(
    tx: &mut Tx,
    stamp: &Stamp,
    wait: Option<&Wait>,
) -> Result<Option<Line>, AppError> {
    let Some((wait, to)) = wait.and_then(|wait| Some((wait, wait.participant_id?))) else {
        return Ok(None);
    };
    let Some(last) = wait.unanswered().last() else {
        return Ok(None);
    };
    let message = tx.message(stamp.workspace, last.message_id).await?;
    Ok(message.and_then(|message| {
        let thread = Thread {
            channel_id: message.channel,
            conversation_id: message.conversation?,
        };
        Some(Line { to, thread })
    }))
}

async fn begin(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    to: Option<ParticipantId>,
) -> Result<Line, AppError> {
    let nobody = Invalid::at("/conversation_id", "draft.no_conversation");
    let channel_id = case.channel_id.ok_or(nobody)?;
    let (to, contact) = recipient(case, to).ok_or(nobody)?;
    let conversation_id = ConversationId::mint(&mut tx.ids().at(stamp.at));
    let new = NewConversation {
        id: conversation_id,
        channel: channel_id,
        thread_digest: None,
        thread: None,
        contact,
        subject: tx.case_subject(stamp.workspace, case.id).await?,
    };
    tx.add_conversation(stamp.workspace, &new, stamp.at).await?;
    Ok(Line {
        to,
        thread: Thread {
            channel_id,
            conversation_id,
        },
    })
}

/// The participant asked for, or the customer.
fn recipient(case: &Case, to: Option<ParticipantId>) -> Option<(ParticipantId, ContactId)> {
    case.participants
        .iter()
        .filter(|other| match to {
            Some(to) => other.id == to,
            None => other.role == ParticipantRole::Customer,
        })
        .find_map(|other| match other.who {
            Who::Contact(contact) => Some((other.id, contact)),
            Who::Partner(_) | Who::Teammate(_) => None,
        })
}
