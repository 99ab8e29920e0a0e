//! Errors on the wire: RFC 9457 with a stable `code`.
//!
//! The caller gets what helps to mend the request; inner detail goes to the log alone. Every code
//! has a line in `docs/errors.md`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use baton_app::error::AppError;
use baton_app::ports::back_office::LookupFailure;
use baton_store::{Retry, StoreError};
use serde::Serialize;
use utoipa::ToSchema;

mod meaning;

/// When to try again if nobody knows better, in seconds.
const DEFAULT_RETRY_AFTER_S: u64 = 2;

/// A problem document (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// The stable code, e.g. `case.not_open`.
    pub code: String,
    /// A sentence for people.
    pub title: String,
    /// What can be done about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What is wrong in which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// When to try again, in seconds: sent as `Retry-After`.
    #[serde(skip)]
    pub(crate) retry_after_s: Option<u64>,
}

/// What is wrong with one field of the request.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Where, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What, as a stable code.
    pub code: String,
}

impl Problem {
    /// A problem with a code and a sentence.
    #[must_use]
    pub fn new(status: StatusCode, code: &str, title: &str) -> Self {
        Self {
            status: status.as_u16(),
            code: code.to_owned(),
            title: title.to_owned(),
            detail: None,
            errors: Vec::new(),
            retry_after_s: None,
        }
    }

    /// Too much was asked or tried; says how many seconds to wait.
    #[must_use]
    pub(crate) fn too_many(code: &str, title: &str, seconds: u64) -> Self {
        let mut problem = Self::new(StatusCode::TOO_MANY_REQUESTS, code, title)
            .detail(format!("Wait {seconds} seconds."));
        problem.retry_after_s = Some(seconds);
        problem
    }

    /// Adds what can be done about it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds a field that is wrong.
    #[must_use]
    pub fn field(mut self, pointer: impl Into<String>, code: impl Into<String>) -> Self {
        self.errors.push(FieldProblem {
            pointer: pointer.into(),
            code: code.into(),
        });
        self
    }

    /// Nobody is signed in, or the key is not known.
    #[must_use]
    pub fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "session.missing",
            "Sign in or give an API key",
        )
    }

    /// The caller may not do this kind of thing.
    #[must_use]
    pub fn not_allowed(operation: &str) -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "access.role",
            "Your role does not allow this",
        )
        .detail(format!(
            "The operation is {operation}; ask an admin for a role that has it."
        ))
    }

    /// There is no such thing, as far as this caller may know.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not_found",
            "There is no such thing here",
        )
    }

    /// The server cannot do it now.
    #[must_use]
    pub fn unavailable(code: &str) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            code,
            "Try again in a moment",
        )
    }

    /// The request is wrong at one place.
    #[must_use]
    pub fn invalid(pointer: impl Into<String>, code: &str) -> Self {
        Self::new(
            StatusCode::BAD_REQUEST,
            "request.invalid",
            "The request is not valid",
        )
        .field(pointer, code)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json; charset=utf-8"),
        );
        if status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS {
            let seconds = self.retry_after_s.unwrap_or(DEFAULT_RETRY_AFTER_S);
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Refused(refusal) => {
                let problem = Self::new(
                    StatusCode::CONFLICT,
                    refusal.code(),
                    "The rules of this case do not allow that",
                );
                match meaning::of(refusal.code()) {
                    Some(meaning) => problem.detail(meaning),
                    None => problem,
                }
            }
            AppError::Invalid(invalid) => Self::new(
                StatusCode::BAD_REQUEST,
                invalid.code,
                "The request is not valid",
            )
            .field(invalid.pointer, invalid.code),
            AppError::Delivery(problems) => {
                // One reason says what it is; several have their codes in `errors`.
                let code = match problems.as_slice() {
                    [only] => only.code,
                    _ => "request.invalid",
                };
                problems.into_iter().fold(
                    Self::new(StatusCode::BAD_REQUEST, code, "The message is not valid"),
                    |problem, field| problem.field(field.pointer, field.code),
                )
            }
            AppError::Mismatch => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency.mismatch",
                "This Idempotency-Key was used for another request",
            )
            .detail("Use a new key for a new request."),
            AppError::NotFound => Self::not_found(),
            AppError::Forbidden { policies } => Self::new(
                StatusCode::FORBIDDEN,
                "access.policy",
                "Policy does not allow that",
            )
            .detail(format!("Decided by: {}.", policies.join(", "))),
            AppError::Overloaded => Self::unavailable("server.overloaded"),
            AppError::BackOffice(LookupFailure::Unclear { .. }) => Self::new(
                StatusCode::BAD_GATEWAY,
                "back_office.unclear",
                "The back office's answer cannot be used",
            )
            .detail("Look in the back office itself; nothing is shown rather than a guess."),
            AppError::BackOffice(_) => Self::unavailable("back_office.unavailable"),
            AppError::Store(error) => error.into(),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::CommitUnknown => Self::unavailable("commit.unknown").detail(
                "The change may have happened. Send the same request with the same \
                 Idempotency-Key to learn whether it did.",
            ),
            StoreError::Record(_) => {
                tracing::error!(%error, "a record cannot be read by this version");
                Self::unavailable("node.outdated")
            }
            error if error.retry() != Retry::Never => {
                tracing::warn!(%error, "the database is not available");
                Self::unavailable("database.unavailable")
            }
            error => {
                tracing::error!(%error, "a request failed");
                Self::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "server.failed",
                    "Something went wrong on our side",
                )
            }
        }
    }
}
