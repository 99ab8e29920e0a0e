//! Writes row changes. Every statement gives the same rows however often it is run.

use baton_domain::case::FOLD_VERSION;
use baton_domain::id::{CaseId, ChannelId, ConversationId, WorkspaceId};
use baton_domain::review::Reviewed;

use super::action;
use super::queue::code;
use super::{CaseRow, DraftRow, OutboundRow, ReviewRow, RowChange};
use crate::args;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::Query;

impl Tx {
    /// Writes the rows of one case. The first change is always the case's own row.
    pub(crate) async fn write_rows(
        &mut self,
        workspace: WorkspaceId,
        changes: Vec<RowChange>,
    ) -> Result<(), StoreError> {
        let Some(case_id) = changes.iter().find_map(|change| match change {
            RowChange::Case(row) => Some(row.case.id),
            _ => None,
        }) else {
            return Ok(());
        };
        for change in changes {
            self.write_row(workspace, case_id, change).await?;
        }
        Ok(())
    }

    async fn write_row(
        &mut self,
        workspace: WorkspaceId,
        case_id: CaseId,
        change: RowChange,
    ) -> Result<(), StoreError> {
        let query = match change {
            RowChange::Case(row) => case(workspace, &row)?,
            RowChange::Subject(part) => Query::new(
                "UPDATE cases SET subject_part = $3 WHERE workspace = $1 AND id = $2",
                args![workspace, case_id, part],
            ),
            RowChange::Preview(part) => Query::new(
                "UPDATE cases SET preview_part = $3 WHERE workspace = $1 AND id = $2",
                args![workspace, case_id, part],
            ),
            RowChange::Line {
                conversation,
                channel,
            } => line(workspace, case_id, conversation, channel),
            RowChange::LinesOf(other) => Query::new(
                "INSERT INTO case_channels (workspace, case_id, conversation, kind) \
                 SELECT $1, $2, conversation, kind FROM case_channels \
                 WHERE workspace = $1 AND case_id = $3 ON CONFLICT DO NOTHING",
                args![workspace, case_id, other],
            ),
            RowChange::Arrived(message) => Query::new(
                "UPDATE cases SET preview_part = (SELECT text_part FROM messages \
                 WHERE workspace = $1 AND id = $3) \
                 WHERE workspace = $1 AND id = $2 AND preview_part IS NULL",
                args![workspace, case_id, message],
            ),
            RowChange::Message { id, state } => Query::new(
                "UPDATE messages SET case_id = $3, state = $4 WHERE workspace = $1 AND id = $2",
                args![workspace, id, case_id, state],
            ),
            RowChange::Outbound(row) => outbound(workspace, case_id, &row),
            RowChange::Draft(row) => draft(workspace, case_id, &row),
            RowChange::ReviewOpened(row) => review(workspace, case_id, &row),
            RowChange::ReviewDecided { id, status, by, at } => Query::new(
                "UPDATE reviews SET status = $3, decided_by = $4, decided_at = $5 \
                 WHERE workspace = $1 AND id = $2",
                args![workspace, id, status, by, at],
            ),
            RowChange::ActionProposed(row) => action::insert(workspace, case_id, &row),
            RowChange::ActionStep(step) => action::update(workspace, &step),
        };
        self.exec(query).await.map(drop)
    }
}

fn case(workspace: WorkspaceId, row: &CaseRow) -> Result<Query, StoreError> {
    let case = &row.case;
    let class = &case.classification;
    let state = serde_json::to_string(case)
        .map_err(|error| StoreError::Record(format!("the state of {}: {error}", case.id)))?;
    let has_draft = case.drafts.iter().any(|draft| draft.status.is_open());
    // Before triage its fields are null; they appear together.
    let classified = |value: Option<String>| value.filter(|_| case.is_triaged);
    Ok(Query::new(
        "INSERT INTO cases (workspace, id, number, status, sequence, fold_version, state, \
         customer, next_mover, due_at, queue_key, assignee, team, language, category, urgency, \
         sentiment, has_draft, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18, $19, $20) \
         ON CONFLICT (workspace, id) DO UPDATE SET status = excluded.status, \
         sequence = excluded.sequence, fold_version = excluded.fold_version, \
         state = excluded.state, customer = excluded.customer, next_mover = excluded.next_mover, \
         due_at = excluded.due_at, queue_key = excluded.queue_key, \
         assignee = excluded.assignee, team = excluded.team, language = excluded.language, \
         category = excluded.category, urgency = excluded.urgency, \
         sentiment = excluded.sentiment, has_draft = excluded.has_draft, \
         updated_at = excluded.updated_at",
        args![
            workspace,
            case.id,
            case.number,
            case.status.as_str(),
            case.sequence,
            FOLD_VERSION,
            state,
            row.customer,
            case.next_mover.map(|mover| mover.who.as_str()),
            case.next_mover.and_then(|mover| mover.due),
            row.queue_key,
            case.assignee_id,
            case.team_id,
            classified(class.language.as_ref().map(ToString::to_string)),
            classified(
                class
                    .category
                    .as_ref()
                    .map(|category| category.as_str().to_owned())
            ),
            classified(code(&class.urgency)),
            classified(code(&class.sentiment)),
            has_draft,
            case.opened_at.unwrap_or(row.updated_at),
            row.updated_at,
        ],
    ))
}

fn line(
    workspace: WorkspaceId,
    case_id: CaseId,
    conversation: ConversationId,
    channel: ChannelId,
) -> Query {
    Query::new(
        "INSERT INTO case_channels (workspace, case_id, conversation, kind) \
         SELECT $1, $2, $3, kind FROM channels WHERE workspace = $1 AND id = $4 \
         ON CONFLICT DO NOTHING",
        args![workspace, case_id, conversation, channel],
    )
}

fn outbound(workspace: WorkspaceId, case_id: CaseId, row: &OutboundRow) -> Query {
    Query::new(
        "INSERT INTO messages (workspace, id, channel, conversation, case_id, direction, state, \
         participant, text_part, received_at) \
         VALUES ($1, $2, $3, $4, $5, 'outbound', 'queued', $6, $7, $8) \
         ON CONFLICT (workspace, id) DO UPDATE SET state = 'queued'",
        args![
            workspace,
            row.id,
            row.channel,
            row.conversation,
            case_id,
            row.participant,
            row.content,
            row.at
        ],
    )
}

fn draft(workspace: WorkspaceId, case_id: CaseId, row: &DraftRow) -> Query {
    Query::new(
        "INSERT INTO drafts (workspace, id, case_id, status, text_part, proposed_part, \
         sent_message, reason_code, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (workspace, id) DO UPDATE SET status = excluded.status, \
         text_part = COALESCE(excluded.text_part, drafts.text_part), \
         proposed_part = COALESCE(drafts.proposed_part, excluded.proposed_part), \
         sent_message = COALESCE(excluded.sent_message, drafts.sent_message), \
         reason_code = excluded.reason_code, updated_at = excluded.updated_at",
        args![
            workspace,
            row.id,
            case_id,
            row.status,
            row.text,
            row.proposed,
            row.sent_message,
            row.reason_code,
            row.at
        ],
    )
}

fn review(workspace: WorkspaceId, case_id: CaseId, row: &ReviewRow) -> Query {
    let (draft, action) = match row.about {
        Reviewed::Draft(id) => (Some(id), None),
        Reviewed::Action(id) => (None, Some(id)),
    };
    Query::new(
        "INSERT INTO reviews (workspace, id, case_id, draft, action, needed_role, status, \
         requested_by, requested_at, comment_part) \
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9) \
         ON CONFLICT (workspace, id) DO NOTHING",
        args![
            workspace,
            row.id,
            case_id,
            draft,
            action,
            row.role,
            row.requested_by,
            row.at,
            row.comment
        ],
    )
}
