//! Letting messages go, and what becomes of them.

use baton_domain::actor::Actor;
use baton_domain::baton::Turn;
use baton_domain::command::Command;
use baton_domain::command::draft::{EditDraft, ReaffirmDraft};
use baton_domain::command::intake::UpdateDelivery;
use baton_domain::command::ledger::MakePromise;
use baton_domain::command::send::{Outcome, RecordOutcome, SettleUnknown};
use baton_domain::draft::{DraftStatus, DraftWithdrawn};
use baton_domain::effect::Effect;
use baton_domain::event::Event;
use baton_domain::id::MessageId;
use baton_domain::identity::IdentityLevel;
use baton_domain::message::{Delivery, Purpose};
use baton_domain::send::{SendState, Then};
use baton_domain::stage::Stage;
use baton_domain::status::CaseStatus;
use baton_domain::testing::{
    AGENT, COLLEAGUE, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, allow, calm, forbid, kinds,
};
use baton_domain::time::Span;
use baton_domain::token::Slug;
use baton_domain::verdict::{Ruling, Verdict};
use baton_domain::wait::{Party, RequestedWait, WaitRequest};

fn drafted() -> (CaseBuilder, baton_domain::id::DraftId) {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    (built, draft)
}

fn queued() -> (CaseBuilder, MessageId) {
    let (mut built, draft) = drafted();
    let message = built.approve(draft);
    (built, message)
}

fn sending() -> (CaseBuilder, MessageId) {
    let (mut built, message) = queued();
    built.must(Actor::System, Command::BeginSend(message));
    (built, message)
}

fn code(text: &str) -> Slug {
    text.parse().unwrap()
}

#[test]
fn an_approval_names_who_which_policies_and_exactly_what() {
    let (mut built, draft) = drafted();
    let approval = built.approval(draft);
    let content = approval.content;
    let decision = built.must(AGENT, Command::Authorise(approval));
    let Some(Event::SendAuthorised(event)) = decision.events.first() else {
        panic!("{:?}", kinds(&decision));
    };
    assert_eq!(event.content, content);
    assert_eq!(event.approval.author, Actor::Ai);
    assert_eq!(event.approval.approved_by, AGENT);
    assert_eq!(event.policies, allow().policies);
    assert_eq!(event.thread, CaseBuilder::thread(CUSTOMER));
    assert_eq!(event.to, built.participant(CUSTOMER));
    assert!(matches!(
        decision.effects.as_slice(),
        [Effect::QueueSend { .. }]
    ));
}

#[test]
fn pressing_the_key_twice_is_one_approval() {
    let (mut built, draft) = drafted();
    let approval = Command::Authorise(built.approval(draft));
    built.must(AGENT, approval.clone());
    assert!(built.must(AGENT, approval).is_nothing());
    assert_eq!(built.case.sends.len(), 1);
}

#[test]
fn another_content_for_an_approved_draft_is_refused() {
    let (mut built, draft) = drafted();
    built.approve(draft);
    let approval = built.approval(draft);
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "draft.approved"
    );
}

#[test]
fn machines_and_ai_below_auto_let_nothing_go() {
    let (mut built, draft) = drafted();
    let approval = Command::Authorise(built.approval(draft));
    assert_eq!(
        built.refused(MACHINE, approval.clone()),
        "send.not_a_teammate"
    );
    assert_eq!(built.refused(Actor::Ai, approval.clone()), "send.stage");
    built.settings.stage = Stage::Auto;
    built.must(Actor::Ai, approval);
}

#[test]
fn without_a_person_a_policy_has_to_stand_behind_it() {
    let (mut built, draft) = drafted();
    built.settings.stage = Stage::Auto;
    let mut approval = built.approval(draft);
    approval.verdict = Verdict {
        ruling: Ruling::Allow,
        policies: Vec::new(),
    };
    assert_eq!(
        built.refused(Actor::System, Command::Authorise(approval)),
        "send.no_policy"
    );
}

#[test]
fn what_governance_forbids_stays_and_says_by_which_policy() {
    let (mut built, draft) = drafted();
    let mut approval = built.approval(draft);
    approval.verdict = forbid();
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "send.forbidden"
    );
}

#[test]
fn an_approval_that_had_not_seen_the_latest_message_is_stale() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    let approval = built.approval(draft);
    built.receive(EXECUTOR);
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "draft.stale"
    );
}

#[test]
fn an_approval_that_had_not_seen_what_was_sent_since_is_stale() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    let approval = built.approval(draft);
    built.answer(CUSTOMER);
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "draft.stale"
    );
}

#[test]
fn an_approval_that_had_not_seen_a_change_of_the_draft_is_stale() {
    let (mut built, draft) = drafted();
    let approval = built.approval(draft);
    let text = built.content();
    built.must(
        COLLEAGUE,
        Command::EditDraft(EditDraft {
            draft_id: draft,
            version: 1,
            text,
        }),
    );
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "draft.stale"
    );
}

#[test]
fn an_untouched_draft_is_withdrawn_when_they_write_again_and_says_so() {
    let (mut built, draft) = drafted();
    let approval = built.approval(draft);
    built.receive(CUSTOMER);
    assert_eq!(
        built.case.closed_draft(draft).unwrap().withdrawn,
        Some(DraftWithdrawn::WroteAgain)
    );
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "draft.stale"
    );
}

#[test]
fn a_draft_a_person_edited_is_kept_and_marked_when_they_write_again() {
    let (mut built, draft_id) = drafted();
    let text = built.content();
    built.must(
        AGENT,
        Command::EditDraft(EditDraft {
            draft_id,
            version: 1,
            text,
        }),
    );
    built.receive(CUSTOMER);
    built.triage(calm());
    assert!(built.case.draft(draft_id).unwrap().is_overtaken);
    built.must(
        AGENT,
        Command::ReaffirmDraft(ReaffirmDraft {
            draft_id,
            seen_sequence: built.case.sequence,
        }),
    );
    assert!(!built.case.draft(draft_id).unwrap().is_overtaken);
    let message = built.approve(draft_id);
    built.deliver(message);
    assert!(built.case.our_replies().next().is_none());
}

#[test]
fn two_people_cannot_edit_over_each_other() {
    let (mut built, draft_id) = drafted();
    let text = built.content();
    let edit = Command::EditDraft(EditDraft {
        draft_id,
        version: 1,
        text,
    });
    built.must(AGENT, edit.clone());
    assert_eq!(built.refused(COLLEAGUE, edit), "draft.stale");
}

#[test]
fn a_recipient_we_are_not_sure_enough_of_gets_nothing() {
    let mut built = CaseBuilder::calm();
    let mut proposal = built.reply_to(CUSTOMER);
    proposal.identity_floor = IdentityLevel::OrderVerified;
    built.must(AGENT, Command::ProposeDraft(proposal));
    let draft = built.case.drafts[0].id;
    let approval = Command::Authorise(built.approval(draft));
    assert_eq!(built.refused(AGENT, approval.clone()), "send.identity");
    let participant_id = built.participant(CUSTOMER);
    built.must(
        AGENT,
        Command::RaiseIdentity(baton_domain::command::course::RaiseIdentity {
            participant_id,
            level: IdentityLevel::OrderVerified,
            basis: None,
        }),
    );
    let approval = Command::Authorise(built.approval(draft));
    built.must(AGENT, approval);
}

#[test]
fn a_message_can_be_taken_back_until_it_begins_to_leave() {
    let (mut built, draft) = drafted();
    let mut approval = built.approval(draft);
    approval.hold = Span::from_seconds(10);
    built.must(AGENT, Command::Authorise(approval));
    let message = built.case.sends[0].message_id;
    let early = built.must(Actor::System, Command::BeginSend(message));
    assert!(early.events.is_empty() && early.effects.len() == 1);
    built.must(AGENT, Command::TakeBack(message));
    built.pass(Span::from_seconds(10));
    assert!(
        built
            .must(Actor::System, Command::BeginSend(message))
            .is_nothing()
    );
    assert_eq!(
        built.case.draft(draft).unwrap().status,
        DraftStatus::Proposed
    );
}

#[test]
fn what_has_begun_to_leave_cannot_be_taken_back() {
    let (mut built, message) = sending();
    assert_eq!(
        built.refused(AGENT, Command::TakeBack(message)),
        "send.too_late"
    );
}

#[test]
fn a_hold_is_at_most_thirty_seconds() {
    let (mut built, draft) = drafted();
    let mut approval = built.approval(draft);
    approval.hold = Span::from_seconds(31);
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "send.hold"
    );
}

#[test]
fn a_message_begins_to_leave_once() {
    let (mut built, message) = sending();
    assert!(
        built
            .must(Actor::System, Command::BeginSend(message))
            .is_nothing()
    );
}

#[test]
fn nothing_leaves_while_paused_and_it_leaves_after() {
    let (mut built, message) = queued();
    built.settings.is_paused = true;
    assert_eq!(
        built.refused(Actor::System, Command::BeginSend(message)),
        "send.paused"
    );
    built.settings.is_paused = false;
    built.deliver(message);
}

#[test]
fn a_message_that_did_not_leave_is_tried_again_only_if_that_is_safe() {
    let (mut built, message) = sending();
    let retry_at = built.now.plus(Span::from_seconds(2));
    let decision = built.outcome(
        message,
        Outcome::Failed {
            reason: code("busy"),
            retry_at: Some(retry_at),
        },
    );
    assert!(decision.effects.iter().any(
        |effect| matches!(effect, Effect::QueueSend { not_before, .. } if *not_before == retry_at)
    ));
    built.pass(Span::from_seconds(2));
    built.deliver(message);
    assert_eq!(built.case.send(message).unwrap().attempts, 2);
}

#[test]
fn a_message_that_failed_for_good_is_ours_and_its_draft_is_back() {
    let (mut built, message) = sending();
    built.outcome(
        message,
        Outcome::Failed {
            reason: code("refused"),
            retry_at: None,
        },
    );
    let draft = built.case.drafts.last().unwrap();
    assert_eq!(draft.status, DraftStatus::Proposed);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    assert!(built.case.our_replies().next().is_some());
}

#[test]
fn nobody_calls_again_after_an_unknown_outcome() {
    let (mut built, message) = sending();
    built.outcome(
        message,
        Outcome::Unknown {
            reason: code("timeout"),
        },
    );
    assert!(
        built
            .must(Actor::System, Command::BeginSend(message))
            .is_nothing()
    );
    assert!(built.case.waits.len() == 2, "the reply, and the unknown");
    let late = built.outcome(message, Outcome::Sent { provider_id: None });
    assert!(kinds(&late).contains(&"sent"));
    assert!(built.case.waits.is_empty());
}

#[test]
fn a_message_that_was_never_begun_is_not_recorded_as_sent() {
    let (mut built, message) = queued();
    let told = built.outcome(message, Outcome::Sent { provider_id: None });
    assert!(told.is_nothing());
    assert_eq!(built.case.send(message).unwrap().state, SendState::Queued);
}

#[test]
fn a_late_echo_of_what_was_begun_and_then_taken_back_is_recorded() {
    let (mut built, message) = sending();
    let retry_at = Some(built.now.plus(Span::from_seconds(60)));
    built.outcome(
        message,
        Outcome::Failed {
            reason: code("refused"),
            retry_at,
        },
    );
    built.must(AGENT, Command::TakeBack(message));
    let late = built.outcome(message, Outcome::Sent { provider_id: None });
    assert!(kinds(&late).contains(&"sent"));
}

#[test]
fn a_teammate_settles_what_nobody_knows() {
    let (mut built, message) = sending();
    built.outcome(
        message,
        Outcome::Unknown {
            reason: code("timeout"),
        },
    );
    let settle = Command::SettleUnknown(SettleUnknown {
        message_id: message,
        has_left: false,
    });
    assert_eq!(
        built.refused(Actor::Ai, settle.clone()),
        "send.not_a_teammate"
    );
    built.must(AGENT, settle.clone());
    assert_eq!(built.case.send(message).unwrap().state, SendState::Failed);
    assert_eq!(built.refused(AGENT, settle), "send.not_unknown");
}

#[test]
fn an_outcome_of_an_earlier_attempt_changes_nothing() {
    let (mut built, message) = sending();
    let stale = Command::RecordOutcome(RecordOutcome {
        message_id: message,
        attempt: Some(7),
        outcome: Outcome::Unknown {
            reason: code("timeout"),
        },
    });
    assert!(built.must(Actor::System, stale).is_nothing());
}

#[test]
fn a_message_that_came_back_is_ours_to_look_into() {
    let (mut built, message) = sending();
    built.outcome(message, Outcome::Sent { provider_id: None });
    built.must(
        Actor::System,
        Command::UpdateDelivery(UpdateDelivery {
            message_id: message,
            delivery: Delivery::Bounced,
        }),
    );
    assert_eq!(built.case.next_mover.unwrap().reason_code, Turn::SendFailed);
}

fn wait_for_customer(built: &CaseBuilder) -> Then {
    Then::Wait(WaitRequest {
        on: Party::Customer,
        reason: RequestedWait::CustomerReply,
        participant_id: None,
        what: None,
        due: Some(built.now.plus(Span::from_days(2))),
        chase: None,
    })
}

fn approve_then(built: &mut CaseBuilder, then: Then) -> MessageId {
    let draft = built.propose(AGENT, CUSTOMER);
    let mut approval = built.approval(draft);
    approval.then = then;
    built.must(AGENT, Command::Authorise(approval));
    built.case.sends.last().unwrap().message_id
}

#[test]
fn what_comes_next_is_applied_when_the_message_is_sent_and_not_before() {
    let mut built = CaseBuilder::calm();
    let then = wait_for_customer(&built);
    let message = approve_then(&mut built, then);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
    built.deliver(message);
    assert_eq!(built.case.next_mover.unwrap().who, Party::Customer);
}

#[test]
fn what_comes_next_never_hides_somebody_who_wrote_since() {
    let mut built = CaseBuilder::calm();
    let message = approve_then(
        &mut built,
        Then::Resolve {
            closes_in_days: None,
        },
    );
    built.receive(CUSTOMER);
    built.deliver(message);
    assert_eq!(built.case.status, CaseStatus::Open);
    assert_eq!(built.case.next_mover.unwrap().reason_code, Turn::TheyWrote);
}

#[test]
fn an_answer_may_resolve_the_case() {
    let mut built = CaseBuilder::calm();
    let message = approve_then(
        &mut built,
        Then::Resolve {
            closes_in_days: Some(3),
        },
    );
    let decision = built.deliver(message);
    assert!(kinds(&decision).ends_with(&["clock_met", "resolved", "wait_opened"]));
    assert_eq!(built.case.status, CaseStatus::Resolved);
    assert_eq!(
        built.case.waits[0].due,
        Some(built.now.plus(Span::from_days(3)))
    );
}

#[test]
fn an_answer_cannot_resolve_a_case_with_an_open_promise() {
    let mut built = CaseBuilder::calm();
    let to = built.participant(CUSTOMER);
    let text = built.content();
    built.must(
        AGENT,
        Command::Promise(MakePromise {
            to,
            text,
            due: built.now.plus(Span::from_days(1)),
            source_message_id: None,
        }),
    );
    let draft = built.propose(AGENT, CUSTOMER);
    let mut approval = built.approval(draft);
    approval.then = Then::Resolve {
        closes_in_days: None,
    };
    assert_eq!(
        built.refused(AGENT, Command::Authorise(approval)),
        "case.promise_open"
    );
}

#[test]
fn a_reminder_answers_nobody() {
    let mut built = CaseBuilder::calm();
    let mut proposal = built.reply_to(CUSTOMER);
    proposal.purpose = Purpose::Chase;
    built.must(AGENT, Command::ProposeDraft(proposal));
    let draft = built.case.drafts[0].id;
    let message = built.approve(draft);
    built.deliver(message);
    assert_eq!(built.case.our_replies().count(), 1);
}

#[test]
fn nobody_drafts_twice_for_one_recipient_unless_a_person_wants_to() {
    let (mut built, _) = drafted();
    let proposal = built.reply_to(CUSTOMER);
    assert_eq!(
        built.refused(Actor::Ai, Command::ProposeDraft(proposal.clone())),
        "draft.exists"
    );
    built.must(AGENT, Command::ProposeDraft(proposal));
}

#[test]
fn an_answer_withdraws_the_machine_drafts_it_makes_useless() {
    let (mut built, draft) = drafted();
    built.answer(CUSTOMER);
    assert_eq!(
        built.case.closed_draft(draft).unwrap().withdrawn,
        Some(DraftWithdrawn::Superseded)
    );
}

#[test]
fn below_its_stage_and_while_paused_ai_drafts_nothing() {
    let mut built = CaseBuilder::calm();
    let proposal = built.reply_to(CUSTOMER);
    let command = Command::ProposeDraft(proposal);
    built.settings.is_paused = true;
    assert_eq!(built.refused(Actor::Ai, command.clone()), "draft.paused");
    built.settings.is_paused = false;
    for stage in [Stage::Off, Stage::Shadow] {
        built.settings.stage = stage;
        assert_eq!(built.refused(Actor::Ai, command.clone()), "draft.stage");
    }
}
