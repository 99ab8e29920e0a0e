//! Choosing a password by a link, and the operator's way back in.

use baton_domain::actor::Actor;
use baton_store::StoreError;

use crate::app::App;
use crate::error::AppError;
use crate::session::own::record;
use crate::session::password;
use crate::token;

/// The address of the person whom a link invites, while it counts.
///
/// # Errors
/// If the database fails.
pub async fn is_invited(app: &App, link: &str) -> Result<Option<String>, StoreError> {
    let (digest, now) = (token::digest(link), app.clock.now());
    let person = app
        .db
        .read(move |reader| Box::pin(async move { reader.invited(&digest, now).await }));
    Ok(person.await?.map(|person| person.email))
}

/// Sets the password of whoever the link invites, ends their sessions, and gives their address.
///
/// # Errors
/// [`AppError::Invalid`] for a password that is too short or too long, [`AppError::NotFound`] for a
/// link that was used or has run out.
pub async fn use_invite(app: &App, link: &str, chosen: String) -> Result<String, AppError> {
    password::check(&chosen, "/password")?;
    let hash = password::hash(app, chosen).await?;
    let (digest, at) = (token::digest(link), app.clock.now());
    app.db
        .write(move |tx| {
            let hash = hash.clone();
            Box::pin(async move {
                let person = tx.invited(&digest, at).await?.ok_or(AppError::NotFound)?;
                if !tx.use_invite(person.id, digest).await? {
                    return Err(AppError::NotFound);
                }
                tx.set_password(person.id, &hash).await?;
                tx.end_sessions_of(person.id, None).await?;
                record(tx, at, person.id, "password", Actor::Teammate).await?;
                Ok(person.email)
            })
        })
        .await
}

/// Gives a person another password; the second factor is not asked for any more, links end, and so
/// does every session. For the operator alone.
///
/// # Errors
/// [`AppError::Invalid`] for a password that is too short or too long, [`AppError::NotFound`] for an
/// unknown address.
pub async fn reset_password(app: &App, email: &str, new: String) -> Result<(), AppError> {
    password::check(&new, "/password")?;
    let (email, at) = (email.trim().to_lowercase(), app.clock.now());
    let hash = password::hash(app, new).await?;
    app.db
        .write(move |tx| {
            let (email, hash) = (email.clone(), hash.clone());
            Box::pin(async move {
                let person = tx.person_by_email(&email).await?;
                let person = person.ok_or(AppError::NotFound)?.id;
                tx.set_password(person, &hash).await?;
                tx.remove_second_factor(person).await?;
                tx.end_invite(person).await?;
                tx.end_sessions_of(person, None).await?;
                record(tx, at, person, "password", |_| Actor::System).await
            })
        })
        .await
}
