//! Keeping what a message says as parts.

use baton_domain::id::{ContactId, ConversationId, MessageId, PartId};
use baton_domain::part::PartRef;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::message::{File, Understood};
use baton_store::part::{HTML, JSON, NewPart, TEXT};
use baton_store::upload::Adopted;
use serde_json::json;

use crate::error::AppError;
use crate::ports::channel::{Address, FileContent, InboundAttachment, InboundMessage};

/// The parts of a message that events refer to.
pub(super) struct Kept {
    pub(super) content: PartRef,
    pub(super) subject: Option<PartRef>,
    /// The part that holds the sender's name and address.
    pub(super) sender: Option<PartId>,
    pub(super) attachments: Vec<PartRef>,
}

/// Keeps text, history, HTML, sender, recipients and files.
pub(super) async fn keep(
    tx: &mut Tx,
    stamp: &Stamp,
    id: MessageId,
    of: (ConversationId, ContactId),
    message: &InboundMessage,
) -> Result<Kept, AppError> {
    let about = [of.1];
    let mut put = async |media, content: &[u8]| {
        let part = NewPart {
            media,
            content,
            about: &about,
        };
        tx.put_part(stamp.workspace, stamp.at, part).await
    };
    let content = put(TEXT, message.text.as_bytes()).await?;
    let from = put(JSON, address(&message.from).to_string().as_bytes()).await?;
    let subject = match &message.subject {
        Some(subject) => Some(put(TEXT, subject.as_bytes()).await?),
        None => None,
    };
    let quoted = match &message.quoted {
        Some(quoted) => Some(put(TEXT, quoted.as_bytes()).await?.id),
        None => None,
    };
    let html = match &message.html {
        Some(html) => Some(put(HTML, html.as_bytes()).await?.id),
        None => None,
    };
    let others: Vec<_> = message.others.iter().map(address).collect();
    let to = if others.is_empty() {
        None
    } else {
        Some(put(JSON, json!(others).to_string().as_bytes()).await?.id)
    };
    let understood = Understood {
        conversation: of.0,
        contact: of.1,
        from: from.id,
        to,
        subject: subject.map(|subject| subject.id),
        text: content.id,
        quoted,
        html,
        provider_at: message.sent_at,
    };
    tx.understand(stamp.workspace, id, &understood).await?;
    tx.delivered_by(stamp.workspace, id, of.1).await?;
    let attachments = keep_files(tx, stamp, id, &about, message).await?;
    Ok(Kept {
        content,
        subject,
        sender: Some(from.id),
        attachments,
    })
}

async fn keep_files(
    tx: &mut Tx,
    stamp: &Stamp,
    id: MessageId,
    about: &[ContactId],
    message: &InboundMessage,
) -> Result<Vec<PartRef>, AppError> {
    let mut kept = Vec::with_capacity(message.attachments.len());
    for file in &message.attachments {
        let stored = store(tx, stamp, about, file).await?;
        let name = NewPart {
            media: TEXT,
            content: stored.name.as_bytes(),
            about,
        };
        let name = tx.put_part(stamp.workspace, stamp.at, name).await?.id;
        let file = File {
            name,
            mime: &stored.mime,
            size: stored.size,
        };
        tx.add_attachment(stamp.workspace, stored.reference.id, id, &file)
            .await?;
        kept.push(stored.reference);
    }
    Ok(kept)
}

/// Makes a file's bytes a part, or takes over those that are stored already.
async fn store(
    tx: &mut Tx,
    stamp: &Stamp,
    about: &[ContactId],
    file: &InboundAttachment,
) -> Result<Adopted, AppError> {
    match &file.content {
        FileContent::Bytes(bytes) => {
            let part = NewPart {
                media: &file.mime,
                content: bytes,
                about,
            };
            Ok(Adopted {
                reference: tx.put_part(stamp.workspace, stamp.at, part).await?,
                name: file.name.clone(),
                mime: file.mime.clone(),
                size: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            })
        }
        FileContent::Upload(upload) => {
            let mut adopted = tx
                .adopt_upload(stamp.workspace, stamp.at, *upload, about)
                .await?;
            if !file.name.is_empty() {
                adopted.name.clone_from(&file.name);
            }
            Ok(adopted)
        }
    }
}

fn address(address: &Address) -> serde_json::Value {
    json!({"kind": address.kind.as_str(), "address": address.address, "name": address.name})
}
