//! A message on the doorstep: everything the call needs, read in the unit that begins it.

use baton_domain::case::Case;
use baton_domain::id::{ContactId, MessageId, PartId};
use baton_domain::send::Send;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};
use baton_store::read::messages::MessageRecord;
use baton_store::seal::Vault;
use baton_store::{StoreError, Tx};

use super::content::Content;
use crate::error::AppError;
use crate::intake::{EXTERNAL_ID, channel_config};
use crate::ports::channel::{Address, AddressKind, ChannelConfig, ChannelKind, OutboundMessage};

/// Messages of a thread that a mail refers to, at most.
const MAX_REFERENCES: usize = 50;

/// A message about to leave.
#[derive(Debug, Clone)]
pub(super) struct Leaving {
    pub(super) config: ChannelConfig,
    pub(super) message: OutboundMessage,
}

impl Leaving {
    /// Whether its owner comes for it.
    pub(super) const fn is_polled(&self) -> bool {
        matches!(self.config.kind, ChannelKind::Api) && self.config.callback_url.is_none()
    }
}

/// Exactly what was authorised; nothing if it was erased.
pub(super) async fn authorised(
    tx: &mut Tx,
    stamp: &Stamp,
    send: &Send,
) -> Result<Option<Content>, StoreError> {
    let part = tx.part(stamp.workspace, send.content.id).await?;
    let Some(body) = part.and_then(|part| part.body) else {
        return Ok(None);
    };
    let malformed = || StoreError::Record(format!("the content of {}", send.message_id));
    Content::from_bytes(&body.content)
        .map(Some)
        .ok_or_else(malformed)
}

/// Puts together what the call needs, and lets answers to it find the conversation.
pub(super) async fn leaving(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    send: &Send,
    content: Content,
    vault: &Vault,
) -> Result<Leaving, AppError> {
    let channel = tx.channel(stamp.workspace, send.thread.channel_id).await?;
    let config = channel_config(&channel.ok_or(AppError::NotFound)?)?;
    let row = tx
        .message(stamp.workspace, send.message_id)
        .await?
        .ok_or(AppError::NotFound)?;
    let external_id = external_id(&config, send.message_id);
    let about = crate::case::contacts(case);
    name(tx, stamp, send, (&row, &about), &external_id, vault).await?;
    let conversation = tx
        .conversation(stamp.workspace, content.conversation)
        .await?;
    let thread = match conversation.and_then(|conversation| conversation.thread) {
        Some(part) => tx.part_text(stamp.workspace, part).await?,
        None => None,
    };
    let references = references(tx, stamp, send).await?;
    let message = OutboundMessage {
        id: send.message_id,
        external_id,
        thread,
        to: Address {
            kind: address_kind(&content.recipient.kind)?,
            address: content.recipient.address,
            name: None,
        },
        subject: content.subject,
        text: content.text,
        references,
        authorised_at: row.received_at,
        attempt: send.attempts,
    };
    Ok(Leaving { config, message })
}

/// The same for every attempt, so that whoever got it twice can tell. For mail the Message-ID.
fn external_id(config: &ChannelConfig, message: MessageId) -> String {
    match config.kind {
        ChannelKind::Api => message.to_string(),
        ChannelKind::Email => {
            let domain = config
                .from_address
                .as_deref()
                .and_then(domain)
                .unwrap_or("baton.invalid");
            format!("{message}@{domain}")
        }
    }
}

/// The domain of `Baton <help@shop.example>`.
fn domain(address: &str) -> Option<&str> {
    let (_, domain) = address.rsplit_once('@')?;
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let end = domain
        .find(|letter| !is_letter(letter))
        .unwrap_or(domain.len());
    domain.get(..end).filter(|domain| !domain.is_empty())
}

/// Names the message by its id at the provider: once, however many attempts there are.
async fn name(
    tx: &mut Tx,
    stamp: &Stamp,
    send: &Send,
    (row, about): (&MessageRecord, &[ContactId]),
    external_id: &str,
    vault: &Vault,
) -> Result<(), StoreError> {
    if row.external.is_some() {
        return Ok(());
    }
    let part = NewPart {
        media: TEXT,
        content: external_id.as_bytes(),
        about,
    };
    let part = tx.put_part(stamp.workspace, stamp.at, part).await?;
    tx.set_external_id(stamp.workspace, send.message_id, part.id)
        .await?;
    let digest = vault.digest(stamp.workspace, EXTERNAL_ID, external_id.as_bytes());
    tx.name_delivery(
        stamp.workspace,
        send.thread.channel_id,
        &digest,
        send.message_id,
    )
    .await
}

/// The ids of the thread so far, oldest first.
async fn references(tx: &mut Tx, stamp: &Stamp, send: &Send) -> Result<Vec<String>, StoreError> {
    let thread = send.thread.conversation_id;
    let so_far = tx
        .conversation_messages(stamp.workspace, thread, MAX_REFERENCES)
        .await?;
    let ids: Vec<PartId> = so_far
        .into_iter()
        .filter(|row| row.id != send.message_id && is_known_outside(row))
        .filter_map(|row| row.external)
        .collect();
    let texts = tx.texts(stamp.workspace, &ids).await?;
    Ok(ids
        .into_iter()
        .filter_map(|id| texts.get(id).map(str::to_owned))
        .collect())
}

/// Nobody can answer what never left.
fn is_known_outside(row: &MessageRecord) -> bool {
    row.direction == "inbound" || matches!(row.state.as_str(), "sent" | "delivered" | "read")
}

fn address_kind(kind: &str) -> Result<AddressKind, StoreError> {
    [AddressKind::Email, AddressKind::Phone, AddressKind::Opaque]
        .into_iter()
        .find(|known| known.as_str() == kind)
        .ok_or_else(|| StoreError::Record(format!("an address of the kind {kind}")))
}

#[cfg(test)]
mod tests {
    use super::domain;

    #[test]
    fn a_message_id_ends_in_the_channels_own_domain() {
        assert_eq!(domain("Baton <help@shop.example>"), Some("shop.example"));
        assert_eq!(domain("help@shop.example"), Some("shop.example"));
        assert_eq!(domain("help@"), None);
        assert_eq!(domain("help"), None);
    }
}
