//! `baton admin`: workspaces and people, for whoever runs the installation.
//!
//! Whoever can open the data folder, or the database, owns it: no further permission is asked.

use anyhow::{Context as _, bail};
use baton_app::App;
use baton_app::colleague::{self, Asked, Change};
use baton_app::error::AppError;
use baton_app::found::NewColleague;
use baton_app::setup::{Founding, Ground, found};
use baton_app::token;
use baton_domain::actor::{Actor, Role};
use baton_domain::id::WorkspaceId;
use baton_store::event::Stamp;
use baton_store::teammate::Membership;
use baton_store::workspace::Workspace;

use super::say;
use crate::config::{Admin, AdminArgs};
use crate::local::{Desk, Request, Response};

/// Asks for it, and says what came of it.
pub(super) async fn admin(args: AdminArgs) -> anyhow::Result<()> {
    let mut desk = Desk::find(&args.data).await?;
    let request = Request::Admin { what: args.what };
    let (response, _) = desk.ask(request, Vec::new()).await?;
    let Response::Said { lines } = response else {
        bail!("the server answered something else; is it of another version?");
    };
    lines.iter().try_for_each(|line| say(line))
}

/// Does it; gives what is to be said.
pub(crate) async fn perform(app: &App, what: Admin) -> anyhow::Result<Vec<String>> {
    match what {
        Admin::CreateWorkspace { name, email, admin } => {
            create_workspace(app, name, email, admin).await
        }
        Admin::AddTeammate {
            email,
            name,
            roles,
            workspace,
        } => {
            let stamp = stamp(app, workspace.as_deref()).await?;
            add_teammate(
                app,
                stamp,
                NewColleague {
                    name,
                    email,
                    roles: parsed(&roles)?,
                },
            )
            .await
        }
        Admin::SetRoles {
            email,
            roles,
            workspace,
        } => {
            let change = Change {
                roles: Some(parsed(&roles)?),
                ..Change::default()
            };
            changed(app, workspace.as_deref(), &email, change).await
        }
        Admin::DisableTeammate { email, workspace } => {
            let change = Change {
                is_active: Some(false),
                ..Change::default()
            };
            changed(app, workspace.as_deref(), &email, change).await
        }
        Admin::EnableTeammate { email, workspace } => {
            let change = Change {
                is_active: Some(true),
                ..Change::default()
            };
            changed(app, workspace.as_deref(), &email, change).await
        }
        Admin::ResetPassword { email } => {
            let password = token::password(app.db.ids().secret());
            let reset = colleague::reset_password(app, &email, password.clone()).await;
            reset.map_err(|error| explained(error, &email))?;
            Ok(vec![shown_once(&email, &password)])
        }
        Admin::List => list(app).await,
    }
}

async fn create_workspace(
    app: &App,
    workspace: String,
    email: String,
    name: String,
) -> anyhow::Result<Vec<String>> {
    let password = token::password(app.db.ids().secret());
    let address = email.trim().to_lowercase();
    let known = app
        .db
        .read(move |reader| Box::pin(async move { reader.person_by_email(&address).await }));
    let is_known = known.await?.is_some();
    let founding = Founding {
        workspace: workspace.clone(),
        name,
        email: email.clone(),
        password: password.clone(),
    };
    let (id, _) = found(app, Ground::Any, founding)
        .await
        .map_err(|error| explained(error, &email))?;
    let mut lines = vec![format!("created the workspace {workspace}: {id}")];
    if is_known {
        lines.push(format!("{email} signs in with the password they have"));
    } else {
        lines.push(shown_once(&email, &password));
    }
    Ok(lines)
}

async fn add_teammate(app: &App, stamp: Stamp, new: NewColleague) -> anyhow::Result<Vec<String>> {
    let email = new.email.clone();
    let asked = Asked {
        stamp,
        request: None,
    };
    let added = colleague::invite(app, asked, new)
        .await
        .map_err(|error| explained(error, &email))?;
    let mut lines = vec![described(&added.membership)];
    if added.link.is_some() {
        let password = token::password(app.db.ids().secret());
        colleague::reset_password(app, &email, password.clone()).await?;
        lines.push(shown_once(&email, &password));
    }
    Ok(lines)
}

async fn changed(
    app: &App,
    workspace: Option<&str>,
    email: &str,
    change: Change,
) -> anyhow::Result<Vec<String>> {
    let stamp = stamp(app, workspace).await?;
    let all = memberships(app, stamp.workspace).await?;
    let address = email.trim().to_lowercase();
    let found = all.into_iter().find(|one| one.email == address);
    let id = found
        .with_context(|| format!("there is no teammate {email} in this workspace"))?
        .teammate
        .id;
    let after = colleague::change(app, stamp, id, change)
        .await
        .map_err(|error| explained(error, email))?;
    Ok(vec![described(&after)])
}

async fn list(app: &App) -> anyhow::Result<Vec<String>> {
    let mut lines = Vec::new();
    for workspace in workspaces(app).await? {
        lines.push(format!("{} {}", workspace.id, workspace.name));
        for membership in memberships(app, workspace.id).await? {
            lines.push(format!("  {}", described(&membership)));
        }
    }
    if lines.is_empty() {
        lines
            .push("there is no workspace yet; `baton admin create-workspace` makes one".to_owned());
    }
    Ok(lines)
}

async fn workspaces(app: &App) -> anyhow::Result<Vec<Workspace>> {
    Ok(app.db.read(|reader| Box::pin(reader.workspaces())).await?)
}

async fn memberships(app: &App, workspace: WorkspaceId) -> anyhow::Result<Vec<Membership>> {
    let all = app
        .db
        .read(move |reader| Box::pin(reader.all_memberships(workspace)));
    Ok(all.await?)
}

/// In the workspace of that name or id, or in the only one; by the operator.
async fn stamp(app: &App, wanted: Option<&str>) -> anyhow::Result<Stamp> {
    let all = workspaces(app).await?;
    let found = match (wanted, all.as_slice()) {
        (_, []) => bail!("there is no workspace yet; `baton admin create-workspace` makes one"),
        (None, [only]) => only.id,
        (None, _) => bail!("there are several workspaces; say which with --workspace"),
        (Some(wanted), all) => {
            all.iter()
                .find(|one| one.name == wanted || one.id.to_string() == wanted)
                .with_context(|| format!("there is no workspace {wanted}"))?
                .id
        }
    };
    Ok(Stamp {
        workspace: found,
        at: app.clock.now(),
        actor: Actor::System,
    })
}

fn parsed(roles: &[String]) -> anyhow::Result<Vec<Role>> {
    let known = || Role::ALL.map(Role::as_str).join(", ");
    roles
        .iter()
        .map(|role| {
            role.parse()
                .map_err(|_| anyhow::anyhow!("{role} is no role; the roles are {}", known()))
        })
        .collect()
}

fn described(membership: &Membership) -> String {
    let teammate = &membership.teammate;
    let roles: Vec<_> = teammate.roles.iter().map(|role| role.as_str()).collect();
    let state = if membership.is_active {
        ""
    } else {
        " (disabled)"
    };
    format!(
        "{} <{}>: {}{state}",
        teammate.name,
        membership.email,
        roles.join(", ")
    )
}

fn shown_once(email: &str, password: &str) -> String {
    format!("{email} signs in with {password} (shown once; to be changed after signing in)")
}

/// The sentence behind a code, for whoever reads it in a terminal.
fn explained(error: AppError, email: &str) -> anyhow::Error {
    let code = match &error {
        AppError::Invalid(invalid) => invalid.code,
        AppError::NotFound => return anyhow::anyhow!("nobody here has the address {email}"),
        _ => return error.into(),
    };
    anyhow::anyhow!(match code {
        "teammate.email" => format!("{email} is not an e-mail address"),
        "teammate.exists" => format!("{email} is a teammate of this workspace already"),
        "teammate.last_admin" => {
            "somebody has to stay an active admin; give another teammate that role first".to_owned()
        }
        "teammate.name" | "workspace.name" => "a name is empty or too long".to_owned(),
        "teammate.roles" => "at least one role is needed; name it with --role".to_owned(),
        other => other.to_owned(),
    })
}
