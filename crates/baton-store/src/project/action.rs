//! The rows of actions.

use baton_domain::action::ActionStatus;
use baton_domain::case::Case;
use baton_domain::event::{Envelope, Event};
use baton_domain::id::{ActionId, CaseId, ContactId, PartId, WorkspaceId};
use baton_domain::money::Money;
use baton_domain::participant::Who;
use baton_domain::review::Reviewed;
use baton_domain::time::Timestamp;

use super::queue::{actor, code};
use super::{ReviewRow, RowChange};
use crate::args;
use crate::value::Query;

/// An action that somebody asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRow {
    /// The action.
    pub id: ActionId,
    /// What it does.
    pub kind: &'static str,
    /// For which contact.
    pub customer: Option<ContactId>,
    /// The money it moves.
    pub amount: Option<Money>,
    /// By whom, as the actor's text.
    pub requested_by: String,
    /// Exactly what is to be done.
    pub parameters: PartId,
    /// When.
    pub at: Timestamp,
}

/// How an action went on; nothing means that it stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionStep {
    /// The action.
    pub id: ActionId,
    /// How it stands.
    pub status: ActionStatus,
    /// Who approved it, as the actor's text.
    pub approved_by: Option<String>,
    /// What came of it.
    pub result: Option<PartId>,
    /// Why it failed, went away or is unknown.
    pub reason_code: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The rows that an event of an action changes: its own, and that of the review it waits for.
pub(super) fn rows(
    envelope: &Envelope,
    event: &Event,
    before: &Case,
    after: &Case,
) -> Vec<RowChange> {
    let mut rows = own_rows(envelope, event, after);
    rows.extend(review_row(envelope, event, before));
    rows
}

/// The review that somebody else's agreement stands in, while it is needed.
fn review_row(envelope: &Envelope, event: &Event, before: &Case) -> Option<RowChange> {
    let (action, status) = match event {
        Event::ActionProposed(proposed) => {
            return Some(RowChange::ReviewOpened(ReviewRow {
                id: proposed.review_id?,
                about: Reviewed::Action(proposed.action_id),
                role: proposed.needed.as_ref()?.role.as_str(),
                requested_by: actor(&envelope.actor),
                comment: None,
                at: envelope.at,
            }));
        }
        Event::ActionApproved(event) => (event.action_id, "approved"),
        Event::ActionRejected(event) => (event.action_id, "rejected"),
        Event::ActionWithdrawn(event) => (event.action_id, "withdrawn"),
        _ => return None,
    };
    let action = before.action(action)?;
    // What was approved already was decided then.
    (action.status == ActionStatus::Proposed).then_some(())?;
    Some(RowChange::ReviewDecided {
        id: action.review_id?,
        status,
        by: actor(&envelope.actor),
        at: envelope.at,
    })
}

fn own_rows(envelope: &Envelope, event: &Event, after: &Case) -> Vec<RowChange> {
    let step = |id, status| ActionStep {
        id,
        status,
        approved_by: None,
        result: None,
        reason_code: None,
        at: envelope.at,
    };
    let row = match event {
        Event::ActionProposed(proposed) => {
            let customer = after.participant(proposed.participant_id);
            let customer = customer.and_then(|participant| match participant.who {
                Who::Contact(contact) => Some(contact),
                Who::Partner(_) | Who::Teammate(_) => None,
            });
            return vec![RowChange::ActionProposed(ActionRow {
                id: proposed.action_id,
                kind: proposed.action.as_str(),
                customer,
                amount: proposed.amount,
                requested_by: actor(&envelope.actor),
                parameters: proposed.parameters.id,
                at: envelope.at,
            })];
        }
        Event::ActionApproved(event) => ActionStep {
            approved_by: Some(actor(&envelope.actor)),
            ..step(event.action_id, ActionStatus::Approved)
        },
        Event::ActionRejected(event) => step(event.action_id, ActionStatus::Rejected),
        Event::ActionWithdrawn(event) => ActionStep {
            reason_code: code(&event.reason),
            ..step(event.action_id, ActionStatus::Withdrawn)
        },
        Event::ActionStarted(event) => step(event.action_id, ActionStatus::Running),
        Event::ActionDone(event) => ActionStep {
            result: event.result.map(|result| result.id),
            ..step(event.action_id, ActionStatus::Done)
        },
        Event::ActionFailed(event) => {
            // Tried again by itself, it still stands as approved.
            let status = match event.retry_at {
                Some(_) => ActionStatus::Approved,
                None => ActionStatus::Failed,
            };
            ActionStep {
                reason_code: code(&event.reason),
                ..step(event.action_id, status)
            }
        }
        Event::ActionUnknown(event) => ActionStep {
            reason_code: code(&event.reason),
            ..step(event.action_id, ActionStatus::Unknown)
        },
        _ => return Vec::new(),
    };
    vec![RowChange::ActionStep(row)]
}

pub(super) fn insert(workspace: WorkspaceId, case_id: CaseId, row: &ActionRow) -> Query {
    Query::new(
        "INSERT INTO actions (workspace, id, case_id, kind, status, customer, amount_minor, \
         currency, requested_by, parameters_part, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, 'proposed', $5, $6, $7, $8, $9, $10, $10) \
         ON CONFLICT (workspace, id) DO NOTHING",
        args![
            workspace,
            row.id,
            case_id,
            row.kind,
            row.customer,
            row.amount.map(|amount| amount.minor),
            row.amount.map(|amount| amount.currency.to_string()),
            row.requested_by,
            row.parameters,
            row.at
        ],
    )
}

pub(super) fn update(workspace: WorkspaceId, step: &ActionStep) -> Query {
    let approved_at = step.approved_by.as_ref().map(|_| step.at);
    Query::new(
        "UPDATE actions SET status = $3, approved_by = COALESCE($4, approved_by), \
         approved_at = COALESCE($5, approved_at), result_part = COALESCE($6, result_part), \
         reason_code = $7, updated_at = $8 WHERE workspace = $1 AND id = $2",
        args![
            workspace,
            step.id,
            step.status.as_str(),
            step.approved_by,
            approved_at,
            step.result,
            step.reason_code,
            step.at
        ],
    )
}
