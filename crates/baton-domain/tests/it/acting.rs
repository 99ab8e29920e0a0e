//! Actions: approved exactly, by whom it takes, in time; done at most once; told about only then.

use baton_domain::action::{ActionKind, ActionStatus, Spent};
use baton_domain::actor::{Actor, Role};
use baton_domain::command::Command;
use baton_domain::command::action::{
    ActionOutcome, Announce, Announced, ApproveAction, ProposeAction, RecordAction, RejectAction,
    SettleAction,
};
use baton_domain::command::ending::{Cancel, Resolve};
use baton_domain::effect::Effect;
use baton_domain::event::Event;
use baton_domain::id::ActionId;
use baton_domain::money::Money;
use baton_domain::part::{Commitment, PartRef};
use baton_domain::send::Then;
use baton_domain::testing::{
    AGENT, COLLEAGUE, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, SUPERVISOR, allow, forbid, kinds,
    review,
};
use baton_domain::time::Span;
use baton_domain::token::Slug;
use baton_domain::verdict::Verdict;
use baton_domain::wait::Party;

/// Content whose commitment is its own.
pub(crate) fn parameters(built: &mut CaseBuilder) -> PartRef {
    let part = built.content();
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(&part.id.bits().to_be_bytes());
    PartRef {
        commitment: Commitment::from_bytes(bytes),
        ..part
    }
}

pub(crate) fn refund(built: &mut CaseBuilder, minor: i64, verdict: Verdict) -> ProposeAction {
    ProposeAction {
        kind: ActionKind::Refund,
        participant_id: built.participant(CUSTOMER),
        parameters: parameters(built),
        amount: Some(Money {
            minor,
            currency: "EUR".parse().unwrap(),
        }),
        announcement: None,
        undoes: None,
        verdict,
        spent: Spent::default(),
    }
}

fn propose(built: &mut CaseBuilder, actor: Actor, command: ProposeAction) -> ActionId {
    built.must(actor, Command::ProposeAction(command));
    built.case.actions.last().unwrap().id
}

/// The approval of exactly what was proposed.
pub(crate) fn approval(built: &CaseBuilder, action_id: ActionId) -> ApproveAction {
    ApproveAction {
        action_id,
        parameters_hash: built.case.action(action_id).unwrap().parameters.commitment,
        seen_sequence: Some(built.case.sequence),
        verdict: allow(),
        spent: Spent::default(),
        comment: None,
    }
}

fn approved(built: &mut CaseBuilder) -> ActionId {
    let wanted = refund(built, 4_000, allow());
    let action = propose(built, AGENT, wanted);
    let approval = approval(built, action);
    built.must(AGENT, Command::ApproveAction(approval));
    action
}

fn running(built: &mut CaseBuilder) -> ActionId {
    let action = approved(built);
    let begun = built.must(Actor::System, Command::BeginAction(action));
    assert_eq!(kinds(&begun)[0], "action_started");
    action
}

fn ended(action_id: ActionId, outcome: ActionOutcome) -> Command {
    Command::RecordAction(RecordAction {
        action_id,
        attempt: 1,
        outcome,
    })
}

fn done(announced: Option<Announced>) -> ActionOutcome {
    ActionOutcome::Done {
        result: None,
        announced,
    }
}

fn code(text: &str) -> Slug {
    text.parse().unwrap()
}

fn status(built: &CaseBuilder, action: ActionId) -> ActionStatus {
    built.case.action(action).unwrap().status
}

fn with_message(built: &mut CaseBuilder, then: Then) -> ProposeAction {
    let announce = Announce {
        to: built.participant(CUSTOMER),
        thread: CaseBuilder::thread(CUSTOMER),
        text: built.content(),
        then,
    };
    ProposeAction {
        announcement: Some(announce),
        ..refund(built, 4_000, allow())
    }
}

#[test]
fn what_is_within_ones_authority_waits_for_ones_own_key() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    let wanted = refund(&mut built, 4_000, allow());
    let action = propose(&mut built, AGENT, wanted);
    assert_eq!(status(&built, action), ActionStatus::Proposed);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    let approval = approval(&built, action);
    let decision = built.must(AGENT, Command::ApproveAction(approval));
    assert!(
        matches!(decision.effects[1], Effect::RunAction { action_id, .. } if action_id == action)
    );
    assert_eq!(status(&built, action), ActionStatus::Approved);
}

#[test]
fn approving_twice_is_one_approval() {
    let mut built = CaseBuilder::calm();
    let action = approved(&mut built);
    let again = approval(&built, action);
    assert!(
        built
            .must(AGENT, Command::ApproveAction(again))
            .is_nothing()
    );
}

#[test]
fn only_exactly_what_was_proposed_can_be_approved() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 4_000, allow());
    let action = propose(&mut built, AGENT, wanted);
    let mut other = approval(&built, action);
    other.parameters_hash = Commitment::from_bytes([9; 32]);
    let refused = built.refused(AGENT, Command::ApproveAction(other));
    assert_eq!(refused, "action.parameters");
}

#[test]
fn a_second_person_with_the_role_decides_where_governance_asks_for_one() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 9_000, review());
    let action = propose(&mut built, AGENT, wanted);
    let own = approval(&built, action);
    assert_eq!(
        built.refused(AGENT, Command::ApproveAction(own.clone())),
        "action.four_eyes"
    );
    assert_eq!(
        built.refused(COLLEAGUE, Command::ApproveAction(own.clone())),
        "action.role"
    );
    assert_eq!(
        built.refused(MACHINE, Command::ApproveAction(own.clone())),
        "action.not_a_teammate"
    );
    built.must(SUPERVISOR, Command::ApproveAction(own));
    let Some((Event::ActionApproved(event), _)) = built
        .events
        .iter()
        .find(|(event, _)| matches!(event, Event::ActionApproved(_)))
    else {
        panic!("it was approved")
    };
    assert_eq!(event.role, Some(Role::Supervisor));
    assert_eq!(event.requested_by, AGENT);
}

#[test]
fn whoever_has_to_agree_moves_next_until_they_did() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    let wanted = refund(&mut built, 9_000, review());
    let action = propose(&mut built, AGENT, wanted);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Reviewer);
    let reject = RejectAction {
        action_id: action,
        reason: None,
    };
    built.must(SUPERVISOR, Command::RejectAction(reject));
    assert_eq!(status(&built, action), ActionStatus::Rejected);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    assert!(built.case.waits.is_empty());
}

#[test]
fn what_governance_forbids_is_not_even_proposed() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 4_000, forbid());
    let refused = built.refused(AGENT, Command::ProposeAction(wanted));
    assert_eq!(refused, "action.forbidden");
}

#[test]
fn a_machines_wish_is_never_its_own_permission() {
    let mut built = CaseBuilder::calm();
    for machine in [MACHINE, Actor::Ai] {
        let wanted = refund(&mut built, 100, allow());
        let refused = built.refused(machine, Command::ProposeAction(wanted));
        assert_eq!(refused, "action.not_a_teammate");
    }
    let wanted = refund(&mut built, 100, review());
    let action = propose(&mut built, Actor::Ai, wanted);
    let approval = approval(&built, action);
    assert_eq!(
        built.refused(AGENT, Command::ApproveAction(approval)),
        "action.role"
    );
}

#[test]
fn sums_over_a_day_and_a_customer_ask_for_an_approver() {
    let mut built = CaseBuilder::calm();
    for spent in [
        Spent {
            person_day_minor: 48_000,
            ..Spent::default()
        },
        Spent {
            customer_month_minor: 48_000,
            ..Spent::default()
        },
    ] {
        let wanted = ProposeAction {
            spent,
            ..refund(&mut built, 4_000, allow())
        };
        let action = propose(&mut built, AGENT, wanted);
        let needed = built.case.action(action).unwrap().needed.clone();
        assert_eq!(needed.map(|needed| needed.role), Some(Role::Approver));
    }
}

#[test]
fn sums_that_grew_since_the_proposal_count_at_the_approval() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 4_000, allow());
    let action = propose(&mut built, AGENT, wanted);
    let mut later = approval(&built, action);
    later.spent.person_day_minor = 48_000;
    assert_eq!(
        built.refused(AGENT, Command::ApproveAction(later.clone())),
        "action.four_eyes"
    );
    later.spent.workspace_day_minor = 499_000;
    assert_eq!(
        built.refused(AGENT, Command::ApproveAction(later)),
        "action.day_limit"
    );
}

#[test]
fn money_moves_only_for_somebody_the_channel_vouches_for() {
    let mut built = CaseBuilder::calm();
    built.receive(EXECUTOR);
    let wanted = ProposeAction {
        participant_id: built.participant(EXECUTOR),
        ..refund(&mut built, 100, allow())
    };
    let refused = built.refused(AGENT, Command::ProposeAction(wanted));
    assert_eq!(refused, "action.identity");
}

#[test]
fn money_has_an_amount_and_nothing_else_has() {
    let mut built = CaseBuilder::calm();
    for minor in [0, -1] {
        let wanted = refund(&mut built, minor, allow());
        let refused = built.refused(AGENT, Command::ProposeAction(wanted));
        assert_eq!(refused, "action.amount");
    }
    let wanted = ProposeAction {
        kind: ActionKind::Note,
        ..refund(&mut built, 100, allow())
    };
    let refused = built.refused(AGENT, Command::ProposeAction(wanted));
    assert_eq!(refused, "action.amount");
}

#[test]
fn a_look_up_that_is_allowed_needs_nobodys_approval() {
    let mut built = CaseBuilder::calm();
    let wanted = ProposeAction {
        kind: ActionKind::LookupOrder,
        amount: None,
        ..refund(&mut built, 100, allow())
    };
    let action = propose(&mut built, Actor::Ai, wanted);
    assert_eq!(status(&built, action), ActionStatus::Approved);
}

#[test]
fn an_approval_of_what_they_wrote_about_since_is_stale() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 4_000, allow());
    let action = propose(&mut built, AGENT, wanted);
    let approval = approval(&built, action);
    built.receive(CUSTOMER);
    let refused = built.refused(AGENT, Command::ApproveAction(approval));
    assert_eq!(refused, "action.stale");
}

#[test]
fn proposals_and_approvals_expire() {
    let mut built = CaseBuilder::calm();
    let wanted = refund(&mut built, 4_000, allow());
    let action = propose(&mut built, AGENT, wanted);
    built.pass(built.settings.review_age_limit);
    let late = approval(&built, action);
    assert_eq!(
        built.refused(AGENT, Command::ApproveAction(late)),
        "action.expired"
    );
    built.must(Actor::System, Command::ActionDue(action));
    assert_eq!(status(&built, action), ActionStatus::Withdrawn);

    let action = approved(&mut built);
    built.pass(built.settings.approval_valid_for);
    built.must(Actor::System, Command::BeginAction(action));
    assert_eq!(status(&built, action), ActionStatus::Withdrawn);
}

#[test]
fn a_pause_stops_what_is_approved() {
    let mut built = CaseBuilder::calm();
    let action = approved(&mut built);
    built.settings.is_paused = true;
    assert_eq!(
        built.refused(Actor::System, Command::BeginAction(action)),
        "action.paused"
    );
    built.settings.is_paused = false;
    built.must(Actor::System, Command::BeginAction(action));
    assert_eq!(status(&built, action), ActionStatus::Running);
}

#[test]
fn an_action_begins_once() {
    let mut built = CaseBuilder::calm();
    let action = running(&mut built);
    assert!(
        built
            .must(Actor::System, Command::BeginAction(action))
            .is_nothing()
    );
    built.must(Actor::System, ended(action, done(None)));
    assert!(
        built
            .must(Actor::System, Command::BeginAction(action))
            .is_nothing()
    );
}

#[test]
fn what_nobody_knows_is_never_asked_again_and_waits_for_a_person() {
    let mut built = CaseBuilder::calm();
    built.answer(CUSTOMER);
    let action = running(&mut built);
    let lost = ActionOutcome::Unknown {
        reason: code("back_office.no_answer"),
    };
    built.must(Actor::System, ended(action, lost));
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    assert!(
        built
            .must(Actor::System, Command::BeginAction(action))
            .is_nothing()
    );
    let resolve = Command::Resolve(Resolve::default());
    assert_eq!(built.refused(AGENT, resolve), "case.action_unfinished");
    let settle = |has_happened| {
        Command::SettleAction(SettleAction {
            action_id: action,
            has_happened,
            finding: None,
            announced: None,
        })
    };
    assert_eq!(
        built.refused(MACHINE, settle(true)),
        "action.not_a_teammate"
    );
    built.must(AGENT, settle(true));
    assert_eq!(status(&built, action), ActionStatus::Done);
    assert_eq!(built.refused(AGENT, settle(false)), "action.not_unknown");
    assert!(built.case.waits.is_empty());
}

#[test]
fn what_provably_did_not_happen_is_tried_again_under_the_same_key() {
    let mut built = CaseBuilder::calm();
    let action = running(&mut built);
    let busy = ActionOutcome::Failed {
        reason: code("back_office.unreachable"),
        retry_at: Some(built.now.plus(Span::from_seconds(30))),
    };
    built.must(Actor::System, ended(action, busy));
    assert_eq!(status(&built, action), ActionStatus::Approved);
    let early = built.must(Actor::System, Command::BeginAction(action));
    assert!(early.events.is_empty());
    built.pass(Span::from_seconds(30));
    built.must(Actor::System, Command::BeginAction(action));
    assert_eq!(built.case.action(action).unwrap().attempts, 2);
    let stale = ended(action, done(None));
    assert!(
        built.must(Actor::System, stale).is_nothing(),
        "of attempt 1"
    );
}

#[test]
fn cancelling_withdraws_what_has_not_begun() {
    let mut built = CaseBuilder::calm();
    let not_begun = approved(&mut built);
    let begun = running(&mut built);
    built.must(AGENT, Command::Cancel(Cancel::default()));
    assert_eq!(status(&built, not_begun), ActionStatus::Withdrawn);
    assert_eq!(status(&built, begun), ActionStatus::Running);
    built.must(Actor::System, ended(begun, done(None)));
    assert_eq!(status(&built, begun), ActionStatus::Done);
}

#[test]
fn the_message_goes_when_the_action_succeeded_and_not_before() {
    let mut built = CaseBuilder::calm();
    let then = Then::Resolve {
        closes_in_days: Some(3),
    };
    let wanted = with_message(&mut built, then);
    let action = propose(&mut built, AGENT, wanted);
    let approval = approval(&built, action);
    built.must(AGENT, Command::ApproveAction(approval));
    built.must(Actor::System, Command::BeginAction(action));
    assert!(built.case.drafts.is_empty() && built.case.sends.is_empty());
    let announced = Announced {
        text: built.content(),
        content: built.content(),
    };
    let decision = built.must(Actor::System, ended(action, done(Some(announced))));
    assert!(kinds(&decision).contains(&"send_authorised"));
    let send = built.case.sends.last().unwrap().clone();
    assert_eq!((send.content, send.approved_by), (announced.content, AGENT));
    built.deliver(send.message_id);
    assert!(!built.case.is_open(), "what was to come next came");
}

#[test]
fn the_message_of_an_action_that_failed_never_goes() {
    let mut built = CaseBuilder::calm();
    let wanted = with_message(&mut built, Then::NextStep);
    let action = propose(&mut built, AGENT, wanted);
    let approval = approval(&built, action);
    built.must(AGENT, Command::ApproveAction(approval));
    built.must(Actor::System, Command::BeginAction(action));
    let refused = ActionOutcome::Failed {
        reason: code("back_office.amount"),
        retry_at: None,
    };
    built.must(Actor::System, ended(action, refused));
    assert!(built.case.drafts.is_empty() && built.case.sends.is_empty());
}

#[test]
fn somebody_who_wrote_since_is_not_answered_unread() {
    let mut built = CaseBuilder::calm();
    let wanted = with_message(&mut built, Then::NextStep);
    let action = propose(&mut built, AGENT, wanted);
    let approval = approval(&built, action);
    built.must(AGENT, Command::ApproveAction(approval));
    built.must(Actor::System, Command::BeginAction(action));
    built.receive(CUSTOMER);
    let announced = Announced {
        text: built.content(),
        content: built.content(),
    };
    built.must(Actor::System, ended(action, done(Some(announced))));
    assert!(built.case.sends.is_empty());
    assert!(built.case.drafts.last().unwrap().is_overtaken);
}

#[test]
fn another_action_undoes_one_that_was_done_and_only_once() {
    let mut built = CaseBuilder::calm();
    let first = running(&mut built);
    built.must(Actor::System, ended(first, done(None)));
    let undo = |built: &mut CaseBuilder| ProposeAction {
        undoes: Some(first),
        ..refund(built, 100, allow())
    };
    let wanted = undo(&mut built);
    let second = propose(&mut built, AGENT, wanted);
    let approval = approval(&built, second);
    built.must(AGENT, Command::ApproveAction(approval));
    built.must(Actor::System, Command::BeginAction(second));
    built.must(Actor::System, ended(second, done(None)));
    assert!(built.case.action(first).unwrap().is_compensated);
    let wanted = undo(&mut built);
    let refused = built.refused(AGENT, Command::ProposeAction(wanted));
    assert_eq!(refused, "action.not_undoable");
}
