//! The job that takes the content away, a short unit at a time, and looks once more for what was
//! still being written while it ran.

use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::contact::ContactErased;
use baton_domain::id::ContactId;
use baton_domain::time::Span;
use baton_store::erasure::Erased;
use baton_store::event::{Stamp, Stream};
use baton_store::job::{Claim, NewJob, Queue};
use baton_store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::AppError;
use crate::learn;
use crate::runner::kind;

/// Longer than anything that read the content before may still be at work with it.
const LOOK_AGAIN: Span = Span::from_seconds(600);

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Payload {
    contact: ContactId,
    /// Whether this is the second look.
    again: bool,
}

/// Runs the job. Stopped in between, it goes on where it was.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let Payload { contact, again } = crate::case::payload(claim)?;
    let mut parts = 0;
    loop {
        let stamp = stamp(app, claim);
        let erased = app
            .db
            .write(move |tx| Box::pin(some(tx, stamp, contact)))
            .await?;
        parts += erased.parts;
        if !erased.is_more {
            break;
        }
    }
    // Before it is recorded as gone: the journal still holds what was overwritten.
    app.db.empty_journal().await?;
    let (stamp, claim) = (stamp(app, claim), claim.clone());
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move {
                if parts > 0 || !again {
                    record(tx, &stamp, contact).await?;
                }
                if !again {
                    plan(tx, &stamp, contact, true).await?;
                }
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

fn stamp(app: &App, claim: &Claim) -> Stamp {
    Stamp {
        workspace: claim.workspace,
        at: app.clock.now(),
        actor: Actor::System,
    }
}

/// Erases some parts; a model that knew one of them is not used any more.
async fn some(tx: &mut Tx, stamp: Stamp, contact: ContactId) -> Result<Erased, AppError> {
    let before = tx.used_model(stamp.workspace).await?;
    let erased = tx.erase_some(&stamp, contact).await?;
    if before.is_some() && tx.used_model(stamp.workspace).await?.is_none() {
        learn::versions::switch(tx, &stamp, None).await?;
        learn::soon(tx, stamp.workspace, stamp.at).await?;
    }
    Ok(erased)
}

async fn record(tx: &mut Tx, stamp: &Stamp, contact: ContactId) -> Result<(), AppError> {
    let kept = tx.parts_about(stamp.workspace, contact).await?;
    let erasure = tx.erasure(stamp.workspace, contact).await?;
    let parts = erasure.map_or(0, |erasure| erasure.parts);
    tx.finish_erasure(stamp, contact).await?;
    let event = Event::ContactErased(ContactErased { parts, kept });
    tx.append(stamp, &Stream::contact(contact), &[event])
        .await?;
    Ok(())
}

/// Plans the job: the first look at once, the second when nothing can be at work with it any more.
pub(super) async fn plan(
    tx: &mut Tx,
    stamp: &Stamp,
    contact: ContactId,
    again: bool,
) -> Result<(), StoreError> {
    let rest = if again { LOOK_AGAIN } else { Span::ZERO };
    let job = NewJob {
        queue: Queue::Bulk,
        lane: Some(format!("erase/{contact}")),
        kind: kind::ERASE,
        payload: serde_json::json!(Payload { contact, again }).to_string(),
        run_at: stamp.at.plus(rest),
    };
    tx.enqueue(stamp.workspace, stamp.at, job).await.map(drop)
}
