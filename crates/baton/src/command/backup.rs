//! `baton backup` and `baton restore`.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use baton_app::App;
use baton_app::clock::{Clock as _, SystemClock};
use baton_ledger::hash::Hash;
use baton_store::backup;

use super::say;
use crate::config::FileArgs;
use crate::installation;
use crate::local::{Desk, Request, Response};

/// Writes a backup; the server that holds the folder does it if there is one.
pub(super) async fn backup(args: FileArgs) -> anyhow::Result<()> {
    let file = std::path::absolute(&args.file)?;
    let mut desk = Desk::find(&args.data).await?;
    let (response, _) = desk.ask(Request::Backup { file }, Vec::new()).await?;
    let Response::BackedUp {
        tables,
        rows,
        sha256,
    } = response
    else {
        bail!("the server answered something else; is it of another version?");
    };
    say(&format!(
        "backed up {rows} rows of {tables} tables; sha256 {sha256}"
    ))?;
    say("the master key is not in it: keep a copy of master.key apart from your backups")
}

/// Writes the file so that there is a whole one under its name or none.
pub(crate) async fn write(app: &App, file: &Path) -> anyhow::Result<Response> {
    let refused = || format!("cannot write {}", file.display());
    if file.exists() {
        bail!("{} exists already; choose another name", file.display());
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    let beside = Path::new(&beside);
    let part = OpenOptions::new()
        .create(true)
        .truncate(true)
        .write(true)
        .mode(0o600)
        .open(beside)
        .with_context(refused)?;
    let written = baton_app::backup::backup(app, BufWriter::new(part)).await;
    let kept = written
        .map_err(anyhow::Error::from)
        .and_then(|(part, summary)| {
            let part = part.into_inner().map_err(|error| error.into_error())?;
            part.sync_all()?;
            std::fs::rename(beside, file)?;
            Ok(summary)
        });
    let summary = match kept {
        Ok(summary) => summary,
        Err(error) => {
            // Half a backup is of no use, and may be what filled the disk.
            drop(std::fs::remove_file(beside));
            return Err(error.context(refused()));
        }
    };
    sync_folder_of(file)?;
    Ok(Response::BackedUp {
        tables: summary.tables,
        rows: summary.rows,
        sha256: Hash::from_bytes(summary.sha256).to_string(),
    })
}

/// The file's name is on the disk as well.
fn sync_folder_of(file: &Path) -> anyhow::Result<()> {
    if let Some(folder) = file.parent() {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Fills an empty folder or database from a backup.
pub(super) async fn restore(args: FileArgs) -> anyhow::Result<()> {
    // Before anything is made: a damaged file leaves nothing behind.
    let named = || format!("cannot restore {}", args.file.display());
    backup::check(&args.file).with_context(named)?;
    let target = installation::empty(&args.data).await?;
    let now = SystemClock.now();
    let restored = baton_app::restore::restore(&target.db, &target.master, &args.file, now);
    let restored = restored.await.with_context(named)?;
    say(&format!(
        "restored {} rows of {} tables, as Baton {} had written them",
        restored.summary.rows, restored.summary.tables, restored.summary.head.made_by
    ))?;
    for begun in &restored.generations {
        say(&format!(
            "{}: its log goes on as {}, from a checkpoint over {} events",
            begun.workspace, begun.origin, begun.from_size
        ))?;
    }
    if !restored.with_unsent.is_empty() {
        say(
            "paused: messages were about to be sent when the backup was made, and may have left \
             since; look at them, then let the workspace go on",
        )?;
    }
    std::io::stdout().flush()?;
    Ok(())
}
