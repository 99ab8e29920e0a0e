//! Erasing a contact's content: asked for with a reason, decided by one person or by two, done by a
//! job, and never against a legal hold.
//!
//! Proofs outlive it: an event names a part by its commitment, which stays. A case of theirs that is
//! open has to end first, because whoever answers has to know what was asked.

pub mod hold;
pub mod rule;
mod run;

use baton_domain::erasure::ErasureReason;
use baton_domain::event::Event;
use baton_domain::event::contact::{ErasureDecided, ErasureDeclined, ErasureRequested};
use baton_domain::id::{ContactId, WorkspaceId};
use baton_domain::refusal::{ContactRefusal, Refusal};
use baton_store::erasure::{Erasure, Hold};
use baton_store::event::{Stamp, Stream};
use baton_store::{Reader, Tx};

use crate::app::App;
use crate::call::Call;
use crate::error::AppError;

pub(crate) use run::run;

/// Where a contact stands: what was asked, and whether anything may go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub contact: ContactId,
    /// The erasure, if anybody asked for one.
    pub erasure: Option<Erasure>,
    /// The legal hold, if there is one.
    pub hold: Option<Hold>,
}

/// Asks for a contact's content to be erased. Where the workspace asks two people, the first call
/// requests it and somebody else's decides it.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown contact; a [`ContactRefusal`] if something stands against it.
pub async fn erase(
    app: &App,
    call: Call,
    contact: ContactId,
    reason: ErasureReason,
) -> Result<Standing, AppError> {
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            let call = call.clone();
            Box::pin(async move {
                let before = call.before::<ContactId>(tx, &stamp).await?;
                if before.is_none() {
                    ask(tx, &stamp, &call, (contact, reason)).await?;
                    call.made(tx, &stamp, contact).await?;
                }
                standing(tx, stamp.workspace, contact).await
            })
        })
        .await
}

async fn ask(
    tx: &mut Tx,
    stamp: &Stamp,
    call: &Call,
    (contact, reason): (ContactId, ErasureReason),
) -> Result<(), AppError> {
    let standing = standing(tx, stamp.workspace, contact).await?;
    may_go(tx, stamp.workspace, &standing).await?;
    let asker = call.caller.teammate().map(|id| id.to_string());
    let is_two_peoples = rule::rule(tx, stamp.workspace).await?.four_eyes;
    match standing.erasure {
        Some(asked) if is_two_peoples && asked.requested_by == asker => {
            Err(refused(ContactRefusal::FourEyes))
        }
        Some(asked) => decide(tx, stamp, contact, asked.reason).await,
        None => {
            tx.request_erasure(stamp, contact, reason, asker.as_deref())
                .await?;
            let event = Event::ErasureRequested(ErasureRequested { reason });
            tx.append(stamp, &Stream::contact(contact), &[event])
                .await?;
            if is_two_peoples {
                return Ok(());
            }
            decide(tx, stamp, contact, reason).await
        }
    }
}

/// Refuses what must not be erased, or was.
async fn may_go(tx: &mut Tx, workspace: WorkspaceId, standing: &Standing) -> Result<(), AppError> {
    let erasure = standing.erasure.as_ref();
    if erasure.is_some_and(|erasure| erasure.decided_at.is_some()) {
        return Err(refused(ContactRefusal::Erased));
    }
    if standing.hold.is_some() {
        return Err(refused(ContactRefusal::Held));
    }
    if tx.has_open_case(workspace, standing.contact).await? {
        return Err(refused(ContactRefusal::OpenCase));
    }
    Ok(())
}

/// Makes the contact unknown and lets a job take the rest away.
async fn decide(
    tx: &mut Tx,
    stamp: &Stamp,
    contact: ContactId,
    reason: ErasureReason,
) -> Result<(), AppError> {
    tx.decide_erasure(stamp, contact).await?;
    let event = Event::ErasureDecided(ErasureDecided { reason });
    tx.append(stamp, &Stream::contact(contact), &[event])
        .await?;
    run::plan(tx, stamp, contact, false).await?;
    Ok(())
}

/// Goes on with an erasure that a legal hold had stopped.
async fn go_on(tx: &mut Tx, stamp: &Stamp, contact: ContactId) -> Result<(), AppError> {
    let erasure = tx.erasure(stamp.workspace, contact).await?;
    if erasure.is_some_and(|erasure| erasure.decided_at.is_some()) {
        run::plan(tx, stamp, contact, false).await?;
    }
    Ok(())
}

/// Turns down what somebody asked for.
///
/// # Errors
/// [`ContactRefusal::NotRequested`] if nobody did, or it is decided already.
pub async fn decline(app: &App, call: &Call, contact: ContactId) -> Result<Standing, AppError> {
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let workspace = stamp.workspace;
                standing(tx, workspace, contact).await?;
                if !tx.decline_erasure(workspace, contact).await? {
                    return Err(refused(ContactRefusal::NotRequested));
                }
                let event = Event::ErasureDeclined(ErasureDeclined {});
                tx.append(&stamp, &Stream::contact(contact), &[event])
                    .await?;
                standing(tx, workspace, contact).await
            })
        })
        .await
}

/// Where a contact stands.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one.
pub async fn read(
    app: &App,
    workspace: WorkspaceId,
    contact: ContactId,
) -> Result<Standing, AppError> {
    app.db
        .read(move |reader| Box::pin(standing(reader, workspace, contact)))
        .await
}

async fn standing(
    reader: &mut Reader,
    workspace: WorkspaceId,
    contact: ContactId,
) -> Result<Standing, AppError> {
    if !reader.is_contact(workspace, contact).await? {
        return Err(AppError::NotFound);
    }
    Ok(Standing {
        contact,
        erasure: reader.erasure(workspace, contact).await?,
        hold: reader.hold(workspace, contact).await?,
    })
}

/// Erases whom the workspace's own rule names now. Tells how many it began with.
///
/// # Errors
/// If the database fails.
pub async fn sweep(app: &App, workspace: WorkspaceId) -> Result<usize, AppError> {
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: baton_domain::actor::Actor::System,
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let Some(kept) = rule::rule(tx, workspace).await?.kept() else {
                    return Ok(0);
                };
                let due = tx
                    .silent_since(workspace, stamp.at.minus(kept), SWEPT_AT_ONCE)
                    .await?;
                for contact in &due {
                    retire(tx, &stamp, *contact).await?;
                }
                Ok(due.len())
            })
        })
        .await
}

async fn retire(tx: &mut Tx, stamp: &Stamp, contact: ContactId) -> Result<(), AppError> {
    let reason = ErasureReason::Retention;
    tx.request_erasure(stamp, contact, reason, None).await?;
    decide(tx, stamp, contact, reason).await
}

fn refused(refusal: ContactRefusal) -> AppError {
    Refusal::from(refusal).into()
}

/// Contacts that one sweep begins with at most; the next goes on.
const SWEPT_AT_ONCE: usize = 50;
