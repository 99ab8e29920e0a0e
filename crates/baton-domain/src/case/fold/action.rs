//! Folding actions.

use crate::action::{Action, ActionStatus};
use crate::case::{Case, limit};
use crate::event::Envelope;
use crate::event::action::{
    ActionApproved, ActionCompensated, ActionDone, ActionFailed, ActionProposed, ActionStarted,
    ActionUnknown,
};
use crate::id::ActionId;

impl Case {
    fn with_action(&mut self, id: ActionId, change: impl FnOnce(&mut Action)) {
        if let Some(action) = self.actions.iter_mut().find(|action| action.id == id) {
            change(action);
        }
    }

    /// Forgets the oldest actions of which everything is known.
    fn forget_finished_actions(&mut self) {
        let finished = self
            .actions
            .iter()
            .filter(|action| !action.status.is_unfinished())
            .count();
        let mut surplus = finished.saturating_sub(limit::FINISHED_ACTIONS);
        self.actions.retain(|action| {
            let is_surplus = surplus > 0 && !action.status.is_unfinished();
            surplus = surplus.saturating_sub(usize::from(is_surplus));
            !is_surplus
        });
    }

    pub(super) fn end_action(&mut self, id: ActionId, status: ActionStatus) {
        self.with_action(id, |action| action.status = status);
        self.forget_finished_actions();
    }

    pub(super) fn apply_action_proposed(&mut self, event: &ActionProposed, envelope: &Envelope) {
        self.actions.push(Action {
            id: event.action_id,
            kind: event.action,
            status: ActionStatus::Proposed,
            participant_id: event.participant_id,
            parameters: event.parameters,
            amount: event.amount,
            requested_by: envelope.actor,
            needed: event.needed.clone(),
            review_id: event.review_id,
            approved_by: None,
            approved_sequence: 0,
            policies: event.policies.clone(),
            due: event.due,
            attempts: 0,
            not_before: envelope.at,
            announcement: event.announcement.clone(),
            undoes: event.undoes,
            is_compensated: false,
        });
    }

    pub(super) fn apply_action_approved(&mut self, event: &ActionApproved, envelope: &Envelope) {
        self.with_action(event.action_id, |action| {
            action.status = ActionStatus::Approved;
            action.approved_by = Some(envelope.actor);
            action.approved_sequence = envelope.stream_seq;
            action.policies.clone_from(&event.policies);
            action.due = event.due;
            action.not_before = envelope.at;
        });
    }

    pub(super) fn apply_action_started(&mut self, event: ActionStarted) {
        self.with_action(event.action_id, |action| {
            action.status = ActionStatus::Running;
            action.attempts = event.attempt;
        });
    }

    pub(super) fn apply_action_done(&mut self, event: ActionDone) {
        self.end_action(event.action_id, ActionStatus::Done);
    }

    pub(super) fn apply_action_failed(&mut self, event: &ActionFailed) {
        match event.retry_at {
            Some(retry_at) => self.with_action(event.action_id, |action| {
                action.status = ActionStatus::Approved;
                action.not_before = retry_at;
            }),
            None => self.end_action(event.action_id, ActionStatus::Failed),
        }
    }

    pub(super) fn apply_action_unknown(&mut self, event: &ActionUnknown) {
        self.with_action(event.action_id, |action| {
            action.status = ActionStatus::Unknown;
        });
    }

    pub(super) fn apply_action_compensated(&mut self, event: ActionCompensated) {
        self.with_action(event.action_id, |action| action.is_compensated = true);
    }
}
