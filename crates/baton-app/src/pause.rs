//! `POST /pause`: stopping everything, a channel, an intent or a case, from the commit on.

use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_store::event::{Record, Stamp, Stream};
use baton_store::settings::PauseScope;

use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::call::{Call, Done};
use crate::error::AppError;

/// Pauses or goes on, once for an idempotency key.
///
/// # Errors
/// [`AppError::Mismatch`], or if the database fails.
pub async fn pause(
    app: &App,
    call: &Call,
    scope: PauseScope,
    is_on: bool,
) -> Result<Done<()>, AppError> {
    let stamp = call.stamp(app);
    let call = call.clone();
    app.db
        .write(move |tx| {
            let (call, scope) = (call.clone(), scope.clone());
            Box::pin(async move {
                let setting = scope.setting();
                if call.claim_for(tx, &stamp, &setting).await?.is_some() {
                    return Ok(Done::Before);
                }
                set(tx, &stamp, &scope, is_on).await?;
                Ok(Done::Now(()))
            })
        })
        .await
}

/// Sets a pause and records that it was set. Part of a unit.
pub(crate) async fn set(
    tx: &mut Tx,
    stamp: &Stamp,
    scope: &PauseScope,
    is_on: bool,
) -> Result<(), StoreError> {
    let (setting, state) = (scope.setting(), if is_on { "on" } else { "off" });
    tx.set_setting(stamp.workspace, &setting, state).await?;
    let named = setting.parse().ok().zip(state.parse().ok());
    let event = Event::RecordChanged(RecordChanged {
        fields: named.iter().map(|(setting, _)| setting).cloned().collect(),
        values: named.into_iter().collect(),
        text: None,
    });
    let stream = Stream::record(Record::Workspace(stamp.workspace));
    tx.append(stamp, &stream, &[event]).await?;
    Ok(())
}
