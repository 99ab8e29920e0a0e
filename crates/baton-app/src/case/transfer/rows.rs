//! The rows that go with a transfer and that no event writes by itself: by what a case is found.
//!
//! Everything here gives the same rows however often it is run.

use baton_domain::event::Event;
use baton_domain::id::{CaseId, PartId, WorkspaceId};
use baton_store::event::Stream;
use baton_store::{Query, StoreError, Tx, args};

use super::message::Inbound;

/// Lets the other case be found by a message and by the numbers it names, instead of this one. Runs
/// before the other case takes the message, which would make the same documents again.
pub(super) async fn message(
    tx: &mut Tx,
    workspace: WorkspaceId,
    message: &Inbound,
    from: CaseId,
    to: CaseId,
) -> Result<(), StoreError> {
    let own_subject = tx.case_subject(workspace, from).await?;
    for part in message.text.into_iter().chain(message.sender) {
        tx.move_indexed(workspace, part, from, to).await?;
    }
    if let Some(subject) = message.subject {
        // What a case is called stays its own: the other is found by it as well.
        if own_subject == Some(subject) {
            let text = tx.part_text(workspace, subject).await?.unwrap_or_default();
            tx.index_part(workspace, to, subject, &text).await?;
        } else {
            tx.move_indexed(workspace, subject, from, to).await?;
        }
    }
    if let Some(text) = message.text {
        move_numbers(tx, workspace, text, from, to).await?;
    }
    Ok(())
}

/// Lets the other case be found by everything this one was found by.
pub(super) async fn merge(
    tx: &mut Tx,
    workspace: WorkspaceId,
    from: CaseId,
    to: CaseId,
) -> Result<(), StoreError> {
    for part in said(tx, workspace, from).await? {
        tx.move_indexed(workspace, part, from, to).await?;
    }
    tx.exec(Query::new(
        "INSERT INTO case_entities (workspace, kind, digest, case_id, part) \
         SELECT $1, kind, digest, $3, part FROM case_entities \
         WHERE workspace = $1 AND case_id = $2 ON CONFLICT DO NOTHING",
        args![workspace, from, to],
    ))
    .await
    .map(drop)
}

/// Everything that was written or noted in a case.
async fn said(
    tx: &mut Tx,
    workspace: WorkspaceId,
    case: CaseId,
) -> Result<Vec<PartId>, StoreError> {
    let mut parts = Vec::new();
    for message in tx.case_messages(workspace, &[case]).await? {
        parts.extend(
            [message.text, message.subject, message.from]
                .into_iter()
                .flatten(),
        );
    }
    for stored in tx.events(workspace, &Stream::case(case), 0).await? {
        match stored.event {
            Event::NoteAdded(note) => parts.push(note.content.id),
            Event::CaseOpened(opened) => parts.extend(opened.subject.map(|subject| subject.id)),
            Event::MessageEdited(edited) => parts.push(edited.content.id),
            _ => {}
        }
    }
    parts.sort_unstable();
    parts.dedup();
    Ok(parts)
}

/// Numbers that were first named in the message name the other case.
async fn move_numbers(
    tx: &mut Tx,
    workspace: WorkspaceId,
    text: PartId,
    from: CaseId,
    to: CaseId,
) -> Result<(), StoreError> {
    tx.exec(Query::new(
        "INSERT INTO case_entities (workspace, kind, digest, case_id, part) \
         SELECT $1, kind, digest, $4, part FROM case_entities \
         WHERE workspace = $1 AND case_id = $3 AND part = $2 ON CONFLICT DO NOTHING",
        args![workspace, text, from, to],
    ))
    .await?;
    tx.exec(Query::new(
        "DELETE FROM case_entities WHERE workspace = $1 AND case_id = $3 AND part = $2",
        args![workspace, text, from],
    ))
    .await
    .map(drop)
}
