//! Making a backup, and recording that one was made: it holds everything that everybody wrote.

use std::io::Write;

use baton_domain::actor::Actor;
use baton_store::backup::{self, BackupError, Summary};
use baton_store::event::{Record, Stamp};

use crate::app::App;
use crate::error::AppError;
use crate::found::changed;

/// Writes a backup of everything but the master key, and gives the file back.
///
/// # Errors
/// [`BackupError`] with a sentence for the operator.
pub async fn backup<W: Write + Send + 'static>(
    app: &App,
    to: W,
) -> Result<(W, Summary), BackupError> {
    let made = backup::dump(&app.db, app.clock.now().as_micros(), to).await?;
    if let Err(error) = record(app).await {
        tracing::warn!(%error, "that a backup was made is not recorded");
    }
    Ok(made)
}

async fn record(app: &App) -> Result<(), AppError> {
    for workspace in app.db.read(|reader| Box::pin(reader.workspaces())).await? {
        let stamp = Stamp {
            workspace: workspace.id,
            at: app.clock.now(),
            actor: Actor::System,
        };
        app.db
            .write(move |tx| {
                Box::pin(async move {
                    changed(tx, &stamp, Record::Workspace(stamp.workspace), &["backup"]).await
                })
            })
            .await?;
    }
    Ok(())
}
