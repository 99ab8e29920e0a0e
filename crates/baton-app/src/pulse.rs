//! The pulse of each channel: noted in memory, written at most once a minute.
//!
//! So a channel that gets a thousand messages a second costs one small write a minute, and a stranger
//! who knocks with wrong signatures cannot make us write for each of them.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use baton_domain::id::{ChannelId, WorkspaceId};
use baton_domain::time::{Span, Timestamp};
use baton_store::StoreError;
use baton_store::channel_health::Beat;

use crate::app::App;

/// How coarse the picture is.
const COARSE: Span = Span::from_seconds(60);

/// What happened on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Happened {
    /// A message came in.
    CameIn,
    /// A message went out.
    WentOut,
    /// A delivery was turned away.
    TurnedAway,
}

/// What was not written yet.
#[derive(Debug, Default)]
pub struct Pulse(Mutex<HashMap<(ChannelId, Happened), Noted>>);

#[derive(Debug, Clone, Copy)]
struct Noted {
    written_at: Option<Timestamp>,
    count: u64,
}

impl Pulse {
    /// Notes it; tells how often it happened if that is to be written now.
    fn note(&self, channel: ChannelId, what: Happened, at: Timestamp) -> Option<u64> {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let noted = noted.entry((channel, what)).or_insert(Noted {
            written_at: None,
            count: 0,
        });
        noted.count += 1;
        let is_fresh = noted
            .written_at
            .is_some_and(|written| at.since(written) < COARSE);
        if is_fresh {
            return None;
        }
        noted.written_at = Some(at);
        Some(std::mem::take(&mut noted.count))
    }
}

/// Notes what happened on a channel. The picture is a convenience: a failure to write it is logged
/// and changes nothing.
pub(crate) async fn note(app: &App, workspace: WorkspaceId, channel: ChannelId, what: Happened) {
    let at = app.clock.now();
    let Some(count) = app.pulse.note(channel, what, at) else {
        return;
    };
    let beat = match what {
        Happened::CameIn => Beat {
            last_in_at: Some(at),
            ..Beat::default()
        },
        Happened::WentOut => Beat {
            last_out_at: Some(at),
            ..Beat::default()
        },
        Happened::TurnedAway => Beat {
            rejected: count,
            ..Beat::default()
        },
    };
    let written = app
        .db
        .write::<_, StoreError, _>(move |tx| Box::pin(tx.beat(workspace, channel, beat)))
        .await;
    if let Err(error) = written {
        tracing::debug!(%error, %channel, "the health of a channel was not written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storm_is_written_once_a_minute_and_counted_whole() {
        let pulse = Pulse::default();
        let channel = ChannelId::from_bits(1);
        let at = |seconds| Timestamp::from_micros(0).plus(Span::from_seconds(seconds));
        assert_eq!(pulse.note(channel, Happened::TurnedAway, at(0)), Some(1));
        for second in 1..60 {
            assert_eq!(pulse.note(channel, Happened::TurnedAway, at(second)), None);
        }
        assert_eq!(pulse.note(channel, Happened::TurnedAway, at(60)), Some(60));
        assert_eq!(pulse.note(channel, Happened::CameIn, at(60)), Some(1));
    }
}
