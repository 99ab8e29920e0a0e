//! Actions from their proposal to their end.

use baton_domain::action::{ActionKind, ActionStatus, Announcement, Needed};
use baton_domain::actor::Actor;
use baton_domain::event::action::ActionProposed;
use baton_domain::event::{Envelope, Event};
use baton_domain::id::ActionId;
use baton_domain::money::Money;
use baton_domain::part::PartRef;
use baton_domain::time::Timestamp;
use baton_domain::token::PolicyId;

use crate::view::code::code;

/// An action from its proposal to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionStory {
    /// Names the action.
    pub id: ActionId,
    /// What it does.
    pub kind: ActionKind,
    /// How it stands.
    pub status: ActionStatus,
    /// Exactly what is to be done.
    pub parameters: PartRef,
    /// The money it moves.
    pub amount: Option<Money>,
    /// Who asked for it.
    pub requested_by: Actor,
    /// When.
    pub requested_at: Timestamp,
    /// Whose agreement it needs besides.
    pub needed: Option<Needed>,
    /// The policies that decided.
    pub policies: Vec<PolicyId>,
    /// Who approved it.
    pub approved_by: Option<Actor>,
    /// When it is too late to approve it or to begin.
    pub due: Option<Timestamp>,
    /// How often the back office was asked.
    pub attempts: u32,
    /// What came of it.
    pub result: Option<PartRef>,
    /// Why it failed, went away or is unknown.
    pub reason_code: Option<String>,
    /// What is sent once it is done.
    pub announcement: Option<Announcement>,
    /// The action that it undoes.
    pub undoes: Option<ActionId>,
    /// Whether another action undid it.
    pub is_compensated: bool,
}

/// Tells an event to the actions so far, oldest first.
pub(super) fn tell(actions: &mut Vec<ActionStory>, event: &Event, envelope: &Envelope) {
    let mut with = |id, change: &dyn Fn(&mut ActionStory)| {
        if let Some(action) = actions.iter_mut().find(|action| action.id == id) {
            change(action);
        }
    };
    match event {
        Event::ActionProposed(event) => actions.push(proposed(event, envelope)),
        Event::ActionApproved(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Approved;
            action.approved_by = Some(envelope.actor);
            action.due = Some(event.due);
        }),
        Event::ActionRejected(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Rejected;
            action.due = None;
        }),
        Event::ActionWithdrawn(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Withdrawn;
            action.reason_code = Some(code(&event.reason));
            action.due = None;
        }),
        Event::ActionStarted(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Running;
            action.attempts = event.attempt;
            action.due = None;
        }),
        Event::ActionDone(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Done;
            action.result = event.result;
            action.reason_code = None;
        }),
        Event::ActionFailed(event) => with(event.action_id, &|action| {
            action.status = match event.retry_at {
                Some(_) => ActionStatus::Approved,
                None => ActionStatus::Failed,
            };
            action.reason_code = Some(event.reason.to_string());
        }),
        Event::ActionUnknown(event) => with(event.action_id, &|action| {
            action.status = ActionStatus::Unknown;
            action.reason_code = Some(event.reason.to_string());
        }),
        Event::ActionCompensated(event) => with(event.action_id, &|action| {
            action.is_compensated = true;
        }),
        _ => {}
    }
}

fn proposed(event: &ActionProposed, envelope: &Envelope) -> ActionStory {
    ActionStory {
        id: event.action_id,
        kind: event.action,
        status: ActionStatus::Proposed,
        parameters: event.parameters,
        amount: event.amount,
        requested_by: envelope.actor,
        requested_at: envelope.at,
        needed: event.needed.clone(),
        policies: event.policies.clone(),
        approved_by: None,
        due: Some(event.due),
        attempts: 0,
        result: None,
        reason_code: None,
        announcement: event.announcement.clone(),
        undoes: event.undoes,
        is_compensated: false,
    }
}
