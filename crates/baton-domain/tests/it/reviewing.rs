//! Reviews: who may decide, and what a decision does.

use baton_domain::actor::Actor;
use baton_domain::baton::Turn;
use baton_domain::command::Command;
use baton_domain::command::draft::EditDraft;
use baton_domain::command::review::{DecideReview, ReviewDecision};
use baton_domain::draft::DraftStatus;
use baton_domain::event::Event;
use baton_domain::id::DraftId;
use baton_domain::testing::{
    AGENT, COLLEAGUE, CUSTOMER, CaseBuilder, MACHINE, SUPERVISOR, allow, kinds, review,
};
use baton_domain::wait::Party;

/// An agent's approval of AI's draft, which the verdict hands to a supervisor.
fn in_review(author: Actor) -> (CaseBuilder, DraftId) {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(author, CUSTOMER);
    submit(&mut built, draft);
    (built, draft)
}

fn submit(built: &mut CaseBuilder, draft: DraftId) {
    let mut approval = built.approval(draft);
    approval.verdict = review();
    built.must(AGENT, Command::Authorise(approval));
}

fn decide(built: &CaseBuilder, decision: ReviewDecision) -> Command {
    Command::DecideReview(DecideReview {
        review_id: built.case.reviews[0].id,
        decision,
        seen_sequence: Some(built.case.sequence),
        comment: None,
    })
}

#[test]
fn a_verdict_that_asks_for_a_second_person_hands_the_draft_over() {
    let (built, draft) = in_review(Actor::Ai);
    assert_eq!(
        built.case.draft(draft).unwrap().status,
        DraftStatus::InReview
    );
    assert!(built.case.sends.is_empty());
    let mover = built.case.next_mover.unwrap();
    assert_eq!(
        (mover.who, mover.reason_code),
        (Party::Reviewer, Turn::ReplyInReview)
    );
}

#[test]
fn a_customer_who_writes_again_is_ours_although_an_answer_is_in_review() {
    let (mut built, _) = in_review(AGENT);
    built.receive(CUSTOMER);
    let mover = built.case.next_mover.unwrap();
    assert_eq!((mover.who, mover.reason_code), (Party::Us, Turn::TheyWrote));
}

#[test]
fn approving_lets_exactly_the_submitted_message_go() {
    let (mut built, _) = in_review(Actor::Ai);
    let content = built.case.reviews[0].content;
    let command = decide(&built, ReviewDecision::Approve);
    let decision = built.must(SUPERVISOR, command);
    assert_eq!(
        kinds(&decision),
        [
            "review_decided",
            "wait_closed",
            "send_authorised",
            "next_mover_changed"
        ]
    );
    let Some(Event::SendAuthorised(event)) = decision.events.get(2) else {
        panic!("not authorised");
    };
    assert_eq!(event.content, content);
    assert_eq!(event.approval.approved_by, SUPERVISOR);
    assert!(event.approval.review_id.is_some());
}

#[test]
fn whoever_asked_or_worded_it_does_not_decide() {
    let (mut built, _) = in_review(AGENT);
    let command = decide(&built, ReviewDecision::Approve);
    assert_eq!(built.refused(AGENT, command), "review.four_eyes");

    let mut built = CaseBuilder::calm();
    let draft = built.propose(SUPERVISOR, CUSTOMER);
    submit(&mut built, draft);
    let command = decide(&built, ReviewDecision::Approve);
    assert_eq!(built.refused(SUPERVISOR, command), "review.four_eyes");
}

#[test]
fn the_decider_needs_the_role() {
    let (mut built, _) = in_review(Actor::Ai);
    let command = decide(&built, ReviewDecision::Approve);
    assert_eq!(built.refused(COLLEAGUE, command), "review.role");
}

#[test]
fn no_machine_decides() {
    let (mut built, _) = in_review(AGENT);
    let command = decide(&built, ReviewDecision::Approve);
    for who in [Actor::Ai, MACHINE, Actor::System] {
        assert_eq!(built.refused(who, command.clone()), "review.not_a_teammate");
    }
}

#[test]
fn a_rejected_draft_does_not_leave() {
    let (mut built, draft) = in_review(Actor::Ai);
    let command = decide(&built, ReviewDecision::Reject);
    built.must(SUPERVISOR, command);
    assert_eq!(
        built.case.closed_draft(draft).unwrap().status,
        DraftStatus::Rejected
    );
    assert_eq!(built.case.next_mover.unwrap().who, Party::Us);
}

#[test]
fn a_change_makes_the_decider_the_author_and_whoever_asked_accepts() {
    let (mut built, draft) = in_review(AGENT);
    let text = built.content();
    let command = decide(&built, ReviewDecision::Change { text });
    built.must(SUPERVISOR, command);
    let changed = built.case.draft(draft).unwrap();
    assert_eq!((changed.author, changed.version), (SUPERVISOR, 2));
    assert_eq!(changed.status, DraftStatus::Proposed);
    let mut approval = built.approval(draft);
    approval.verdict = review();
    let decision = built.must(AGENT, Command::Authorise(approval));
    assert!(kinds(&decision).contains(&"send_authorised"));
}

#[test]
fn the_decider_who_changed_it_cannot_accept_it_too() {
    let (mut built, draft) = in_review(AGENT);
    let text = built.content();
    let command = decide(&built, ReviewDecision::Change { text });
    built.must(SUPERVISOR, command);
    let mut approval = built.approval(draft);
    approval.verdict = review();
    built.must(SUPERVISOR, Command::Authorise(approval));
    assert!(built.case.sends.is_empty());
    assert_eq!(built.case.reviews.len(), 1);
}

#[test]
fn a_wording_changed_after_the_decision_is_decided_anew() {
    let (mut built, draft) = in_review(AGENT);
    let text = built.content();
    let command = decide(&built, ReviewDecision::Change { text });
    built.must(SUPERVISOR, command);
    let text = built.content();
    built.must(
        AGENT,
        Command::EditDraft(EditDraft {
            draft_id: draft,
            version: 2,
            text,
        }),
    );
    submit(&mut built, draft);
    assert_eq!(built.case.reviews.len(), 1);
    assert!(built.case.sends.is_empty());
}

#[test]
fn editing_a_draft_in_review_withdraws_the_review() {
    let (mut built, draft) = in_review(AGENT);
    let text = built.content();
    built.must(
        COLLEAGUE,
        Command::EditDraft(EditDraft {
            draft_id: draft,
            version: 1,
            text,
        }),
    );
    assert!(built.case.reviews.is_empty());
    assert_eq!(built.case.waits.len(), 1, "only the reply is waited for");
}

#[test]
fn a_decider_who_had_not_seen_the_latest_message_is_stale() {
    let (mut built, _) = in_review(AGENT);
    let command = decide(&built, ReviewDecision::Approve);
    built.receive(CUSTOMER);
    assert_eq!(built.refused(SUPERVISOR, command), "draft.stale");
}

#[test]
fn a_verdict_that_allows_needs_nobody_else() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    let mut approval = built.approval(draft);
    approval.verdict = allow();
    built.must(AGENT, Command::Authorise(approval));
    assert_eq!(built.case.sends.len(), 1);
}
