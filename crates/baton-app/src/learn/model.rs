//! The model that a workspace uses: loaded when it is first needed, again when another takes over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use baton_domain::id::WorkspaceId;
use baton_store::StoreError;

use crate::app::App;
use crate::ports::triage::Triage;

/// Workspaces whose model is kept in memory; each takes a few megabytes.
const MAX_MODELS: usize = 64;

/// A model and its number.
type Numbered = (u64, Arc<dyn Triage>);

/// The models in memory.
#[derive(Default)]
pub(super) struct Models(Mutex<HashMap<WorkspaceId, Numbered>>);

impl Models {
    fn get(&self, workspace: WorkspaceId, number: u64) -> Option<Arc<dyn Triage>> {
        let models = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, engine) = models.get(&workspace)?;
        (*known == number).then(|| Arc::clone(engine))
    }

    fn put(&self, workspace: WorkspaceId, number: u64, engine: &Arc<dyn Triage>) {
        let mut models = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if models.len() >= MAX_MODELS && !models.contains_key(&workspace) {
            models.clear();
        }
        models.insert(workspace, (number, Arc::clone(engine)));
    }
}

/// The engine that this workspace uses now. Where its model cannot be loaded, because another
/// version made it, the one every workspace begins with does the work.
pub(super) async fn current(
    app: &App,
    workspace: WorkspaceId,
) -> Result<Arc<dyn Triage>, StoreError> {
    let used = app
        .db
        .peek(move |reader| Box::pin(reader.used_model(workspace)))
        .await?;
    let Some(number) = used else {
        return Ok(Arc::clone(&app.ports.triage));
    };
    if let Some(engine) = app.lessons.models.get(workspace, number) {
        return Ok(engine);
    }
    let bytes = app
        .db
        .read(move |reader| Box::pin(reader.model_bytes(workspace, number)))
        .await?;
    let loaded = bytes.and_then(|bytes| app.ports.triage.load(&bytes).ok());
    let engine = loaded.unwrap_or_else(|| {
        tracing::warn!(%workspace, number, "the model cannot be loaded; triage uses the starter");
        Arc::clone(&app.ports.triage)
    });
    app.lessons.models.put(workspace, number, &engine);
    Ok(engine)
}
