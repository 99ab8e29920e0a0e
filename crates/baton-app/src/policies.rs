//! A workspace's own policies and limits: which are in force, and changing them as a whole.
//!
//! Which version holds is read inside the unit that obeys it, so a change holds from its commit on,
//! on every node. Policies that can no longer be read forbid everything.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use baton_domain::action::Limits;
use baton_domain::actor::Actor;
use baton_domain::event::Event;
use baton_domain::event::record::RecordChanged;
use baton_domain::id::{PartId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;
use baton_domain::token::Slug;
use baton_policy::{Engine, Principal, Rejected, Setting};
use baton_store::event::{Record, Stamp, Stream};
use baton_store::part::{NewPart, TEXT};
use baton_store::{Reader, StoreError, Tx};

use crate::app::App;
use crate::call::Call;
use crate::caller::Caller;
use crate::error::AppError;
use crate::verdict::unless_forbidden;

/// The engines of workspaces, made when they are first asked and again after a change.
#[derive(Debug)]
pub struct Policies {
    shipped: Arc<Engine>,
    own: Mutex<HashMap<WorkspaceId, Own>>,
}

/// The engine of one text; none if it cannot be used. Known by its part: a version's number may be
/// given again if the unit that took it was lost.
#[derive(Debug, Clone)]
struct Own {
    text: PartId,
    engine: Option<Arc<Engine>>,
}

impl Policies {
    /// The shipped policies alone, for workspaces without any of their own.
    #[must_use]
    pub fn new(shipped: Engine) -> Self {
        Self {
            shipped: Arc::new(shipped),
            own: Mutex::default(),
        }
    }

    /// The shipped policies, which no workspace can loosen.
    #[must_use]
    pub const fn shipped(&self) -> &Arc<Engine> {
        &self.shipped
    }

    /// The engine in force; none if the workspace's text cannot be used, and nothing is allowed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn in_force(
        &self,
        reader: &mut Reader,
        workspace: WorkspaceId,
    ) -> Result<Option<Arc<Engine>>, StoreError> {
        let Some(found) = reader.policies(workspace).await? else {
            return Ok(Some(Arc::clone(&self.shipped)));
        };
        let known = self.lock().get(&workspace).cloned();
        if let Some(own) = known.filter(|own| own.text == found.text) {
            return Ok(own.engine);
        }
        let text = reader.part_text(workspace, found.text).await?;
        let engine = match Engine::with_workspace(&text.unwrap_or_default()) {
            Ok(engine) => Some(Arc::new(engine)),
            Err(rejected) => {
                tracing::error!(%workspace, version = found.version, %rejected,
                    "a workspace's policies cannot be used; nothing is allowed until they are mended");
                None
            }
        };
        let own = Own {
            text: found.text,
            engine: engine.clone(),
        };
        self.lock().insert(workspace, own);
        Ok(engine)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<WorkspaceId, Own>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A workspace's own policies as people see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoliciesView {
    /// Counts the changes; 0 while there are only the shipped ones.
    pub version: u64,
    /// The workspace's own text.
    pub text: String,
    /// Who wrote it.
    pub by: Option<TeammateId>,
    /// When.
    pub at: Option<Timestamp>,
    /// Every policy in force, the shipped ones included: id and reason.
    pub policies: Vec<(String, String)>,
    /// How much money actions may move before somebody with more authority is asked.
    pub limits: Limits,
}

/// What is to govern the workspace from now on; what is absent stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The workspace's own text; an empty one leaves the shipped policies alone.
    pub text: Option<String>,
    /// How much money actions may move.
    pub limits: Option<Limits>,
    /// The version the caller has seen; not checked if absent.
    pub seen_version: Option<u64>,
}

/// Why policies were not changed.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// The text cannot be used; nothing of it is in force.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// A limit is below zero; the field names it.
    #[error("the limit {0} is below zero")]
    Limit(&'static str),
    /// Somebody changed them since the caller looked.
    #[error("the policies are at version {0}")]
    Moved(u64),
    /// Anything else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for NotChanged {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl baton_store::UnitError for NotChanged {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::App(error) => error.as_store(),
            Self::Rejected(_) | Self::Limit(_) | Self::Moved(_) => None,
        }
    }
}

/// The policies in force.
///
/// # Errors
/// If the database fails.
pub async fn read(app: &App, caller: &Caller) -> Result<PoliciesView, AppError> {
    let (workspace, policies) = (caller.workspace, Arc::clone(&app.policies));
    let view = app.db.read(move |reader| {
        Box::pin(async move {
            view(reader, workspace, &policies)
                .await
                .map_err(AppError::from)
        })
    });
    view.await
}

async fn view(
    reader: &mut Reader,
    workspace: WorkspaceId,
    policies: &Policies,
) -> Result<PoliciesView, StoreError> {
    let engine = policies.in_force(reader, workspace).await?;
    let found = reader.policies(workspace).await?;
    let text = match found {
        Some(found) => reader.part_text(workspace, found.text).await?,
        None => None,
    };
    Ok(PoliciesView {
        limits: reader.limits(workspace).await?,
        version: found.map_or(0, |found| found.version),
        text: text.unwrap_or_default(),
        by: found.and_then(|found| found.by),
        at: found.map(|found| found.at),
        policies: engine.map(|engine| listed(&engine)).unwrap_or_default(),
    })
}

fn listed(engine: &Engine) -> Vec<(String, String)> {
    let ids = engine.policy_ids().into_iter();
    ids.map(|id| {
        let reason = engine.reason(&id).unwrap_or_default().to_owned();
        (id, reason)
    })
    .collect()
}

/// Puts a text and limits into force in place of those before.
///
/// # Errors
/// [`NotChanged::Rejected`] with every place to mend; [`NotChanged::Limit`]; [`NotChanged::Moved`] if
/// the caller had seen another version; what the shipped policies say about changing policies.
pub async fn change(app: &App, call: &Call, wanted: Wanted) -> Result<PoliciesView, NotChanged> {
    // Parsed before the unit, and once: texts can be long.
    if let Some(text) = &wanted.text {
        Engine::with_workspace(text)?;
    }
    if let Some(limits) = wanted.limits {
        check(limits)?;
    }
    let (stamp, caller) = (call.stamp(app), call.caller.clone());
    let policies = Arc::clone(&app.policies);
    app.db
        .write(move |tx| {
            let (wanted, caller, policies) =
                (wanted.clone(), caller.clone(), Arc::clone(&policies));
            Box::pin(async move { change_in(tx, &stamp, &caller, wanted, &policies).await })
        })
        .await
}

fn check(limits: Limits) -> Result<(), NotChanged> {
    let limits = [
        ("/limits/person_day_minor", limits.person_day_minor),
        ("/limits/customer_month_minor", limits.customer_month_minor),
        ("/limits/workspace_day_minor", limits.workspace_day_minor),
    ];
    match limits.into_iter().find(|(_, minor)| *minor < 0) {
        Some((field, _)) => Err(NotChanged::Limit(field)),
        None => Ok(()),
    }
}

async fn change_in(
    tx: &mut Tx,
    stamp: &Stamp,
    caller: &Caller,
    wanted: Wanted,
    policies: &Policies,
) -> Result<PoliciesView, NotChanged> {
    let now = tx.policies(stamp.workspace).await?;
    let version = now.map_or(0, |now| now.version);
    if wanted.seen_version.is_some_and(|seen| seen != version) {
        return Err(NotChanged::Moved(version));
    }
    if let Actor::Teammate(id) = stamp.actor {
        let principal = Principal::Teammate {
            id,
            roles: caller.roles(),
            is_new: false,
        };
        // Of the shipped policies alone: a workspace cannot lock itself out of mending.
        let verdict = policies
            .shipped()
            .judge_change(&principal, Setting::Policy, &[]);
        unless_forbidden(verdict)?;
    }
    let text = match (wanted.text, now) {
        (Some(text), _) => text,
        (None, Some(now)) => {
            let text = tx.part_text(stamp.workspace, now.text).await?;
            text.unwrap_or_default()
        }
        (None, None) => String::new(),
    };
    let limits = match wanted.limits {
        Some(limits) => tx.set_limits(stamp.workspace, limits).await?,
        None => Vec::new(),
    };
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &[],
    };
    let part = tx.put_part(stamp.workspace, stamp.at, part).await?;
    tx.add_policies(stamp, version + 1, part.id).await?;
    let values: BTreeMap<Slug, Slug> = limits
        .iter()
        .filter_map(|(name, minor)| name.parse().ok().zip(minor.to_string().parse().ok()))
        .collect();
    let policies = "policies".parse().into_iter();
    let event = Event::RecordChanged(RecordChanged {
        fields: policies.chain(values.keys().cloned()).collect(),
        values,
        text: Some(part),
    });
    let stream = Stream::record(Record::Workspace(stamp.workspace));
    tx.append(stamp, &stream, &[event]).await?;
    // Not remembered from inside the unit, which may still fail.
    let engine = Engine::with_workspace(&text)?;
    Ok(PoliciesView {
        version: version + 1,
        text,
        by: caller.teammate(),
        at: Some(stamp.at),
        policies: listed(&engine),
        limits: tx.limits(stamp.workspace).await?,
    })
}
