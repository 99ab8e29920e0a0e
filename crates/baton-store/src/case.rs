//! Cases: loading the folded state, and recording what happened to it.

use baton_domain::case::{Case, FOLD_VERSION};
use baton_domain::event::{Envelope, Event};
use baton_domain::id::{CaseId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::event::{Stamp, Stream};
use crate::project::{self, RowChange};
use crate::tx::{Reader, Tx};
use crate::value::Query;

impl Reader {
    /// The case as its events leave it; nothing if this workspace has no such case.
    ///
    /// # Errors
    /// [`StoreError::Record`] if an event is of a kind that this version does not know.
    pub async fn case(
        &mut self,
        workspace: WorkspaceId,
        id: CaseId,
    ) -> Result<Option<Case>, StoreError> {
        self.folded(workspace, id, "").await
    }

    async fn folded(
        &mut self,
        workspace: WorkspaceId,
        id: CaseId,
        lock: &'static str,
    ) -> Result<Option<Case>, StoreError> {
        let query = Query::new(
            "SELECT state, fold_version FROM cases WHERE workspace = $1 AND id = $2",
            args![workspace, id],
        );
        let Some(mut row) = self.opt(query.sql(lock)).await? else {
            return Ok(None);
        };
        let (state, fold_version): (String, u32) = (row.take()?, row.take()?);
        if fold_version != FOLD_VERSION {
            return self.fold(workspace, id).await.map(Some);
        }
        serde_json::from_str(&state)
            .map(Some)
            .map_err(|error| StoreError::Record(format!("the state of {id}: {error}")))
    }

    /// Folds the case again from its events.
    pub async fn fold(&mut self, workspace: WorkspaceId, id: CaseId) -> Result<Case, StoreError> {
        let mut case = Case::unopened(id);
        for stored in self.events(workspace, &Stream::case(id), 0).await? {
            case.apply(&stored.event, &stored.envelope);
        }
        Ok(case)
    }

    /// The case with this number.
    pub async fn case_by_number(
        &mut self,
        workspace: WorkspaceId,
        number: u64,
    ) -> Result<Option<CaseId>, StoreError> {
        let query = Query::new(
            "SELECT id FROM cases WHERE workspace = $1 AND number = $2",
            args![workspace, number],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }
}

impl Tx {
    /// The case, which no other unit changes until this one ends: two commands for one case wait
    /// for each other instead of failing.
    ///
    /// # Errors
    /// As [`Reader::case`].
    pub async fn case(
        &mut self,
        workspace: WorkspaceId,
        id: CaseId,
    ) -> Result<Option<Case>, StoreError> {
        let lock = self.dialect().for_update();
        self.folded(workspace, id, lock).await
    }

    /// Records what happened to a case: events, folded state and every row that shows it.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the case moved on since `before` was loaded.
    pub async fn record(
        &mut self,
        stamp: &Stamp,
        before: &Case,
        events: &[Event],
    ) -> Result<Case, StoreError> {
        let stream = Stream::case(before.id);
        let head = self.lock_head(stamp.workspace, &stream).await?;
        if head.seq != before.sequence {
            return Err(StoreError::Conflict);
        }
        self.append_after(stamp, &stream, events, head).await?;
        let mut case = before.clone();
        let mut own = None;
        let mut beside = Vec::new();
        for event in events {
            let envelope = Envelope {
                at: stamp.at,
                actor: stamp.actor,
                stream_seq: case.sequence + 1,
            };
            let previous = case.clone();
            case.apply(event, &envelope);
            beside.extend(project::rows_beside(&envelope, event, &previous, &case));
            own = Some((envelope, event));
        }
        // A function of the state alone, so the last one counts; first, because the rows beside it
        // refer to the case. Where nothing happened there is nothing to show, perhaps not even a case.
        let own = own.map(|(envelope, event)| project::case_row(&envelope, event, &case));
        let changes = own.into_iter().chain(beside).collect();
        self.write_rows(stamp.workspace, changes).await?;
        self.index_events(stamp.workspace, case.id, events).await?;
        Ok(case)
    }
}

/// A case's own row is a function of the state alone: of several writes only the last one counts. It
/// comes first, because the rows after it refer to the case.
pub(crate) fn latest_case_only(changes: Vec<RowChange>) -> Vec<RowChange> {
    let mut latest = None;
    let mut others = Vec::with_capacity(changes.len());
    for change in changes {
        match change {
            RowChange::Case(_) => latest = Some(change),
            other => others.push(other),
        }
    }
    latest.into_iter().chain(others).collect()
}
