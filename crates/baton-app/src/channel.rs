//! Channels: connecting one, changing it, how it does.
//!
//! What a connector must keep secret is sealed with the installation's key and never given out again;
//! the secret that a program signs its hooks with is shown once.

mod change;
mod settings;

use baton_domain::id::{ChannelId, WorkspaceId};
use baton_domain::stage::Stage;
use baton_domain::time::Timestamp;
use baton_store::channel::Channel;
use baton_store::channel_health::ChannelHealth;
use baton_store::event::{Record, Stamp};
use baton_store::idempotency::{Claimed, Request};
use baton_store::seal::Vault;
use baton_store::settings::PauseScope;
use baton_store::{Reader, StoreError, Tx};

use crate::app::App;
use crate::call::{Call, Done};
use crate::error::{AppError, Invalid};
use crate::found::changed;
use crate::ports::channel::{ChannelKind, Threads};

pub use change::Change;
use settings::Settled;
pub use settings::{Changes, NewServer};

/// The longest short name, in bytes.
const MAX_SLUG_BYTES: usize = 32;
/// The longest name, in bytes.
const MAX_NAME_BYTES: usize = 200;

/// A channel to be connected.
#[derive(Debug, Clone)]
pub struct NewChannel {
    /// What it is.
    pub kind: ChannelKind,
    /// A short name for commands: lower-case letters, digits and hyphens, unique in the workspace.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// How its threads behave.
    pub threads: Threads,
    /// Everything that can be changed later as well.
    pub settings: Changes,
}

/// A channel just connected.
#[derive(Debug, Clone)]
pub struct Connected {
    /// The channel.
    pub channel: Channel,
    /// What its program signs hooks with; given out this once.
    pub hook_secret: Option<[u8; 32]>,
    /// Whether it was connected before under the same idempotency key.
    pub is_replay: bool,
}

/// A channel and how it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChannelView {
    /// The channel.
    pub channel: Channel,
    /// Whether it is paused.
    pub is_paused: bool,
    /// How it does.
    pub health: ChannelHealth,
}

/// Connects a channel.
///
/// # Errors
/// [`AppError::Invalid`]: what is wrong and where.
pub async fn connect(app: &App, call: &Call, new: NewChannel) -> Result<Connected, AppError> {
    check_names(&new)?;
    let settled = settings::settle(new.kind, settings::Before::default(), &new.settings)?;
    let stamp = call.stamp(app);
    let id = ChannelId::mint(&mut app.db.ids().at(stamp.at));
    let channel = Channel {
        id,
        kind: new.kind.as_str().to_owned(),
        slug: new.slug,
        name: new.name,
        threads: new.threads.as_str().to_owned(),
        vouches: new.settings.vouches.unwrap_or(false),
        stage: new.settings.stage.unwrap_or(Stage::Off).as_str().to_owned(),
        configuration: settled.configuration.to_json()?,
    };
    let hook_secret = match new.kind {
        ChannelKind::Api => Some(app.db.ids().secret()),
        ChannelKind::Email => None,
    };
    let joining = Joining {
        request: call.request,
        channel,
        settled,
        hook_secret,
        vault: app.vault.clone(),
    };
    app.db
        .write(move |tx| {
            let joining = joining.clone();
            Box::pin(async move { join(tx, &stamp, joining).await })
        })
        .await
}

/// A channel on its way into the store.
#[derive(Clone)]
struct Joining {
    request: Option<Request>,
    channel: Channel,
    settled: Settled,
    hook_secret: Option<[u8; 32]>,
    vault: Vault,
}

async fn join(tx: &mut Tx, stamp: &Stamp, joining: Joining) -> Result<Connected, AppError> {
    let Joining {
        channel,
        hook_secret,
        vault,
        ..
    } = joining;
    let id = channel.id;
    if let Some(request) = &joining.request {
        match tx.claim_request(stamp, request, &id.to_string()).await? {
            Claimed::Fresh => {}
            Claimed::Mismatch => return Err(AppError::Mismatch),
            Claimed::Before(resource) => return connected_before(tx, stamp, &resource).await,
        }
    }
    let added = tx.add_channel(stamp.workspace, &channel, stamp.at).await;
    added.map_err(|error| match error {
        StoreError::Duplicate => Invalid::at("/slug", "channel.slug_taken").into(),
        other => AppError::Store(other),
    })?;
    keep_passwords(tx, &vault, id, &joining.settled, stamp.at).await?;
    if let Some(secret) = &hook_secret {
        let name = hook_secret_name(id);
        vault.keep(tx, &name, secret, stamp.at).await?;
    }
    changed(tx, stamp, Record::Channel(id), &["created"]).await?;
    Ok(Connected {
        channel,
        hook_secret,
        is_replay: false,
    })
}

/// The channel that the same request connected; its secret is not given out again.
async fn connected_before(
    tx: &mut Tx,
    stamp: &Stamp,
    resource: &str,
) -> Result<Connected, AppError> {
    let malformed = |_| StoreError::Record("an idempotency key's resource".into());
    let id = resource.parse().map_err(malformed)?;
    let channel = tx.channel(stamp.workspace, id).await?;
    Ok(Connected {
        channel: channel.ok_or(AppError::NotFound)?,
        hook_secret: None,
        is_replay: true,
    })
}

fn check_names(new: &NewChannel) -> Result<(), AppError> {
    let is_slug = new
        .slug
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if !is_slug || !(1..=MAX_SLUG_BYTES).contains(&new.slug.len()) {
        return Err(Invalid::at("/slug", "channel.slug").into());
    }
    check_name(&new.name)
}

fn check_name(name: &str) -> Result<(), AppError> {
    if name.trim().is_empty() || name.len() > MAX_NAME_BYTES {
        return Err(Invalid::at("/name", "channel.name").into());
    }
    Ok(())
}

/// Changes a channel.
///
/// # Errors
/// [`AppError::Invalid`]: what is wrong and where; [`AppError::NotFound`].
pub async fn change(
    app: &App,
    call: &Call,
    id: ChannelId,
    changes: Changes,
) -> Result<Channel, AppError> {
    if let Some(name) = &changes.name {
        check_name(name)?;
    }
    let stamp = call.stamp(app);
    let unit = (changes, app.vault.clone());
    app.db
        .write(move |tx| {
            let (changes, vault) = unit.clone();
            Box::pin(async move {
                let mut channel = tx
                    .channel(stamp.workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let (kind, before) = settings::Before::of(&channel)?;
                let settled = settings::settle(kind, before, &changes)?;
                channel.configuration = settled.configuration.to_json()?;
                if let Some(name) = changes.name {
                    channel.name = name;
                }
                if let Some(vouches) = changes.vouches {
                    channel.vouches = vouches;
                }
                if let Some(stage) = changes.stage {
                    stage.as_str().clone_into(&mut channel.stage);
                }
                tx.change_channel(stamp.workspace, &channel).await?;
                keep_passwords(tx, &vault, id, &settled, stamp.at).await?;
                changed(tx, &stamp, Record::Channel(id), &settled.fields).await?;
                Ok(channel)
            })
        })
        .await
}

async fn keep_passwords(
    tx: &mut Tx,
    vault: &Vault,
    id: ChannelId,
    settled: &Settled,
    at: Timestamp,
) -> Result<(), StoreError> {
    let passwords = [
        ("imap", &settled.imap_password),
        ("smtp", &settled.smtp_password),
    ];
    for (what, password) in passwords {
        if let Some(password) = password {
            let name = password_name(id, what);
            vault.keep(tx, &name, password.as_bytes(), at).await?;
        }
    }
    Ok(())
}

/// Gives a channel's program a new secret to sign hooks with; the one before ends at once. The
/// same request sent again makes no other one, and is not shown it again.
///
/// # Errors
/// [`AppError::Invalid`] for a channel that takes no hooks; [`AppError::NotFound`].
pub async fn renew_hook_secret(
    app: &App,
    call: &Call,
    id: ChannelId,
) -> Result<Done<[u8; 32]>, AppError> {
    let stamp = call.stamp(app);
    let secret = app.db.ids().secret();
    let (call, vault) = (call.clone(), app.vault.clone());
    let before = app
        .db
        .write(move |tx| {
            let (call, vault) = (call.clone(), vault.clone());
            Box::pin(async move {
                let channel = tx
                    .channel(stamp.workspace, id)
                    .await?
                    .ok_or(AppError::NotFound)?;
                if channel.kind != ChannelKind::Api.as_str() {
                    return Err(Invalid::at("", "channel.no_hooks").into());
                }
                let before = call.claim_for(tx, &stamp, &id.to_string()).await?;
                if before.is_none() {
                    let name = hook_secret_name(id);
                    vault.keep(tx, &name, &secret, stamp.at).await?;
                    changed(tx, &stamp, Record::Channel(id), &["hook_secret"]).await?;
                }
                Ok::<_, AppError>(before)
            })
        })
        .await?;
    Ok(before.map_or(Done::Now(secret), |_| Done::Before))
}

/// One channel and how it does.
///
/// # Errors
/// [`AppError::NotFound`].
pub async fn read(
    app: &App,
    workspace: WorkspaceId,
    id: ChannelId,
) -> Result<ChannelView, AppError> {
    let view = app.db.read(move |reader| {
        Box::pin(async move {
            let channel = reader.channel(workspace, id).await?;
            let channel = channel.ok_or(AppError::NotFound)?;
            Ok::<_, AppError>(view(reader, workspace, channel).await?)
        })
    });
    view.await
}

/// Every channel of a workspace and how it does, by name.
///
/// # Errors
/// If the database fails.
pub async fn list(app: &App, workspace: WorkspaceId) -> Result<Vec<ChannelView>, AppError> {
    let views = app.db.read(move |reader| {
        Box::pin(async move {
            let mut views = Vec::new();
            for channel in reader.channels(workspace).await? {
                views.push(view(reader, workspace, channel).await?);
            }
            Ok::<_, AppError>(views)
        })
    });
    views.await
}

async fn view(
    reader: &mut Reader,
    workspace: WorkspaceId,
    channel: Channel,
) -> Result<ChannelView, StoreError> {
    let setting = PauseScope::Channel(channel.id).setting();
    let paused = reader.setting(workspace, &setting).await?;
    Ok(ChannelView {
        is_paused: paused.as_deref() == Some("on"),
        health: reader.channel_health(workspace, channel.id).await?,
        channel,
    })
}

/// The name under which the secret of a channel's hooks is sealed.
pub(crate) fn hook_secret_name(id: ChannelId) -> String {
    format!("hook/{id}")
}

/// The name under which a password of a channel is sealed: `imap` or `smtp`.
pub(crate) fn password_name(id: ChannelId, what: &str) -> String {
    format!("password/{what}/{id}")
}

/// The password of a channel's server; nothing if it has none.
pub(crate) async fn password(
    app: &App,
    id: ChannelId,
    what: &str,
) -> Result<Option<String>, StoreError> {
    let sealed = app.vault.read(&app.db, &password_name(id, what)).await?;
    Ok(sealed.and_then(|password| String::from_utf8(password).ok()))
}
