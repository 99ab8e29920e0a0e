//! The workspace's log as a whole: how far it got, who witnessed it, and whether it is sound.

use baton_domain::id::WorkspaceId;
use baton_ledger::note::{SignatureKind, VerifierKey};
use baton_store::cosignature::WitnessState;
use baton_store::log::{LogReport, StoredCheckpoint, signing_key};
use baton_store::rebuild::Rebuild;
use baton_store::{StoreError, epoch};

use crate::app::App;
use crate::error::AppError;
use crate::witness;

/// How a log stands.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What verifies its checkpoints.
    pub key: VerifierKey,
    /// The latest checkpoint; none before the first event.
    pub latest: Option<StoredCheckpoint>,
    /// The witnesses that are named, with what each said last.
    pub witnesses: Vec<Witness>,
}

/// A witness of a log.
#[derive(Debug, Clone)]
pub struct Witness {
    /// What verifies its cosignatures.
    pub key: VerifierKey,
    /// How far it got; none if it was not asked yet.
    pub state: Option<WitnessState>,
}

/// How a workspace's log stands.
///
/// # Errors
/// If the database fails.
pub async fn standing(app: &App, workspace: WorkspaceId) -> Result<Standing, AppError> {
    let (row, latest, states, policy) = app
        .db
        .read::<_, StoreError, _>(move |reader| {
            Box::pin(async move {
                Ok((
                    reader.workspace(workspace).await?,
                    reader.stored_checkpoint(workspace, None).await?,
                    reader.witness_states(workspace).await?,
                    witness::policy(reader, workspace).await?,
                ))
            })
        })
        .await?;
    let row = row.ok_or(AppError::NotFound)?;
    let key = signing_key(&app.db, &app.vault, &row, app.clock.now()).await?;
    let named = policy.iter().flat_map(|policy| policy.witnesses());
    let witnesses = named
        .map(|(key, _)| Witness {
            key: key.clone(),
            state: states
                .iter()
                .find(|state| state.witness == key.name())
                .cloned(),
        })
        .collect();
    Ok(Standing {
        key: key.verifier(SignatureKind::Ed25519),
        latest,
        witnesses,
    })
}

/// Computes the whole log again from its events: every hash, every checkpoint, every epoch. Changes
/// nothing.
///
/// # Errors
/// If the database fails.
pub async fn verify(
    app: &App,
    workspace: WorkspaceId,
) -> Result<(LogReport, Vec<String>), StoreError> {
    let report = app
        .db
        .read(move |reader| Box::pin(reader.audit_log(workspace)))
        .await?;
    let mut faults: Vec<_> = report.faults.iter().map(ToString::to_string).collect();
    faults.extend(epoch::check(&app.db, workspace, Rebuild::Check).await?);
    Ok((report, faults))
}
