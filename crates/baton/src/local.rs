//! Commands on an installation: done here, or by the server that holds the folder.
//!
//! Whoever can open the folder's socket owns the folder, so no further permission is asked. The same
//! [`perform`] serves both ways, so both give the same results.

mod client;
mod frame;
mod server;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use baton_app::error::AppError;
use baton_app::evidence::{self, Export};
use baton_app::{App, intake};
use baton_domain::actor::Actor;
use baton_domain::id::{CaseId, ChannelId, WorkspaceId};
use baton_store::event::Stamp;
use serde::{Deserialize, Serialize};

use crate::config::{Admin, Data, EvidenceExport};
use crate::installation::{Reached, reach};

pub(crate) use server::serve;

/// The socket's name in the folder.
const SOCKET: &str = "baton.sock";

fn socket(folder: &Path) -> PathBuf {
    folder.join(SOCKET)
}

/// What a command asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub(crate) enum Request {
    /// Take one raw delivery in; it comes as the body.
    Receive {
        /// The channel's id or short name.
        channel: String,
        /// Whether it is of a time before Baton.
        is_history: bool,
    },
    /// Make the pack of a case; it goes as the body.
    Export {
        /// The case's id or number.
        case: String,
        /// For whom.
        audience: String,
        /// Why.
        purpose: String,
        /// The report's language.
        language: String,
        /// At least so many events covered.
        at: Option<u64>,
        /// An earlier checkpoint's size.
        since: Option<u64>,
    },
    /// Check what is stored.
    Doctor {
        /// Make every read model again.
        rebuild: bool,
    },
    /// How many deliveries are still being understood.
    Pending,
    /// Look after workspaces and people.
    Admin {
        /// What is to be done.
        what: Admin,
    },
    /// Write a backup.
    Backup {
        /// Where, as an absolute path.
        file: PathBuf,
    },
}

impl Request {
    /// The pack that is asked for, continuing an earlier checkpoint of so many leaves.
    pub(crate) fn export(args: &EvidenceExport, since: Option<u64>) -> Self {
        Self::Export {
            case: args.case.clone(),
            audience: args.audience.clone(),
            purpose: args.purpose.clone(),
            language: args.language.clone(),
            at: args.at,
            since,
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub(crate) enum Response {
    /// A delivery was taken in, now or before.
    Received {
        /// Whether it was taken in before.
        is_duplicate: bool,
    },
    /// It could not be taken in: its sender would have to mend it.
    NotValid {
        /// Why.
        why: String,
    },
    /// The pack is in the body.
    Exported,
    /// What was found; nothing if all is whole.
    Doctor {
        /// What was looked at.
        checked: String,
        /// One sentence each.
        findings: Vec<String>,
    },
    /// How many are still being understood, and how many could not be.
    Pending {
        /// Waiting or running.
        waiting: u64,
        /// Kept as unreadable.
        dead: u64,
    },
    /// It was done.
    Said {
        /// What there is to say about it.
        lines: Vec<String>,
    },
    /// A backup was written.
    BackedUp {
        /// Tables in it.
        tables: u64,
        /// Rows in it.
        rows: u64,
        /// Its checksum, in hexadecimal.
        sha256: String,
    },
    /// It went wrong.
    Failed {
        /// What, where, how to mend it.
        why: String,
    },
}

/// An installation that commands talk to.
pub(crate) enum Desk {
    /// Opened here.
    Here(crate::installation::Installation),
    /// Held by a server.
    There(client::Client),
}

impl Desk {
    /// Finds the installation.
    pub(crate) async fn find(data: &Data) -> anyhow::Result<Self> {
        match reach(data, crate::wiring::ports()?).await? {
            Reached::Here(installation) => Ok(Self::Here(installation)),
            Reached::Held => client::Client::connect(&socket(&data.data))
                .await
                .map(Self::There),
        }
    }

    /// Asks, with a body.
    pub(crate) async fn ask(
        &mut self,
        request: Request,
        body: Vec<u8>,
    ) -> anyhow::Result<(Response, Vec<u8>)> {
        let (response, body) = match self {
            Self::Here(installation) => perform(&installation.app, request, body).await,
            Self::There(client) => client.ask(&request, &body).await?,
        };
        match response {
            Response::Failed { why } => bail!(why),
            response => Ok((response, body)),
        }
    }

    /// The application, if it is open here: then nobody else runs its jobs.
    pub(crate) fn here(&self) -> Option<&std::sync::Arc<App>> {
        match self {
            Self::Here(installation) => Some(&installation.app),
            Self::There(_) => None,
        }
    }
}

/// Does what is asked.
pub(crate) async fn perform(app: &App, request: Request, body: Vec<u8>) -> (Response, Vec<u8>) {
    match try_perform(app, request, body).await {
        Ok(done) => done,
        Err(error) => (
            Response::Failed {
                why: format!("{error:#}"),
            },
            Vec::new(),
        ),
    }
}

async fn try_perform(
    app: &App,
    request: Request,
    body: Vec<u8>,
) -> anyhow::Result<(Response, Vec<u8>)> {
    match request {
        Request::Receive {
            channel,
            is_history,
        } => {
            let workspace = only_workspace(app).await?;
            let channel = find_channel(app, workspace, &channel).await?;
            let received = if is_history {
                intake::receive_history(app, workspace, channel, body).await
            } else {
                intake::receive(app, workspace, channel, body).await
            };
            Ok((received_as(received)?, Vec::new()))
        }
        Request::Export {
            case,
            audience,
            purpose,
            language,
            at,
            since,
        } => {
            let workspace = only_workspace(app).await?;
            let case = find_case(app, workspace, &case).await?;
            let audience = audience
                .parse()
                .map_err(|_| anyhow!("--for must be auditor, customer, platform or court"))?;
            let language = language
                .parse()
                .map_err(|_| anyhow!("--language must be en or zh"))?;
            let export = Export {
                case,
                audience,
                purpose,
                language,
                at,
                since,
            };
            let stamp = Stamp {
                workspace,
                at: app.clock.now(),
                actor: Actor::System,
            };
            let pack = evidence::export(app, stamp, export).await?;
            Ok((Response::Exported, pack))
        }
        Request::Doctor { rebuild } => {
            let (checked, findings) = crate::command::doctor::examine(app, rebuild).await?;
            Ok((Response::Doctor { checked, findings }, Vec::new()))
        }
        Request::Pending => {
            let workspace = only_workspace(app).await?;
            let (waiting, dead) = app
                .db
                .read(move |reader| Box::pin(reader.intake_pending(workspace)))
                .await?;
            Ok((Response::Pending { waiting, dead }, Vec::new()))
        }
        Request::Admin { what } => {
            let lines = crate::command::admin::perform(app, what).await?;
            Ok((Response::Said { lines }, Vec::new()))
        }
        Request::Backup { file } => {
            let done = crate::command::backup::write(app, &file).await?;
            Ok((done, Vec::new()))
        }
    }
}

async fn find_channel(
    app: &App,
    workspace: WorkspaceId,
    channel: &str,
) -> anyhow::Result<ChannelId> {
    if let Ok(id) = channel.parse() {
        return Ok(id);
    }
    let slug = channel.to_owned();
    let found = app.db.read(move |reader| {
        Box::pin(async move { reader.channel_by_slug(workspace, &slug).await })
    });
    let found = found
        .await?
        .with_context(|| format!("there is no channel {channel}"))?;
    Ok(found.id)
}

fn received_as(received: Result<intake::Received, AppError>) -> anyhow::Result<Response> {
    match received {
        Ok(received) => Ok(Response::Received {
            is_duplicate: received.is_duplicate,
        }),
        Err(AppError::Delivery(problems)) => {
            let why: Vec<_> = problems
                .iter()
                .map(|field| format!("{} {}", field.pointer, field.code))
                .collect();
            Ok(Response::NotValid {
                why: why.join(", "),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// The workspace that commands are about while an installation has one.
async fn only_workspace(app: &App) -> anyhow::Result<WorkspaceId> {
    let workspaces = app.db.read(|reader| Box::pin(reader.workspaces())).await?;
    workspaces
        .first()
        .map(|workspace| workspace.id)
        .context("there is no workspace yet; start `baton serve` or `baton demo` once")
}

async fn find_case(app: &App, workspace: WorkspaceId, text: &str) -> anyhow::Result<CaseId> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let number = text.strip_prefix("B-").unwrap_or(text).parse::<u64>();
    let Ok(number) = number else {
        bail!("{text} is neither a case's id nor its number")
    };
    app.db
        .read(move |reader| Box::pin(reader.case_by_number(workspace, number)))
        .await?
        .with_context(|| format!("there is no case {text}"))
}
