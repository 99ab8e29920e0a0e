//! A provider's webhook: verified over the raw bytes, kept, and only then acknowledged.
//!
//! Nothing is kept of what nobody vouches for, but a count. What is signed and cannot be read is kept
//! as a dead letter: its sender would only send it again.

use baton_domain::id::ChannelId;
use baton_store::StoreError;
use sha2::{Digest as _, Sha256};

use super::config::channel_config;
use super::receive::{As, Received, take};
use crate::app::App;
use crate::channel::hook_secret_name;
use crate::error::AppError;
use crate::ports::channel::{Hook, HookRefusal, Identified};
use crate::pulse::{Happened, note};

/// What became of a hook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hooked {
    /// It is kept.
    Kept(Received),
    /// It is not signed by the channel's provider.
    NotSigned,
}

/// Takes a hook in.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown channel, one that takes no hooks, and one without a secret.
pub async fn receive_hook(app: &App, id: ChannelId, hook: Hook) -> Result<Hooked, AppError> {
    let found = app.db.read::<_, StoreError, _>(move |reader| {
        Box::pin(async move {
            let Some(workspace) = reader.channel_home(id).await? else {
                return Ok(None);
            };
            let channel = reader.channel(workspace, id).await?;
            Ok(channel.map(|channel| (workspace, channel)))
        })
    });
    let (workspace, channel) = found.await?.ok_or(AppError::NotFound)?;
    let config = channel_config(&channel)?;
    let secret = app
        .vault
        .known_secret(&app.db, &hook_secret_name(id))
        .await?
        .ok_or(AppError::NotFound)?;
    let channels = &app.ports.channels;
    match channels.verify(&config, &hook, &secret, app.clock.now()) {
        Ok(()) => {}
        Err(HookRefusal::NoHooks) => return Err(AppError::NotFound),
        Err(HookRefusal::NotSigned) => {
            note(app, workspace, id, Happened::TurnedAway).await;
            return Ok(Hooked::NotSigned);
        }
    }
    let identified = channels
        .identify(&config, &hook.body)
        .unwrap_or_else(|_| unreadable(&hook));
    take(app, workspace, (config, identified), hook.body, As::News)
        .await
        .map(Hooked::Kept)
}

/// What tells a signed delivery from others that names nothing by itself: the provider's id of it.
fn unreadable(hook: &Hook) -> Identified {
    let external_id = match hook.header("webhook-id") {
        Some(id) => format!("webhook:{id}"),
        None => format!("sha256:{:x?}", Sha256::digest(&hook.body)),
    };
    Identified {
        order_key: external_id.clone(),
        external_id,
        uploads: Vec::new(),
    }
}

/// Whether a channel takes hooks at all, for providers that ask before they post.
///
/// # Errors
/// As [`receive_hook`].
pub async fn takes_hooks(app: &App, id: ChannelId) -> Result<(), AppError> {
    let secret = app
        .vault
        .known_secret(&app.db, &hook_secret_name(id))
        .await?;
    secret.map(drop).ok_or(AppError::NotFound)
}
