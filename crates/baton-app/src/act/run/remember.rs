//! What the back office said, recorded in the unit that ends the job.

use std::sync::Arc;

use baton_domain::action::Action;
use baton_domain::case::Case;
use baton_domain::command::action::ActionOutcome;
use baton_domain::part::PartRef;
use baton_store::part::{JSON, NewPart};
use baton_store::{StoreError, Tx};
use serde_json::{Value, json};

use super::{Asking, Said, Work, recorded};
use crate::act::announce::announced;
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::outside::{self, reason, retry_at};
use crate::ports::back_office::{Executed, LookupFailure, Order};

/// Records what the back office said.
pub(super) async fn remember(
    app: &App,
    work: Work,
    asking: Asking,
    said: Said,
) -> Result<(), AppError> {
    let told = Arc::new((asking, said));
    let claim = work.claim.clone();
    outside::record(app, &claim, move |tx, at| {
        let (mut work, told) = (work.clone(), Arc::clone(&told));
        work.stamp.at = at;
        Box::pin(async move { record(tx, &work, &told.0, &told.1).await })
    })
    .await
}

async fn record(tx: &mut Tx, work: &Work, asking: &Asking, said: &Said) -> Result<(), AppError> {
    let (stamp, payload) = (&work.stamp, work.payload);
    let case = tx
        .case(stamp.workspace, payload.case)
        .await?
        .ok_or(AppError::NotFound)?;
    if let Some(action) = case.action(payload.action) {
        let outcome = outcome(tx, work, (&case, action), asking, said).await?;
        let command = recorded(payload.action, asking.attempt, outcome);
        perform(tx, &Asked::own(*stamp), &case, command).await?;
    }
    Ok(())
}

async fn outcome(
    tx: &mut Tx,
    work: &Work,
    (case, action): (&Case, &Action),
    asking: &Asking,
    said: &Said,
) -> Result<ActionOutcome, AppError> {
    let now = work.stamp.at;
    let again = |code: &str| {
        Ok(ActionOutcome::Failed {
            reason: reason(code)?,
            retry_at: retry_at(now, asking.attempt, None),
        })
    };
    let refused = |code: &str| {
        Ok(ActionOutcome::Failed {
            reason: reason(code)?,
            retry_at: None,
        })
    };
    match said {
        Said::Executed(Executed::Done { reference }) => {
            let parameters = &asking.parameters;
            let result = json!({"reference": reference, "order": parameters.order(),
                "amount": parameters.amount()});
            let told = (parameters, reference.as_deref());
            Ok(ActionOutcome::Done {
                result: Some(keep(tx, work, case, &result).await?),
                announced: announced(tx, &work.stamp, case, action, told).await?,
            })
        }
        Said::Executed(Executed::Refused { code }) => refused(code),
        Said::Executed(Executed::NotAccepted { code }) => again(code),
        Said::Executed(Executed::Unknown { code }) => Ok(ActionOutcome::Unknown {
            reason: reason(code)?,
        }),
        Said::Found(found) => match found.as_ref() {
            Ok(order) => Ok(ActionOutcome::Done {
                result: Some(keep(tx, work, case, &told(order)).await?),
                announced: None,
            }),
            Err(LookupFailure::NotFound) => refused("back_office.no_such_order"),
            Err(LookupFailure::NotConnected) => refused("back_office.not_connected"),
            Err(LookupFailure::Unavailable { code }) => again(code),
            Err(LookupFailure::Unclear { code }) => refused(code),
        },
    }
}

/// What of an order is kept: what a decision may rest on.
fn told(order: &Order) -> Value {
    let parcels: Vec<_> = order
        .parcels
        .iter()
        .map(|parcel| {
            json!({"carrier": parcel.carrier, "number": parcel.number,
                "status": parcel.state.as_str()})
        })
        .collect();
    let refunds: Vec<_> = order
        .refunds
        .iter()
        .map(|refund| json!({"amount": refund.amount, "status": refund.state.as_str()}))
        .collect();
    json!({"order": order.number, "status": order.state.as_str(), "total": order.total,
        "parcels": parcels, "refunds": refunds})
}

async fn keep(
    tx: &mut Tx,
    work: &Work,
    case: &Case,
    result: &Value,
) -> Result<PartRef, StoreError> {
    let about = crate::case::contacts(case);
    let content = result.to_string();
    let part = NewPart {
        media: JSON,
        content: content.as_bytes(),
        about: &about,
    };
    tx.put_part(work.stamp.workspace, work.stamp.at, part).await
}
