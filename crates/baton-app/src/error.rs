//! How a use case ends when it does not succeed: refusals, failures, and never a mixture.

use baton_domain::refusal::Refusal;
use baton_store::{StoreError, UnitError};

/// Why a use case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The rules of service say no.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The request itself is wrong: what, where and how to mend it.
    #[error("invalid: {}", .0.code)]
    Invalid(Invalid),
    /// A delivery that its sender can mend: what is wrong in which field.
    #[error("a delivery is not valid")]
    Delivery(Vec<crate::ports::channel::DeliveryProblem>),
    /// There is no such thing in this workspace.
    #[error("not found")]
    NotFound,
    /// Policy forbids it; the ids name the policies that decided.
    #[error("forbidden by {policies:?}")]
    Forbidden {
        /// Ids of the policies that decided.
        policies: Vec<String>,
    },
    /// A back office could not say, or what it said cannot be used.
    #[error(transparent)]
    BackOffice(crate::ports::back_office::LookupFailure),
    /// The world let us down.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An idempotency key was used for another request.
    #[error("the idempotency key belongs to another request")]
    Mismatch,
    /// Too much waits already; try again later.
    #[error("overloaded")]
    Overloaded,
}

/// A request that can never succeed as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invalid {
    /// A stable code.
    pub code: &'static str,
    /// Where in the request, as a JSON pointer.
    pub pointer: &'static str,
}

impl Invalid {
    /// Says what is wrong and where.
    #[must_use]
    pub const fn at(pointer: &'static str, code: &'static str) -> Self {
        Self { code, pointer }
    }
}

impl From<Invalid> for AppError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl UnitError for AppError {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(_)
            | Self::Invalid(_)
            | Self::NotFound
            | Self::Forbidden { .. }
            | Self::Delivery(_)
            | Self::Mismatch
            | Self::BackOffice(_)
            | Self::Overloaded => None,
        }
    }
}
