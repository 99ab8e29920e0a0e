//! `baton import`: messages from files, as if they had just arrived.

use std::fs::File;
use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};
use baton_channels::mailbox::{Entry, mails};

use super::say;
use crate::config::Import;
use crate::local::{Desk, Request, Response};

/// How often the progress is shown.
const SHOW_EVERY: u64 = 25;
/// Deliveries understood in one go when no server runs.
const DRAIN: usize = 100_000;

#[derive(Default)]
struct Counts {
    received: u64,
    duplicate: u64,
    not_valid: u64,
}

/// Feeds every file in, and waits until its messages are understood.
pub(super) async fn import(args: Import) -> anyhow::Result<()> {
    if args.history {
        bail!("--history is not built yet: messages would open cases with clocks");
    }
    let mut desk = Desk::find(&args.data).await?;
    let before = pending(&mut desk).await?.1;
    let mut counts = Counts::default();
    for file in &args.files {
        for raw in deliveries(file)? {
            take(&mut desk, &args.channel, raw?, &mut counts).await?;
        }
    }
    let dead = settle(&mut desk).await?.saturating_sub(before) + counts.not_valid;
    say(&format!(
        "received {} duplicate {} dead-lettered {dead}",
        counts.received, counts.duplicate
    ))
}

type Deliveries = Box<dyn Iterator<Item = anyhow::Result<Vec<u8>>>>;

/// The raw deliveries of one file.
fn deliveries(path: &Path) -> anyhow::Result<Deliveries> {
    let open = || File::open(path).with_context(|| format!("cannot read {}", path.display()));
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("mbox") => {
            let entries = mails(BufReader::new(open()?));
            Ok(Box::new(entries.filter_map(|entry| match entry {
                Ok(Entry::Mail(raw)) => Some(Ok(raw)),
                Ok(Entry::TooLarge(bytes)) => {
                    tracing::warn!(bytes, "a mail was left out: it is too large");
                    None
                }
                Err(error) => Some(Err(error.into())),
            })))
        }
        Some("jsonl") => {
            let lines = BufReader::new(open()?).split(b'\n');
            Ok(Box::new(
                lines
                    .map(|line| line.map_err(anyhow::Error::from))
                    .filter(|line| !matches!(line, Ok(line) if line.trim_ascii().is_empty())),
            ))
        }
        Some("eml") => {
            let raw =
                std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
            Ok(Box::new(std::iter::once(Ok(raw))))
        }
        _ => bail!(
            "{}: files must end in .eml, .mbox or .jsonl",
            path.display()
        ),
    }
}

async fn take(
    desk: &mut Desk,
    channel: &str,
    raw: Vec<u8>,
    counts: &mut Counts,
) -> anyhow::Result<()> {
    let request = Request::Receive {
        channel: channel.to_owned(),
    };
    match desk.ask(request, raw).await?.0 {
        Response::Received { is_duplicate: true } => counts.duplicate += 1,
        Response::Received {
            is_duplicate: false,
        } => counts.received += 1,
        Response::NotValid { why } => {
            counts.not_valid += 1;
            tracing::warn!(%why, "a row was left out");
        }
        _ => bail!("the server answered something else; is it of another version?"),
    }
    let total = counts.received + counts.duplicate + counts.not_valid;
    if total.is_multiple_of(SHOW_EVERY) && std::io::stderr().is_terminal() {
        write!(std::io::stderr(), "\r{total} messages")?;
    }
    Ok(())
}

/// Waits until every delivery is understood; tells how many could not be.
async fn settle(desk: &mut Desk) -> anyhow::Result<u64> {
    loop {
        if let Some(app) = desk.here() {
            baton_app::runner::drain(app, DRAIN).await?;
        }
        let (waiting, dead) = pending(desk).await?;
        if waiting == 0 || desk.here().is_some() {
            return Ok(dead);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

async fn pending(desk: &mut Desk) -> anyhow::Result<(u64, u64)> {
    match desk.ask(Request::Pending, Vec::new()).await?.0 {
        Response::Pending { waiting, dead } => Ok((waiting, dead)),
        _ => bail!("the server answered something else; is it of another version?"),
    }
}
