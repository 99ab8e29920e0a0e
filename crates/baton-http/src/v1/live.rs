//! `GET /live`: hints that something changed; clients read again.
//!
//! One reader for each process follows the log and fans out; a stream that fell behind reads for
//! itself. A hint holds ids, a number and a code, never content, and reaches only those who may read
//! cases of its workspace.

mod hint;
mod tail;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use baton_app::App;
use baton_domain::id::WorkspaceId;
use baton_domain::time::Span;
use baton_policy::Operation;
use baton_store::StoreError;
use tokio::sync::{broadcast, mpsc};
use tokio_stream::Stream;
use tokio_stream::wrappers::ReceiverStream;

use crate::auth::{Allowed, LiveFollow};
use crate::problem::Problem;
use crate::state::HttpState;

pub use hint::{Hint, HintDto};
pub use tail::Live;

/// How far back a stream can be resumed.
const RESUME_WITHIN: Span = Span::from_hours(24);
/// How many events a stream catches up on; beyond it reading everything again is quicker.
const MAX_RESUMED: u64 = 10_000;
/// Events read at a time while catching up.
const BATCH: u64 = 500;
/// Hints that wait for a slow client.
const MAX_WAITING: usize = 64;
/// How long one stream lasts. The client comes back with its last id, and is authenticated again.
const LASTS: Duration = Duration::from_mins(15);

/// Follows what changes, as Server-Sent Events.
#[utoipa::path(get, path = "/live", operation_id = "live.follow",
    params(("Last-Event-ID" = Option<String>, Header,
        description = "The last id received; resumes up to 24 hours back")),
    responses((status = 200, content_type = "text/event-stream", body = HintDto)))]
pub async fn follow(
    State(state): State<HttpState>,
    allowed: Allowed<LiveFollow>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let workspace = allowed.caller.workspace;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let last = last.map(|id| id.parse::<u64>().ok());
    let hints = state.live.subscribe(&state.app, workspace).await?;
    let (next, is_reset) = match last {
        None => (size(&state.app, workspace).await?, false),
        Some(last) => resume(&state.app, workspace, last).await?,
    };
    let (sender, receiver) = mpsc::channel(MAX_WAITING);
    let follower = Follower {
        app: Arc::clone(&state.app),
        workspace,
        may_read: allowed.caller.may(Operation::CasesRead),
        next,
        sender,
    };
    tokio::spawn(async move {
        let served = follower.serve(hints, is_reset);
        if let Ok(Err(error)) = tokio::time::timeout(LASTS, served).await {
            tracing::debug!(%error, "a live stream ended early; the client resumes it");
        }
    });
    Ok(Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default()))
}

async fn size(app: &App, workspace: WorkspaceId) -> Result<u64, StoreError> {
    app.db
        .read(move |reader| Box::pin(reader.log_size(workspace)))
        .await
}

/// Where a stream goes on, and whether it lost its place.
async fn resume(
    app: &App,
    workspace: WorkspaceId,
    last: Option<u64>,
) -> Result<(u64, bool), StoreError> {
    let size = size(app, workspace).await?;
    let anew = Ok((size, true));
    let Some(last) = last.filter(|last| *last < size && size - *last <= MAX_RESUMED) else {
        return anew;
    };
    let seen = app
        .db
        .read(move |reader| Box::pin(reader.log(workspace, last, 1)))
        .await?;
    let oldest = app.clock.now().minus(RESUME_WITHIN);
    match seen.first() {
        Some(event) if event.envelope.at >= oldest => Ok((last + 1, false)),
        Some(_) | None => anew,
    }
}

/// One client's stream.
struct Follower {
    app: Arc<App>,
    workspace: WorkspaceId,
    may_read: bool,
    /// The position that comes next.
    next: u64,
    sender: mpsc::Sender<Result<Event, Infallible>>,
}

/// The client went away.
struct Gone;

impl Follower {
    async fn serve(
        mut self,
        mut hints: broadcast::Receiver<Hint>,
        is_reset: bool,
    ) -> Result<(), StoreError> {
        if is_reset && self.tell(hint::reset(self.next)).await.is_err() {
            return Ok(());
        }
        // What was placed between the last event seen and the subscription is in nobody's channel.
        if self.catch_up().await?.is_err() {
            return Ok(());
        }
        loop {
            let told = match hints.recv().await {
                Ok(hint) if hint.position < self.next => Ok(()),
                Ok(hint) if hint.position == self.next => self.pass_on(&hint).await,
                Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => self.catch_up().await?,
                Err(broadcast::error::RecvError::Closed) => return Ok(()),
            };
            if told.is_err() || self.sender.is_closed() {
                return Ok(());
            }
        }
    }

    /// Reads what this stream missed.
    async fn catch_up(&mut self) -> Result<Result<(), Gone>, StoreError> {
        loop {
            let (workspace, from) = (self.workspace, self.next);
            let events = self
                .app
                .db
                .read(move |reader| Box::pin(reader.log(workspace, from, BATCH)))
                .await?;
            if events.is_empty() {
                return Ok(Ok(()));
            }
            for event in &events {
                let Some(hint) = Hint::of(event) else {
                    continue;
                };
                if self.pass_on(&hint).await.is_err() {
                    return Ok(Err(Gone));
                }
            }
        }
    }

    async fn pass_on(&mut self, hint: &Hint) -> Result<(), Gone> {
        self.next = hint.position + 1;
        match hint.event().filter(|_| self.may_read) {
            Some(event) => self.tell(event).await,
            None => Ok(()),
        }
    }

    async fn tell(&self, event: Event) -> Result<(), Gone> {
        self.sender.send(Ok(event)).await.map_err(|_| Gone)
    }
}
