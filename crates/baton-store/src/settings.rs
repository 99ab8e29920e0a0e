//! What a workspace has set: pauses, stages and numbers, read inside the unit that obeys them.

mod limits;

use std::collections::HashMap;

use baton_domain::id::{CaseId, ChannelId, WorkspaceId};
use baton_domain::settings::Settings;
use baton_domain::stage::Stage;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// What can be paused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PauseScope {
    /// Everything AI does in the workspace.
    All,
    /// A channel.
    Channel(ChannelId),
    /// An intent, by its name.
    Intent(String),
    /// A case.
    Case(CaseId),
}

impl PauseScope {
    /// The name of the setting that holds it.
    #[must_use]
    pub fn setting(&self) -> String {
        match self {
            Self::All => "pause.all".to_owned(),
            Self::Channel(id) => format!("pause.channel.{id}"),
            Self::Intent(intent) => format!("pause.intent.{intent}"),
            Self::Case(id) => format!("pause.case.{id}"),
        }
    }
}

impl Reader {
    /// The settings that apply to one case now.
    pub async fn settings(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        channel: Option<ChannelId>,
        intent: Option<&str>,
    ) -> Result<Settings, StoreError> {
        let mut scopes = vec![PauseScope::All.setting(), PauseScope::Case(case).setting()];
        scopes.extend(channel.map(|id| PauseScope::Channel(id).setting()));
        scopes.extend(intent.map(|intent| PauseScope::Intent(intent.to_owned()).setting()));
        let names = scopes.iter().map(String::as_str);
        let names = names.chain(limits::NAMES).map(str::to_owned).collect();
        let set = self.set(workspace, names).await?;
        let is_paused = scopes
            .iter()
            .any(|scope| set.get(scope).is_some_and(|value| value == "on"));
        let stage = match channel {
            Some(channel) => self.channel_stage(workspace, channel).await?,
            None => Stage::Off,
        };
        Ok(Settings {
            is_paused,
            stage,
            actions: limits::read(&set)?,
            ..Settings::default()
        })
    }

    /// Those of the named settings that are set.
    async fn set(
        &mut self,
        workspace: WorkspaceId,
        names: Vec<String>,
    ) -> Result<HashMap<String, String>, StoreError> {
        let query = Query::start("SELECT name, value FROM settings WHERE workspace = ")
            .arg(workspace)
            .sql(" AND name IN ")
            .list(names);
        let rows = self.all(query).await?.into_iter();
        rows.map(|mut row| Ok((row.take()?, row.take()?))).collect()
    }

    async fn channel_stage(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
    ) -> Result<Stage, StoreError> {
        let query = Query::new(
            "SELECT stage FROM channels WHERE workspace = $1 AND id = $2",
            args![workspace, channel],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(Stage::Off);
        };
        let stage: String = row.take()?;
        serde_json::from_value(serde_json::Value::String(stage))
            .map_err(|error| StoreError::Record(format!("the stage of {channel}: {error}")))
    }

    /// One setting's value.
    pub async fn setting(
        &mut self,
        workspace: WorkspaceId,
        name: &str,
    ) -> Result<Option<String>, StoreError> {
        let query = Query::new(
            "SELECT value FROM settings WHERE workspace = $1 AND name = $2",
            args![workspace, name],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }
}

impl Tx {
    /// Sets one setting.
    pub async fn set_setting(
        &mut self,
        workspace: WorkspaceId,
        name: &str,
        value: &str,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO settings (workspace, name, value, version) VALUES ($1, $2, $3, 1) \
             ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value, \
             version = settings.version + 1",
            args![workspace, name, value],
        ))
        .await
        .map(drop)
    }
}
