//! Fetching mail: one node at a time looks into every mailbox, each beside the others.
//!
//! A mail is taken in before the place moves on, and the same mail twice is one message, so a crash
//! in between loses nothing and doubles nothing. A mailbox in trouble holds no other one up.

use std::sync::Arc;
use std::time::Duration;

use baton_domain::id::{ChannelId, WorkspaceId};
use baton_store::StoreError;
use baton_store::channel::Channel;
use baton_store::lease::{self, Lease};
use tokio::task::JoinSet;

use super::config::channel_config;
use super::receive::receive;
use crate::app::App;
use crate::channel::password;
use crate::error::AppError;
use crate::ports::channel::{MailServer, Place, Pulled};
use crate::runner::{Stop, stopped};

/// How often mailboxes are looked into.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// How often the lease is renewed while that takes its time.
const RENEW_EVERY: Duration = Duration::from_secs(1);
/// Pulls from one mailbox before the others get their turn again.
const MAX_PULLS: usize = 20;
/// Who looks into the mailboxes.
const LEASE: &str = "mailboxes";

/// Looks into the mailboxes until stopped.
pub async fn run(app: Arc<App>, mut stop: Stop) {
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            () = stopped(&mut stop) => return,
        }
        let done = tokio::select! {
            done = look_into_all(&app) => done,
            () = stopped(&mut stop) => return,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "mailboxes are not looked into at the moment");
        }
    }
}

/// A mailbox to be looked into.
struct Mailbox {
    workspace: WorkspaceId,
    channel: ChannelId,
    server: MailServer,
}

async fn look_into_all(app: &Arc<App>) -> Result<(), StoreError> {
    let mailboxes = mailboxes(app).await?;
    if mailboxes.is_empty() {
        return Ok(());
    }
    let Some(lease) = take(app).await? else {
        return Ok(());
    };
    let mut looking = JoinSet::new();
    for mailbox in mailboxes {
        looking.spawn(look_into(Arc::clone(app), lease.clone(), mailbox));
    }
    let mut renew = tokio::time::interval(RENEW_EVERY);
    loop {
        tokio::select! {
            ended = looking.join_next() => if ended.is_none() { return Ok(()) },
            _ = renew.tick() => if take(app).await?.is_none() { return Ok(()) },
        }
    }
}

async fn take(app: &App) -> Result<Option<Lease>, StoreError> {
    lease::take(&app.db, LEASE, &app.node, app.clock.now()).await
}

async fn mailboxes(app: &App) -> Result<Vec<Mailbox>, StoreError> {
    let channels = app.db.read::<_, StoreError, _>(|reader| {
        Box::pin(async move {
            let mut found: Vec<(WorkspaceId, Channel)> = Vec::new();
            for workspace in reader.workspaces().await? {
                let channels = reader.channels(workspace.id).await?;
                found.extend(channels.into_iter().map(|channel| (workspace.id, channel)));
            }
            Ok(found)
        })
    });
    let mut mailboxes = Vec::new();
    for (workspace, channel) in channels.await? {
        if let Some(server) = channel_config(&channel)?.imap {
            mailboxes.push(Mailbox {
                workspace,
                channel: channel.id,
                server,
            });
        }
    }
    Ok(mailboxes)
}

/// Looks into one mailbox and says how that went.
async fn look_into(app: Arc<App>, lease: Lease, mailbox: Mailbox) {
    let channel = mailbox.channel;
    let looked = fetch_all(&app, &lease, mailbox).await;
    if let Err(error) = looked {
        tracing::warn!(%error, %channel, "a mailbox was not read to its end");
    }
}

async fn fetch_all(app: &App, lease: &Lease, mut mailbox: Mailbox) -> Result<(), AppError> {
    let (workspace, channel) = (mailbox.workspace, mailbox.channel);
    mailbox.server.password = password(app, channel, "imap").await?;
    for _ in 0..MAX_PULLS {
        let health = app
            .db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(reader.channel_health(workspace, channel))
            })
            .await?;
        let place: Option<Place> = health
            .place
            .as_deref()
            .and_then(|place| serde_json::from_str(place).ok());
        let now = app.clock.now();
        let pulled = app.ports.channels.pull(&mailbox.server, place, now).await;
        let trouble = match &pulled {
            Ok(pulled) if pulled.too_large > 0 => Some("imap.too_large"),
            Ok(_) => None,
            Err(failure) => Some(failure.code),
        };
        if trouble != health.trouble_code.as_deref() {
            say(app, &mailbox, trouble).await?;
        }
        let Ok(pulled) = pulled else { return Ok(()) };
        let has_more = pulled.has_more;
        keep(app, lease, &mailbox, place, pulled).await?;
        if !has_more {
            return Ok(());
        }
    }
    Ok(())
}

async fn say(
    app: &App,
    mailbox: &Mailbox,
    trouble: Option<&'static str>,
) -> Result<(), StoreError> {
    let (workspace, channel, now) = (mailbox.workspace, mailbox.channel, app.clock.now());
    app.db
        .write(move |tx| Box::pin(tx.set_trouble(workspace, channel, trouble, now)))
        .await
}

/// Takes the mails in, then moves the place on, if this node still holds the lease.
async fn keep(
    app: &App,
    lease: &Lease,
    mailbox: &Mailbox,
    before: Option<Place>,
    pulled: Pulled,
) -> Result<(), AppError> {
    let (workspace, channel) = (mailbox.workspace, mailbox.channel);
    if pulled.too_large > 0 {
        tracing::warn!(count = pulled.too_large, %channel,
            "mails were left in the mailbox: they are larger than a mail may be");
    }
    for mail in pulled.mails {
        receive(app, workspace, channel, mail).await?;
    }
    let is_moved = before.is_none_or(|before| {
        (before.validity, before.last) != (pulled.place.validity, pulled.place.last)
    });
    if !is_moved {
        return Ok(());
    }
    let place = serde_json::to_string(&pulled.place)
        .map_err(|error| StoreError::Record(format!("the place in a mailbox: {error}")))?;
    let (lease, now) = (lease.clone(), app.clock.now());
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let (lease, place) = (lease.clone(), place.clone());
            Box::pin(async move {
                lease.confirm(tx, now).await?;
                tx.set_place(workspace, channel, &place).await
            })
        })
        .await?;
    Ok(())
}
