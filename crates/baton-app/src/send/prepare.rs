//! From a draft to exactly what would leave: the text, the handle on record, the subject.

use baton_domain::case::Case;
use baton_domain::draft::{Draft, DraftStatus};
use baton_domain::id::ParticipantId;
use baton_domain::message::Thread;
use baton_domain::part::PartRef;
use baton_domain::refusal::{CaseRefusal, DraftRefusal};
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::part::{JSON, NewPart};

use super::address;
use super::content::{Content, Recipient};
use crate::error::{AppError, Invalid};

/// Exactly what would leave.
pub(crate) struct Prepared {
    /// The part that holds it.
    pub(crate) content: PartRef,
    /// Its wording.
    pub(crate) text: String,
    /// Whether the wording is another than the draft's.
    pub(crate) is_changed: bool,
}

/// Makes the exact message of a draft. If the same one is authorised or in review already, it is
/// that very part: the same approval twice is one.
///
/// # Errors
/// [`AppError::Invalid`] if the recipient has no address on that channel, or content was erased.
pub(crate) async fn prepare(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    draft: &Draft,
    text: Option<&str>,
) -> Result<Prepared, AppError> {
    let worded = draft
        .text
        .ok_or(AppError::Refused(DraftRefusal::Composing.into()))?;
    let worded = tx.part_text(stamp.workspace, worded.id).await?;
    let is_changed = text.is_some_and(|text| worded.as_deref() != Some(text));
    let text = text
        .map(str::to_owned)
        .or(worded)
        .ok_or(Invalid::at("/text", "draft.erased"))?;
    let content = Content {
        channel: draft.thread.channel_id,
        conversation: draft.thread.conversation_id,
        recipient: recipient(tx, stamp, case, (draft.to, draft.thread)).await?,
        subject: subject(tx, stamp, draft.thread).await?,
        text,
        html: None,
        attachments: Vec::new(),
    };
    let bytes = content.to_bytes()?;
    let content_ref = match pending(case, draft) {
        Some(pending) if holds(tx, stamp, pending, &bytes).await? => pending,
        Some(_) | None => {
            let about = crate::case::contacts(case);
            let part = NewPart {
                media: JSON,
                content: &bytes,
                about: &about,
            };
            tx.put_part(stamp.workspace, stamp.at, part).await?
        }
    };
    Ok(Prepared {
        content: content_ref,
        text: content.text,
        is_changed,
    })
}

/// Makes the exact message of a wording that is no draft yet.
///
/// # Errors
/// [`AppError::Invalid`] if the recipient has no address on that channel.
pub(crate) async fn worded(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    line: (ParticipantId, Thread),
    text: &str,
) -> Result<PartRef, AppError> {
    let content = Content {
        channel: line.1.channel_id,
        conversation: line.1.conversation_id,
        recipient: recipient(tx, stamp, case, line).await?,
        subject: subject(tx, stamp, line.1).await?,
        text: text.to_owned(),
        html: None,
        attachments: Vec::new(),
    };
    let bytes = content.to_bytes()?;
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: JSON,
        content: &bytes,
        about: &about,
    };
    Ok(tx.put_part(stamp.workspace, stamp.at, part).await?)
}

/// What of the draft is authorised or in review.
fn pending(case: &Case, draft: &Draft) -> Option<PartRef> {
    match draft.status {
        DraftStatus::Approved => draft
            .message_id
            .and_then(|id| case.send(id))
            .map(|send| send.content),
        DraftStatus::InReview => draft
            .review_id
            .and_then(|id| case.review(id))
            .map(|review| review.content),
        DraftStatus::Composing
        | DraftStatus::Proposed
        | DraftStatus::Sent
        | DraftStatus::Rejected
        | DraftStatus::Withdrawn
        | DraftStatus::Failed => None,
    }
}

async fn holds(tx: &mut Tx, stamp: &Stamp, part: PartRef, bytes: &[u8]) -> Result<bool, AppError> {
    let part = tx.part(stamp.workspace, part.id).await?;
    Ok(part
        .and_then(|part| part.body)
        .is_some_and(|body| body.content == bytes))
}

async fn recipient(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    (to, thread): (ParticipantId, Thread),
) -> Result<Recipient, AppError> {
    let participant = case
        .participant(to)
        .ok_or(AppError::Refused(CaseRefusal::UnknownParticipant.into()))?;
    let (kind, address) = address::on_record(tx, stamp, thread, participant.who).await?;
    Ok(Recipient {
        participant: to,
        kind,
        address,
    })
}

/// Mail answers the subject it was asked under; other channels have none.
async fn subject(tx: &mut Tx, stamp: &Stamp, thread: Thread) -> Result<Option<String>, AppError> {
    let channel = tx.channel(stamp.workspace, thread.channel_id).await?;
    if channel.is_none_or(|channel| channel.kind != "email") {
        return Ok(None);
    }
    let conversation = tx
        .conversation(stamp.workspace, thread.conversation_id)
        .await?;
    let subject = match conversation.and_then(|conversation| conversation.subject) {
        Some(part) => tx.part_text(stamp.workspace, part).await?,
        None => None,
    };
    Ok(subject.map(|subject| answering(&subject)))
}

/// `Re:` once, however often a subject was answered.
fn answering(subject: &str) -> String {
    let subject = subject.trim();
    let is_answer = subject
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("re:"));
    if is_answer {
        subject.to_owned()
    } else {
        format!("Re: {subject}")
    }
}

#[cfg(test)]
mod tests {
    use super::answering;

    #[test]
    fn a_subject_is_answered_once() {
        assert_eq!(answering("Where is it?"), "Re: Where is it?");
        assert_eq!(answering("RE: Where is it?"), "RE: Where is it?");
        assert_eq!(answering("日本"), "Re: 日本");
    }
}
