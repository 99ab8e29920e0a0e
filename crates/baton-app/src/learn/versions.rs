//! The models of a workspace, how each did, and using an earlier one again.

use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_store::event::{Record, Stamp, Stream};
use baton_store::model::Model;
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::call::{Call, Done};
use crate::caller::Caller;
use crate::error::AppError;

/// Models listed at most.
const MAX_LISTED: usize = 50;
/// The field of the workspace's record that changes.
const FIELD: &str = "triage_model";

/// The models, newest first.
///
/// # Errors
/// If they cannot be read.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Model>, StoreError> {
    let workspace = caller.workspace;
    app.db
        .read(move |reader| Box::pin(reader.models(workspace, MAX_LISTED)))
        .await
}

/// Uses a model from now on, on every node; with none the one every workspace begins with.
///
/// # Errors
/// [`AppError::NotFound`] if there is none of this number, or its weights are no longer kept.
pub async fn choose(app: &App, call: &Call, number: Option<u64>) -> Result<Done<()>, AppError> {
    let stamp = call.stamp(app);
    let call = call.clone();
    app.db
        .write(move |tx| {
            let call = call.clone();
            Box::pin(async move {
                if call.claim_for(tx, &stamp, FIELD).await?.is_some() {
                    return Ok(Done::Before);
                }
                switch(tx, &stamp, number).await.map(Done::Now)
            })
        })
        .await
}

/// Switches and records it.
pub(crate) async fn switch(
    tx: &mut Tx,
    stamp: &Stamp,
    number: Option<u64>,
) -> Result<(), AppError> {
    if !tx.use_model(stamp.workspace, number).await? {
        return Err(AppError::NotFound);
    }
    let value = number.map_or_else(|| "starter".to_owned(), |number| format!("model.{number}"));
    let named = FIELD.parse().ok().zip(value.parse().ok());
    let event = Event::RecordChanged(RecordChanged {
        fields: named.iter().map(|(field, _)| field).cloned().collect(),
        values: named.into_iter().collect(),
        text: None,
    });
    let stream = Stream::record(Record::Workspace(stamp.workspace));
    tx.append(stamp, &stream, &[event]).await?;
    Ok(())
}
