//! `baton evidence export` and `baton evidence verify`.

use std::io::Write as _;
use std::path::Path;

use anyhow::Context as _;
use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::note::Note;
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::verify::{Report, Trust, verify as verify_pack};
use serde_json::json;

use super::{Answer, say};
use crate::config::{EvidenceExport, EvidenceVerify};
use crate::local::{Desk, Request};

/// Writes the pack of a case.
pub(super) async fn export(args: EvidenceExport) -> anyhow::Result<()> {
    let since = args.since.as_deref().map(size_of).transpose()?;
    let mut desk = Desk::find(&args.data).await?;
    let keeper = match desk.here() {
        // Nobody else signs checkpoints now.
        Some(app) => {
            let mut keeper = baton_app::keeper::Keeper::new(std::sync::Arc::clone(app));
            keeper.settle().await?;
            Some(keeper)
        }
        None => None,
    };
    let (_, pack) = desk.ask(Request::export(&args, since), Vec::new()).await?;
    if let Some(mut keeper) = keeper {
        keeper.release().await;
    }
    match &args.output {
        Some(file) => {
            std::fs::write(file, pack).with_context(|| format!("cannot write {}", file.display()))
        }
        None => std::io::stdout()
            .write_all(&pack)
            .context("standard output is gone"),
    }
}

/// Checks a pack, offline.
pub(super) fn verify(args: &EvidenceVerify) -> anyhow::Result<Answer> {
    let read = |file: &Path| {
        std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))
    };
    let pack = read(&args.file)?;
    let mut trust = Trust::default();
    if let Some(file) = &args.trust {
        let policy = TrustPolicy::parse(&read(file)?);
        trust.policy =
            Some(policy.with_context(|| format!("{} is not a trust policy", file.display()))?);
    }
    if let Some(file) = &args.checkpoint {
        trust.checkpoint = Some(checkpoint(file)?);
    }
    let report = verify_pack(&pack, &trust);
    if args.json {
        say(&serde_json::to_string(&as_json(&report))?)?;
    } else {
        say(report.to_string().trim_end())?;
    }
    Ok(if report.is_sound() {
        Answer::Yes
    } else {
        Answer::No
    })
}

/// The checkpoint in a file that somebody kept.
fn checkpoint(file: &Path) -> anyhow::Result<Checkpoint> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read {} as text", file.display()))?;
    let named = || format!("{} is not a checkpoint", file.display());
    let note = Note::parse(&text).with_context(named)?;
    Checkpoint::parse(&note.text).with_context(named)
}

/// The size of an earlier checkpoint, given by itself or by the checkpoint's file.
fn size_of(since: &str) -> anyhow::Result<u64> {
    match since.parse() {
        Ok(size) => Ok(size),
        Err(_) => checkpoint(Path::new(since)).map(|kept| kept.size),
    }
}

fn as_json(report: &Report) -> serde_json::Value {
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code.as_str(),
                "file": finding.file,
                "sentence": finding.sentence,
            })
        })
        .collect();
    json!({
        "sound": report.is_sound(),
        "keys_pinned": report.keys_pinned,
        "findings": findings,
        "complete_to": report.summary.as_ref().and_then(|summary| summary.complete_to),
        "checkpoint_size": report.summary.as_ref().map(|summary| summary.checkpoint_size),
        "events": report.summary.as_ref().map(|summary| summary.events),
    })
}
