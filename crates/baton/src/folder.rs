//! The data folder: held by one process, with the master key beside the database.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use baton_store::random::{Random as _, SystemRandom};
use baton_store::seal::MasterKey;

/// The folder, locked for as long as this value lives.
pub(crate) struct DataFolder {
    path: PathBuf,
    _lock: File,
}

impl DataFolder {
    /// Makes the folder if needed and takes hold of it; nothing if another process has it.
    pub(crate) fn hold(path: &Path) -> anyhow::Result<Option<Self>> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| {
                format!(
                    "cannot create the data folder {}; choose another with --data",
                    path.display()
                )
            })?;
        let file = path.join("lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(&file)
            .with_context(|| format!("cannot open {}; check its owner", file.display()))?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(Self {
                path: path.to_owned(),
                _lock: lock,
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock {}", file.display()))
            }
        }
    }

    /// The master key of this folder, made on the first start.
    pub(crate) fn master_key(&self) -> anyhow::Result<MasterKey> {
        let file = self.path.join("master.key");
        if !file.exists() && self.path.join("baton.db").exists() {
            // Another one would open none of the secrets that are there.
            bail!(
                "{} is missing, and without it no secret of this installation opens: put it back, \
                 or name it with --master-key",
                file.display()
            );
        }
        if !file.exists() {
            let mut bytes = [0; 32];
            SystemRandom.fill(&mut bytes);
            write_new(&file, &bytes)?;
        }
        read_master_key(&file)
    }

    /// The master key that must be there already.
    pub(crate) fn existing_master_key(&self) -> anyhow::Result<MasterKey> {
        let file = self.path.join("master.key");
        if !file.exists() {
            bail!(
                "{} is missing, and a backup does not hold it: put the installation's master key \
                 there, or name it with --master-key",
                file.display()
            );
        }
        read_master_key(&file)
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Reads a master key: exactly 32 bytes.
pub(crate) fn read_master_key(file: &Path) -> anyhow::Result<MasterKey> {
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|mut file| file.read_to_end(&mut bytes))
        .with_context(|| format!("cannot read the master key {}", file.display()))?;
    let Ok(bytes) = <[u8; 32]>::try_from(bytes) else {
        bail!(
            "the master key {} must hold exactly 32 bytes",
            file.display()
        );
    };
    Ok(MasterKey::from_bytes(bytes))
}

/// Writes a file that must not exist yet, readable by its owner alone, and syncs it.
fn write_new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("cannot create {}", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// Replaces a file so that a reader sees the old content or the new one, never half of it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    // What is left of an earlier attempt is of no use.
    if beside.exists() {
        std::fs::remove_file(&beside)?;
    }
    write_new(&beside, bytes)?;
    std::fs::rename(&beside, path).with_context(|| format!("cannot write {}", path.display()))
}
