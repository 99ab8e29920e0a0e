//! A throw-away `PostgreSQL` cluster, one for each test process, reached over a Unix socket.
//!
//! A shell holds the server and ends it when this process is gone: its standard input is a pipe
//! whose other end only we hold.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Starts a server, says `ready FOLDER BIN` or `none`, takes orders until its input ends, cleans up.
const KEEPER: &str = include_str!("../../../scripts/throw-away-postgres");

/// The cluster of this process.
struct Cluster {
    folder: PathBuf,
    bin: PathBuf,
    databases: AtomicU64,
    keeper: Child,
    answers: BufReader<ChildStdout>,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();

/// The URL of a new, empty database; nothing if this machine has no `PostgreSQL`.
///
/// # Panics
/// If there is one and it does not start.
#[must_use]
pub fn new_database() -> Option<String> {
    let cluster = CLUSTER.get_or_init(|| start("relaxed")).as_ref()?;
    Some(cluster.new_database())
}

/// A cluster of a test's own, which it stops and starts. What it acknowledged is durable.
pub struct Stoppable(Cluster);

impl Stoppable {
    /// A new cluster; nothing if this machine has no `PostgreSQL`.
    ///
    /// # Panics
    /// If there is one and it does not start.
    #[must_use]
    pub fn start() -> Option<Self> {
        start("durable").map(Self)
    }

    /// The URL of a new, empty database in it.
    #[must_use]
    pub fn new_database(&self) -> String {
        self.0.new_database()
    }

    /// Ends the server as a crash would.
    ///
    /// # Panics
    /// If the keeper is gone.
    pub fn stop(&mut self) {
        self.order("stop");
    }

    /// Starts the server again on the same data.
    ///
    /// # Panics
    /// If the keeper is gone.
    pub fn start_again(&mut self) {
        self.order("start");
    }

    fn order(&mut self, order: &str) {
        let input = self.0.keeper.stdin.as_mut();
        let input = input.expect("the input is piped");
        writeln!(input, "{order}").expect("the keeper listens");
        let mut line = String::new();
        let answers = &mut self.0.answers;
        answers.read_line(&mut line).expect("the keeper speaks");
        assert_eq!(line.trim(), order);
    }
}

impl Drop for Stoppable {
    fn drop(&mut self) {
        // Its input ends, and with it the keeper.
        drop(self.0.keeper.stdin.take());
        drop(self.0.keeper.wait());
    }
}

impl Cluster {
    fn new_database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let created = Command::new(self.bin.join("psql"))
            .args(["-q", "-h"])
            .arg(&self.folder)
            .args([
                "-U",
                "baton",
                "-d",
                "postgres",
                "-c",
                &format!("CREATE DATABASE {name}"),
            ])
            .status()
            .expect("psql runs");
        assert!(created.success(), "the database {name} was not created");
        format!(
            "postgres://baton@localhost/{name}?host={}",
            self.folder.display()
        )
    }
}

fn start(disk: &str) -> Option<Cluster> {
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper", disk])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut line = String::new();
    let output = keeper.stdout.take().expect("the output is piped");
    let mut answers = BufReader::new(output);
    answers.read_line(&mut line).expect("the keeper speaks");
    let mut words = line.split_whitespace();
    match words.next() {
        Some("none") => {
            eprintln!("skipped: no PostgreSQL here; install the package postgresql");
            drop(keeper.wait());
            return None;
        }
        said => assert_eq!(said, Some("ready"), "PostgreSQL did not start"),
    }
    Some(Cluster {
        folder: words.next().expect("a folder").into(),
        bin: words.next().expect("its programs").into(),
        databases: AtomicU64::new(0),
        keeper,
        answers,
    })
}
