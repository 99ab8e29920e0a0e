//! API keys: made, shown once, listed and revoked, each with an event.
//!
//! A *personal* key acts as its teammate and is theirs alone to make. A machine's key has scopes,
//! none of which approves anything.

use baton_domain::id::{KeyId, TeammateId};
use baton_policy::Scope;
use baton_store::event::{Record, Stamp};
use baton_store::key::Key;
use baton_store::teammate::NewKey;
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::call::Call;
use crate::caller::{Caller, Identity};
use crate::error::{AppError, Invalid};
use crate::found::changed;
use crate::token;

/// Longest name of a key, in characters.
const MAX_NAME: usize = 100;

/// A key that was made, now or before under the same idempotency key.
#[derive(Debug, Clone)]
pub struct Made {
    /// The key.
    pub key: Key,
    /// What opens with it: shown now and never again.
    pub token: Option<String>,
}

/// Makes a key for a program.
///
/// # Errors
/// [`AppError::Invalid`] for a name that is empty or too long, or without any scope.
pub async fn make_machine(
    app: &App,
    call: Call,
    name: String,
    scopes: Vec<Scope>,
) -> Result<Made, AppError> {
    if scopes.is_empty() {
        return Err(Invalid::at("/scopes", "key.scopes").into());
    }
    make(app, call, name, None, scopes).await
}

/// Makes a personal key for the caller.
///
/// # Errors
/// [`AppError::Invalid`] for a wrong name, or without a browser's session: a key makes no keys.
pub async fn make_personal(app: &App, call: Call, name: String) -> Result<Made, AppError> {
    let owner = owner(&call.caller)?;
    make(app, call, name, Some(owner), Vec::new()).await
}

fn owner(caller: &Caller) -> Result<TeammateId, AppError> {
    match caller.identity {
        Identity::Teammate {
            id,
            session: Some(_),
            ..
        } => Ok(id),
        Identity::Teammate { .. } | Identity::Machine { .. } => {
            Err(Invalid::at("", "session.none").into())
        }
    }
}

async fn make(
    app: &App,
    call: Call,
    name: String,
    teammate: Option<TeammateId>,
    scopes: Vec<Scope>,
) -> Result<Made, AppError> {
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(Invalid::at("/name", "key.name").into());
    }
    let stamp = call.stamp(app);
    let token = token::api_key(stamp.workspace, app.db.ids().secret());
    let new = NewKey {
        workspace: stamp.workspace,
        digest: token::digest(&token),
        name,
        teammate,
        scopes: scopes.iter().map(|scope| scope.as_str()).collect(),
    };
    app.db
        .write(move |tx| {
            let (call, new, token) = (call.clone(), new.clone(), token.clone());
            Box::pin(async move {
                let id = KeyId::mint(&mut tx.ids().at(stamp.at));
                if let Some(before) = call.claim_for(tx, &stamp, &id.to_string()).await? {
                    let id = before.parse().map_err(|_| AppError::NotFound)?;
                    return Ok(Made {
                        key: find(tx, &stamp, id).await?,
                        token: None,
                    });
                }
                tx.add_key(id, &new, stamp.at).await?;
                changed(tx, &stamp, Record::Key(id), &["created", "scopes"]).await?;
                Ok(Made {
                    key: find(tx, &stamp, id).await?,
                    token: Some(token),
                })
            })
        })
        .await
}

async fn find(tx: &mut Tx, stamp: &Stamp, id: KeyId) -> Result<Key, AppError> {
    tx.key(stamp.workspace, id).await?.ok_or(AppError::NotFound)
}

/// Every key of the workspace.
///
/// # Errors
/// If the database fails.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Key>, StoreError> {
    let workspace = caller.workspace;
    app.db
        .read(move |reader| Box::pin(reader.keys(workspace, None)))
        .await
}

/// The caller's own keys.
///
/// # Errors
/// [`AppError::Invalid`] for a caller who is no teammate.
pub async fn list_own(app: &App, caller: &Caller) -> Result<Vec<Key>, AppError> {
    let (workspace, own) = (caller.workspace, caller.teammate());
    let own = own.ok_or(Invalid::at("", "session.none"))?;
    Ok(app
        .db
        .read(move |reader| Box::pin(reader.keys(workspace, Some(own))))
        .await?)
}

/// Lets a key open nothing any more, from the commit on; once revoked it stays so.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown key, or with `only_own` for another's.
pub async fn revoke(app: &App, call: &Call, id: KeyId, only_own: bool) -> Result<(), AppError> {
    let stamp = call.stamp(app);
    let own = call.caller.teammate();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let key = find(tx, &stamp, id).await?;
                if only_own && (own.is_none() || key.teammate != own) {
                    return Err(AppError::NotFound);
                }
                if tx.revoke_key(stamp.workspace, id, stamp.at).await? {
                    changed(tx, &stamp, Record::Key(id), &["revoked"]).await?;
                }
                Ok(())
            })
        })
        .await
}
