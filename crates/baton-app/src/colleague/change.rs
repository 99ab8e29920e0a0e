//! `PATCH /teammates/{id}`: another name, other roles, away, or gone.

use baton_domain::actor::Role;
use baton_domain::id::TeammateId;
use baton_store::Tx;
use baton_store::event::{Record, Stamp};
use baton_store::teammate::Membership;

use super::invite;
use crate::app::App;
use crate::error::{AppError, Invalid};
use crate::found::{changed, roles_changed};

/// What is to change; what is absent stays.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The name that colleagues see.
    pub name: Option<String>,
    /// Everything they may do from now on.
    pub roles: Option<Vec<Role>>,
    /// Whether they may sign in here. Their keys and sessions open nothing while not.
    pub is_active: Option<bool>,
}

/// Changes a membership from the commit on.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown one, [`AppError::Invalid`] for a wrong value, and
/// `teammate.last_admin` for what would leave a workspace without any active admin.
pub async fn change(
    app: &App,
    stamp: Stamp,
    id: TeammateId,
    wanted: Change,
) -> Result<Membership, AppError> {
    let name = wanted.name.as_deref().map(invite::name).transpose()?;
    let roles = wanted.roles.map(invite::roles).transpose()?;
    let is_active = wanted.is_active;
    app.db
        .write(move |tx| {
            let (name, roles) = (name.clone(), roles.clone());
            Box::pin(async move {
                let before = find(tx, &stamp, id).await?;
                let mut after = before.clone();
                after.teammate.name = name.unwrap_or(after.teammate.name);
                after.teammate.roles = roles.unwrap_or(after.teammate.roles);
                after.is_active = is_active.unwrap_or(after.is_active);
                if after == before {
                    return Ok(after);
                }
                tx.save_membership(&after).await?;
                keep_an_admin(tx, &stamp, &before).await?;
                record(tx, &stamp, &before, &after).await?;
                Ok(after)
            })
        })
        .await
}

pub(super) async fn find(
    tx: &mut Tx,
    stamp: &Stamp,
    id: TeammateId,
) -> Result<Membership, AppError> {
    let found = tx.membership(stamp.workspace, id).await?;
    found.ok_or(AppError::NotFound)
}

/// Whoever was an active admin may go only while another one stays.
async fn keep_an_admin(tx: &mut Tx, stamp: &Stamp, before: &Membership) -> Result<(), AppError> {
    let is_admin = |membership: &Membership| {
        membership.is_active && membership.teammate.roles.contains(&Role::Admin)
    };
    let left = tx.all_memberships(stamp.workspace).await?;
    if is_admin(before) && !left.iter().any(is_admin) {
        return Err(Invalid::at("", "teammate.last_admin").into());
    }
    Ok(())
}

async fn record(
    tx: &mut Tx,
    stamp: &Stamp,
    before: &Membership,
    after: &Membership,
) -> Result<(), AppError> {
    let id = after.teammate.id;
    let mut fields = Vec::new();
    if before.teammate.name != after.teammate.name {
        fields.push("name");
    }
    if before.is_active != after.is_active {
        fields.push(if after.is_active {
            "enabled"
        } else {
            "disabled"
        });
    }
    // Whoever is not active holds nothing.
    let held = |membership: &Membership| {
        if membership.is_active {
            membership.teammate.roles.clone()
        } else {
            Vec::new()
        }
    };
    if held(before) == held(after) && before.teammate.roles == after.teammate.roles {
        return changed(tx, stamp, Record::Teammate(id), &fields).await;
    }
    fields.push("roles");
    roles_changed(tx, stamp, id, &fields, &held(after)).await
}
