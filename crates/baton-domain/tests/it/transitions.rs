//! The whole table: each situation a case can be in × each thing that can be asked of it.
//!
//! A cell says which events happen, or by which code it is refused. A change of any rule shows here.

use std::fmt::Write as _;

use baton_domain::actor::Actor;
use baton_domain::command::Command;
use baton_domain::command::draft::{Compose, EditDraft};
use baton_domain::command::ending::{Cancel, Resolve};
use baton_domain::command::intake::UpdateDelivery;
use baton_domain::command::review::{DecideReview, ReviewDecision};
use baton_domain::command::send::{Outcome, RecordOutcome};
use baton_domain::command::transfer::Merge;
use baton_domain::command::triage::{Classify, Correct};
use baton_domain::command::wait::{NoAnswerNeeded, OpenWait, WaitDue};
use baton_domain::id::{CaseId, DraftId, MessageId, ReviewId, WaitId};
use baton_domain::message::{Delivery, Purpose};
use baton_domain::testing::{
    AGENT, CUSTOMER, CaseBuilder, SUPERVISOR, calm, kinds, review, thanks, upset,
};
use baton_domain::time::Span;
use baton_domain::triage::{Correction, Sentiment, TriageOutcome};
use baton_domain::wait::{Party, RequestedWait, WaitRequest};

fn situations() -> Vec<(&'static str, CaseBuilder)> {
    let mut drafted = CaseBuilder::calm();
    let draft = drafted.propose(Actor::Ai, CUSTOMER);
    let mut in_review = drafted.clone();
    let mut approval = in_review.approval(draft);
    approval.verdict = review();
    in_review.must(AGENT, Command::Authorise(approval));
    let mut queued = drafted.clone();
    let message = queued.approve(draft);
    let mut sending = queued.clone();
    sending.must(Actor::System, Command::BeginSend(message));
    let mut unknown = sending.clone();
    let timeout = Outcome::Unknown {
        reason: "timeout".parse().unwrap(),
    };
    unknown.outcome(message, timeout);
    let mut answered = sending.clone();
    answered.outcome(message, Outcome::Sent { provider_id: None });
    let mut waiting = answered.clone();
    waiting.must(AGENT, wait(&answered));
    let mut resolved = answered.clone();
    resolved.must(AGENT, Command::Resolve(Resolve::default()));
    let mut closed = resolved.clone();
    closed.must(AGENT, Command::Close);
    let mut cancelled = waiting.clone();
    cancelled.must(AGENT, Command::Cancel(Cancel::default()));
    let mut merged = answered.clone();
    let into = CaseId::from_bits(2);
    merged.must(AGENT, Command::Merge(Merge { into }));
    vec![
        ("received", CaseBuilder::received()),
        ("triaged", CaseBuilder::calm()),
        ("inside the boundary", CaseBuilder::upset()),
        ("drafted by AI", drafted),
        ("in review", in_review),
        ("queued", queued),
        ("sending", sending),
        ("outcome unknown", unknown),
        ("answered", answered),
        ("waiting for the customer", waiting),
        ("resolved", resolved),
        ("closed", closed),
        ("cancelled", cancelled),
        ("merged", merged),
    ]
}

fn wait(built: &CaseBuilder) -> Command {
    Command::Wait(OpenWait {
        wait: WaitRequest {
            on: Party::Customer,
            reason: RequestedWait::CustomerReply,
            participant_id: None,
            what: None,
            due: Some(built.now.plus(Span::from_days(2))),
            chase: None,
        },
    })
}

fn questions(built: &mut CaseBuilder) -> Vec<(&'static str, Actor, Command)> {
    let draft_id = built
        .case
        .drafts
        .first()
        .map_or(DraftId::from_bits(0), |draft| draft.id);
    let message_id = built
        .case
        .sends
        .first()
        .map_or(MessageId::from_bits(0), |send| send.message_id);
    let to = built.participant(CUSTOMER);
    let thread = CaseBuilder::thread(CUSTOMER);
    let mut questions = vec![
        (
            "they write",
            Actor::System,
            Command::Receive(built.message_from(CUSTOMER)),
        ),
        (
            "not upset",
            AGENT,
            Command::Correct(Correct {
                correction: Correction {
                    sentiment: Some(Sentiment::Neutral),
                    reason: Some(built.content()),
                    ..Correction::default()
                },
            }),
        ),
        (
            "AI composes",
            Actor::Ai,
            Command::Compose(Compose {
                purpose: Purpose::Reply,
                to,
                thread,
                wait_id: None,
            }),
        ),
        (
            "AI proposes",
            Actor::Ai,
            Command::ProposeDraft(built.reply_to(CUSTOMER)),
        ),
        (
            "agent proposes",
            AGENT,
            Command::ProposeDraft(built.reply_to(CUSTOMER)),
        ),
        (
            "agent edits",
            AGENT,
            Command::EditDraft(EditDraft {
                draft_id,
                version: 1,
                text: built.content(),
            }),
        ),
        (
            "agent approves",
            AGENT,
            Command::Authorise(built.approval(draft_id)),
        ),
        ("agent takes back", AGENT, Command::TakeBack(message_id)),
        (
            "it begins to leave",
            Actor::System,
            Command::BeginSend(message_id),
        ),
    ];
    questions.extend(rest(built, message_id));
    for (name, findings) in [
        ("triage: calm", calm()),
        ("triage: upset", upset()),
        ("triage: thanks", thanks()),
    ] {
        let message_ids = built.case.untriaged.iter().map(|one| one.message_id);
        let command = Command::Classify(Classify {
            message_ids: message_ids.chain([MessageId::from_bits(0)]).collect(),
            participant_id: to,
            tenure_days: None,
            outcome: TriageOutcome::Found(findings),
        });
        questions.push((name, Actor::Ai, command));
    }
    questions
}

fn rest(built: &mut CaseBuilder, message_id: MessageId) -> Vec<(&'static str, Actor, Command)> {
    let review_id = built
        .case
        .reviews
        .first()
        .map_or(ReviewId::from_bits(0), |review| review.id);
    let wait_id = built
        .case
        .waits
        .first()
        .map_or(WaitId::from_bits(0), |wait| wait.id);
    let outcome = |outcome| {
        Command::RecordOutcome(RecordOutcome {
            message_id,
            attempt: None,
            outcome,
        })
    };
    vec![
        (
            "it left",
            Actor::System,
            outcome(Outcome::Sent { provider_id: None }),
        ),
        (
            "it did not leave",
            Actor::System,
            outcome(Outcome::Failed {
                reason: "refused".parse().unwrap(),
                retry_at: None,
            }),
        ),
        (
            "it came back",
            Actor::System,
            Command::UpdateDelivery(UpdateDelivery {
                message_id,
                delivery: Delivery::Bounced,
            }),
        ),
        (
            "supervisor approves",
            SUPERVISOR,
            Command::DecideReview(DecideReview {
                review_id,
                decision: ReviewDecision::Approve,
                seen_sequence: None,
                comment: None,
            }),
        ),
        ("wait for the customer", AGENT, wait(built)),
        (
            "the first wait is due",
            Actor::System,
            Command::WaitDue(WaitDue { wait_id }),
        ),
        (
            "no answer needed",
            AGENT,
            Command::NoAnswerNeeded(NoAnswerNeeded {
                participant_id: None,
                message_ids: Vec::new(),
            }),
        ),
        ("resolve", AGENT, Command::Resolve(Resolve::default())),
        ("close", AGENT, Command::Close),
        ("reopen", AGENT, Command::Reopen),
        ("cancel", AGENT, Command::Cancel(Cancel::default())),
        (
            "merge",
            AGENT,
            Command::Merge(Merge {
                into: CaseId::from_bits(2),
            }),
        ),
    ]
}

#[test]
fn the_table_of_transitions_is_as_reviewed() {
    let mut table = String::new();
    for (situation, built) in situations() {
        writeln!(table, "{situation}").unwrap();
        let mut asked = built.clone();
        for (question, who, command) in questions(&mut asked) {
            let mut tried = built.clone();
            tried.pass(Span::from_minutes(1));
            let answer = match tried.run(who, command) {
                Ok(decision) if decision.is_nothing() => "nothing".to_owned(),
                Ok(decision) => kinds(&decision).join(", "),
                Err(refusal) => format!("refused: {}", refusal.code()),
            };
            writeln!(table, "  {question}: {answer}").unwrap();
        }
    }
    insta::assert_snapshot!(table);
}

/// Triage of a message that came after each situation.
#[test]
fn the_table_of_what_triage_does_is_as_reviewed() {
    let mut table = String::new();
    for (situation, built) in situations() {
        let mut heard = built.clone();
        let message = heard.message_from(CUSTOMER);
        let Ok(_) = heard.run(Actor::System, Command::Receive(message)) else {
            continue;
        };
        writeln!(table, "{situation}, and they wrote").unwrap();
        for (name, findings) in [("calm", calm()), ("upset", upset()), ("thanks", thanks())] {
            let decisions = heard.clone().triage(findings);
            let events: Vec<_> = decisions.iter().flat_map(kinds).collect();
            writeln!(table, "  {name}: {}", events.join(", ")).unwrap();
        }
        let events: Vec<_> = heard.triage_fails().iter().flat_map(kinds).collect();
        writeln!(table, "  failed: {}", events.join(", ")).unwrap();
    }
    insta::assert_snapshot!(table);
}
