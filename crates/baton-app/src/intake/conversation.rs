//! The channel's own thread of a message, and the earlier messages it refers to.

use baton_domain::id::{ContactId, ConversationId};
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::message::NewConversation;
use baton_store::part::{NewPart, TEXT};
use baton_store::read::messages::MessageRecord;

use super::receive::EXTERNAL_ID;
use crate::app::App;
use crate::error::AppError;
use crate::ports::channel::{ChannelConfig, InboundMessage};

/// Digests that the unit looks up; made outside, because they need the vault.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    thread: Option<[u8; 32]>,
    references: Vec<[u8; 32]>,
}

impl Keys {
    pub(super) fn of(app: &App, stamp: &Stamp, message: &InboundMessage) -> Self {
        let digest = |purpose, text: &String| app.digest(stamp.workspace, purpose, text.as_bytes());
        Self {
            thread: message
                .thread
                .as_ref()
                .map(|thread| digest("thread", thread)),
            references: message
                .references
                .iter()
                .map(|id| digest(EXTERNAL_ID, id))
                .collect(),
        }
    }

    /// Where the channel names no threads, the thread of history is what its first message names:
    /// found in any order of the files.
    pub(super) fn rooted(mut self, app: &App, stamp: &Stamp, message: &InboundMessage) -> Self {
        let root = message.references.last().unwrap_or(&message.external_id);
        self.thread
            .get_or_insert_with(|| app.digest(stamp.workspace, "thread", root.as_bytes()));
        self
    }

    /// The nearest earlier message that this one names and that we have.
    pub(super) async fn referred(
        &self,
        tx: &mut Tx,
        stamp: &Stamp,
        config: &ChannelConfig,
    ) -> Result<Option<MessageRecord>, AppError> {
        for digest in &self.references {
            if let Some(id) = tx.delivered(stamp.workspace, config.id, digest).await? {
                return Ok(tx.message(stamp.workspace, id).await?);
            }
        }
        Ok(None)
    }
}

/// The conversation of a message, made now if there is none. A reference counts only where the
/// caller found that the sender may follow it.
pub(super) async fn resolve(
    tx: &mut Tx,
    stamp: &Stamp,
    config: &ChannelConfig,
    keys: &Keys,
    found: Found<'_>,
) -> Result<ConversationId, AppError> {
    if let Some(thread) = &keys.thread {
        let known = tx
            .conversation_by_thread(stamp.workspace, config.id, thread)
            .await?;
        if let Some(conversation) = known {
            return Ok(conversation);
        }
    } else if let Some(conversation) = found.referred {
        return Ok(conversation);
    }
    let about = [found.contact];
    let mut part = async |text: &Option<String>| match text {
        Some(text) => {
            let part = NewPart {
                media: TEXT,
                content: text.as_bytes(),
                about: &about,
            };
            tx.put_part(stamp.workspace, stamp.at, part)
                .await
                .map(|part| Some(part.id))
        }
        None => Ok(None),
    };
    let thread = part(&found.message.thread).await?;
    let subject = part(&found.message.subject).await?;
    let id = ConversationId::mint(&mut tx.ids().at(stamp.at));
    let new = NewConversation {
        id,
        channel: config.id,
        thread_digest: keys.thread,
        thread,
        contact: found.contact,
        subject,
    };
    tx.add_conversation(stamp.workspace, &new, stamp.at).await?;
    Ok(id)
}

/// What is known of a message when its conversation is looked for.
pub(super) struct Found<'a> {
    pub(super) message: &'a InboundMessage,
    pub(super) contact: ContactId,
    /// The conversation of the message it answers, if the sender may follow it.
    pub(super) referred: Option<ConversationId>,
}
