//! Secrets at rest: each is sealed with the master key (AES-256-GCM) and bound to its name.
//!
//! Whoever inserts a secret first makes it; everybody else reads that one. A `check` row tells a
//! wrong master key before anything else is touched.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use baton_domain::time::Timestamp;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::random::IdSource;
use crate::tx::{Reader, Tx};
use crate::value::Query;

const NONCE_LEN: usize = 12;
const CHECK: &str = "check";
const DIGEST: &str = "digest";
const FIND: &str = "SELECT sealed FROM sealed_keys WHERE name = $1";

/// The key that seals every other secret. Never printed.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// The key with these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Checks that this is the key of the installation whose secrets these are.
    ///
    /// # Errors
    /// [`StoreError::Configuration`] if it is another one's.
    pub async fn confirm(&self, reader: &mut Reader) -> Result<(), StoreError> {
        match reader.opt(Query::new(FIND, args![CHECK])).await? {
            Some(mut row) => self.open(CHECK, &row.take::<Vec<u8>>()?).map(drop),
            None => Ok(()),
        }
    }

    fn cipher(&self) -> Aes256Gcm {
        Aes256Gcm::new(&Key::<Aes256Gcm>::from(self.0))
    }

    fn seal(
        &self,
        name: &str,
        nonce: [u8; NONCE_LEN],
        secret: &[u8],
    ) -> Result<Vec<u8>, StoreError> {
        let sealed = self
            .cipher()
            .encrypt(
                &Nonce::from(nonce),
                Payload {
                    msg: secret,
                    aad: name.as_bytes(),
                },
            )
            .map_err(|_| StoreError::Record(format!("the secret {name} cannot be sealed")))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    fn open(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let wrong = || {
            StoreError::Configuration(format!(
                "the master key does not open the secret `{name}`: this is another \
                 installation's key; give the one that this database was started with"
            ))
        };
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>().ok_or_else(wrong)?;
        self.cipher()
            .decrypt(
                &Nonce::from(*nonce),
                Payload {
                    msg: sealed,
                    aad: name.as_bytes(),
                },
            )
            .map_err(|_| wrong())
    }
}

/// The opened secrets of an installation.
#[derive(Clone)]
pub struct Vault {
    master: MasterKey,
    digest_key: [u8; 32],
}

/// Shows nothing.
impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// Checks the master key and opens what every node needs, making it on the first start.
    ///
    /// # Errors
    /// [`StoreError::Configuration`] if the key is another installation's.
    pub async fn open(db: &Db, master: MasterKey, now: Timestamp) -> Result<Self, StoreError> {
        secret(db, &master, CHECK.to_owned(), now).await?;
        let digest_key = secret(db, &master, DIGEST.to_owned(), now).await?;
        Ok(Self { master, digest_key })
    }

    /// The 32-byte secret of this name, made now if there is none.
    pub async fn secret(
        &self,
        db: &Db,
        name: &str,
        now: Timestamp,
    ) -> Result<[u8; 32], StoreError> {
        secret(db, &self.master, name.to_owned(), now).await
    }

    /// The 32-byte secret of this name, if it was made; nothing is written.
    pub async fn known_secret(&self, db: &Db, name: &str) -> Result<Option<[u8; 32]>, StoreError> {
        let Some(secret) = self.read(db, name).await? else {
            return Ok(None);
        };
        let other = || StoreError::Record(format!("the secret {name} has another length"));
        secret.try_into().map(Some).map_err(|_| other())
    }

    /// Keeps a secret that somebody gave us, such as a password, or replaces it.
    pub async fn keep(
        &self,
        tx: &mut Tx,
        name: &str,
        secret: &[u8],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let nonce = tx.ids().bytes();
        let sealed = self.master.seal(name, nonce, secret)?;
        tx.exec(Query::new(
            "INSERT INTO sealed_keys (name, sealed, created_at) VALUES ($1, $2, $3) \
             ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, \
             created_at = excluded.created_at",
            args![name, sealed, now],
        ))
        .await
        .map(drop)
    }

    /// Reads a secret that was kept.
    pub async fn read(&self, db: &Db, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let owned = name.to_owned();
        let sealed = db.read::<_, StoreError, _>(move |reader| {
            Box::pin(async move {
                let find = "SELECT sealed FROM sealed_keys WHERE name = $1";
                let row = reader.opt(Query::new(find, args![owned])).await?;
                row.map(|mut row| row.take::<Vec<u8>>()).transpose()
            })
        });
        let sealed = sealed.await?;
        sealed
            .map(|sealed| self.master.open(name, &sealed))
            .transpose()
    }

    /// Seals something under a name of its own.
    ///
    /// # Errors
    /// [`StoreError::Record`] if it cannot be sealed.
    pub fn seal(&self, ids: &IdSource, name: &str, secret: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.master.seal(name, ids.bytes(), secret)
    }

    /// Opens what was sealed under that name.
    ///
    /// # Errors
    /// [`StoreError::Configuration`] if another key sealed it, or under another name.
    pub fn unseal(&self, name: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.master.open(name, sealed)
    }

    /// A keyed digest of something that must not be stored in clear, such as a handle or a
    /// Message-ID: equal inputs of one workspace and purpose give equal digests, and nobody without
    /// the key can guess them back.
    #[must_use]
    pub fn digest(
        &self,
        workspace: baton_domain::id::WorkspaceId,
        purpose: &str,
        content: &[u8],
    ) -> [u8; 32] {
        #[expect(
            clippy::expect_used,
            clippy::missing_panics_doc,
            reason = "HMAC takes keys of every length"
        )]
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.digest_key)
            .expect("HMAC takes keys of every length");
        mac.update(&workspace.bits().to_be_bytes());
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(content);
        mac.finalize().into_bytes().into()
    }
}

async fn secret(
    db: &Db,
    master: &MasterKey,
    name: String,
    now: Timestamp,
) -> Result<[u8; 32], StoreError> {
    let (unit_name, unit_master) = (name.clone(), master.clone());
    let sealed = db
        .write(move |tx| {
            let (name, master) = (unit_name.clone(), unit_master.clone());
            Box::pin(async move { sealed_or_new(tx, &master, name, now).await })
        })
        .await?;
    let opened = master.open(&name, &sealed)?;
    opened
        .try_into()
        .map_err(|_| StoreError::Record(format!("the secret {name} has another length")))
}

async fn sealed_or_new(
    tx: &mut Tx,
    master: &MasterKey,
    name: String,
    now: Timestamp,
) -> Result<Vec<u8>, StoreError> {
    if let Some(mut row) = tx.opt(Query::new(FIND, args![name])).await? {
        return row.take();
    }
    let nonce = tx.ids().bytes();
    let sealed = master.seal(&name, nonce, &tx.ids().secret())?;
    tx.exec(Query::new(
        "INSERT INTO sealed_keys (name, sealed, created_at) VALUES ($1, $2, $3) \
         ON CONFLICT (name) DO NOTHING",
        args![name, sealed, now],
    ))
    .await?;
    let mut row = tx
        .opt(Query::new(FIND, args![name]))
        .await?
        .ok_or_else(|| StoreError::Record(format!("the secret {name} is gone")))?;
    row.take()
}
