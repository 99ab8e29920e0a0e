//! `GET /channels/{id}/outbound`: what a channel without a callback has sent. Reading changes nothing.

use baton_domain::id::{ChannelId, MessageId, WorkspaceId};
use baton_store::StoreError;

use super::content::Content;
use crate::app::App;
use crate::error::AppError;

/// A message that lies ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its place, to go on after.
    pub number: u64,
    /// The message.
    pub message: MessageId,
    /// The owner's id of the thread, as it came in.
    pub thread: Option<String>,
    /// What was authorised; nothing once it was erased.
    pub content: Option<Content>,
}

/// What lies ready after a place, oldest first.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown channel.
pub async fn outbound(
    app: &App,
    workspace: WorkspaceId,
    channel: ChannelId,
    after: u64,
    limit: usize,
) -> Result<Vec<Outgoing>, AppError> {
    app.db
        .read(move |reader| {
            Box::pin(async move {
                reader
                    .channel(workspace, channel)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let ready = reader.ready(workspace, channel, after, limit).await?;
                let parts: Vec<_> = ready
                    .iter()
                    .flat_map(|one| [one.content, one.thread])
                    .flatten()
                    .collect();
                let texts = reader.texts(workspace, &parts).await?;
                ready
                    .into_iter()
                    .map(|one| {
                        let content = texts
                            .opt(one.content)
                            .map(|json| Content::from_bytes(json.as_bytes()).ok_or(one.message));
                        let malformed = |id| StoreError::Record(format!("the content of {id}"));
                        Ok(Outgoing {
                            number: one.number,
                            message: one.message,
                            thread: texts.opt(one.thread).map(str::to_owned),
                            content: content.transpose().map_err(malformed)?,
                        })
                    })
                    .collect()
            })
        })
        .await
}
