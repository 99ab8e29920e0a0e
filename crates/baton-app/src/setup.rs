//! The first sign-in: how an empty installation gets its workspace and its first admin.
//!
//! `baton serve` prints a link while nobody can sign in; whoever opens it founds the first
//! workspace. It lives in this process alone and ends with the first workspace.

use baton_domain::actor::{Actor, Role};
use baton_domain::id::{TeammateId, WorkspaceId};
use baton_store::event::{Record, Stamp};
use baton_store::teammate::NewTeammate;
use baton_store::{StoreError, Tx};

use crate::app::App;
use crate::colleague::checked;
use crate::error::{AppError, Invalid};
use crate::found::{NewColleague, changed, roles_changed};
use crate::session::password;
use crate::token;

/// Longest name of a workspace, in characters.
const MAX_NAME: usize = 200;
/// What whoever founds a workspace does there: settings, and the cases of a team that is one person.
const FOUNDER: [Role; 2] = [Role::Supervisor, Role::Admin];

/// The link by which a first workspace is founded, as this process remembers it.
#[derive(Debug)]
pub struct FirstLink {
    digest: [u8; 32],
}

impl FirstLink {
    /// A new link: what it holds is given once.
    #[must_use]
    pub fn new(app: &App) -> (Self, String) {
        let token = token::session(app.db.ids().secret());
        let digest = token::digest(&token);
        (Self { digest }, token)
    }

    /// Whether a link is this one.
    #[must_use]
    pub fn is(&self, token: &str) -> bool {
        // Digests of guesses tell nothing about the token, whatever comparing them takes.
        token::digest(token) == self.digest
    }
}

/// Whether nobody has founded a workspace yet.
///
/// # Errors
/// If the database fails.
pub async fn is_empty(app: &App) -> Result<bool, StoreError> {
    let workspaces = app.db.read(|reader| Box::pin(reader.workspaces())).await?;
    Ok(workspaces.is_empty())
}

/// A workspace and its first admin.
#[derive(Debug, Clone)]
pub struct Founding {
    /// The workspace's name.
    pub workspace: String,
    /// The name of the admin.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Their password; not used for somebody whom the installation knows already.
    pub password: String,
}

/// Whether there may be workspaces already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Only if there is none.
    First,
    /// Beside others: for the operator.
    Any,
}

/// Founds a workspace with its first admin, who is a supervisor as well.
///
/// # Errors
/// [`AppError::Invalid`] for a value that is none, and `setup.done` if a first workspace was asked
/// for and there is one.
pub async fn found(
    app: &App,
    ground: Ground,
    founding: Founding,
) -> Result<(WorkspaceId, TeammateId), AppError> {
    let workspace = founding.workspace.trim().to_owned();
    if workspace.is_empty() || workspace.chars().count() > MAX_NAME {
        return Err(Invalid::at("/workspace", "workspace.name").into());
    }
    let admin = checked(NewColleague {
        name: founding.name,
        email: founding.email,
        roles: FOUNDER.to_vec(),
    })?;
    password::check(&founding.password, "/password")?;
    let hash = password::hash(app, founding.password).await?;
    let at = app.clock.now();
    app.db
        .write(move |tx| {
            let (workspace, admin, hash) = (workspace.clone(), admin.clone(), hash.clone());
            Box::pin(async move {
                // Of two who hold the link at once one goes first.
                tx.lock_founding().await?;
                if ground == Ground::First && !tx.workspaces().await?.is_empty() {
                    return Err(Invalid::at("", "setup.done").into());
                }
                let workspace = tx.create_workspace(&workspace, at).await?.id;
                let stamp = Stamp {
                    workspace,
                    at,
                    actor: Actor::System,
                };
                changed(tx, &stamp, Record::Workspace(workspace), &["created"]).await?;
                Ok((workspace, add(tx, &stamp, admin, &hash).await?))
            })
        })
        .await
}

async fn add(
    tx: &mut Tx,
    stamp: &Stamp,
    admin: NewColleague,
    hash: &str,
) -> Result<TeammateId, AppError> {
    let person = match tx.person_by_email(&admin.email).await? {
        Some(person) => person.id,
        None => tx.add_person(&admin.email, hash, stamp.at).await?,
    };
    let id = TeammateId::mint(&mut tx.ids().at(stamp.at));
    let roles = admin.roles.clone();
    let new = NewTeammate {
        workspace: stamp.workspace,
        person,
        name: admin.name,
        roles: admin.roles,
    };
    tx.add_teammate(id, &new, stamp.at).await?;
    roles_changed(tx, stamp, id, &["person", "roles"], &roles).await?;
    Ok(id)
}
