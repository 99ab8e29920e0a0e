//! A throw-away `PostgreSQL` cluster whose commits reach the disk.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};

/// Starts the cluster and ends it with its input.
const KEEPER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../scripts/throw-away-postgres"
);

/// A running cluster; it ends when this value does, or this process.
#[derive(Debug)]
pub(super) struct Cluster {
    keeper: Child,
    url: String,
}

impl Cluster {
    pub(super) fn start() -> anyhow::Result<Self> {
        let mut keeper = Command::new("sh")
            .args([KEEPER, "durable"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("a shell does not start")?;
        let output = keeper.stdout.take().context("the output is piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        let mut words = line.split_whitespace();
        match (words.next(), words.next()) {
            (Some("ready"), Some(folder)) => Ok(Self {
                keeper,
                url: format!("postgres://baton@localhost/postgres?host={folder}"),
            }),
            (Some("none"), _) => {
                bail!("there is no PostgreSQL here; install it, or measure --database sqlite")
            }
            _ => bail!("PostgreSQL does not start"),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // The end of its input ends it; gone already is as good.
        drop(self.keeper.stdin.take());
        drop(self.keeper.wait());
    }
}
