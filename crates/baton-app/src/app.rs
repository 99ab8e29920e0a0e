//! Everything the use cases share.

use std::sync::Arc;

use baton_domain::id::{MintIds as _, WorkspaceId};
use baton_policy::Engine;
use baton_store::Db;
use baton_store::seal::Vault;

use crate::clock::Clock;
use crate::knowledge::search::Shelves;
use crate::numbers::CaseNumbers;
use crate::password::Passwords;
use crate::policies::Policies;
use crate::ports::Ports;
use crate::pulse::Pulse;

/// The application: the database, the outside world through its ports, and time.
pub struct App {
    /// The database.
    pub db: Db,
    /// Opened secrets and keyed digests.
    pub vault: Vault,
    /// What governs each workspace.
    pub policies: Arc<Policies>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// The outside world.
    pub ports: Ports,
    /// Password hashing, a little at a time.
    pub passwords: Passwords,
    /// This process among the nodes: holds leases and claims.
    pub node: String,
    /// How the channels do.
    pub(crate) pulse: Pulse,
    /// Numbers for new cases.
    pub(crate) numbers: CaseNumbers,
    /// Who read what in this hour, as far as this process noted it.
    pub(crate) readings: crate::access::Readings,
    /// What each workspace has published, ready to be searched.
    pub(crate) shelves: Shelves,
    /// What back offices said a moment ago.
    pub(crate) orders: crate::order::Remembered,
    /// What workspaces taught, ready to be used.
    pub(crate) lessons: crate::learn::Remembered,
}

/// The application could not be put together.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The database, its schema or its secrets.
    #[error(transparent)]
    Store(#[from] baton_store::StoreError),
    /// The shipped policies.
    #[error("the shipped policies cannot be used: {0:?}")]
    Policies(baton_policy::Rejected),
    /// Password hashing.
    #[error(transparent)]
    Passwords(#[from] crate::password::NotHashed),
}

impl App {
    /// Puts the application together over an open database.
    ///
    /// # Errors
    /// [`SetupError`] with a sentence for the operator.
    pub async fn new(
        db: Db,
        master: baton_store::seal::MasterKey,
        clock: Arc<dyn Clock>,
        ports: Ports,
    ) -> Result<Self, SetupError> {
        let now = clock.now();
        let vault = Vault::open(&db, master, now).await?;
        let shipped = Engine::shipped().map_err(SetupError::Policies)?;
        let policies = Arc::new(Policies::new(shipped));
        let passwords = Passwords::new(db.ids().secret())?;
        let node = format!("node-{:032x}", db.ids().at(now).mint());
        Ok(Self {
            db,
            vault,
            policies,
            clock,
            ports,
            passwords,
            node,
            pulse: Pulse::default(),
            numbers: CaseNumbers::default(),
            readings: crate::access::Readings::default(),
            shelves: Shelves::default(),
            orders: crate::order::Remembered::default(),
            lessons: crate::learn::Remembered::default(),
        })
    }

    /// A keyed digest of something that must not be stored in clear.
    #[must_use]
    pub fn digest(&self, workspace: WorkspaceId, purpose: &str, content: &[u8]) -> [u8; 32] {
        self.vault.digest(workspace, purpose, content)
    }
}
