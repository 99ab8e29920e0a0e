//! Random steps of actions, for the sequences of commands in [`crate::steps`].

use baton_domain::action::{ActionKind, ActionStatus, Spent};
use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::action::{
    ActionOutcome, Announce, Announced, ProposeAction, RecordAction, RejectAction, SettleAction,
};
use baton_domain::part::Commitment;
use baton_domain::send::Then;
use baton_domain::testing::{
    AGENT, CUSTOMER, CaseBuilder, MACHINE, SUPERVISOR, allow, forbid, review,
};
use baton_domain::time::Span;

use crate::acting::{approval, refund};
use crate::steps::{Step, pick};

/// Something asked of an action, or a new one.
pub(crate) fn act(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let action = pick(&built.case.actions, step.first / 5);
    let who = [AGENT, AGENT, SUPERVISOR, Actor::Ai, MACHINE][usize::from(step.first % 5)];
    match (step.second % 8, action) {
        (0 | 1, _) | (_, None) => {
            let wanted = propose(built, step)?;
            if step.first.is_multiple_of(4) || built.run(who, wanted.clone()).is_err() {
                return Some((who, wanted));
            }
            // Approvals do not wait for days: most are given at once.
            let action = built.case.actions.last()?.id;
            let approval = approval(built, action);
            for approver in [AGENT, SUPERVISOR] {
                let approval = Command::ApproveAction(approval.clone());
                drop(built.run(approver, approval));
            }
            if step.first.is_multiple_of(2) {
                return Some((Actor::System, Command::BeginAction(action)));
            }
            drop(built.run(Actor::System, Command::BeginAction(action)));
            let outcome = ActionOutcome::Done {
                result: None,
                announced: Some(announced(built)),
            };
            let command = RecordAction {
                action_id: action,
                attempt: 1,
                outcome,
            };
            Some((Actor::System, Command::RecordAction(command)))
        }
        (2 | 3, Some(action)) => {
            let mut approval = approval(built, action.id);
            if step.first.is_multiple_of(11) {
                approval.parameters_hash = Commitment::from_bytes([step.first; 32]);
            }
            approval.spent.person_day_minor = i64::from(step.second) * 200;
            Some((who, Command::ApproveAction(approval)))
        }
        (4, Some(action)) => Some((Actor::System, Command::BeginAction(action.id))),
        (5, Some(action)) => {
            let begun = built.run(Actor::System, Command::BeginAction(action.id));
            drop(begun);
            let attempt = built.case.action(action.id).map_or(0, |now| now.attempts);
            let outcome = outcome(built, step.first)?;
            let command = Command::RecordAction(RecordAction {
                action_id: action.id,
                attempt,
                outcome,
            });
            Some((Actor::System, command))
        }
        (6, Some(action)) => Some((
            who,
            Command::SettleAction(SettleAction {
                action_id: action.id,
                has_happened: step.first.is_multiple_of(2),
                finding: None,
                announced: Some(announced(built)),
            }),
        )),
        (_, Some(action)) if step.first.is_multiple_of(2) => {
            Some((Actor::System, Command::ActionDue(action.id)))
        }
        (_, Some(action)) => Some((
            who,
            Command::RejectAction(RejectAction {
                action_id: action.id,
                reason: None,
            }),
        )),
    }
}

fn propose(built: &mut CaseBuilder, step: Step) -> Option<Command> {
    built.case.participant_who_is(CUSTOMER.who)?;
    let verdict = match step.first % 6 {
        0 => review(),
        1 => forbid(),
        _ => allow(),
    };
    let kind = pick(&ActionKind::ALL, step.first)?;
    let mut wanted = refund(built, i64::from(step.second) * 50, verdict);
    wanted.amount = wanted.amount.filter(|_| kind.moves_money());
    let announcement = step.second.is_multiple_of(2).then(|| Announce {
        to: built.participant(CUSTOMER),
        thread: CaseBuilder::thread(CUSTOMER),
        text: built.content(),
        then: Then::NextStep,
    });
    let undoes = built
        .case
        .actions
        .iter()
        .find(|action| {
            action.status == ActionStatus::Done
                && !action.kind.only_reads()
                && !action.is_compensated
        })
        .filter(|_| step.second.is_multiple_of(2))
        .map(|action| action.id);
    Some(Command::ProposeAction(ProposeAction {
        kind,
        announcement,
        undoes,
        spent: Spent {
            customer_month_minor: i64::from(step.first) * 180,
            ..Spent::default()
        },
        ..wanted
    }))
}

fn outcome(built: &mut CaseBuilder, by: u8) -> Option<ActionOutcome> {
    Some(match by % 5 {
        0 => ActionOutcome::Unknown {
            reason: "timeout".parse().ok()?,
        },
        1 => ActionOutcome::Failed {
            reason: "busy".parse().ok()?,
            retry_at: Some(built.now.plus(Span::from_seconds(2))),
        },
        2 => ActionOutcome::Failed {
            reason: "refused".parse().ok()?,
            retry_at: None,
        },
        _ => ActionOutcome::Done {
            result: Some(built.content()),
            announced: Some(announced(built)),
        },
    })
}

fn announced(built: &mut CaseBuilder) -> Announced {
    Announced {
        text: built.content(),
        content: built.content(),
    }
}
