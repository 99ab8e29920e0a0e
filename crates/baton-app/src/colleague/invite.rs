//! `POST /teammates`: somebody is to work here.

use baton_domain::actor::Role;
use baton_domain::id::TeammateId;
use baton_domain::time::Span;
use baton_store::teammate::{Membership, NewTeammate};
use baton_store::{StoreError, Tx};

use super::Asked;
use crate::app::App;
use crate::call::claim;
use crate::error::{AppError, Invalid};
use crate::found::{NewColleague, roles_changed};
use crate::session::password::hash;
use crate::token;

/// How long a link counts.
const LINK_TIME: Span = Span::from_days(7);
/// Longest name, in characters.
const MAX_NAME: usize = 200;
/// Longest address, in bytes (RFC 5321).
const MAX_EMAIL: usize = 254;

/// Somebody was added to a workspace.
#[derive(Debug, Clone)]
pub struct Invited {
    /// The membership.
    pub membership: Membership,
    /// What their link holds; none if they have a password already, or were added before under the
    /// same idempotency key.
    pub link: Option<String>,
    /// Whether they were added before under the same idempotency key.
    pub is_replay: bool,
}

/// Adds a person to a workspace. One who is new to the installation gets a link to choose a
/// password by.
///
/// # Errors
/// [`AppError::Invalid`] for an address, a name or roles that are none, or an address that is taken.
pub async fn invite(app: &App, asked: Asked, new: NewColleague) -> Result<Invited, AppError> {
    let new = checked(new)?;
    // Nobody knows it: until they choose one, no password is right.
    let unknown = hash(app, token::session(app.db.ids().secret())).await?;
    let link = token::session(app.db.ids().secret());
    app.db
        .write(move |tx| {
            let (new, unknown, link) = (new.clone(), unknown.clone(), link.clone());
            Box::pin(async move { add(tx, asked, new, &unknown, link).await })
        })
        .await
}

async fn add(
    tx: &mut Tx,
    asked: Asked,
    new: NewColleague,
    unknown: &str,
    link: String,
) -> Result<Invited, AppError> {
    let stamp = asked.stamp;
    let id = TeammateId::mint(&mut tx.ids().at(stamp.at));
    if let Some(before) = claim(tx, &stamp, asked.request.as_ref(), &id.to_string()).await? {
        let id = before.parse().map_err(|_| AppError::NotFound)?;
        return Ok(Invited {
            membership: super::change::find(tx, &stamp, id).await?,
            link: None,
            is_replay: true,
        });
    }
    let (person, link) = match tx.person_by_email(&new.email).await? {
        Some(person) => (person.id, None),
        None => {
            let person = tx.add_person(&new.email, unknown, stamp.at).await?;
            let until = stamp.at.plus(LINK_TIME);
            tx.invite(person, token::digest(&link), until).await?;
            (person, Some(link))
        }
    };
    let roles = new.roles.clone();
    let new = NewTeammate {
        workspace: stamp.workspace,
        person,
        name: new.name,
        roles: new.roles,
    };
    tx.add_teammate(id, &new, stamp.at)
        .await
        .map_err(|error| match error {
            StoreError::Duplicate => Invalid::at("/email", "teammate.exists").into(),
            other => AppError::Store(other),
        })?;
    roles_changed(tx, &stamp, id, &["person", "roles"], &roles).await?;
    Ok(Invited {
        membership: super::change::find(tx, &stamp, id).await?,
        link,
        is_replay: false,
    })
}

/// The address lower-cased, the name trimmed, the roles without repetition.
pub(crate) fn checked(new: NewColleague) -> Result<NewColleague, AppError> {
    let email = new.email.trim().to_lowercase();
    let is_address = email.split_once('@').is_some_and(|(local, domain)| {
        let fits = |part: &str| !part.is_empty() && !part.contains(char::is_whitespace);
        fits(local) && fits(domain)
    });
    if !is_address || email.len() > MAX_EMAIL {
        return Err(Invalid::at("/email", "teammate.email").into());
    }
    Ok(NewColleague {
        name: name(&new.name)?,
        email,
        roles: roles(new.roles)?,
    })
}

pub(super) fn name(name: &str) -> Result<String, AppError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(Invalid::at("/name", "teammate.name").into());
    }
    Ok(name.to_owned())
}

pub(super) fn roles(mut roles: Vec<Role>) -> Result<Vec<Role>, AppError> {
    roles.sort_unstable();
    roles.dedup();
    if roles.is_empty() {
        return Err(Invalid::at("/roles", "teammate.roles").into());
    }
    Ok(roles)
}
