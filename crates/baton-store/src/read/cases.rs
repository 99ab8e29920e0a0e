//! Lists of cases: filters, orders and pages.

use std::collections::HashMap;

use baton_domain::case::{Case, FOLD_VERSION};
use baton_domain::id::{CaseId, PartId, TeamId, TeammateId, WorkspaceId};
use baton_domain::status::CaseStatus;
use baton_domain::time::Timestamp;
use baton_domain::wait::Party;

use super::page::{Cursor, MAX_COUNT, Page, PageRequest};
use crate::error::StoreError;
use crate::search::{Begin, Search};
use crate::tx::Reader;
use crate::value::{Query, ToValue};

/// Whose something is: somebody's, or nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<T> {
    /// Nobody has it.
    Nobody,
    /// This one has it.
    One(T),
}

/// Which cases are asked for. Different filters narrow, several values of one widen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFilter {
    /// Whose turn it is.
    pub next_mover: Vec<Party>,
    /// How they stand.
    pub status: Vec<CaseStatus>,
    /// In whose queue: open cases whose next mover is us or a reviewer.
    pub queue: Vec<Holder<TeamId>>,
    /// Who works on them.
    pub assignee: Vec<Holder<TeammateId>>,
    /// What they are about.
    pub category: Vec<String>,
    /// What somebody is looking for.
    pub search: Option<Search>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As the queue stands: what comes first is worked on first.
    #[default]
    Queue,
    /// The latest change first.
    Updated,
    /// The oldest first.
    Created,
}

impl Sort {
    const fn letter(self) -> char {
        match self {
            Self::Queue => 'q',
            Self::Updated => 'u',
            Self::Created => 'c',
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Queue => "c.queue_key",
            Self::Updated => "c.updated_at",
            Self::Created => "c.created_at",
        }
    }

    const fn beyond(self) -> &'static str {
        match self {
            Self::Queue => " AND (c.queue_key, c.id) > (",
            Self::Updated => " AND (c.updated_at, c.id) < (",
            Self::Created => " AND (c.created_at, c.id) > (",
        }
    }

    const fn order(self) -> &'static str {
        match self {
            Self::Queue => " ORDER BY c.queue_key, c.id LIMIT ",
            Self::Updated => " ORDER BY c.updated_at DESC, c.id DESC LIMIT ",
            Self::Created => " ORDER BY c.created_at, c.id LIMIT ",
        }
    }

    /// Whether a cursor was made in this order.
    #[must_use]
    pub fn made(self, cursor: &Cursor) -> bool {
        cursor.order == self.letter()
    }
}

/// A list of cases that somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCases {
    /// Which.
    pub filter: CaseFilter,
    /// In which order.
    pub sort: Sort,
    /// Which page.
    pub page: PageRequest,
    /// For whom: decides what is new to them.
    pub viewer: Option<TeammateId>,
}

/// A case with what its row adds to its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// The folded state.
    pub case: Case,
    /// The line shown as subject.
    pub subject: Option<PartId>,
    /// The line shown below it.
    pub preview: Option<PartId>,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The last event the viewer has seen; 0 if they never looked.
    pub seen: u64,
}

const COLUMNS: &str = ", c.id, c.state, c.fold_version, c.subject_part, c.preview_part, \
    c.created_at, c.updated_at, COALESCE(s.sequence, 0) FROM cases c LEFT JOIN seen s \
    ON s.workspace = c.workspace AND s.case_id = c.id AND s.teammate = ";

/// The columns of a case after its sort key.
fn select(key: &'static str, viewer: Option<TeammateId>) -> Query {
    let viewer = viewer.map(|id| id.to_string()).unwrap_or_default();
    Query::start("SELECT ").sql(key).sql(COLUMNS).arg(viewer)
}

impl Reader {
    /// A case with what its row adds to its state.
    pub async fn case_record(
        &mut self,
        workspace: WorkspaceId,
        id: CaseId,
        viewer: Option<TeammateId>,
    ) -> Result<Option<CaseRecord>, StoreError> {
        let query = select("c.queue_key", viewer)
            .sql(" WHERE c.workspace = ")
            .arg(workspace)
            .sql(" AND c.id = ")
            .arg(id);
        Ok(self
            .records(workspace, query)
            .await?
            .pop()
            .map(|(_, record)| record))
    }

    /// One page of the cases that a filter lets through.
    pub async fn list_cases(
        &mut self,
        workspace: WorkspaceId,
        list: &ListCases,
    ) -> Result<Page<CaseRecord>, StoreError> {
        let sort = list.sort;
        let limit = list.page.limit + 1;
        let query = match &list.filter.search {
            None => {
                let query = select(sort.key(), list.viewer);
                paged(query, self, workspace, list, Begin::WithCases)
            }
            Some(search) => {
                let begin = self.begin(search).await?;
                // The ids first: what is found is sorted, and whole rows are long.
                let ids = self.page_of_ids(workspace, list, begin).await?;
                select(sort.key(), list.viewer)
                    .sql(" WHERE c.workspace = ")
                    .arg(workspace)
                    .sql(" AND c.id IN ")
                    .list(ids)
            }
        };
        let query = query.sql(sort.order()).arg(limit);
        let rows = self.records(workspace, query).await?;
        let rows = rows
            .into_iter()
            .map(|(key, record)| {
                let id = record.case.id.to_string();
                (
                    Cursor {
                        order: sort.letter(),
                        key,
                        id,
                    },
                    record,
                )
            })
            .collect();
        let mut page = Page::of(rows, list.page.limit);
        if list.page.is_counted {
            page.total = Some(self.count_cases(workspace, &list.filter).await?);
        }
        Ok(page)
    }

    async fn page_of_ids(
        &mut self,
        workspace: WorkspaceId,
        list: &ListCases,
        begin: Begin,
    ) -> Result<Vec<CaseId>, StoreError> {
        let query = Query::start("SELECT c.id FROM cases c");
        let query = paged(query, self, workspace, list, begin)
            .sql(list.sort.order())
            .arg(list.page.limit + 1);
        let rows = self.all(query).await?;
        rows.into_iter().map(|mut row| row.take()).collect()
    }

    /// How many cases a filter lets through, at most [`MAX_COUNT`].
    pub async fn count_cases(
        &mut self,
        workspace: WorkspaceId,
        filter: &CaseFilter,
    ) -> Result<u64, StoreError> {
        let query =
            Query::start("SELECT COUNT(*) FROM (SELECT 1 FROM cases c WHERE c.workspace = ")
                .arg(workspace);
        let query = narrowed(query, self, workspace, filter, Begin::WithWords)
            .sql(" LIMIT ")
            .arg(MAX_COUNT)
            .sql(") counted");
        self.opt(query).await?.map_or(Ok(0), |mut row| row.take())
    }

    async fn records(
        &mut self,
        workspace: WorkspaceId,
        query: Query,
    ) -> Result<Vec<(i64, CaseRecord)>, StoreError> {
        let mut found = Vec::new();
        for mut row in self.all(query).await? {
            let (key, id): (i64, CaseId) = (row.take()?, row.take()?);
            let (state, fold_version): (String, u32) = (row.take()?, row.take()?);
            let case = if fold_version == FOLD_VERSION {
                serde_json::from_str(&state)
                    .map_err(|error| StoreError::Record(format!("the state of {id}: {error}")))?
            } else {
                self.fold(workspace, id).await?
            };
            let record = CaseRecord {
                case,
                subject: row.take()?,
                preview: row.take()?,
                created_at: row.take()?,
                updated_at: row.take()?,
                seen: row.take()?,
            };
            found.push((key, record));
        }
        Ok(found)
    }

    /// The kinds of the channels that each case uses, without repetition.
    pub async fn channel_kinds(
        &mut self,
        workspace: WorkspaceId,
        cases: &[CaseId],
    ) -> Result<HashMap<CaseId, Vec<String>>, StoreError> {
        let query =
            Query::start("SELECT DISTINCT case_id, kind FROM case_channels WHERE workspace = ")
                .arg(workspace)
                .sql(" AND case_id IN ")
                .list(cases)
                .sql(" ORDER BY case_id, kind");
        let mut kinds: HashMap<CaseId, Vec<String>> = HashMap::new();
        for mut row in self.all(query).await? {
            kinds.entry(row.take()?).or_default().push(row.take()?);
        }
        Ok(kinds)
    }

    /// The subject and number of several cases.
    pub async fn case_titles(
        &mut self,
        workspace: WorkspaceId,
        cases: &[CaseId],
    ) -> Result<HashMap<CaseId, (u64, Option<PartId>)>, StoreError> {
        let query = Query::start("SELECT id, number, subject_part FROM cases WHERE workspace = ")
            .arg(workspace)
            .sql(" AND id IN ")
            .list(cases);
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| Ok((row.take()?, (row.take()?, row.take()?))))
            .collect()
    }
}

/// Adds the conditions of a list and of its page to a query over `cases c`.
fn paged(
    query: Query,
    reader: &Reader,
    workspace: WorkspaceId,
    list: &ListCases,
    begin: Begin,
) -> Query {
    let query = query.sql(" WHERE c.workspace = ").arg(workspace);
    let query = narrowed(query, reader, workspace, &list.filter, begin);
    match &list.page.after {
        Some(after) => query
            .sql(list.sort.beyond())
            .arg(after.key)
            .sql(", ")
            .arg(&after.id)
            .sql(")"),
        None => query,
    }
}

/// Adds the conditions of a filter to a query over `cases c`.
fn narrowed(
    query: Query,
    reader: &Reader,
    workspace: WorkspaceId,
    filter: &CaseFilter,
    begin: Begin,
) -> Query {
    let mut query = query;
    if !filter.status.is_empty() {
        let status = filter.status.iter().map(|status| status.as_str());
        query = query.sql(" AND c.status IN ").list(status);
    }
    if !filter.next_mover.is_empty() {
        let movers = filter.next_mover.iter().map(|mover| mover.as_str());
        query = query.sql(" AND c.next_mover IN ").list(movers);
    }
    if !filter.category.is_empty() {
        query = query.sql(" AND c.category IN ").list(&filter.category);
    }
    if !filter.assignee.is_empty() {
        query = held(
            query,
            " AND (c.assignee IN ",
            " OR c.assignee IS NULL",
            &filter.assignee,
        );
    }
    if !filter.queue.is_empty() {
        query = query.sql(" AND c.status = 'open' AND c.next_mover IN ('us', 'reviewer')");
        query = held(
            query,
            " AND (c.team IN ",
            " OR c.team IS NULL",
            &filter.queue,
        );
    }
    match &filter.search {
        Some(search) => search.narrow(query, reader.dialect(), workspace, begin),
        None => query,
    }
}

fn held<T: ToValue>(
    query: Query,
    one: &'static str,
    nobody: &'static str,
    holders: &[Holder<T>],
) -> Query {
    let ids = holders.iter().filter_map(|holder| match holder {
        Holder::One(id) => Some(id),
        Holder::Nobody => None,
    });
    let query = query.sql(one).list(ids);
    let has_nobody = holders
        .iter()
        .any(|holder| matches!(holder, Holder::Nobody));
    let query = if has_nobody { query.sql(nobody) } else { query };
    query.sql(")")
}
