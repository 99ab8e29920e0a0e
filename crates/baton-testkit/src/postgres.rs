//! A throw-away `PostgreSQL` cluster, one for each test process, reached over a Unix socket.
//!
//! A shell holds the server and ends it when this process is gone: its standard input is a pipe
//! whose other end only we hold. As root the server runs as the user `postgres`, because `initdb`
//! refuses root.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// Starts the server in `$1/data`, says `ready`, waits for the end of its input, cleans up. Signals
/// to the whole group, such as Ctrl-C, are for the tests: it ends when they have.
const KEEPER: &str = r#"
set -e
trap "" HUP INT TERM
bin=$2
"$bin/initdb" -D "$1/data" -U baton --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null
"$bin/postgres" -D "$1/data" -k "$1" -c listen_addresses='' -c fsync=off \
  -c synchronous_commit=off -c full_page_writes=off -c max_connections=400 \
  -c shared_buffers=64MB >"$1/log" 2>&1 &
server=$!
for _ in $(seq 1 100); do
  "$bin/pg_isready" -q -h "$1" -U baton -d postgres && break
  sleep 0.1
done
echo ready
cat >/dev/null
kill -INT "$server"
wait "$server" || true
rm -rf "$1"
"#;

/// The cluster of this process.
struct Cluster {
    folder: PathBuf,
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
    let created = Command::new(bin().expect("found before").join("psql"))
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

/// Where the server's programs are.
fn bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
    let mut found: Vec<_> = versions
        .filter_map(|version| Some(version.ok()?.path().join("bin")))
        .filter(|bin| bin.join("initdb").exists() && bin.join("psql").exists())
        .collect();
    found.sort();
    found.pop()
}

fn start() -> Option<Cluster> {
    let Some(bin) = bin() else {
        eprintln!("skipped: no PostgreSQL here; install the package postgresql");
        return None;
    };
    let folder = tempfile::Builder::new()
        .prefix("baton-pg-")
        .tempdir()
        .expect("a temporary folder can be made")
        .keep();
    let mut keeper = keeper(&folder, &bin).spawn().expect("a shell starts");
    let mut line = String::new();
    let output = keeper.stdout.take().expect("the output is piped");
    std::io::BufRead::read_line(&mut std::io::BufReader::new(output), &mut line)
        .expect("the keeper speaks");
    assert_eq!(
        line.trim(),
        "ready",
        "PostgreSQL did not start; see {}",
        folder.display()
    );
    Some(Cluster {
        folder,
        databases: AtomicU64::new(0),
        _keeper: keeper,
    })
}

fn keeper(folder: &Path, bin: &Path) -> Command {
    let is_root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|id| id.stdout == b"0\n");
    let mut command = if is_root {
        let owned = Command::new("chown").arg("postgres").arg(folder).status();
        assert!(
            owned.is_ok_and(|status| status.success()),
            "the user postgres exists"
        );
        // Unlike `runuser` it becomes the shell, so that nothing ends the shell before it cleaned up.
        let mut command = Command::new("setpriv");
        command.args([
            "--reuid=postgres",
            "--regid=postgres",
            "--clear-groups",
            "sh",
        ]);
        command
    } else {
        Command::new("sh")
    };
    command.args(["-c", KEEPER, "keeper"]).arg(folder).arg(bin);
    command
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    command
}
