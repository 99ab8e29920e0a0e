//! Restoring a backup: the rows, a new generation of each log, and nothing that leaves unseen.
//!
//! A message that waited to be sent when the backup was made may have left since. Nobody can know
//! here, so such a workspace begins paused: a person looks and lets it go on.

use std::path::{Path, PathBuf};

use baton_domain::actor::Actor;
use baton_domain::time::Timestamp;
use baton_store::Db;
use baton_store::backup::{self, BackupError, Restored};
use baton_store::event::Stamp;
use baton_store::seal::MasterKey;
use baton_store::settings::PauseScope;

use crate::pause;

/// Fills an empty database from a backup; everything or nothing.
///
/// # Errors
/// [`BackupError`] with a sentence for the operator. Also if the master key is not that of the
/// installation which made the backup.
pub async fn restore(
    db: &Db,
    master: &MasterKey,
    file: &Path,
    at: Timestamp,
) -> Result<Restored, BackupError> {
    let (master, file): (_, PathBuf) = (master.clone(), file.to_owned());
    db.write_at_leisure(move |tx| {
        let (master, file) = (master.clone(), file.clone());
        Box::pin(async move {
            let restored = backup::load(tx, &file, at).await?;
            master.confirm(tx).await?;
            for workspace in &restored.with_unsent {
                let stamp = Stamp {
                    workspace: *workspace,
                    at,
                    actor: Actor::System,
                };
                pause::set(tx, &stamp, &PauseScope::All, true).await?;
            }
            Ok(restored)
        })
    })
    .await
}
