//! Keeps the log: places events, signs checkpoints, forgets what is too old. One node at a time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use baton_domain::id::WorkspaceId;
use baton_ledger::note::SigningKey;
use baton_store::lease::{self, Lease};
use baton_store::workspace::Workspace;
use baton_store::{StoreError, idempotency, log, sequencer, upload};

use crate::app::App;
use crate::runner::{Stop, stopped};

/// How often checkpoints are signed at most.
const CHECKPOINT_EVERY: Duration = Duration::from_millis(500);
/// How often the log is looked at without being told: another node's announcement may be lost.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often what is too old is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Keeps the log until stopped. Nodes that do not hold the lease only wait for it, and while nothing
/// happens nothing is written.
pub async fn run(app: Arc<App>, mut stop: Stop) {
    let mut keeper = Keeper::new(Arc::clone(&app));
    let mut signal = app.db.log_signal();
    let mut look = tokio::time::interval(LOOK_EVERY);
    let mut forget = tokio::time::interval(FORGET_EVERY);
    loop {
        let done = tokio::select! {
            changed = signal.changed() => match changed {
                Ok(()) => keep(&mut keeper).await,
                Err(_) => break,
            },
            _ = look.tick() => keep(&mut keeper).await,
            _ = forget.tick() => sweep(&app).await,
            () = stopped(&mut stop) => break,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "the log is not kept at the moment");
            keeper.lease = None;
        }
    }
    keeper.release().await;
}

/// Forgets old idempotency keys, uploads that no message named, and contacts who were silent for as
/// long as their workspace keeps such content.
async fn sweep(app: &App) -> Result<(), StoreError> {
    let now = app.clock.now();
    idempotency::forget(&app.db, now).await?;
    upload::sweep(&app.db, now).await?;
    for workspace in app.db.read(|reader| Box::pin(reader.workspaces())).await? {
        if let Err(error) = crate::erase::sweep(app, workspace.id).await {
            tracing::warn!(%error, workspace = %workspace.id, "old content was not erased");
        }
    }
    Ok(())
}

/// Places and signs what has come, then lets some more come before the next checkpoint.
async fn keep(keeper: &mut Keeper) -> Result<(), StoreError> {
    let next_checkpoint = tokio::time::Instant::now() + CHECKPOINT_EVERY;
    keeper.place().await?;
    keeper.checkpoint().await?;
    while tokio::time::Instant::now() < next_checkpoint {
        tokio::time::sleep(sequencer::PLACE_EVERY).await;
        keeper.place().await?;
    }
    Ok(())
}

/// Whoever holds the lease, and what it remembers.
pub struct Keeper {
    app: Arc<App>,
    lease: Option<Lease>,
    keys: HashMap<WorkspaceId, Arc<SigningKey>>,
}

impl Keeper {
    /// A keeper that holds nothing yet.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self {
            app,
            lease: None,
            keys: HashMap::new(),
        }
    }

    /// Takes or renews the lease.
    async fn hold(&mut self) -> Result<Option<Lease>, StoreError> {
        let app = &self.app;
        self.lease = lease::take(&app.db, sequencer::LEASE, &app.node, app.clock.now()).await?;
        Ok(self.lease.clone())
    }

    /// Gives waiting events their positions.
    ///
    /// # Errors
    /// If the database fails or the lease was lost; what was placed stays placed.
    pub async fn place(&mut self) -> Result<(), StoreError> {
        let app = Arc::clone(&self.app);
        while app
            .db
            .read(|reader| Box::pin(reader.has_unplaced()))
            .await?
        {
            let Some(lease) = self.hold().await? else {
                return Ok(());
            };
            sequencer::place_batch(&app.db, &lease, app.clock.now()).await?;
        }
        Ok(())
    }

    /// Signs checkpoints over what has its place in the log by now. What comes meanwhile waits for the
    /// next call: under load there would be no end to it.
    ///
    /// # Errors
    /// If the database fails or the lease was lost.
    pub async fn checkpoint(&mut self) -> Result<(), StoreError> {
        let app = Arc::clone(&self.app);
        let workspaces = app.db.read(|reader| Box::pin(reader.workspaces())).await?;
        for workspace in workspaces {
            let id = workspace.id;
            let known = app.db.read(move |reader| {
                Box::pin(async move {
                    let covered = reader.covered(id).await?;
                    Ok::<_, StoreError>((covered, reader.log_size(id).await?))
                })
            });
            let (mut covered, size) = known.await?;
            while covered < size {
                let Some(lease) = self.hold().await? else {
                    return Ok(());
                };
                let key = self.key(&workspace).await?;
                let signed = log::checkpoint(&app.db, &lease, id, &key, app.clock.now()).await?;
                covered = signed.unwrap_or(size);
            }
        }
        Ok(())
    }

    /// Places and signs until nothing is left to: a checkpoint over what there is, then one over the
    /// epoch that it closed.
    ///
    /// # Errors
    /// As [`Keeper::place`] and [`Keeper::checkpoint`].
    pub async fn settle(&mut self) -> Result<(), StoreError> {
        for _ in 0..2 {
            self.place().await?;
            self.checkpoint().await?;
        }
        Ok(())
    }

    async fn key(&mut self, workspace: &Workspace) -> Result<Arc<SigningKey>, StoreError> {
        if let Some(key) = self.keys.get(&workspace.id) {
            return Ok(Arc::clone(key));
        }
        let app = &self.app;
        let key = log::signing_key(&app.db, &app.vault, workspace, app.clock.now()).await?;
        Ok(Arc::clone(
            self.keys.entry(workspace.id).or_insert(Arc::new(key)),
        ))
    }

    /// Gives the lease back, at an orderly stop.
    pub async fn release(&mut self) {
        let Some(lease) = self.lease.take() else {
            return;
        };
        if let Err(error) = lease::release(&self.app.db, &lease).await {
            tracing::warn!(%error, "the lease was not given back; it runs out in 5 s");
        }
    }
}
