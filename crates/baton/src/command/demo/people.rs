//! The people of the demo workspace.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use baton_app::App;
use baton_app::found::{self, KeyOwner, NewColleague};
use baton_domain::actor::Role;
use baton_domain::id::{TeammateId, WorkspaceId};

use super::User;

/// Name, address, roles, and the role that `demo.json` names.
const PEOPLE: [(&str, &str, &[Role], &str); 5] = [
    (
        "Ada Okafor",
        "ada@kettle.example",
        &[Role::Admin, Role::Supervisor],
        "admin",
    ),
    (
        "Ruth Lindqvist",
        "ruth@kettle.example",
        &[Role::Supervisor, Role::Approver],
        "supervisor",
    ),
    (
        "Dana Whitfield",
        "dana@kettle.example",
        &[Role::Agent],
        "agent",
    ),
    (
        "林小雨",
        "xiaoyu@kettle.example",
        &[Role::Agent, Role::KnowledgeEditor],
        "agent",
    ),
    (
        "Tomás Rivera",
        "tomas@kettle.example",
        &[Role::Auditor],
        "auditor",
    ),
];

/// Adds them, each with a password and a personal key of their own.
pub(super) async fn add(
    app: &App,
    workspace: WorkspaceId,
) -> anyhow::Result<(Vec<User>, Vec<TeammateId>)> {
    let mut users = Vec::with_capacity(PEOPLE.len());
    let mut teammates = Vec::with_capacity(PEOPLE.len());
    for (name, email, roles, role) in PEOPLE {
        let secret = app.db.ids().secret();
        let password = URL_SAFE_NO_PAD
            .encode(secret)
            .chars()
            .take(14)
            .collect::<String>();
        let new = NewColleague {
            name: name.to_owned(),
            email: email.to_owned(),
            roles: roles.to_vec(),
        };
        let teammate = found::teammate(app, workspace, new, password.clone()).await?;
        teammates.push(teammate);
        let owner = KeyOwner::Teammate(teammate);
        let api_key = found::key(app, workspace, "Personal key", owner).await?;
        users.push(User {
            email: email.to_owned(),
            password,
            role: role.to_owned(),
            api_key,
        });
    }
    Ok((users, teammates))
}
