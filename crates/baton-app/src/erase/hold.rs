//! Legal holds: while one is set nothing about the contact is erased, by nobody and no rule.

use baton_domain::erasure::HoldReason;
use baton_domain::event::Event;
use baton_domain::event::contact::{LegalHoldLifted, LegalHoldSet};
use baton_domain::id::ContactId;
use baton_domain::refusal::ContactRefusal;
use baton_store::erasure::Erasure;
use baton_store::event::Stream;

use super::{Standing, refused, standing};
use crate::app::App;
use crate::call::Call;
use crate::error::AppError;

/// Sets a legal hold. Setting it twice is setting it once. What is left while an erasure runs stays
/// from the commit on.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown contact; [`ContactRefusal::Erased`] when nothing is left.
pub async fn set(
    app: &App,
    call: &Call,
    contact: ContactId,
    reason: HoldReason,
) -> Result<Standing, AppError> {
    let stamp = call.stamp(app);
    let by = call.caller.teammate().ok_or(AppError::NotFound)?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let workspace = stamp.workspace;
                let before = standing(tx, workspace, contact).await?;
                let is_gone = |erasure: &Erasure| erasure.finished_at.is_some();
                if before.erasure.as_ref().is_some_and(is_gone) {
                    return Err(refused(ContactRefusal::Erased));
                }
                let by = by.to_string();
                if tx.set_hold(&stamp, contact, reason, &by).await? {
                    let event = Event::LegalHoldSet(LegalHoldSet { reason });
                    tx.append(&stamp, &Stream::contact(contact), &[event])
                        .await?;
                }
                standing(tx, workspace, contact).await
            })
        })
        .await
}

/// Lifts a legal hold. An erasure that it stopped goes on.
///
/// # Errors
/// [`ContactRefusal::NotHeld`] if there is none.
pub async fn lift(app: &App, call: &Call, contact: ContactId) -> Result<Standing, AppError> {
    let stamp = call.stamp(app);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let workspace = stamp.workspace;
                standing(tx, workspace, contact).await?;
                if !tx.lift_hold(workspace, contact).await? {
                    return Err(refused(ContactRefusal::NotHeld));
                }
                let event = Event::LegalHoldLifted(LegalHoldLifted {});
                tx.append(&stamp, &Stream::contact(contact), &[event])
                    .await?;
                super::go_on(tx, &stamp, contact).await?;
                standing(tx, workspace, contact).await
            })
        })
        .await
}
