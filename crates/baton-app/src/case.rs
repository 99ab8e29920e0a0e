//! What can be done with a case: one verb a file, all through one door.

pub mod decide;
mod effects;
pub(crate) mod make;
pub mod note;
pub mod open;
pub(crate) mod timer;
pub mod transfer;
pub mod verb;

pub use decide::{Change, change};

use baton_domain::case::Case;
use baton_domain::id::ContactId;
use baton_domain::participant::Who;
use baton_store::StoreError;
use baton_store::job::Claim;
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// The contacts that content in this case speaks of: erasing one of them erases it.
#[must_use]
pub fn contacts(case: &Case) -> Vec<ContactId> {
    case.participants
        .iter()
        .filter_map(|participant| match participant.who {
            Who::Contact(contact) => Some(contact),
            Who::Partner(_) | Who::Teammate(_) => None,
        })
        .collect()
}

/// What a job is about.
///
/// # Errors
/// [`StoreError::Record`] if a newer version wrote it.
pub(crate) fn payload<T: DeserializeOwned>(claim: &Claim) -> Result<T, AppError> {
    serde_json::from_str(&claim.payload)
        .map_err(|error| StoreError::Record(format!("the payload of {}: {error}", claim.id)).into())
}
