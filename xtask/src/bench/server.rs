//! The server that is measured: built for release, started in a folder of its own.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use super::client::{Client, Request};
use super::watch::Watch;

/// How often the kernel counts processor time, per second.
const TICKS_PER_SECOND: f64 = 100.0;
/// How often readiness is asked for.
const ASK_EVERY: Duration = Duration::from_millis(10);
/// How long a start may take.
const START_WITHIN: Duration = Duration::from_secs(60);
/// How often the queues are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Messages that are looked for: the last one of each connection.
const LAST: usize = 64;
/// How long the queues may take to become empty.
const DRAIN_WITHIN: Duration = Duration::from_secs(1_800);

/// Builds the release binary and tells where it is.
pub(super) fn build() -> anyhow::Result<PathBuf> {
    let output = Command::new("cargo")
        .args(["build", "--release", "--locked", "--package", "baton"])
        .args(["--message-format", "json-render-diagnostics"])
        .stderr(Stdio::inherit())
        .output()
        .context("cargo does not start")?;
    ensure!(output.status.success(), "the server does not build");
    let messages = String::from_utf8_lossy(&output.stdout).into_owned();
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message.pointer("/target/name") == Some(&Value::from("baton")))
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .context("cargo did not say where the server is")
}

/// Where a server keeps its data.
#[derive(Debug)]
pub(super) struct Place {
    /// `sqlite` or `postgres`.
    pub(super) database: &'static str,
    /// The `PostgreSQL` database, if it is one.
    pub(super) url: Option<String>,
    program: PathBuf,
    folder: TempDir,
}

impl Place {
    pub(super) fn new(
        database: &'static str,
        url: Option<String>,
        program: PathBuf,
    ) -> anyhow::Result<Self> {
        let folder = TempDir::new().context("cannot make a folder")?;
        std::fs::write(folder.path().join("master.key"), [7; 32])?;
        Ok(Self {
            database,
            url,
            program,
            folder,
        })
    }

    /// A server command on a folder of this place.
    fn command(&self, word: &str, folder: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args([word, "--listen", "127.0.0.1:0", "--log", "warn", "--data"])
            .arg(self.folder.path().join(folder));
        if let Some(url) = &self.url {
            command.args(["--database-url", url, "--master-key"]);
            command.arg(self.folder.path().join("master.key"));
        }
        command.stdout(Stdio::piped()).stdin(Stdio::null());
        command
    }
}

/// A running server; it ends with this value.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    /// Host and port.
    pub(super) address: String,
    pub(super) database: &'static str,
    key: String,
    /// The generic channel.
    pub(super) channel: String,
    /// From the command to the first answer that it is ready.
    pub(super) started_in: Duration,
}

impl Drop for Server {
    fn drop(&mut self) {
        // Gone already is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Server {
    /// The demo, with its people and channels.
    pub(super) fn demo(place: &Place) -> anyhow::Result<Self> {
        let mut server = Self::start(place, "demo", "demo")?;
        let file = place.folder.path().join("demo/demo.json");
        let entrance: Value = serde_json::from_slice(&std::fs::read(file)?)?;
        let text = |pointer: &str| {
            let found = entrance.pointer(pointer).and_then(Value::as_str);
            found
                .map(str::to_owned)
                .with_context(|| format!("demo.json has no {pointer}"))
        };
        server.key = text("/api_key")?;
        server.channel = text("/channels/api")?;
        Ok(server)
    }

    /// A server in an empty folder.
    pub(super) fn start(place: &Place, word: &str, folder: &str) -> anyhow::Result<Self> {
        let watch = Watch::start();
        let mut child = place
            .command(word, folder)
            .spawn()
            .with_context(|| format!("{} does not start", place.program.display()))?;
        let output = child.stdout.take().context("the output is piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let address = line
            .trim()
            .strip_prefix("baton listening on http://")
            .with_context(|| format!("the server said {line:?}"))?
            .to_owned();
        let mut server = Self {
            child,
            address,
            database: place.database,
            key: String::new(),
            channel: String::new(),
            started_in: Duration::ZERO,
        };
        while !server.has("/readyz") || !server.has("/") {
            ensure!(watch.elapsed() < START_WITHIN, "it does not become ready");
            std::thread::sleep(ASK_EVERY);
        }
        server.started_in = watch.elapsed();
        Ok(server)
    }

    fn has(&self, path: &str) -> bool {
        let Ok(mut client) = self.connect() else {
            return false;
        };
        let answer = client.send(&Request::get(path));
        answer.is_ok_and(|answer| answer.status == 200)
    }

    /// A connection as the demo's administrator.
    pub(super) fn connect(&self) -> anyhow::Result<Client> {
        Client::connect(&self.address, &self.key)
    }

    /// Reads JSON.
    pub(super) fn get(&self, path: &str) -> anyhow::Result<Value> {
        let mut client = self.connect()?;
        client.send(&Request::get(path))?.json()
    }

    /// Keeps AI from wording answers, so that taking in is measured alone.
    pub(super) fn pause_ai(&self, is_paused: bool) -> anyhow::Result<()> {
        let body = serde_json::json!({"scope": "all", "on": is_paused}).to_string();
        let mut client = self.connect()?;
        let answer = client.send(&Request::post("/api/v1/pause", body))?;
        ensure!(
            answer.status == 204,
            "the pause was answered {}",
            answer.status
        );
        Ok(())
    }

    /// Waits until the last of these messages are stored and triaged; the jobs of those before them
    /// were taken earlier.
    pub(super) fn drained(&self, sent: &[Request]) -> anyhow::Result<()> {
        let watch = Watch::start();
        let mut client = self.connect()?;
        for request in sent.iter().rev().take(LAST) {
            let body: Value = serde_json::from_str(request.body.as_deref().unwrap_or_default())?;
            let external = body.get("external_id").and_then(Value::as_str);
            let external = external.context("a message without an id was sent")?;
            while !is_triaged(&mut client, external)? {
                ensure!(
                    watch.elapsed() < DRAIN_WITHIN,
                    "{external} is not triaged in time"
                );
                std::thread::sleep(LOOK_EVERY);
            }
        }
        Ok(())
    }

    /// Processor time of the server so far, in seconds.
    pub(super) fn cpu_seconds(&self) -> anyhow::Result<f64> {
        let stat = self.proc("stat")?;
        // The name in brackets may hold spaces; user and system time are the 14th and 15th field.
        let fields = stat.rsplit_once(')').map(|(_, rest)| rest);
        let mut ticks = fields.unwrap_or_default().split_whitespace().skip(11);
        let mut next = || ticks.next().and_then(|field| field.parse::<f64>().ok());
        let (user, system) = next().zip(next()).context("the kernel tells no times")?;
        Ok((user + system) / TICKS_PER_SECOND)
    }

    /// Memory in use, in MiB.
    pub(super) fn memory_mib(&self) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        Ok(kib.context("the kernel tells no memory")? / 1_024.0)
    }

    fn proc(&self, file: &str) -> anyhow::Result<String> {
        let path = format!("/proc/{}/{file}", self.child.id());
        std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))
    }

    /// Ends it in an orderly way.
    pub(super) fn stop(mut self) -> anyhow::Result<()> {
        Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status()?;
        for _ in 0..1_500 {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "the server ended with {status}");
                return Ok(());
            }
            std::thread::sleep(ASK_EVERY);
        }
        bail!("the server does not stop")
    }
}

/// Whether a message is in a case that was triaged.
fn is_triaged(client: &mut Client, external: &str) -> anyhow::Result<bool> {
    let path = format!("/api/v1/messages?external_id={external}");
    let found = client.send(&Request::get(path))?.json()?;
    let Some(case) = found.pointer("/items/0/case_id").and_then(Value::as_str) else {
        return Ok(false);
    };
    let path = format!("/api/v1/cases/{case}");
    let case = client.send(&Request::get(path))?.json()?;
    let inside = case.pointer("/empathy/inside");
    Ok(inside.is_some_and(Value::is_boolean))
}
