//! The real binary, started for a test and ended with it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::Value;
use tempfile::TempDir;

/// How often readiness is asked for, every 50 ms: a debug build trains its engine meanwhile.
const MAX_ASKS: u32 = 1_200;

/// Where a server keeps its data.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) folder: PathBuf,
    database_url: Option<String>,
}

impl Place {
    pub(crate) fn sqlite(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            database_url: None,
        }
    }

    /// A node on a `PostgreSQL` database, with a master key that its nodes share.
    pub(crate) fn postgres(folder: &Path, url: &str, master_key: &Path) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        std::fs::copy(master_key, folder.join("master.key")).unwrap();
        Self {
            folder: folder.to_owned(),
            database_url: Some(url.to_owned()),
        }
    }

    /// A command on this place.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
        command.args(words).arg("--data").arg(&self.folder);
        if let Some(url) = &self.database_url {
            command.args(["--database-url", url, "--master-key"]);
            command.arg(self.folder.join("master.key"));
        }
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, words: &[&str], more: &[&str]) -> Output {
        self.command(words).args(more).output().unwrap()
    }
}

/// An empty place on each kind of database that there is here.
pub(crate) fn everywhere(folder: &Path) -> Vec<Place> {
    let mut places = vec![Place::sqlite(&folder.join("sqlite"))];
    if let Some(url) = baton_testkit::postgres::new_database() {
        let key = folder.join("shared.key");
        std::fs::write(&key, [7_u8; 32]).unwrap();
        places.push(Place::postgres(&folder.join("postgres"), &url, &key));
    }
    places
}

/// Two nodes of one installation, each with a folder of its own; none without a database server.
/// The second one enters the workspace that the first one made.
pub(crate) async fn two_nodes(folder: &Path) -> Option<[Server; 2]> {
    let url = baton_testkit::postgres::new_database()?;
    let key = folder.join("shared.key");
    std::fs::write(&key, [7_u8; 32]).unwrap();
    let one = Server::start(&Place::postgres(&folder.join("one"), &url, &key)).await;
    let second = folder.join("two");
    std::fs::create_dir_all(&second).unwrap();
    std::fs::copy(folder.join("one/demo.json"), second.join("demo.json")).unwrap();
    let two = Server::start(&Place::postgres(&second, &url, &key)).await;
    Some([one, two])
}

/// A running server.
pub(crate) struct Server {
    pub(crate) place: Place,
    pub(crate) url: String,
    pub(crate) entrance: Value,
    child: Child,
    client: Client,
}

/// A demo server in a folder of its own.
pub(crate) async fn demo() -> (TempDir, Server) {
    let folder = TempDir::new().unwrap();
    let server = Server::start(&Place::sqlite(&folder.path().join("data"))).await;
    (folder, server)
}

impl Server {
    /// Starts the demo at a place, or again there.
    pub(crate) async fn start(place: &Place) -> Self {
        Self::start_with(place, &[]).await
    }

    /// The same, with more in its environment.
    pub(crate) async fn start_with(place: &Place, environment: &[(&str, &str)]) -> Self {
        let mut child = place
            .command(&["demo"])
            .envs(environment.iter().copied())
            .args(["--listen", "127.0.0.1:0", "--log", "warn"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let url = line
            .trim()
            .strip_prefix("baton listening on ")
            .expect(&line)
            .to_owned();
        let client = client();
        let mut asks = 0;
        while !matches!(client.get(format!("{url}/readyz")).send().await,
            Ok(answer) if answer.status() == StatusCode::OK)
        {
            asks += 1;
            assert!(asks < MAX_ASKS, "the server does not become ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let entrance = std::fs::read(place.folder.join("demo.json")).unwrap();
        let entrance = serde_json::from_slice(&entrance).unwrap();
        Self {
            place: place.clone(),
            url,
            entrance,
            child,
            client,
        }
    }

    /// The API key of the first user with a role.
    pub(crate) fn key(&self, role: &str) -> String {
        let users = self.entrance["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["role"] == role).unwrap();
        user["api_key"].as_str().unwrap().to_owned()
    }

    /// The id of a channel.
    pub(crate) fn channel(&self, slug: &str) -> String {
        self.entrance["channels"][slug].as_str().unwrap().to_owned()
    }

    /// A request without any key.
    pub(crate) fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// A request as somebody with a role.
    pub(crate) fn request(&self, role: &str, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(self.key(role))
    }

    /// Reads as somebody with a role; anything but 200 fails the test.
    pub(crate) async fn get(&self, role: &str, path: &str) -> Value {
        let answer = self.request(role, Method::GET, path).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Posts as somebody with a role.
    pub(crate) async fn post(&self, role: &str, path: &str, body: &Value) -> (StatusCode, Value) {
        let answer = self
            .request(role, Method::POST, path)
            .json(body)
            .send()
            .await
            .unwrap();
        let status = answer.status();
        (
            status,
            serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default(),
        )
    }

    /// Asks until an answer satisfies the test; it must within a bounded number of asks.
    pub(crate) async fn eventually(
        &self,
        role: &str,
        path: &str,
        is_right: impl Fn(&Value) -> bool,
    ) -> Value {
        let mut last = Value::Null;
        for _ in 0..MAX_ASKS {
            last = self.get(role, path).await;
            if is_right(&last) {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{path} never became right: {last:#}");
    }

    /// Its process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends the process as a power cut would.
    pub(crate) fn kill(mut self) -> Place {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.place.clone()
    }

    /// Asks the process to end, as an operator would.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status()
            .unwrap();
        assert!(asked.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

pub(crate) fn client() -> Client {
    // A second test in this process finds it installed.
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder()
        .timeout(Duration::from_secs(60))
        .build()
        .unwrap()
}
