//! The person behind a session, who changes what belongs to themselves alone.
//!
//! An API key never does: whoever found one could otherwise take the account over.

use baton_domain::actor::Actor;
use baton_domain::id::{PersonId, SessionId, TeammateId};
use baton_domain::time::Timestamp;
use baton_store::Tx;
use baton_store::event::{Record, Stamp};
use baton_store::person::Person;

use crate::app::App;
use crate::caller::{Caller, Identity};
use crate::error::{AppError, Invalid};
use crate::found::changed;

/// Who is signed in.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// The person.
    pub(super) person: Person,
    /// The session they ask in.
    pub(super) session: SessionId,
}

/// The person who is signed in.
///
/// # Errors
/// [`AppError::Invalid`] `session.none` for a caller without a browser's session.
pub(super) async fn own(app: &App, caller: &Caller) -> Result<Own, AppError> {
    let Identity::Teammate {
        id,
        session: Some(session),
        ..
    } = caller.identity
    else {
        return Err(Invalid::at("", "session.none").into());
    };
    let workspace = caller.workspace;
    let person = app.db.read(move |reader| {
        Box::pin(async move {
            let teammate = reader.teammate(workspace, id).await?;
            let teammate = teammate.ok_or(AppError::NotFound)?;
            let person = reader.person(teammate.person).await?;
            person.ok_or(AppError::NotFound)
        })
    });
    Ok(Own {
        person: person.await?,
        session,
    })
}

/// The same, once they have given their password again.
///
/// # Errors
/// [`AppError::Invalid`] `password.wrong`.
pub(super) async fn proven(app: &App, caller: &Caller, password: String) -> Result<Own, AppError> {
    let own = own(app, caller).await?;
    let hash = own.person.password_hash.clone();
    if app.passwords.is_right(password, Some(hash)).await {
        Ok(own)
    } else {
        Err(Invalid::at("/password", "password.wrong").into())
    }
}

/// Records in every workspace of a person that something of theirs changed. Part of a unit.
pub(crate) async fn record(
    tx: &mut Tx,
    at: Timestamp,
    person: PersonId,
    field: &str,
    by: fn(TeammateId) -> Actor,
) -> Result<(), AppError> {
    for membership in tx.memberships(person).await? {
        let stamp = Stamp {
            workspace: membership.workspace,
            at,
            actor: by(membership.id),
        };
        changed(tx, &stamp, Record::Teammate(membership.id), &[field]).await?;
    }
    Ok(())
}
