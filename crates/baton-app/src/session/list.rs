//! `GET /sessions` and `DELETE /sessions/{id}`: where a person is signed in.

use baton_domain::id::SessionId;
use baton_store::person::SignedInAt;

use super::own::own;
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;

/// A browser in which the caller is signed in.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The session.
    pub session: SignedInAt,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// The caller's own sessions, latest first.
///
/// # Errors
/// [`AppError::Invalid`] `session.none` without a browser's session.
pub async fn sessions(app: &App, caller: &Caller) -> Result<Vec<OwnSession>, AppError> {
    let own = own(app, caller).await?;
    let (person, now) = (own.person.id, app.clock.now());
    let found = app
        .db
        .read(move |reader| Box::pin(reader.sessions_of(person, now)))
        .await?;
    let sessions = found.into_iter().map(|session| OwnSession {
        is_current: session.id == own.session,
        session,
    });
    Ok(sessions.collect())
}

/// Ends one of the caller's own sessions.
///
/// # Errors
/// [`AppError::NotFound`] if it is not theirs.
pub async fn end_session(app: &App, caller: &Caller, id: SessionId) -> Result<(), AppError> {
    let person = own(app, caller).await?.person.id;
    let ended = app
        .db
        .write(move |tx| Box::pin(tx.end_session_of(person, id)))
        .await?;
    if ended {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}
