//! A throw-away `PostgreSQL` cluster, one for each test process, reached over a Unix socket.
//!
//! A shell holds the server and ends it when this process is gone: its standard input is a pipe
//! whose other end only we hold.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Starts a server, says `ready FOLDER BIN` or `none`, waits for the end of its input, cleans up.
const KEEPER: &str = include_str!("../../../scripts/throw-away-postgres");

/// The cluster of this process.
struct Cluster {
    folder: PathBuf,
    bin: PathBuf,
    databases: AtomicU64,
    _keeper: Child,
}

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();

/// The URL of a new, empty database; nothing if this machine has no `PostgreSQL`.
///
/// # Panics
/// If there is one and it does not start.
#[must_use]
pub fn new_database() -> Option<String> {
    let cluster = CLUSTER.get_or_init(start).as_ref()?;
    let name = format!("t{}", cluster.databases.fetch_add(1, Ordering::Relaxed));
    let created = Command::new(cluster.bin.join("psql"))
        .args(["-q", "-h"])
        .arg(&cluster.folder)
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
    Some(format!(
        "postgres://baton@localhost/{name}?host={}",
        cluster.folder.display()
    ))
}

fn start() -> Option<Cluster> {
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper", "relaxed"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let mut line = String::new();
    let output = keeper.stdout.take().expect("the output is piped");
    BufReader::new(output)
        .read_line(&mut line)
        .expect("the keeper speaks");
    let mut words = line.split_whitespace();
    match words.next() {
        Some("none") => {
            eprintln!("skipped: no PostgreSQL here; install the package postgresql");
            return None;
        }
        said => assert_eq!(said, Some("ready"), "PostgreSQL did not start"),
    }
    Some(Cluster {
        folder: words.next().expect("a folder").into(),
        bin: words.next().expect("its programs").into(),
        databases: AtomicU64::new(0),
        _keeper: keeper,
    })
}
