//! Founding a workspace: its people, their keys, its channels.

use std::collections::BTreeMap;

use baton_domain::actor::{Actor, Role};
use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::{ChannelId, KeyId, TeammateId, WorkspaceId};
use baton_domain::token::Slug;
use baton_policy::Scope;
use baton_store::channel::Channel;
use baton_store::event::{Record, Stamp, Stream};
use baton_store::teammate::{NewKey, NewTeammate};
use baton_store::workspace::Workspace;
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::token;

/// Creates a workspace.
pub async fn workspace(app: &App, name: &str) -> Result<Workspace, AppError> {
    let (name, at) = (name.to_owned(), app.clock.now());
    app.db
        .write(move |tx| {
            let name = name.clone();
            Box::pin(async move {
                let workspace = tx.create_workspace(&name, at).await?;
                let stamp = Stamp {
                    workspace: workspace.id,
                    at,
                    actor: Actor::System,
                };
                changed(tx, &stamp, Record::Workspace(workspace.id), &["created"]).await?;
                Ok(workspace)
            })
        })
        .await
}

/// A person who is to work in a workspace.
#[derive(Debug, Clone)]
pub struct NewColleague {
    /// The name that colleagues see.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// Adds a person, who may be known to the installation already, to a workspace.
///
/// # Errors
/// [`AppError::Invalid`] for an address that is none.
pub async fn teammate(
    app: &App,
    workspace: WorkspaceId,
    new: NewColleague,
    password: String,
) -> Result<TeammateId, AppError> {
    let email = new.email.trim().to_lowercase();
    if !email.contains('@') {
        return Err(Invalid::at("/email", "teammate.email").into());
    }
    let hash = app
        .passwords
        .hash(password, app.db.ids().secret())
        .await
        .map_err(|error| StoreError::Record(error.to_string()))?;
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    app.db
        .write(move |tx| {
            let (email, hash, new) = (email.clone(), hash.clone(), new.clone());
            Box::pin(async move {
                let person = match tx.person_by_email(&email).await? {
                    Some(person) => person.id,
                    None => tx.add_person(&email, &hash, stamp.at).await?,
                };
                let roles = new.roles.clone();
                let new = NewTeammate {
                    workspace,
                    person,
                    name: new.name,
                    roles: new.roles,
                };
                let id = TeammateId::mint(&mut tx.ids().at(stamp.at));
                tx.add_teammate(id, &new, stamp.at).await?;
                roles_changed(tx, &stamp, id, &["person", "roles"], &roles).await?;
                Ok(id)
            })
        })
        .await
}

/// Whose key is made.
#[derive(Debug, Clone)]
pub enum KeyOwner {
    /// A teammate: the key acts as them.
    Teammate(TeammateId),
    /// A program with these scopes.
    Machine(Vec<Scope>),
}

/// Makes an API key and gives its token, which is not kept.
pub async fn key(
    app: &App,
    workspace: WorkspaceId,
    name: &str,
    owner: KeyOwner,
) -> Result<String, AppError> {
    let token = token::api_key(workspace, app.db.ids().secret());
    let (teammate, scopes) = match owner {
        KeyOwner::Teammate(id) => (Some(id), Vec::new()),
        KeyOwner::Machine(scopes) => (None, scopes.iter().map(|scope| scope.as_str()).collect()),
    };
    let new = NewKey {
        workspace,
        digest: token::digest(&token),
        name: name.to_owned(),
        teammate,
        scopes,
    };
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    app.db
        .write(move |tx| {
            let new = new.clone();
            Box::pin(async move {
                let id = KeyId::mint(&mut tx.ids().at(stamp.at));
                tx.add_key(id, &new, stamp.at).await?;
                changed(tx, &stamp, Record::Key(id), &["created", "scopes"]).await
            })
        })
        .await?;
    Ok(token)
}

/// Connects a channel.
///
/// # Errors
/// [`AppError::Invalid`] if its short name is taken.
pub async fn channel(
    app: &App,
    workspace: WorkspaceId,
    mut channel: Channel,
) -> Result<ChannelId, AppError> {
    let stamp = Stamp {
        workspace,
        at: app.clock.now(),
        actor: Actor::System,
    };
    channel.id = ChannelId::mint(&mut app.db.ids().at(stamp.at));
    let id = channel.id;
    app.db
        .write(move |tx| {
            let channel = channel.clone();
            Box::pin(async move {
                tx.add_channel(workspace, &channel, stamp.at)
                    .await
                    .map_err(|error| match error {
                        StoreError::Duplicate => Invalid::at("/slug", "channel.slug_taken").into(),
                        other => AppError::Store(other),
                    })?;
                changed(tx, &stamp, Record::Channel(id), &["created"]).await
            })
        })
        .await?;
    Ok(id)
}

/// Records that a plain record changed.
pub(crate) async fn changed(
    tx: &mut Tx,
    stamp: &Stamp,
    record: Record,
    fields: &[&str],
) -> Result<(), AppError> {
    append_change(tx, stamp, record, fields, BTreeMap::new()).await
}

/// Records what a teammate may do from now on, none of it once they are disabled. A change that
/// names the field `roles` names every role that is held: evidence of a review rests on it.
pub(crate) async fn roles_changed(
    tx: &mut Tx,
    stamp: &Stamp,
    teammate: TeammateId,
    fields: &[&str],
    roles: &[Role],
) -> Result<(), AppError> {
    let values = roles
        .iter()
        .filter_map(|role| Some((format!("roles.{role}").parse().ok()?, "held".parse().ok()?)))
        .collect();
    append_change(tx, stamp, Record::Teammate(teammate), fields, values).await
}

async fn append_change(
    tx: &mut Tx,
    stamp: &Stamp,
    record: Record,
    fields: &[&str],
    values: BTreeMap<Slug, Slug>,
) -> Result<(), AppError> {
    let event = Event::RecordChanged(RecordChanged {
        fields: fields
            .iter()
            .filter_map(|field| field.parse().ok())
            .collect(),
        values,
        text: None,
    });
    tx.append(stamp, &Stream::record(record), &[event]).await?;
    Ok(())
}
