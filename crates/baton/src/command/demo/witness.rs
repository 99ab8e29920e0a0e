//! The demo's own witness: another process with a folder of its own, started with the demo and
//! stopped with it, also when the demo is killed. A real one belongs on another machine.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::Context as _;
use baton_app::App;
use baton_app::ports::witness::Witnesses;
use baton_domain::time::Span;
use baton_ledger::note::SignatureKind;
use baton_store::log;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::config::Data;
use crate::folder::{DataFolder, replace};
use crate::wiring;

/// On the same machine nobody minds being asked more often.
const ASK_EVERY: Span = Span::from_seconds(1);

/// A witness that runs as long as this value lives: its input is ours.
pub(crate) struct Witness {
    url: String,
    key: String,
    logs: PathBuf,
    _process: Child,
}

impl Witness {
    /// Starts it with its folder inside the demo's. None where several nodes may share a database,
    /// each with a folder of its own, or while another process has the folder.
    pub(crate) async fn start(data: &Data) -> anyhow::Result<Option<Self>> {
        let demo = &data.data;
        if data.database_url.is_some() || DataFolder::hold(demo)?.is_none() {
            return Ok(None);
        }
        let folder = demo.join("witness");
        let logs = demo.join("witness.logs");
        let mut process = Command::new(std::env::current_exe()?)
            .args(["--log", "warn", "witness", "--with-parent"])
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(&folder)
            .arg("--logs")
            .arg(&logs)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("the demo's witness cannot be started")?;
        let output = process.stdout.take().context("the witness has no output")?;
        let mut lines = BufReader::new(output).lines();
        let first = lines.next_line().await?.unwrap_or_default();
        let url = first
            .strip_prefix("baton witness listening on ")
            .context("the demo's witness did not start")?;
        let key = lines.next_line().await?.context("the witness has no key")?;
        Ok(Some(Self {
            url: url.to_owned(),
            key,
            logs,
            _process: process,
        }))
    }

    /// How it is asked.
    pub(crate) fn witnesses(&self) -> anyhow::Result<Witnesses> {
        let Self { url, key, .. } = self;
        let policy = format!("witness demo {key} {url}\nquorum demo\n");
        wiring::witnesses(policy.as_bytes(), ASK_EVERY)
    }

    /// Tells it the keys of this server's logs.
    pub(crate) async fn introduce(&self, app: &App) -> anyhow::Result<()> {
        let now = app.clock.now();
        let workspaces = app.db.read(|reader| Box::pin(reader.workspaces()));
        let workspaces: Result<_, baton_store::StoreError> = workspaces.await;
        let mut lines = String::new();
        for workspace in workspaces? {
            let key = log::signing_key(&app.db, &app.vault, &workspace, now).await?;
            let key = key.verifier(SignatureKind::Ed25519);
            lines.push_str(&format!("log {key}\n"));
        }
        replace(&self.logs, lines.as_bytes())
    }
}
