//! The handle on record: where an answer goes, whatever the last message asked for.
//!
//! Of several addresses the one counts that the contact last wrote from on this conversation, if it
//! is theirs on record. A Reply-To changes nothing here.

use baton_domain::id::{ContactId, WorkspaceId};
use baton_domain::message::Thread;
use baton_domain::participant::Who;
use baton_store::event::Stamp;
use baton_store::{Reader, StoreError};
use serde::Deserialize;

use crate::error::{AppError, Invalid};

/// A sender as intake kept it.
#[derive(Debug, Deserialize)]
struct Sender {
    kind: String,
    address: String,
}

/// Kind and address of somebody on a channel.
///
/// # Errors
/// [`AppError::Invalid`] if they have none there.
pub(super) async fn on_record(
    reader: &mut Reader,
    stamp: &Stamp,
    thread: Thread,
    who: Who,
) -> Result<(String, String), AppError> {
    let nowhere = Invalid::at("/to", "draft.no_address");
    let Who::Contact(contact) = who else {
        return Err(nowhere.into());
    };
    let workspace = stamp.workspace;
    let channel = reader
        .channel(workspace, thread.channel_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut known = handles(reader, workspace, contact).await?;
    if channel.kind == "email" {
        known.retain(|(kind, _)| kind == "email");
    }
    let last = reader
        .last_address(workspace, thread.conversation_id, contact)
        .await?;
    let last = match last {
        Some(part) => reader.part_text(workspace, part).await?,
        None => None,
    };
    let last = last.and_then(|json| serde_json::from_str::<Sender>(&json).ok());
    let written_from = last.and_then(|last| {
        let is_last =
            |(kind, address): &&(String, String)| *kind == last.kind && *address == last.address;
        known.iter().find(is_last).cloned()
    });
    // An opaque address means something only on the channel it came by.
    let elsewhere = || known.iter().find(|(kind, _)| kind != "opaque").cloned();
    written_from
        .or_else(elsewhere)
        .ok_or_else(|| nowhere.into())
}

async fn handles(
    reader: &mut Reader,
    workspace: WorkspaceId,
    contact: ContactId,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut known = Vec::new();
    for (kind, part) in reader.handles(workspace, contact).await? {
        if let Some(address) = reader.part_text(workspace, part).await? {
            known.push((kind, address));
        }
    }
    Ok(known)
}
