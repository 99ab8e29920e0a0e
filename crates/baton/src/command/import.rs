//! `baton import`: messages from files, as if they had just arrived, or as history.

mod files;
mod progress;

use anyhow::bail;

use super::say;
use crate::config::Import;
use crate::local::{Desk, Request, Response};
use files::{Found, deliveries, total_bytes};
use progress::Progress;

/// Deliveries understood in one go when no server runs.
const DRAIN: usize = 100_000;

#[derive(Default)]
struct Counts {
    received: u64,
    duplicate: u64,
    /// Kept nowhere: their sender, or whoever has the file, must mend them.
    not_valid: u64,
}

/// Feeds every file in, and waits until its messages are understood.
pub(super) async fn import(args: Import) -> anyhow::Result<()> {
    let total = total_bytes(&args.files)?;
    let mut desk = Desk::find(&args.data).await?;
    let before = pending(&mut desk).await?.1;
    let mut counts = Counts::default();
    let mut progress = Progress::new(total);
    for file in &args.files {
        for found in deliveries(file)? {
            match found? {
                Found::Delivery(raw) => {
                    progress.advance(raw.len())?;
                    take(&mut desk, &args, raw, &mut counts).await?;
                }
                Found::TooLarge(bytes) => {
                    progress.advance(bytes)?;
                    counts.not_valid += 1;
                    tracing::warn!(bytes, file = %file.display(),
                        "a mail was left out: it is larger than a mail may be");
                }
            }
        }
    }
    progress.finish()?;
    let dead = settle(&mut desk).await?.saturating_sub(before) + counts.not_valid;
    say(&format!(
        "received {} duplicate {} dead-lettered {dead}",
        counts.received, counts.duplicate
    ))
}

async fn take(
    desk: &mut Desk,
    args: &Import,
    raw: Vec<u8>,
    counts: &mut Counts,
) -> anyhow::Result<()> {
    let request = Request::Receive {
        channel: args.channel.clone(),
        is_history: args.history,
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
