//! How channels do: when something last came and went, what was turned away, what goes wrong.
//!
//! A coarse picture for operators, written beside the work and never part of its units.

use baton_domain::id::{ChannelId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// How a channel does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChannelHealth {
    /// When something last came in, a minute coarse.
    pub last_in_at: Option<Timestamp>,
    /// When something last went out, a minute coarse.
    pub last_out_at: Option<Timestamp>,
    /// Deliveries that were turned away because nobody vouched for them.
    pub rejected: u64,
    /// What goes wrong now, as a code.
    pub trouble_code: Option<String>,
    /// Since when.
    pub trouble_at: Option<Timestamp>,
    /// How far a mailbox was read, as its connector wrote it.
    pub place: Option<String>,
}

/// What is added to the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beat {
    /// Something came in.
    pub last_in_at: Option<Timestamp>,
    /// Something went out.
    pub last_out_at: Option<Timestamp>,
    /// So many deliveries were turned away.
    pub rejected: u64,
}

impl Reader {
    /// How a channel does.
    pub async fn channel_health(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
    ) -> Result<ChannelHealth, StoreError> {
        let query = Query::new(
            "SELECT last_in_at, last_out_at, rejected, trouble_code, trouble_at, place \
             FROM channel_health WHERE workspace = $1 AND channel = $2",
            args![workspace, channel],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(ChannelHealth::default());
        };
        Ok(ChannelHealth {
            last_in_at: row.take()?,
            last_out_at: row.take()?,
            rejected: row.take()?,
            trouble_code: row.take()?,
            trouble_at: row.take()?,
            place: row.take()?,
        })
    }
}

impl Tx {
    /// Adds to the picture.
    pub async fn beat(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        beat: Beat,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO channel_health (workspace, channel, last_in_at, last_out_at, rejected) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace, channel) DO UPDATE SET \
             last_in_at = COALESCE(excluded.last_in_at, channel_health.last_in_at), \
             last_out_at = COALESCE(excluded.last_out_at, channel_health.last_out_at), \
             rejected = channel_health.rejected + excluded.rejected",
            args![
                workspace,
                channel,
                beat.last_in_at,
                beat.last_out_at,
                beat.rejected
            ],
        ))
        .await
        .map(drop)
    }

    /// Says what goes wrong on a channel, or that nothing does any more.
    pub async fn set_trouble(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        trouble: Option<&str>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let since = trouble.map(|_| at);
        self.exec(Query::new(
            "INSERT INTO channel_health (workspace, channel, rejected, trouble_code, trouble_at) \
             VALUES ($1, $2, 0, $3, $4) ON CONFLICT (workspace, channel) DO UPDATE SET \
             trouble_at = CASE WHEN channel_health.trouble_code = excluded.trouble_code \
             THEN channel_health.trouble_at ELSE excluded.trouble_at END, \
             trouble_code = excluded.trouble_code",
            args![workspace, channel, trouble, since],
        ))
        .await
        .map(drop)
    }

    /// Remembers how far a mailbox was read.
    pub async fn set_place(
        &mut self,
        workspace: WorkspaceId,
        channel: ChannelId,
        place: &str,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO channel_health (workspace, channel, rejected, place) \
             VALUES ($1, $2, 0, $3) ON CONFLICT (workspace, channel) DO UPDATE SET \
             place = excluded.place",
            args![workspace, channel, place],
        ))
        .await
        .map(drop)
    }
}
