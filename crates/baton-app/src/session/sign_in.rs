//! `POST /session` and `DELETE /session`.

use baton_domain::id::SessionId;
use baton_domain::time::{Span, Timestamp};
use baton_store::person::Session;

use crate::app::App;
use crate::error::AppError;
use crate::token;

/// How long a session lasts.
const SESSION_TIME: Span = Span::from_days(14);

/// A new session: the token is shown to the browser once and not kept.
#[derive(Debug)]
pub struct SignedIn {
    /// What the cookie holds.
    pub token: String,
    /// When the session ends.
    pub expires_at: Timestamp,
}

/// Signs a person in. An unknown address and a wrong password are one answer, after the same work.
///
/// # Errors
/// `None` inside means: not that address and password.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: String,
) -> Result<Option<SignedIn>, AppError> {
    let email = email.trim().to_lowercase();
    let person = app
        .db
        .read(move |reader| Box::pin(async move { reader.person_by_email(&email).await }))
        .await?;
    let hash = person.as_ref().map(|person| person.password_hash.clone());
    let is_right = app.passwords.is_right(password, hash).await;
    let Some(person) = person.filter(|_| is_right) else {
        return Ok(None);
    };

    let at = app.clock.now();
    let token = token::session(app.db.ids().secret());
    let token_digest = token::digest(&token);
    let expires_at = at.plus(SESSION_TIME);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let id = SessionId::mint(&mut tx.ids().at(at));
                let workspace = tx
                    .memberships(person.id)
                    .await?
                    .into_iter()
                    .next()
                    .map(|teammate| teammate.workspace);
                let session = Session {
                    id,
                    person: person.id,
                    workspace,
                    expires_at,
                };
                tx.open_session(token_digest, &session, at).await
            })
        })
        .await?;
    Ok(Some(SignedIn { token, expires_at }))
}

/// Ends a session.
pub async fn sign_out(app: &App, session: SessionId) -> Result<(), AppError> {
    app.db
        .write(move |tx| Box::pin(tx.end_session(session)))
        .await?;
    Ok(())
}
