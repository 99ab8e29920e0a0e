//! What the read models say of one case, and how two such states differ.

use std::collections::BTreeMap;

use baton_domain::id::{CaseId, WorkspaceId};

use super::Difference;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::{Query, Value};

/// A table that the projector writes.
#[derive(Debug, Clone, Copy)]
pub struct ReadModel {
    /// Its name.
    pub table: &'static str,
    /// The column that names the case.
    pub case: &'static str,
    /// What the projector writes besides that, the row's own key first.
    pub columns: &'static str,
    /// Whether its rows are the projector's alone, so that they can be dropped. Of messages it
    /// writes where they belong and how they stand; the rest is intake's.
    pub is_projected_whole: bool,
}

/// Every table that the projector writes.
pub const READ_MODELS: &[ReadModel] = &[
    ReadModel {
        table: "cases",
        case: "id",
        columns: "id, number, status, sequence, fold_version, state, subject_part, preview_part, \
            customer, next_mover, due_at, queue_key, assignee, team, language, category, urgency, \
            sentiment, has_draft, created_at, updated_at",
        is_projected_whole: true,
    },
    ReadModel {
        table: "case_channels",
        case: "case_id",
        columns: "conversation, kind",
        is_projected_whole: true,
    },
    ReadModel {
        table: "drafts",
        case: "case_id",
        columns: "id, status, text_part, proposed_part, citations_part, sent_message, \
            reason_code, updated_at",
        is_projected_whole: true,
    },
    ReadModel {
        table: "reviews",
        case: "case_id",
        columns: "id, draft, action, needed_role, status, requested_by, requested_at, comment_part, \
            decided_by, decided_at",
        is_projected_whole: true,
    },
    ReadModel {
        table: "actions",
        case: "case_id",
        columns: "id, kind, status, customer, amount_minor, currency, requested_by, approved_by, \
            approved_at, parameters_part, result_part, reason_code, created_at, updated_at",
        is_projected_whole: true,
    },
    ReadModel {
        table: "messages",
        case: "case_id",
        columns: "id, state",
        is_projected_whole: false,
    },
];

/// For each read model, by the row's key, the row.
pub(super) type Snapshot = Vec<BTreeMap<String, Vec<Value>>>;

/// Reads every row that shows a case.
pub(super) async fn snapshot(
    reader: &mut Reader,
    workspace: WorkspaceId,
    case: CaseId,
) -> Result<Snapshot, StoreError> {
    let mut tables = Vec::new();
    for model in READ_MODELS {
        let query = Query::start("SELECT ")
            .sql(model.columns)
            .sql(" FROM ")
            .sql(model.table)
            .sql(" WHERE workspace = ")
            .arg(workspace)
            .sql(" AND ")
            .sql(model.case)
            .sql(" = ")
            .arg(case);
        let rows = reader.all(query).await?.into_iter().map(|row| {
            let values = row.into_values();
            let key = match values.first() {
                Some(Value::Text(Some(key))) => key.clone(),
                Some(_) | None => String::new(),
            };
            (key, values)
        });
        tables.push(rows.collect());
    }
    Ok(tables)
}

/// Where two states of a case's rows differ.
pub(super) fn differences(case: CaseId, before: &Snapshot, after: &Snapshot) -> Vec<Difference> {
    let mut found = Vec::new();
    for ((model, before), after) in READ_MODELS.iter().zip(before).zip(after) {
        let mut add = |key: &String, column| {
            found.push(Difference {
                case,
                table: model.table,
                key: key.clone(),
                column,
            });
        };
        for (key, row) in after {
            match before.get(key) {
                None => add(key, None),
                Some(was) if was != row => add(key, first_difference(model, was, row)),
                Some(_) => {}
            }
        }
        for key in before.keys().filter(|key| !after.contains_key(*key)) {
            add(key, None);
        }
    }
    found
}

fn first_difference(model: &ReadModel, was: &[Value], is: &[Value]) -> Option<&'static str> {
    let index = was.iter().zip(is).position(|(was, is)| was != is)?;
    model.columns.split(", ").nth(index)
}
