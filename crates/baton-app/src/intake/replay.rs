//! `POST /dead-letters/{id}/replay`: trying again to understand what could not be read.

use baton_domain::id::MessageId;
use baton_store::job::{NewJob, Queue};
use serde_json::json;

use super::process::record_state;
use crate::app::App;
use crate::call::{Call, Done};
use crate::error::{AppError, Invalid};
use crate::runner::kind;

/// Puts a dead letter back to the beginning of intake, once for an idempotency key. The raw
/// delivery was kept.
///
/// # Errors
/// [`AppError::Invalid`] if the message is none, [`AppError::NotFound`] if there is no such message.
pub async fn replay(app: &App, call: &Call, message: MessageId) -> Result<Done<()>, AppError> {
    let stamp = call.stamp(app);
    let call = call.clone();
    app.db
        .write(move |tx| {
            let call = call.clone();
            Box::pin(async move {
                let row = tx
                    .message(stamp.workspace, message)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let before = call.claim_for(tx, &stamp, &message.to_string()).await?;
                if before.is_some() {
                    return Ok(Done::Before);
                }
                if row.state != "dead" {
                    return Err(Invalid::at("", "message.not_dead").into());
                }
                tx.set_message_state(stamp.workspace, message, "received", None)
                    .await?;
                record_state(tx, &stamp, message, "replayed").await?;
                let job = NewJob {
                    queue: if row.is_history {
                        Queue::Bulk
                    } else {
                        Queue::Intake
                    },
                    lane: Some(format!("replay/{message}")),
                    kind: kind::INTAKE,
                    payload: json!({"message": message}).to_string(),
                    run_at: stamp.at,
                };
                tx.enqueue(stamp.workspace, stamp.at, job).await?;
                Ok(Done::Now(()))
            })
        })
        .await
}
