//! The one reader of a process that follows the log.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use baton_app::App;
use baton_domain::id::WorkspaceId;
use baton_store::StoreError;
use tokio::sync::broadcast;

use super::Hint;

/// Hints that a stream may fall behind before it has to read for itself.
const CAPACITY: usize = 1_024;
/// Events read at a time.
const BATCH: u64 = 500;
/// How often the log is looked at without being told: another node may give the positions.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Follows the logs of the workspaces that somebody watches.
#[derive(Default)]
pub struct Live {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    watched: HashMap<WorkspaceId, Watched>,
    is_running: bool,
    is_closed: bool,
}

struct Watched {
    hints: broadcast::Sender<Hint>,
    /// The position that comes next.
    next: u64,
}

impl Live {
    /// The hints of a workspace from now on. What is placed before this returns may be missing.
    pub(super) async fn subscribe(
        &self,
        app: &Arc<App>,
        workspace: WorkspaceId,
    ) -> Result<broadcast::Receiver<Hint>, StoreError> {
        let next = app
            .db
            .read(move |reader| Box::pin(reader.log_size(workspace)))
            .await?;
        let mut state = lock(&self.state);
        if state.is_closed {
            return Err(StoreError::Unavailable("the server is stopping".into()));
        }
        let watched = state.watched.entry(workspace).or_insert_with(|| Watched {
            hints: broadcast::Sender::new(CAPACITY),
            next,
        });
        let hints = watched.hints.subscribe();
        if !state.is_running {
            state.is_running = true;
            tokio::spawn(tail(Arc::clone(app), Arc::clone(&self.state)));
        }
        Ok(hints)
    }

    /// How many streams there are.
    #[must_use]
    pub fn streams(&self) -> usize {
        let state = lock(&self.state);
        let watched = state.watched.values();
        watched.map(|watched| watched.hints.receiver_count()).sum()
    }

    /// Ends every stream, so that the server can stop.
    pub fn close(&self) {
        let mut state = lock(&self.state);
        state.is_closed = true;
        state.watched.clear();
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs until nobody watches any more.
async fn tail(app: Arc<App>, state: Arc<Mutex<State>>) {
    let mut signal = app.db.log_signal();
    let mut ticks = tokio::time::interval(LOOK_EVERY);
    loop {
        tokio::select! {
            changed = signal.changed() => if changed.is_err() { return },
            _ = ticks.tick() => {}
        }
        let Some(watched) = still_watched(&state) else {
            return;
        };
        for (workspace, next) in watched {
            if let Err(error) = follow(&app, &state, workspace, next).await {
                tracing::warn!(%error, "live hints are late; they are looked for again");
            }
        }
    }
}

/// The workspaces that somebody watches; nothing if there is none, and then the tail has ended.
fn still_watched(state: &Mutex<State>) -> Option<Vec<(WorkspaceId, u64)>> {
    let mut state = lock(state);
    state
        .watched
        .retain(|_, watched| watched.hints.receiver_count() > 0);
    if state.watched.is_empty() {
        state.is_running = false;
        return None;
    }
    Some(
        state
            .watched
            .iter()
            .map(|(workspace, watched)| (*workspace, watched.next))
            .collect(),
    )
}

async fn follow(
    app: &App,
    state: &Mutex<State>,
    workspace: WorkspaceId,
    mut next: u64,
) -> Result<(), StoreError> {
    loop {
        let from = next;
        let events = app
            .db
            .read(move |reader| Box::pin(reader.log(workspace, from, BATCH)))
            .await?;
        let is_last = events.is_empty();
        let hints: Vec<_> = events.iter().filter_map(Hint::of).collect();
        let mut state = lock(state);
        let Some(watched) = state.watched.get_mut(&workspace) else {
            return Ok(());
        };
        for hint in hints {
            next = hint.position + 1;
            // Nobody listens any more: the next look forgets the workspace.
            drop(watched.hints.send(hint));
        }
        watched.next = next;
        if is_last {
            return Ok(());
        }
    }
}
