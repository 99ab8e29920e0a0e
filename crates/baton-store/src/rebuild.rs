//! Makes the read models of cases again from their events, what they are found by as well, and
//! tells what had differed.
//!
//! Uses the projector that writes them live. One unit a case, so that a running system waits for
//! none of it for long. Events are never touched; what has an event of a kind that this version
//! does not know is left as it is.

mod snapshot;

use std::collections::BTreeSet;

use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, MessageId, WorkspaceId};

use crate::args;
use crate::case::latest_case_only;
use crate::db::Db;
use crate::error::{StoreError, UnitError};
use crate::event::{StoredEvent, Stream};
use crate::project::{self, RowChange};
use crate::tx::{Reader, Tx};
use crate::value::Query;

pub use snapshot::{READ_MODELS, ReadModel};
use snapshot::{differences, snapshot};

/// Whether to keep what was made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rebuild {
    /// Only tell what differs.
    Check,
    /// Keep the rows as the events say.
    Repair,
}

/// A row that was not what the events say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The case.
    pub case: CaseId,
    /// The read model.
    pub table: &'static str,
    /// Which row of the case's.
    pub key: String,
    /// The first column that differs; none if the row is missing or too many.
    pub column: Option<&'static str>,
}

/// What a rebuild found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Cases that were folded again.
    pub cases: u64,
    /// Their events.
    pub events: u64,
    /// Texts by which cases are found, made again; none when it was only to be checked.
    pub documents: u64,
    /// Rows that were not what the events say.
    pub differences: Vec<Difference>,
    /// Cases that this version cannot read; they were left alone.
    pub unreadable: Vec<CaseId>,
}

/// Folds every case of a workspace again and compares, or replaces, the rows that show it.
///
/// # Errors
/// If the database fails. What was repaired until then stays repaired.
pub async fn rebuild(db: &Db, workspace: WorkspaceId, mode: Rebuild) -> Result<Report, StoreError> {
    let mut report = Report::default();
    let ids = db
        .read(move |reader| Box::pin(known_cases(reader, workspace)))
        .await?;
    for id in ids {
        let unit = db.write(move |tx| Box::pin(again(tx, workspace, id, mode)));
        match unit.await {
            Ok(found) | Err(Ended::Checked(found)) => {
                report.cases += 1;
                report.events += found.events;
                report.documents += found.documents;
                report.differences.extend(found.differences);
            }
            Err(Ended::Failed(StoreError::Record(reason))) => {
                tracing::warn!(case = %id, reason, "a case cannot be read");
                report.unreadable.push(id);
            }
            Err(Ended::Failed(error)) => return Err(error),
        }
    }
    Ok(report)
}

/// What one case gave.
#[derive(Debug)]
struct Found {
    events: u64,
    documents: u64,
    differences: Vec<Difference>,
}

/// How the unit of a case ends other than by a commit.
#[derive(Debug)]
enum Ended {
    /// It was only to be checked: an error, so that the unit is rolled back.
    Checked(Found),
    /// The database or a record failed.
    Failed(StoreError),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl UnitError for Ended {
    fn as_store(&self) -> Option<&StoreError> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Checked(_) => None,
        }
    }
}

/// Every case that has events, or a row without any.
async fn known_cases(
    reader: &mut Reader,
    workspace: WorkspaceId,
) -> Result<BTreeSet<CaseId>, StoreError> {
    let mut ids = BTreeSet::new();
    for stream in reader.streams(workspace, "case/").await? {
        let id = stream.as_str().trim_start_matches("case/").parse();
        ids.insert(id.map_err(|_| StoreError::Record(format!("the name of {stream:?}")))?);
    }
    for model in READ_MODELS {
        let query = Query::start("SELECT DISTINCT ")
            .sql(model.case)
            .sql(" FROM ")
            .sql(model.table)
            .sql(" WHERE workspace = ")
            .arg(workspace);
        for mut row in reader.all(query).await? {
            ids.extend(row.take::<Option<CaseId>>()?);
        }
    }
    Ok(ids)
}

async fn again(
    tx: &mut Tx,
    workspace: WorkspaceId,
    id: CaseId,
    mode: Rebuild,
) -> Result<Found, Ended> {
    let events = tx.events(workspace, &Stream::case(id), 0).await?;
    let before = snapshot(tx, workspace, id).await?;
    for model in READ_MODELS.iter().filter(|model| model.is_projected_whole) {
        let query = Query::start("DELETE FROM ")
            .sql(model.table)
            .sql(" WHERE workspace = ")
            .arg(workspace)
            .sql(" AND ")
            .sql(model.case)
            .sql(" = ")
            .arg(id);
        tx.exec(query).await?;
    }
    tx.exec(Query::new(
        "UPDATE messages SET case_id = NULL WHERE workspace = $1 AND case_id = $2",
        args![workspace, id],
    ))
    .await?;
    tx.write_rows(workspace, latest_case_only(replay(id, &events)))
        .await?;
    let after = snapshot(tx, workspace, id).await?;
    let mut found = Found {
        events: u64::try_from(events.len()).unwrap_or(u64::MAX),
        documents: 0,
        differences: differences(id, &before, &after),
    };
    match mode {
        Rebuild::Repair => {
            found.documents = tx.refill_search(workspace, id).await?;
            Ok(found)
        }
        Rebuild::Check => Err(Ended::Checked(found)),
    }
}

/// Every row that the case's events wrote, except of messages that have gone to other cases.
fn replay(id: CaseId, events: &[StoredEvent]) -> Vec<RowChange> {
    let gone = gone(id, events);
    let mut case = Case::unopened(id);
    let mut changes = Vec::new();
    for stored in events {
        let before = case.clone();
        case.apply(&stored.event, &stored.envelope);
        changes.extend(project::rows(
            &stored.envelope,
            &stored.event,
            &before,
            &case,
        ));
    }
    changes.retain(|change| !matches!(change, RowChange::Message { id, .. } if gone.contains(id)));
    changes
}

/// Messages whose last move was to another case: that case's events say where they are.
fn gone(id: CaseId, events: &[StoredEvent]) -> BTreeSet<MessageId> {
    let mut gone = BTreeSet::new();
    for stored in events {
        match &stored.event {
            Event::MessageMoved(moved) if moved.to == id => {
                gone.remove(&moved.message_id);
            }
            Event::MessageMoved(moved) => {
                gone.insert(moved.message_id);
            }
            Event::Split(split) => gone.extend(&split.message_ids),
            _ => {}
        }
    }
    gone
}
