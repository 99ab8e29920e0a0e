//! What a witness keeps: its key, and the checkpoint it cosigned last of each log.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::Hash;
use baton_ledger::note::{Note, SignatureKind, SigningKey, VerifierKey};
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::witness::Seen;
use baton_store::random::{Random as _, SystemRandom};

use crate::folder::{DataFolder, replace};

/// The file that holds the 32 secret bytes.
const KEY: &str = "witness.key";

/// The folder, held by one process.
pub(super) struct Disk {
    folder: DataFolder,
    key: SigningKey,
    logs: PathBuf,
}

impl Disk {
    /// Opens the folder, with a new key at the first start.
    pub(super) fn open(folder: &Path, name: &str, logs: PathBuf) -> anyhow::Result<Self> {
        let folder = DataFolder::hold(folder)?
            .with_context(|| format!("another process holds {}", folder.display()))?;
        let file = folder.path().join(KEY);
        if !file.exists() {
            let mut secret = [0; 32];
            SystemRandom.fill(&mut secret);
            replace(&file, &secret)?;
        }
        let secret = fs::read(&file)?;
        let secret = <[u8; 32]>::try_from(secret)
            .ok()
            .with_context(|| format!("{} must hold exactly 32 bytes", file.display()))?;
        let key = SigningKey::new(name, &secret).context("--name is not a key's name")?;
        Ok(Self { folder, key, logs })
    }

    pub(super) const fn key(&self) -> &SigningKey {
        &self.key
    }

    /// What verifies its cosignatures.
    pub(super) fn verifier(&self) -> VerifierKey {
        self.key.verifier(SignatureKind::Cosignature)
    }

    /// The keys of the logs that it cosigns; none while there is no file.
    pub(super) fn logs(&self) -> anyhow::Result<Vec<VerifierKey>> {
        let mut lines = match fs::read(&self.logs) {
            Ok(lines) => lines,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).context("the file of logs"),
        };
        lines.extend_from_slice(b"quorum none\n");
        let policy = TrustPolicy::parse(&lines)
            .with_context(|| format!("{}: lines of `log <key>` alone", self.logs.display()))?;
        Ok(policy.logs().to_vec())
    }

    /// What it cosigned last of a log.
    pub(super) fn seen(&self, origin: &str) -> anyhow::Result<Seen> {
        let Some(text) = self.latest(&hash(origin))? else {
            return Ok(Seen::default());
        };
        let note = Note::parse(&text).context("a checkpoint that was kept is damaged")?;
        let checkpoint = Checkpoint::parse(&note.text).context("a checkpoint is damaged")?;
        anyhow::ensure!(checkpoint.origin == origin, "a checkpoint of another log");
        Ok(Seen {
            size: checkpoint.size,
            root: checkpoint.root,
        })
    }

    /// The checkpoint that was kept under the hash of its origin.
    pub(super) fn latest(&self, origin_hash: &str) -> anyhow::Result<Option<String>> {
        let is_hash = origin_hash.len() == 64
            && origin_hash
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if !is_hash {
            return Ok(None);
        }
        match fs::read_to_string(self.file(origin_hash)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps a checkpoint: when this returns it is on the disk, under its name.
    pub(super) fn keep(&self, origin: &str, note: &Note) -> anyhow::Result<()> {
        replace(&self.file(&hash(origin)), note.to_string().as_bytes())?;
        // The name too: a rename is durable once its folder is.
        File::open(self.folder.path())?.sync_all()?;
        Ok(())
    }

    fn file(&self, origin_hash: &str) -> PathBuf {
        self.folder.path().join(format!("{origin_hash}.checkpoint"))
    }
}

fn hash(origin: &str) -> String {
    Hash::of(origin.as_bytes()).to_string()
}
