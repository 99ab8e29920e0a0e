//! Files that hold messages, read one message at a time.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use baton_channels::mailbox::{Entry, mails};

/// One message of a file.
pub(super) enum Found {
    /// Its bytes.
    Delivery(Vec<u8>),
    /// It was skipped, with its number of bytes.
    TooLarge(usize),
}

/// The messages of a file.
pub(super) type Deliveries = Box<dyn Iterator<Item = anyhow::Result<Found>>>;

/// What the files hold altogether, in bytes. Tells about a file that is none before any is read.
pub(super) fn total_bytes(files: &[PathBuf]) -> anyhow::Result<u64> {
    let mut total = 0;
    for file in files {
        kind(file)?;
        let metadata = file.metadata();
        total += metadata.with_context(|| cannot_read(file))?.len();
    }
    Ok(total)
}

enum Kind {
    Mails,
    Rows,
}

fn kind(path: &Path) -> anyhow::Result<Kind> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("mbox" | "eml") => Ok(Kind::Mails),
        Some("jsonl") => Ok(Kind::Rows),
        _ => bail!(
            "{}: files must end in .eml, .mbox or .jsonl",
            path.display()
        ),
    }
}

fn cannot_read(path: &Path) -> String {
    format!("cannot read {}", path.display())
}

/// The raw messages of one file.
pub(super) fn deliveries(path: &Path) -> anyhow::Result<Deliveries> {
    let kind = kind(path)?;
    let file = BufReader::new(File::open(path).with_context(|| cannot_read(path))?);
    Ok(match kind {
        Kind::Mails => Box::new(mails(file).map(|entry| {
            Ok(match entry? {
                Entry::Mail(raw) => Found::Delivery(raw),
                Entry::TooLarge(bytes) => Found::TooLarge(bytes),
            })
        })),
        Kind::Rows => Box::new(
            file.split(b'\n')
                .filter(|row| !matches!(row, Ok(row) if row.trim_ascii().is_empty()))
                .map(|row| Ok(Found::Delivery(row?))),
        ),
    })
}
