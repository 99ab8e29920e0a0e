//! The empathy boundary: a person answers first, and no machine words anything, by any path.

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::draft::Compose;
use baton_domain::command::send::Outcome;
use baton_domain::command::triage::{Classify, Correct};
use baton_domain::confidence::Confidence;
use baton_domain::draft::{DraftStatus, DraftWithdrawn};
use baton_domain::effect::Effect;
use baton_domain::empathy::BoundaryReason;
use baton_domain::message::Purpose;
use baton_domain::send::SendState;
use baton_domain::testing::{
    AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, calm, rated, thanks, upset,
};
use baton_domain::time::Span;
use baton_domain::triage::{
    Category, Correction, FailureClaim, Findings, Gist, Sentiment, TriageOutcome,
};

fn reasons(built: &CaseBuilder) -> Vec<BoundaryReason> {
    built
        .case
        .boundaries
        .iter()
        .flat_map(|boundary| boundary.reasons.clone())
        .collect()
}

fn triaged(findings: Findings) -> CaseBuilder {
    let mut built = CaseBuilder::received();
    built.triage(findings);
    built
}

fn compose(built: &CaseBuilder) -> Command {
    Command::Compose(Compose {
        purpose: Purpose::Reply,
        to: built.participant(CUSTOMER),
        thread: CaseBuilder::thread(CUSTOMER),
        wait_id: None,
    })
}

fn correct(built: &mut CaseBuilder, sentiment: Sentiment, with_reason: bool) -> Command {
    let reason = with_reason.then(|| built.content());
    Command::Correct(Correct {
        correction: Correction {
            sentiment: Some(sentiment),
            reason,
            ..Correction::default()
        },
    })
}

#[test]
fn a_calm_question_may_be_drafted() {
    let mut built = CaseBuilder::received();
    let decisions = built.triage(calm());
    let participant_id = built.participant(CUSTOMER);
    assert!(
        decisions[0]
            .effects
            .contains(&Effect::ConsiderDraft { participant_id })
    );
    built.propose(Actor::Ai, CUSTOMER);
}

#[test]
fn before_triage_no_machine_may_draft() {
    let mut built = CaseBuilder::received();
    let command = compose(&built);
    assert_eq!(built.refused(AGENT, command), "draft.not_triaged");
    let proposal = built.reply_to(CUSTOMER);
    assert_eq!(
        built.refused(Actor::Ai, Command::ProposeDraft(proposal)),
        "draft.not_triaged"
    );
}

#[test]
fn a_new_message_closes_the_door_until_triage_has_read_it() {
    let mut built = CaseBuilder::calm();
    built.receive(CUSTOMER);
    let command = compose(&built);
    assert_eq!(built.refused(AGENT, command), "draft.not_triaged");
}

#[test]
fn when_triage_fails_a_person_answers() {
    let mut built = CaseBuilder::received();
    let decisions = built.triage_fails();
    assert_eq!(reasons(&built), [BoundaryReason::TriageFailed]);
    let participant_id = built.participant(CUSTOMER);
    assert!(
        decisions[0]
            .effects
            .contains(&Effect::Brief { participant_id })
    );
}

#[test]
fn somebody_at_risk_hears_from_a_person() {
    assert_eq!(
        reasons(&CaseBuilder::upset()),
        [BoundaryReason::AtRisk, BoundaryReason::Frustrated]
    );
}

#[test]
fn frustration_counts_from_the_workspaces_bar_on() {
    let mut findings = calm();
    findings.frustration = Confidence::from_per_mille(399);
    assert!(reasons(&triaged(findings.clone())).is_empty());
    findings.frustration = Confidence::from_per_mille(400);
    assert_eq!(reasons(&triaged(findings)), [BoundaryReason::Frustrated]);
}

#[test]
fn a_complaint_counts_from_a_year_on_and_unknown_tenure_counts_as_less() {
    for (tenure_days, is_inside) in [(None, false), (Some(364), false), (Some(365), true)] {
        let mut built = CaseBuilder::received();
        let untriaged = built.case.untriaged[0];
        built.must(
            Actor::Ai,
            Command::Classify(Classify {
                message_ids: vec![untriaged.message_id],
                participant_id: untriaged.participant_id,
                tenure_days,
                outcome: TriageOutcome::Found(Findings {
                    category: rated(Category::Complaint),
                    ..calm()
                }),
            }),
        );
        assert_eq!(
            built.case.is_inside_boundary(),
            is_inside,
            "{tenure_days:?}"
        );
    }
}

#[test]
fn a_claim_that_something_of_ours_failed_needs_a_person() {
    for (claim, reason) in [
        (FailureClaim::ProductDefect, BoundaryReason::ProductDefect),
        (FailureClaim::BillingError, BoundaryReason::BillingError),
        (FailureClaim::BrokenPromise, BoundaryReason::BrokenPromise),
    ] {
        let built = triaged(Findings {
            failure_claims: vec![claim],
            ..calm()
        });
        assert_eq!(reasons(&built), [reason]);
    }
}

#[test]
fn a_late_parcel_counts_only_past_the_date_we_gave() {
    let late = Findings {
        failure_claims: vec![FailureClaim::Late],
        ..calm()
    };
    assert!(!triaged(late.clone()).case.is_inside_boundary());

    let mut built = CaseBuilder::calm();
    let to = built.participant(CUSTOMER);
    let text = built.content();
    built.must(
        AGENT,
        Command::Promise(baton_domain::command::ledger::MakePromise {
            to,
            text,
            due: built.now.plus(Span::from_days(1)),
            source_message_id: None,
        }),
    );
    built.pass(Span::from_days(2));
    built.receive(CUSTOMER);
    built.triage(late);
    assert_eq!(reasons(&built), [BoundaryReason::BrokenPromise]);
}

#[test]
fn an_automatic_reply_is_nobodys_mood() {
    let built = triaged(Findings {
        gist: Gist::Automatic,
        needs_answer: false,
        ..upset()
    });
    assert!(!built.case.is_inside_boundary());
}

#[test]
fn inside_no_machine_words_anything_for_anybody() {
    let mut built = CaseBuilder::upset();
    let command = compose(&built);
    for who in [AGENT, Actor::Ai, MACHINE, Actor::System] {
        assert_eq!(
            built.refused(who, command.clone()),
            "draft.empathy_boundary"
        );
    }
    built.receive(EXECUTOR);
    built.triage(calm());
    for purpose in [Purpose::Reply, Purpose::Chase, Purpose::Notice] {
        for who in [Actor::Ai, MACHINE, Actor::System] {
            let mut proposal = built.reply_to(EXECUTOR);
            proposal.purpose = purpose;
            assert_eq!(
                built.refused(who, Command::ProposeDraft(proposal)),
                "draft.empathy_boundary"
            );
        }
    }
}

#[test]
fn entering_withdraws_what_machines_worded_and_keeps_what_people_worded() {
    let mut built = CaseBuilder::calm();
    built.receive(EXECUTOR);
    built.triage(calm());
    let by_ai = built.propose(Actor::Ai, EXECUTOR);
    let by_person = built.propose(AGENT, CUSTOMER);
    built.receive(CUSTOMER);
    built.triage(upset());
    assert!(built.case.draft(by_ai).is_none());
    assert!(built.case.draft(by_person).is_some());
}

#[test]
fn an_edited_machine_draft_is_withdrawn_too() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    let text = built.content();
    built.must(
        AGENT,
        Command::EditDraft(baton_domain::command::draft::EditDraft {
            draft_id: draft,
            version: 1,
            text,
        }),
    );
    built.receive(CUSTOMER);
    assert!(built.case.draft(draft).unwrap().is_overtaken);
    built.triage(upset());
    let closed = built.case.closed_draft(draft).unwrap();
    assert_eq!(closed.status, DraftStatus::Withdrawn);
    assert_eq!(closed.withdrawn, Some(DraftWithdrawn::EmpathyBoundary));
}

#[test]
fn entering_takes_back_a_queued_message_that_a_machine_worded() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    let message = built.approve(draft);
    built.receive(CUSTOMER);
    built.triage(upset());
    assert_eq!(
        built.case.send(message).unwrap().state,
        SendState::Withdrawn
    );
    assert!(
        built
            .must(Actor::System, Command::BeginSend(message))
            .is_nothing()
    );
}

#[test]
fn what_a_machine_worded_waits_until_triage_has_read_what_came_since() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    let message = built.approve(draft);
    built.receive(CUSTOMER);
    assert_eq!(
        built.refused(Actor::System, Command::BeginSend(message)),
        "send.not_triaged"
    );
    built.triage(thanks());
    built.deliver(message);
}

#[test]
fn a_result_that_comes_late_is_refused() {
    let mut built = CaseBuilder::calm();
    let command = compose(&built);
    built.must(Actor::Ai, command);
    let draft_id = built.case.drafts[0].id;
    built.receive(CUSTOMER);
    built.triage(upset());
    let mut proposal = built.reply_to(CUSTOMER);
    proposal.draft_id = Some(draft_id);
    let code = built.refused(Actor::Ai, Command::ProposeDraft(proposal));
    assert_eq!(code, "draft.stale");
}

#[test]
fn a_send_that_fails_inside_does_not_bring_machine_words_back() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    let message = built.approve(draft);
    built.must(Actor::System, Command::BeginSend(message));
    built.receive(CUSTOMER);
    built.triage(upset());
    assert!(built.case.draft(draft).is_some(), "it had begun to leave");
    built.outcome(
        message,
        Outcome::Failed {
            reason: "refused".parse().unwrap(),
            retry_at: Some(built.now),
        },
    );
    assert!(built.case.draft(draft).is_none());
    assert_eq!(built.case.send(message).unwrap().state, SendState::Failed);
}

#[test]
fn a_persons_own_words_end_it_once_they_are_sent() {
    let mut built = CaseBuilder::upset();
    let draft = built.propose(AGENT, CUSTOMER);
    let message = built.approve(draft);
    assert!(built.case.is_inside_boundary());
    built.deliver(message);
    assert!(!built.case.is_inside_boundary());
}

#[test]
fn words_sent_to_somebody_else_do_not_end_it() {
    let mut built = CaseBuilder::upset();
    built.receive(EXECUTOR);
    built.triage(calm());
    built.answer(EXECUTOR);
    assert!(built.case.is_inside_boundary());
}

#[test]
fn words_that_had_not_seen_the_outburst_do_not_end_it() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(AGENT, CUSTOMER);
    let message = built.approve(draft);
    built.receive(CUSTOMER);
    built.triage(upset());
    built.deliver(message);
    assert!(built.case.is_inside_boundary());
}

#[test]
fn a_later_outburst_opens_it_again() {
    let mut built = CaseBuilder::upset();
    built.answer(CUSTOMER);
    built.receive(CUSTOMER);
    built.triage(calm());
    assert!(!built.case.is_inside_boundary());
    built.receive(CUSTOMER);
    built.triage(upset());
    assert!(built.case.is_inside_boundary());
}

#[test]
fn a_teammate_ends_it_with_a_reason_and_not_without() {
    let mut built = CaseBuilder::upset();
    let command = correct(&mut built, Sentiment::Neutral, false);
    built.must(AGENT, command);
    assert!(built.case.is_inside_boundary());
    let command = correct(&mut built, Sentiment::Neutral, true);
    built.must(AGENT, command);
    assert!(!built.case.is_inside_boundary());
}

#[test]
fn no_machine_leaves_the_boundary() {
    let mut built = CaseBuilder::upset();
    let command = correct(&mut built, Sentiment::Neutral, true);
    for who in [Actor::Ai, MACHINE, Actor::System] {
        assert_eq!(built.refused(who, command.clone()), "case.not_a_teammate");
    }
}

#[test]
fn a_teammate_who_says_at_risk_opens_it() {
    let mut built = CaseBuilder::calm();
    let draft = built.propose(Actor::Ai, CUSTOMER);
    let command = correct(&mut built, Sentiment::AtRisk, false);
    built.must(AGENT, command);
    assert!(built.case.is_inside_boundary());
    assert!(built.case.draft(draft).is_none());
}

#[test]
fn a_case_opened_again_is_still_inside() {
    let mut built = CaseBuilder::upset();
    built.must(AGENT, Command::Resolve(Default::default()));
    built.must(AGENT, Command::Reopen);
    let command = compose(&built);
    assert_eq!(built.refused(AGENT, command), "draft.empathy_boundary");
}

#[test]
fn the_fixed_acknowledgement_may_go_out_and_is_no_answer() {
    let mut built = CaseBuilder::upset();
    let mut proposal = built.reply_to(CUSTOMER);
    proposal.purpose = Purpose::Acknowledgement;
    assert_eq!(
        built.refused(Actor::System, Command::ProposeDraft(proposal.clone())),
        "draft.purpose"
    );
    built.settings.acknowledges = true;
    built.must(Actor::System, Command::ProposeDraft(proposal));
    let draft = built.case.drafts[0].id;
    let message = built.approve(draft);
    built.deliver(message);
    assert!(built.case.is_inside_boundary());
    assert_eq!(built.case.our_replies().count(), 1);
}
