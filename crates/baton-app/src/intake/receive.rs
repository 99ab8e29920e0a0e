//! Taking a delivery in: durable before the sender gets its answer.

use baton_domain::id::{ChannelId, MessageId, WorkspaceId};
use baton_domain::part::Commitment;
use baton_store::job::{NewJob, Queue};
use baton_store::message::Accepted;
use baton_store::part::NewPart;
use serde_json::json;

use super::config::channel_config;
use crate::app::App;
use crate::error::AppError;
use crate::runner::kind;

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
    let row = app
        .db
        .read(move |reader| Box::pin(reader.channel(workspace, channel)))
        .await?
        .ok_or(AppError::NotFound)?;
    let config = channel_config(&row)?;
    let identified = app
        .ports
        .channels
        .identify(&config, &raw)
        .map_err(AppError::Delivery)?;
    let digest = app.digest(workspace, EXTERNAL_ID, identified.external_id.as_bytes());
    let order = app.digest(workspace, "order_key", identified.order_key.as_bytes());
    let lane = format!("{channel}/{}", Commitment::from_bytes(order));
    let at = app.clock.now();
    let media = match row.kind.as_str() {
        "email" => "message/rfc822",
        _ => "application/json",
    };
    app.db
        .write(move |tx| {
            let (raw, external, lane) = (raw.clone(), identified.external_id.clone(), lane.clone());
            Box::pin(async move {
                if let Some(message) = tx.delivered(workspace, channel, &digest).await? {
                    return Ok(Received {
                        message,
                        is_duplicate: true,
                    });
                }
                let message = MessageId::mint(&mut tx.ids().at(at));
                let raw = NewPart {
                    media,
                    content: &raw,
                    about: &[],
                };
                let raw = tx.put_part(workspace, at, raw).await?.id;
                let external = NewPart {
                    media: baton_store::part::TEXT,
                    content: external.as_bytes(),
                    about: &[],
                };
                let external = tx.put_part(workspace, at, external).await?.id;
                let accepted = Accepted {
                    message,
                    channel,
                    digest,
                    external,
                    raw,
                    at,
                };
                if !tx.accept(workspace, &accepted).await? {
                    return Err(AppError::Store(baton_store::StoreError::Conflict));
                }
                let job = NewJob {
                    queue: Queue::Intake,
                    lane: Some(lane),
                    kind: kind::INTAKE,
                    payload: json!({"message": message}).to_string(),
                    run_at: at,
                };
                tx.enqueue(workspace, at, job).await?;
                Ok(Received {
                    message,
                    is_duplicate: false,
                })
            })
        })
        .await
}
