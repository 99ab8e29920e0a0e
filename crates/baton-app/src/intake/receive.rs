//! Taking a delivery in: durable before the sender gets its answer.

use baton_domain::id::{ChannelId, MessageId, PartId, WorkspaceId};
use baton_domain::part::Commitment;
use baton_domain::time::Timestamp;
use baton_store::job::{NewJob, Queue};
use baton_store::message::Accepted;
use baton_store::part::{JSON, NewPart, TEXT};
use baton_store::upload::CHUNK_BYTES;
use baton_store::{StoreError, Tx};
use serde_json::json;

use super::config::channel_config;
use crate::app::App;
use crate::error::AppError;
use crate::ports::channel::{ChannelConfig, ChannelKind, DeliveryProblem, FileContent, Identified};
use crate::pulse::{Happened, note};
use crate::runner::kind;
use crate::upload::stage;

/// The purpose of digests of providers' message ids.
pub(crate) const EXTERNAL_ID: &str = "external_id";

/// What became of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The message it is or was before.
    pub message: MessageId,
    /// Whether the same delivery was taken in before; the first one counts.
    pub is_duplicate: bool,
}

/// What a delivery is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// News: somebody just wrote.
    News,
    /// History: closed cases, no clocks, no drafts.
    History,
}

/// Takes one raw delivery in.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown channel, [`AppError::Delivery`] for what the sender can
/// mend; nothing is kept then.
pub async fn receive(
    app: &App,
    workspace: WorkspaceId,
    channel: ChannelId,
    raw: Vec<u8>,
) -> Result<Received, AppError> {
    let known = identify(app, workspace, channel, &raw).await?;
    take(app, workspace, known, raw, As::News).await
}

/// Takes one raw delivery of a time before Baton in: it becomes part of a closed case, without a clock
/// and without a draft.
///
/// # Errors
/// As [`receive`].
pub async fn receive_history(
    app: &App,
    workspace: WorkspaceId,
    channel: ChannelId,
    raw: Vec<u8>,
) -> Result<Received, AppError> {
    let known = identify(app, workspace, channel, &raw).await?;
    take(app, workspace, known, raw, As::History).await
}

/// Finds the channel of a delivery and what tells it from others.
async fn identify(
    app: &App,
    workspace: WorkspaceId,
    channel: ChannelId,
    raw: &[u8],
) -> Result<(ChannelConfig, Identified), AppError> {
    let row = app
        .db
        .peek(move |reader| Box::pin(reader.channel(workspace, channel)))
        .await?
        .ok_or(AppError::NotFound)?;
    let config = channel_config(&row)?;
    let identified = app.ports.channels.identify(&config, raw);
    identified
        .map(|identified| (config, identified))
        .map_err(AppError::Delivery)
}

/// Keeps a delivery and enqueues its understanding.
pub(super) async fn take(
    app: &App,
    workspace: WorkspaceId,
    (config, identified): (ChannelConfig, Identified),
    raw: Vec<u8>,
    becomes: As,
) -> Result<Received, AppError> {
    let channel = config.id;
    let digest = app.digest(workspace, EXTERNAL_ID, identified.external_id.as_bytes());
    let order = app.digest(workspace, "order_key", identified.order_key.as_bytes());
    let media = match config.kind {
        ChannelKind::Email => "message/rfc822",
        ChannelKind::Api => JSON,
    };
    let staged = if raw.len() > CHUNK_BYTES {
        // What is known already is not stored again.
        let known = app.db.read::<_, StoreError, _>(move |reader| {
            Box::pin(async move { reader.delivered(workspace, channel, &digest).await })
        });
        if let Some(message) = known.await? {
            return Ok(Received {
                message,
                is_duplicate: true,
            });
        }
        stage(app, workspace, media, &raw).await?
    } else {
        None
    };
    let delivery = Delivery {
        workspace,
        channel,
        digest,
        lane: match becomes {
            As::News => format!("{channel}/{}", Commitment::from_bytes(order)),
            // In the order of the file, beside what is news.
            As::History => format!("history/{channel}"),
        },
        becomes,
        identified,
        raw: match staged {
            Some(upload) => FileContent::Upload(upload),
            None => FileContent::Bytes(raw),
        },
        media,
        at: app.clock.now(),
    };
    let delivery = std::sync::Arc::new(delivery);
    let received = app
        .db
        .write(move |tx| {
            let delivery = std::sync::Arc::clone(&delivery);
            Box::pin(async move { take_in(tx, &delivery).await })
        })
        .await?;
    note(app, workspace, channel, Happened::CameIn).await;
    Ok(received)
}

/// A delivery on its way into the store.
struct Delivery {
    workspace: WorkspaceId,
    channel: ChannelId,
    digest: [u8; 32],
    lane: String,
    becomes: As,
    identified: Identified,
    raw: FileContent,
    media: &'static str,
    at: Timestamp,
}

async fn take_in(tx: &mut Tx, delivery: &Delivery) -> Result<Received, AppError> {
    let Delivery {
        workspace,
        channel,
        digest,
        identified,
        at,
        ..
    } = delivery;
    let (workspace, at) = (*workspace, *at);
    if let Some(message) = tx.delivered(workspace, *channel, digest).await? {
        return Ok(Received {
            message,
            is_duplicate: true,
        });
    }
    let message = MessageId::mint(&mut tx.ids().at(at));
    let accepted = Accepted {
        message,
        channel: *channel,
        digest: *digest,
        external: put(tx, delivery, TEXT, identified.external_id.as_bytes()).await?,
        raw: match &delivery.raw {
            FileContent::Bytes(raw) => put(tx, delivery, delivery.media, raw).await?,
            FileContent::Upload(staged) => {
                let adopted = tx.adopt_upload(workspace, at, *staged, &[]).await?;
                adopted.reference.id
            }
        },
        at,
        is_history: delivery.becomes == As::History,
    };
    if !tx.accept(workspace, &accepted).await? {
        return Err(AppError::Store(StoreError::Conflict));
    }
    for (pointer, upload) in &identified.uploads {
        if !tx.claim_upload(workspace, *upload, message).await? {
            return Err(AppError::Delivery(vec![DeliveryProblem {
                pointer: pointer.clone(),
                code: "upload.unknown",
            }]));
        }
    }
    let job = NewJob {
        queue: match delivery.becomes {
            As::News => Queue::Intake,
            As::History => Queue::Bulk,
        },
        lane: Some(delivery.lane.clone()),
        kind: kind::INTAKE,
        payload: json!({"message": message}).to_string(),
        run_at: at,
    };
    tx.enqueue(workspace, at, job).await?;
    Ok(Received {
        message,
        is_duplicate: false,
    })
}

async fn put(
    tx: &mut Tx,
    delivery: &Delivery,
    media: &str,
    content: &[u8],
) -> Result<PartId, StoreError> {
    let part = NewPart {
        media,
        content,
        about: &[],
    };
    let part = tx.put_part(delivery.workspace, delivery.at, part).await?;
    Ok(part.id)
}
