//! `cargo xtask bench`: what the real server does, how fast, and at what cost of processor time.
//!
//! Everything goes over HTTP on the loopback to a release build, as a customer's traffic would.
//! Rates depend on what else the machine does; processor time per operation and growth hardly do,
//! so those are what to compare. docs/operating.md says how to read the table.

mod client;
mod cluster;
mod intake;
mod load;
mod reads;
mod report;
mod server;
mod start;
mod traffic;
mod triage;
mod watch;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;

use cluster::Cluster;
use report::Report;
use server::{Place, Server};
use traffic::Traffic;

/// What to measure, and how much of it.
#[derive(Debug, Clone, Args)]
pub(crate) struct Options {
    /// `sqlite`, `postgres` (a throw-away server of its own), or a `postgres://` URL of an empty
    /// database. Repeatable; both kinds if absent.
    #[arg(long = "database")]
    databases: Vec<String>,
    /// Messages of the intake measure.
    #[arg(long, default_value_t = 20_000)]
    messages: u64,
    /// Cases in the large workspace that lists and searches are measured in.
    #[arg(long, default_value_t = 100_000)]
    cases: u64,
    /// Connections that send at the same time.
    #[arg(long, default_value_t = 64)]
    connections: usize,
    /// Requests per list, search or page that is read.
    #[arg(long, default_value_t = 200)]
    reads: u64,
    /// Where the messages come from: the same seed sends the same ones.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print one JSON object instead of the table.
    #[arg(long)]
    json: bool,
    /// Which server to measure, instead of building one.
    #[arg(long)]
    server: Option<PathBuf>,
}

/// A workspace that is small next to the large one.
const FEW_CASES: u64 = 1_000;

/// Runs the benchmark; fails when a floor is missed.
pub(crate) fn run(options: Options) -> anyhow::Result<ExitCode> {
    let program = match &options.server {
        Some(program) => program.clone(),
        None => server::build()?,
    };
    let mut report = Report::new(options.seed);
    let databases = if options.databases.is_empty() {
        vec!["sqlite".to_owned(), "postgres".to_owned()]
    } else {
        options.databases.clone()
    };
    for database in databases {
        let cluster = match database.as_str() {
            "postgres" => Some(Cluster::start()?),
            _ => None,
        };
        let url = cluster.as_ref().map_or(database.as_str(), Cluster::url);
        let place = place(url, program.clone())?;
        measure(&options, &place, &mut report)
            .with_context(|| format!("while measuring on {}", place.database))?;
    }
    let text = if options.json {
        report.json()
    } else {
        report.table()
    };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(if report.is_met() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Where to measure.
fn place(database: &str, program: PathBuf) -> anyhow::Result<Place> {
    match database {
        "sqlite" => Place::new("sqlite", None, program),
        url if url.starts_with("postgres") => Place::new("postgres", Some(url.to_owned()), program),
        other => bail!("--database is sqlite, postgres or a postgres:// URL, not {other}"),
    }
}

fn measure(options: &Options, place: &Place, report: &mut Report) -> anyhow::Result<()> {
    if place.url.is_none() {
        start::measure(place, report)?;
    }
    let server = Server::demo(place)?;
    server.pause_ai(true)?;
    let mut traffic = Traffic::new(options.seed);
    say("a small workspace");
    intake::fill(&server, &mut traffic, FEW_CASES, options.connections)?;
    let few = reads::lists(&server, options.reads)?;
    say("intake");
    intake::measure(&server, &mut traffic, options, report)?;
    triage::measure(&server, options, report)?;
    say("a large workspace");
    let missing = options.cases.saturating_sub(traffic.opened());
    intake::fill(&server, &mut traffic, missing, options.connections)?;
    let many = reads::lists(&server, options.reads)?;
    reads::report(&server, (few, many), (FEW_CASES, options.cases), report);
    say("searches and a long case");
    reads::searches(&server, options, report)?;
    reads::long_case(&server, &mut traffic, options.reads, report)?;
    server.stop()
}

/// Tells how far it is, where it disturbs no output.
fn say(what: &str) {
    eprintln!("bench: {what}");
}
