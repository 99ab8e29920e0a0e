//! `POST /session` and `DELETE /session`.

use baton_domain::id::{PersonId, SessionId};
use baton_domain::time::{Span, Timestamp};
use baton_store::person::Session;

use super::second_factor::{self, Proof};
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

/// How an attempt to sign in ended.
#[derive(Debug)]
pub enum SignIn {
    /// They are signed in.
    Done(SignedIn),
    /// Not that address, password and code; nothing tells which.
    Wrong,
    /// The password is right, and a code of their authenticator is asked for.
    CodeNeeded,
}

/// Signs a person in. An unknown address and a wrong password are one answer, after the same work.
///
/// # Errors
/// If the database fails.
pub async fn sign_in(
    app: &App,
    email: &str,
    password: String,
    code: Option<&str>,
) -> Result<SignIn, AppError> {
    let email = email.trim().to_lowercase();
    let person = app
        .db
        .read(move |reader| Box::pin(async move { reader.person_by_email(&email).await }))
        .await?;
    let hash = person.as_ref().map(|person| person.password_hash.clone());
    let is_right = app.passwords.is_right(password, hash).await;
    let Some(person) = person.filter(|_| is_right) else {
        return Ok(SignIn::Wrong);
    };
    match second_factor::proof(app, person.id, code).await? {
        Proof::Missing => Ok(SignIn::CodeNeeded),
        Proof::Wrong => Ok(SignIn::Wrong),
        proof @ (Proof::NotAsked | Proof::Step(_) | Proof::Recovery(_)) => {
            open(app, person.id, proof).await
        }
    }
}

async fn open(app: &App, person: PersonId, proof: Proof) -> Result<SignIn, AppError> {
    let at = app.clock.now();
    let token = token::session(app.db.ids().secret());
    let token_digest = token::digest(&token);
    let expires_at = at.plus(SESSION_TIME);
    let is_open = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                // The same code twice at once: the row lets one of them use it up.
                if !proof.use_up(tx, person).await? {
                    return Ok(false);
                }
                let id = SessionId::mint(&mut tx.ids().at(at));
                let memberships = tx.memberships(person).await?;
                let session = Session {
                    id,
                    person,
                    workspace: memberships.first().map(|teammate| teammate.workspace),
                    expires_at,
                };
                tx.open_session(token_digest, &session, at).await?;
                Ok::<_, AppError>(true)
            })
        })
        .await?;
    Ok(if is_open {
        SignIn::Done(SignedIn { token, expires_at })
    } else {
        SignIn::Wrong
    })
}

/// Ends a session.
pub async fn sign_out(app: &App, session: SessionId) -> Result<(), AppError> {
    app.db
        .write(move |tx| Box::pin(tx.end_session(session)))
        .await?;
    Ok(())
}
