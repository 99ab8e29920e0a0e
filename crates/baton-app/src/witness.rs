//! Asks witnesses to cosign the latest checkpoint, and hears what they say against it.
//!
//! A witness remembers what it cosigned on a disk of its own. When this server's whole disk goes back
//! in time, or its history is rewritten, the witness is who tells.

use std::collections::BTreeMap;
use std::time::Duration;

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::WorkspaceId;
use baton_domain::time::{Span, Timestamp};
use baton_ledger::consistency_file::ConsistencyFile;
use baton_ledger::note::{Note, VerifierKey};
use baton_ledger::policy_file::TrustPolicy;
use baton_store::cosignature::{Heard, WitnessState};
use baton_store::event::{Record, Stamp, Stream};
use baton_store::lease;
use baton_store::log::StoredCheckpoint;
use baton_store::{Reader, StoreError};

use crate::app::App;
use crate::ports::witness::{WitnessAnswer, Witnesses};
use crate::runner::{Stop, stopped};

/// Whoever holds it asks; the others wait.
const LEASE: &str = "witness";
/// The setting that names the witnesses.
const SETTING: &str = "witnesses";
/// How often it is looked whether there is something to ask.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A log that rests is asked about all the same.
const ASK_AGAIN: Span = Span::from_seconds(600);
/// A witness that is at another size than we thought is asked once more.
const ASKS: usize = 2;

/// The witness had cosigned more than this log has: the server went back in time.
pub const ROLLED_BACK: &str = "witness.rolled_back";
/// The witness had cosigned another history.
pub const INCONSISTENT: &str = "witness.inconsistent";
/// The witness does not know this log's key.
const UNKNOWN_LOG: &str = "witness.unknown_log";
/// What it answered cannot be used.
const UNCLEAR: &str = "witness.unclear";
/// It cannot be reached.
const UNREACHABLE: &str = "witness.unreachable";

/// Asks whenever the log has grown, until stopped.
pub async fn run(app: std::sync::Arc<App>, mut stop: Stop) {
    let Some(witnesses) = app.ports.witnesses.clone() else {
        return stopped(&mut stop).await;
    };
    let started_at = app.clock.now();
    let mut look = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            () = stopped(&mut stop) => return,
        }
        if let Err(error) = ask_all(&app, &witnesses, started_at).await {
            tracing::warn!(%error, "witnesses are not asked at the moment");
        }
    }
}

async fn ask_all(
    app: &App,
    witnesses: &Witnesses,
    started_at: Timestamp,
) -> Result<(), StoreError> {
    for workspace in app.db.read(|reader| Box::pin(reader.workspaces())).await? {
        ask(app, witnesses, workspace.id, started_at).await?;
    }
    Ok(())
}

/// Asks every witness about one log that has grown since, or was not asked about since this process
/// started, unless it was asked just now.
///
/// # Errors
/// If the database fails; what a witness says or does not say is recorded.
pub async fn ask(
    app: &App,
    witnesses: &Witnesses,
    workspace: WorkspaceId,
    started_at: Timestamp,
) -> Result<(), StoreError> {
    let (latest, states, told) = app
        .db
        .read(move |reader| {
            Box::pin(async move {
                let latest = reader.stored_checkpoint(workspace, None).await?;
                let states = reader.witness_states(workspace).await?;
                let told = reader.setting(workspace, SETTING).await?;
                Ok::<_, StoreError>((latest, states, told))
            })
        })
        .await?;
    if told.as_deref() != Some(&witnesses.told) {
        tell(app, witnesses, workspace).await?;
    }
    let Some(latest) = latest else { return Ok(()) };
    let now = app.clock.now();
    for (key, url) in witnesses.policy.witnesses() {
        let state = states.iter().find(|state| state.witness == key.name());
        let is_due = state.is_none_or(|state| {
            let is_news = state.size != latest.size || state.trouble.is_some();
            // What we remember may be from before the disk went back in time: asked is asked.
            let is_old = state.at < started_at || now >= state.at.plus(ASK_AGAIN);
            now >= state.at.plus(witnesses.every) && (is_news || is_old)
        });
        let Some(url) = url.filter(|_| is_due) else {
            continue;
        };
        if lease::take(&app.db, LEASE, &app.node, now).await?.is_none() {
            return Ok(());
        }
        let known = state.map_or(0, |state| state.size);
        let asked = Asked {
            workspace,
            url,
            key,
            latest: &latest,
        };
        let heard = ask_one(app, witnesses, &asked, known).await?;
        record(app, &asked, state, heard).await?;
    }
    Ok(())
}

/// Notes who the witnesses of a log are, in the log too: whoever exports knows whose word to wait
/// for, also where no server runs.
async fn tell(app: &App, witnesses: &Witnesses, workspace: WorkspaceId) -> Result<(), StoreError> {
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let told = witnesses.told.clone();
    app.db
        .write(move |tx| {
            let told = told.clone();
            Box::pin(async move {
                tx.set_setting(workspace, SETTING, &told).await?;
                let event = Event::RecordChanged(RecordChanged {
                    fields: SETTING.parse().into_iter().collect(),
                    values: BTreeMap::new(),
                    text: None,
                });
                let stream = Stream::record(Record::Workspace(workspace));
                tx.append(&stamp, &stream, &[event]).await.map(drop)
            })
        })
        .await
}

/// Who has to have seen a workspace's checkpoints; none if nobody was named.
///
/// # Errors
/// If the database fails.
pub async fn policy(
    reader: &mut Reader,
    workspace: WorkspaceId,
) -> Result<Option<TrustPolicy>, StoreError> {
    let told = reader.setting(workspace, SETTING).await?;
    Ok(told.and_then(|told| TrustPolicy::parse(told.as_bytes()).ok()))
}

/// What one witness is asked about.
struct Asked<'a> {
    workspace: WorkspaceId,
    url: &'a str,
    key: &'a VerifierKey,
    latest: &'a StoredCheckpoint,
}

async fn ask_one(
    app: &App,
    witnesses: &Witnesses,
    asked: &Asked<'_>,
    mut known: u64,
) -> Result<Heard, StoreError> {
    for _ in 0..ASKS {
        if known > asked.latest.size {
            return Ok(Heard::Trouble(ROLLED_BACK));
        }
        let body = request(app, asked, known).await?;
        let answer = witnesses.asker.add_checkpoint(asked.url, body).await;
        let Some(WitnessAnswer { status, body }) = answer else {
            return Ok(Heard::Trouble(UNREACHABLE));
        };
        return Ok(match status {
            200 => cosigned(asked, &body).unwrap_or(Heard::Trouble(UNCLEAR)),
            409 => match body.trim_end().parse() {
                Ok(size) => {
                    known = size;
                    continue;
                }
                Err(_) => Heard::Trouble(UNCLEAR),
            },
            422 => Heard::Trouble(INCONSISTENT),
            403 | 404 => Heard::Trouble(UNKNOWN_LOG),
            _ => Heard::Trouble(UNCLEAR),
        });
    }
    Ok(Heard::Trouble(UNCLEAR))
}

/// The request: a proof from what the witness cosigned last to the latest checkpoint.
async fn request(app: &App, asked: &Asked<'_>, old: u64) -> Result<String, StoreError> {
    let (workspace, new) = (asked.workspace, asked.latest.size);
    let path = if old == 0 || old == new {
        Vec::new()
    } else {
        app.db
            .read(move |reader| Box::pin(reader.consistency(workspace, old, new)))
            .await?
    };
    let checkpoint = Note::parse(&asked.latest.note)
        .map_err(|error| StoreError::Record(format!("a checkpoint: {error}")))?;
    Ok(ConsistencyFile {
        old,
        path,
        checkpoint,
    }
    .to_string())
}

/// The witness's own line among those it answered, if its signature is right.
fn cosigned(asked: &Asked<'_>, body: &str) -> Option<Heard> {
    let line = body
        .lines()
        .filter(|line| line.split(' ').nth(1) == Some(asked.key.name()))
        .find(|line| {
            let note = Note::parse(&format!("{}{line}\n", asked.latest.note));
            note.is_ok_and(|note| note.verify(asked.key).is_ok())
        })?;
    Some(Heard::Cosigned {
        size: asked.latest.size,
        line: format!("{line}\n"),
    })
}

async fn record(
    app: &App,
    asked: &Asked<'_>,
    before: Option<&WitnessState>,
    heard: Heard,
) -> Result<(), StoreError> {
    if let Heard::Trouble(code) = heard
        && before.is_none_or(|before| before.trouble.as_deref() != Some(code))
    {
        tracing::error!(
            witness = asked.key.name(),
            code,
            "a witness does not cosign"
        );
    }
    let stamp = Stamp {
        workspace: asked.workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    let (name, heard) = (asked.key.name().to_owned(), std::sync::Arc::new(heard));
    app.db
        .write(move |tx| {
            let (name, heard) = (name.clone(), std::sync::Arc::clone(&heard));
            Box::pin(async move { tx.hear_witness(&stamp, &name, &heard).await })
        })
        .await
}

/// The first checkpoint of at least `size` leaves that enough witnesses saw.
///
/// # Errors
/// If the database fails.
pub(crate) async fn first_witnessed(
    reader: &mut Reader,
    policy: &TrustPolicy,
    workspace: WorkspaceId,
    size: u64,
) -> Result<Option<u64>, StoreError> {
    for size in reader.cosigned_sizes(workspace, size).await? {
        let Some(stored) = reader.stored_checkpoint(workspace, Some(size)).await? else {
            continue;
        };
        let note = reader.witnessed(workspace, &stored).await?;
        if stored.size == size && policy.check_witnessed(&note).is_ok() {
            return Ok(Some(size));
        }
    }
    Ok(None)
}
