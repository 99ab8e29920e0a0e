//! Keeps the log: places events, signs checkpoints, forgets what is too old. One node at a time.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use baton_domain::id::WorkspaceId;
use baton_ledger::note::SigningKey;
use baton_store::lease::{self, Lease};
use baton_store::{StoreError, idempotency, log, sequencer};

use crate::app::App;
use crate::runner::{Stop, stopped};

/// How often checkpoints are signed at most.
const CHECKPOINT_EVERY: Duration = Duration::from_millis(500);
/// How often old idempotency keys are forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Keeps the log until stopped. Nodes that do not hold the lease only wait for it.
pub async fn run(app: Arc<App>, mut stop: Stop) {
    let mut keeper = Keeper::new(Arc::clone(&app));
    let mut place = tokio::time::interval(sequencer::PLACE_EVERY);
    let mut checkpoint = tokio::time::interval(CHECKPOINT_EVERY);
    let mut forget = tokio::time::interval(FORGET_EVERY);
    place.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let done = tokio::select! {
            _ = place.tick() => keeper.place().await,
            _ = checkpoint.tick() => keeper.checkpoint().await,
            _ = forget.tick() => idempotency::forget(&app.db, app.clock.now()).await.map(drop),
            () = stopped(&mut stop) => break,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "the log is not kept at the moment");
            keeper.lease = None;
        }
    }
    keeper.release().await;
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
        if self.app.db.dialect() == baton_store::dialect::Dialect::Sqlite {
            return Ok(());
        }
        let lease = match &self.lease {
            Some(lease) => lease.clone(),
            None => match self.hold().await? {
                Some(lease) => lease,
                None => return Ok(()),
            },
        };
        while sequencer::place_batch(&self.app.db, &lease, self.app.clock.now()).await? > 0 {}
        Ok(())
    }

    /// Signs a checkpoint for every workspace that has new events.
    ///
    /// # Errors
    /// If the database fails or the lease was lost.
    pub async fn checkpoint(&mut self) -> Result<(), StoreError> {
        let Some(lease) = self.hold().await? else {
            return Ok(());
        };
        let app = Arc::clone(&self.app);
        let workspaces = app.db.read(|reader| Box::pin(reader.workspaces())).await?;
        for workspace in workspaces {
            let key = match self.keys.get(&workspace.id) {
                Some(key) => Arc::clone(key),
                None => {
                    let now = app.clock.now();
                    let key = log::signing_key(&app.db, &app.vault, &workspace, now).await?;
                    Arc::clone(self.keys.entry(workspace.id).or_insert(Arc::new(key)))
                }
            };
            let now = app.clock.now();
            while log::checkpoint(&app.db, &lease, workspace.id, &key, now)
                .await?
                .is_some()
            {}
        }
        Ok(())
    }

    /// Gives the lease back, at an orderly stop.
    pub async fn release(&mut self) {
        if let Some(lease) = self.lease.take() {
            if let Err(error) = lease::release(&self.app.db, &lease).await {
                tracing::warn!(%error, "the lease was not given back; it runs out in 5 s");
            }
        }
    }
}
