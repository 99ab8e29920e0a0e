//! The demo workspace: people, channels and cases in every state, made at the first start.
//!
//! `demo.json` in the data folder says how to get in. A second start keeps data and keys and only
//! writes the new address.

mod cases;
mod knowledge;
mod mail;
mod people;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use baton_app::App;
use baton_app::found;
use baton_domain::id::{ChannelId, WorkspaceId};
use baton_store::channel::Channel;
use serde::{Deserialize, Serialize};

use crate::folder::replace;

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

/// Makes the demo workspace, or finds the one that was made before.
pub(super) async fn prepare(app: &Arc<App>, folder: &Path, url: &str) -> anyhow::Result<()> {
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
        found_workspace(app, url).await?
    };
    replace(&file, &serde_json::to_vec_pretty(&entrance)?)
}

async fn found_workspace(app: &Arc<App>, url: &str) -> anyhow::Result<Entrance> {
    let workspace = found::workspace(app, "Kettle & Crane").await?.id;
    let (users, teammates) = people::add(app, workspace).await?;
    let api = channel(app, workspace, "api", "Shop and app", true, "{}").await?;
    let mailbox = format!(
        r#"{{"authserv_id":"{AUTHSERV_ID}","from_address":"Kettle & Crane <help@kettle.example>"}}"#
    );
    let email = channel(app, workspace, "email", "Mailbox", false, &mailbox).await?;
    let channels = [("api".to_owned(), api), ("email".to_owned(), email)].into();
    if let [_, supervisor, agent, editor, ..] = teammates.as_slice() {
        // Before the cases, so that AI has something to answer from.
        knowledge::add(app, workspace, *editor).await?;
        let team = cases::Team {
            workspace,
            agent: *agent,
            supervisor: *supervisor,
        };
        cases::add(app, &team, &channels).await?;
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
    kind: &str,
    name: &str,
    vouches: bool,
    configuration: &str,
) -> anyhow::Result<ChannelId> {
    let channel = Channel {
        // Replaced by a new one.
        id: ChannelId::from_bits(0),
        kind: kind.to_owned(),
        slug: kind.to_owned(),
        name: name.to_owned(),
        threads: "topic".to_owned(),
        vouches,
        // Drafts, with what the shop says of the order.
        stage: "verify".to_owned(),
        configuration: configuration.to_owned(),
    };
    Ok(found::channel(app, workspace, channel).await?)
}
