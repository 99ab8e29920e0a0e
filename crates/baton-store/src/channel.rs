//! Channels: the connected surfaces of a workspace.

use baton_domain::id::{ChannelId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::{Query, Row};

/// A connected surface. What its connector needs beyond this is JSON of the connector's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// `api`, `email` …
    pub kind: String,
    /// A short name for commands, unique in the workspace.
    pub slug: String,
    /// The name people see.
    pub name: String,
    /// `topic`, `endless`, `group` or `public`.
    pub threads: String,
    /// Whether its owner answers for the sender's identity.
    pub vouches: bool,
    /// How far AI may go on it.
    pub stage: String,
    /// What its connector needs, as JSON.
    pub configuration: String,
}

const COLUMNS: &str =
    "SELECT id, kind, slug, name, threads, vouches, stage, configuration FROM channels ";

impl Reader {
    /// A channel by its id.
    pub async fn channel(
        &mut self,
        workspace: WorkspaceId,
        id: ChannelId,
    ) -> Result<Option<Channel>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE workspace = ")
            .arg(workspace)
            .sql(" AND id = ")
            .arg(id);
        self.opt(query).await?.map(read).transpose()
    }

    /// The workspace of a channel: a provider that calls us knows the channel alone.
    pub async fn channel_home(&mut self, id: ChannelId) -> Result<Option<WorkspaceId>, StoreError> {
        let query = Query::new("SELECT workspace FROM channels WHERE id = $1", args![id]);
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// A channel by its short name.
    pub async fn channel_by_slug(
        &mut self,
        workspace: WorkspaceId,
        slug: &str,
    ) -> Result<Option<Channel>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE workspace = ")
            .arg(workspace)
            .sql(" AND slug = ")
            .arg(slug);
        self.opt(query).await?.map(read).transpose()
    }

    /// Every channel of a workspace, by name.
    pub async fn channels(&mut self, workspace: WorkspaceId) -> Result<Vec<Channel>, StoreError> {
        let query = Query::start(COLUMNS)
            .sql("WHERE workspace = ")
            .arg(workspace)
            .sql(" ORDER BY name, id");
        self.all(query).await?.into_iter().map(read).collect()
    }
}

fn read(mut row: Row) -> Result<Channel, StoreError> {
    Ok(Channel {
        id: row.take()?,
        kind: row.take()?,
        slug: row.take()?,
        name: row.take()?,
        threads: row.take()?,
        vouches: row.take()?,
        stage: row.take()?,
        configuration: row.take()?,
    })
}

impl Tx {
    /// Adds a channel.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] if the short name is taken.
    pub async fn add_channel(
        &mut self,
        workspace: WorkspaceId,
        channel: &Channel,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO channels (workspace, id, kind, slug, name, threads, vouches, stage, \
             is_paused, configuration, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10)",
            args![
                workspace,
                channel.id,
                channel.kind,
                channel.slug,
                channel.name,
                channel.threads,
                channel.vouches,
                channel.stage,
                channel.configuration,
                at
            ],
        ))
        .await
        .map(drop)
    }

    /// Changes a channel. Its kind, short name and threads stay as they are.
    pub async fn change_channel(
        &mut self,
        workspace: WorkspaceId,
        channel: &Channel,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE channels SET name = $3, vouches = $4, stage = $5, configuration = $6 \
             WHERE workspace = $1 AND id = $2",
            args![
                workspace,
                channel.id,
                channel.name,
                channel.vouches,
                channel.stage,
                channel.configuration
            ],
        ))
        .await
        .map(drop)
    }
}
