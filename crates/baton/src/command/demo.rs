//! The demo workspace: people, channels and cases in every state, made at the first start.
//!
//! Its past is lived through, by a clock that is set, so ages and delays are as they seem.
//! `demo.json` in the data folder says how to get in. A second start keeps data and keys and only
//! writes the new address.

mod clock;
mod deliveries;
mod desk;
mod hand;
mod knowledge;
mod people;
mod story;
mod witness;

pub(super) use witness::Witness;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use baton_app::App;
use baton_app::found;
use baton_domain::id::{ChannelId, WorkspaceId};
use baton_store::channel::Channel;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::folder::replace;

pub(super) use clock::DemoClock;

/// The file that says how to get in.
const FILE: &str = "demo.json";
/// Whose `Authentication-Results` the demo's mailbox trusts.
const AUTHSERV_ID: &str = "mx.baton.example";

/// How to get in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Entrance {
    url: String,
    workspace: WorkspaceId,
    api_key: String,
    users: Vec<User>,
    channels: std::collections::BTreeMap<String, ChannelId>,
    authserv_id: String,
}

/// Somebody who can sign in.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct User {
    email: String,
    password: String,
    role: String,
    api_key: String,
}

/// The clock of the demo in this folder: before the first start it stands at the story's beginning.
pub(super) fn clock(folder: &Path) -> Arc<DemoClock> {
    Arc::new(if folder.join(FILE).exists() {
        DemoClock::live()
    } else {
        DemoClock::at_the_beginning()
    })
}

/// Makes the demo workspace, or finds the one that was made before. From then on it is now.
pub(super) async fn prepare(
    (app, clock): (&Arc<App>, &DemoClock),
    folder: &Path,
    url: &str,
) -> anyhow::Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join(FILE);
    let entrance = if file.exists() {
        let text = std::fs::read(&file)?;
        let known: Entrance = serde_json::from_slice(&text)
            .with_context(|| format!("{} is damaged", file.display()))?;
        Entrance {
            url: url.to_owned(),
            ..known
        }
    } else {
        let founded = found_workspace(app, clock, url).await;
        clock.go_live();
        founded?
    };
    replace(&file, &serde_json::to_vec_pretty(&entrance)?)
}

async fn found_workspace(app: &Arc<App>, clock: &DemoClock, url: &str) -> anyhow::Result<Entrance> {
    let workspace = found::workspace(app, "Kettle & Crane").await?.id;
    let (users, teammates) = people::add(app, workspace).await?;
    let api = channel(app, workspace, ("api", "api"), "Shop and app", true, "{}").await?;
    let mailbox =
        |from: &str| json!({"authserv_id": AUTHSERV_ID, "from_address": from}).to_string();
    let shop = mailbox("Kettle & Crane <help@kettle.example>");
    let trade = mailbox("Kettle & Crane Wholesale <trade@kettle.example>");
    let email = channel(app, workspace, ("email", "email"), "Mailbox", false, &shop).await?;
    let wholesale = channel(
        app,
        workspace,
        ("email", "wholesale"),
        "Wholesale mailbox",
        false,
        &trade,
    )
    .await?;
    let channels = [("api", api), ("email", email), ("wholesale", wholesale)];
    let channels = channels.map(|(slug, id)| (slug.to_owned(), id)).into();
    if let [_, ruth, dana, xiaoyu, ..] = *teammates.as_slice() {
        // Before the cases, so that AI has something to answer from.
        knowledge::add(app, workspace, xiaoyu).await?;
        let team = desk::Team { ruth, dana, xiaoyu };
        let mut desk = desk::Desk::new((app, clock), workspace, &channels, team);
        story::tell(&mut desk).await?;
    }
    let api_key = users
        .first()
        .map(|user| user.api_key.clone())
        .context("the demo has people")?;
    Ok(Entrance {
        url: url.to_owned(),
        workspace,
        api_key,
        users,
        channels,
        authserv_id: AUTHSERV_ID.to_owned(),
    })
}

async fn channel(
    app: &App,
    workspace: WorkspaceId,
    (kind, slug): (&str, &str),
    name: &str,
    vouches: bool,
    configuration: &str,
) -> anyhow::Result<ChannelId> {
    let channel = Channel {
        // Replaced by a new one.
        id: ChannelId::from_bits(0),
        kind: kind.to_owned(),
        slug: slug.to_owned(),
        name: name.to_owned(),
        threads: "topic".to_owned(),
        vouches,
        // Drafts, with what the shop says of the order.
        stage: "verify".to_owned(),
        configuration: configuration.to_owned(),
    };
    Ok(found::channel(app, workspace, channel).await?)
}
