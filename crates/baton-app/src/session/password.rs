//! `POST /session/password`: a person chooses another password, and every other browser is signed
//! out.

use baton_domain::actor::Actor;
use baton_store::StoreError;

use super::own::{proven, record};
use crate::app::App;
use crate::call::{Call, Done};
use crate::error::{AppError, Invalid};

/// Shortest password, in characters.
const MIN_CHARACTERS: usize = 10;
/// Longest password, in bytes: hashing takes as long as its input.
const MAX_BYTES: usize = 1_024;

/// Checks a password that somebody chooses.
///
/// # Errors
/// [`AppError::Invalid`] `password.too_short` or `password.too_long` at the given field.
pub fn check(password: &str, pointer: &'static str) -> Result<(), AppError> {
    if password.chars().count() < MIN_CHARACTERS {
        return Err(Invalid::at(pointer, "password.too_short").into());
    }
    if password.len() > MAX_BYTES {
        return Err(Invalid::at(pointer, "password.too_long").into());
    }
    Ok(())
}

/// Changes the caller's own password and ends their other sessions. The same request sent again
/// is known before the present password is asked for, which it changed.
///
/// # Errors
/// [`AppError::Invalid`] if the present one is wrong or the new one too short or too long.
pub async fn change_password(
    app: &App,
    call: &Call,
    present: String,
    new: String,
) -> Result<Done<()>, AppError> {
    check(&new, "/new")?;
    if call.is_replay(app).await? {
        return Ok(Done::Before);
    }
    let own = proven(app, &call.caller, present).await?;
    let hash = hash(app, new).await?;
    let (person, session, stamp) = (own.person.id, own.session, call.stamp(app));
    let call = call.clone();
    app.db
        .write(move |tx| {
            let (call, hash) = (call.clone(), hash.clone());
            Box::pin(async move {
                call.made(tx, &stamp, person).await?;
                tx.set_password(person, &hash).await?;
                tx.end_sessions_of(person, Some(session)).await?;
                record(tx, stamp.at, person, "password", Actor::Teammate).await
            })
        })
        .await
        .map(Done::Now)
}

/// The hash to keep.
pub(crate) async fn hash(app: &App, password: String) -> Result<String, AppError> {
    let hashed = app.passwords.hash(password, app.db.ids().secret()).await;
    Ok(hashed.map_err(|error| StoreError::Record(error.to_string()))?)
}
