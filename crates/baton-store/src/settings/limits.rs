//! How much money actions may move: the workspace's own numbers, or the shipped ones.

use std::collections::HashMap;

use baton_domain::action::Limits;
use baton_domain::id::WorkspaceId;

use crate::error::StoreError;
use crate::tx::{Reader, Tx};

const PERSON_DAY: &str = "limit.person_day";
const CUSTOMER_MONTH: &str = "limit.customer_month";
const WORKSPACE_DAY: &str = "limit.workspace_day";

/// The names of the settings that hold them.
pub(super) const NAMES: [&str; 3] = [PERSON_DAY, CUSTOMER_MONTH, WORKSPACE_DAY];

/// The limits among what is set.
pub(super) fn read(set: &HashMap<String, String>) -> Result<Limits, StoreError> {
    let limit = |name: &str, shipped: i64| match set.get(name) {
        None => Ok(shipped),
        Some(value) => value
            .parse()
            .map_err(|error| StoreError::Record(format!("the setting {name}: {error}"))),
    };
    let shipped = Limits::default();
    Ok(Limits {
        person_day_minor: limit(PERSON_DAY, shipped.person_day_minor)?,
        customer_month_minor: limit(CUSTOMER_MONTH, shipped.customer_month_minor)?,
        workspace_day_minor: limit(WORKSPACE_DAY, shipped.workspace_day_minor)?,
    })
}

/// Each limit under the name of its setting.
const fn named(limits: Limits) -> [(&'static str, i64); 3] {
    [
        (PERSON_DAY, limits.person_day_minor),
        (CUSTOMER_MONTH, limits.customer_month_minor),
        (WORKSPACE_DAY, limits.workspace_day_minor),
    ]
}

impl Reader {
    /// How much money actions may move in a workspace.
    pub async fn limits(&mut self, workspace: WorkspaceId) -> Result<Limits, StoreError> {
        let names = NAMES.map(str::to_owned).to_vec();
        read(&self.set(workspace, names).await?)
    }
}

impl Tx {
    /// Sets how much money actions may move; gives those that changed, by their settings' names.
    pub async fn set_limits(
        &mut self,
        workspace: WorkspaceId,
        limits: Limits,
    ) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let before = named(self.limits(workspace).await?);
        let changed: Vec<_> = named(limits)
            .into_iter()
            .filter(|limit| !before.contains(limit))
            .collect();
        for (name, minor) in &changed {
            self.set_setting(workspace, name, &minor.to_string())
                .await?;
        }
        Ok(changed)
    }
}
