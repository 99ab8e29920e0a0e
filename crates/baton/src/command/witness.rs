//! `baton witness`: a small process with a key and a disk of its own (C2SP `tlog-witness`).
//!
//! It cosigns a log's checkpoint only if it continues the one it cosigned last, and keeps the new one
//! on disk before anybody hears of it. It knows nothing else of Baton, holds no content, and belongs
//! on another machine than the server: an auditor's, or a partner's.

mod disk;

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use baton_app::clock::{Clock as _, SystemClock};
use baton_ledger::witness::{Refused, Request};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use self::disk::Disk;
use super::say;
use crate::config::Witness;

/// Longest request: a proof and a checkpoint with 64 signatures are shorter.
const MAX_BODY_BYTES: usize = 64 * 1024;
/// How long requests that are being answered have after a stop was asked for.
const STOP_WITHIN: Duration = Duration::from_secs(5);

/// Serves until stopped.
pub(super) async fn witness(args: Witness) -> anyhow::Result<()> {
    let disk = Disk::open(&args.folder, &args.name, args.logs.clone())?;
    let listener = TcpListener::bind(args.listen)
        .await
        .with_context(|| format!("cannot listen on {}; choose another", args.listen))?;
    let asked_to_stop = super::serve::asked_to_stop()?;
    say(&format!(
        "baton witness listening on http://{}",
        listener.local_addr()?
    ))?;
    say(&disk.verifier().to_string())?;
    // One at a time: checking what was cosigned last and keeping the next is one step.
    let disk = Arc::new(Mutex::new(disk));
    let router = Router::new()
        .route("/add-checkpoint", post(add_checkpoint))
        .route("/{origin}/checkpoint", get(checkpoint))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(disk);
    let (stop, stopping) = tokio::sync::watch::channel(false);
    let mut asked = stopping.clone();
    let serve = axum::serve(listener, router).with_graceful_shutdown(async move {
        baton_app::runner::stopped(&mut asked).await;
    });
    let served = tokio::spawn(async move { serve.await });
    tokio::select! {
        () = asked_to_stop => {}
        () = parent_gone(), if args.with_parent => {}
    }
    stop.send_replace(true);
    if let Ok(served) = tokio::time::timeout(STOP_WITHIN, served).await {
        served??;
    }
    Ok(())
}

/// Waits until whoever started this process holds its input no longer.
async fn parent_gone() {
    let (tell, told) = tokio::sync::oneshot::channel();
    // A thread of its own: nothing waits for it when the process stops for another reason.
    std::thread::spawn(move || {
        let mut ignored = [0; 64];
        while matches!(std::io::stdin().read(&mut ignored), Ok(read) if read > 0) {}
        // Nobody listens any more when the process stops for another reason.
        let _ = tell.send(());
    });
    drop(told.await);
}

async fn add_checkpoint(State(disk): State<Arc<Mutex<Disk>>>, body: String) -> Response {
    let disk = disk.lock_owned().await;
    let answered = tokio::task::spawn_blocking(move || cosign(&disk, &body)).await;
    match answered {
        Ok(Ok(Ok(line))) => line.into_response(),
        Ok(Ok(Err(refused))) => refuse(refused),
        Ok(Err(error)) => {
            tracing::error!(%error, "nothing was cosigned");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Checks, keeps, and only then signs for others to see.
fn cosign(disk: &Disk, body: &str) -> anyhow::Result<Result<String, Refused>> {
    let request = match Request::parse(body) {
        Ok(request) => request,
        Err(refused) => return Ok(Err(refused)),
    };
    let (logs, seen) = (disk.logs()?, disk.seen(request.origin())?);
    if let Err(refused) = request.check(&logs, seen) {
        if matches!(refused, Refused::Inconsistent | Refused::Conflict { .. }) {
            tracing::warn!(origin = request.origin(), %refused, "not cosigned");
        }
        return Ok(Err(refused));
    }
    let at_s = u64::try_from(SystemClock.now().as_micros() / 1_000_000)?;
    disk.keep(request.origin(), &request.cosigned(disk.key(), at_s))?;
    Ok(Ok(request.answer(disk.key(), at_s)))
}

fn refuse(refused: Refused) -> Response {
    let status =
        StatusCode::from_u16(refused.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match refused {
        Refused::Conflict { size } => {
            let kind = [(header::CONTENT_TYPE, "text/x.tlog.size")];
            (status, kind, format!("{size}\n")).into_response()
        }
        Refused::Malformed | Refused::UnknownLog | Refused::NotSigned | Refused::Inconsistent => {
            (status, format!("{refused}\n")).into_response()
        }
    }
}

/// The latest checkpoint it cosigned of the log whose origin hashes to this.
async fn checkpoint(
    State(disk): State<Arc<Mutex<Disk>>>,
    Path(origin_hash): Path<String>,
) -> Response {
    let disk = disk.lock_owned().await;
    match tokio::task::spawn_blocking(move || disk.latest(&origin_hash)).await {
        Ok(Ok(Some(note))) => note.into_response(),
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(_)) | Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
