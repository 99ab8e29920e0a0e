//! Random commands: three bytes say what is asked, of whom and about what, whatever the case is.

use baton_domain::actor::{Actor, Role};
use baton_domain::command::Command;
use baton_domain::command::draft::{
    Compose, EditDraft, FailCompose, ReaffirmDraft, RejectDraft, WithdrawDraft,
};
use baton_domain::command::ending::{Cancel, Resolve};
use baton_domain::command::intake::{
    RecallMessage, RecordElsewhere, ReviseMessage, UpdateDelivery,
};
use baton_domain::command::ledger::{
    EndPromise, JudgeMaterial, MakePromise, PromiseEnding, ReceiveMaterial, RequestMaterial,
};
use baton_domain::command::review::{DecideReview, RequestReview, ReviewDecision};
use baton_domain::command::send::{Outcome, RecordOutcome, SettleUnknown};
use baton_domain::command::transfer::{Merge, MoveOut};
use baton_domain::command::triage::{Classify, Correct};
use baton_domain::command::wait::{
    ChaseNow, ClockDue, CloseWait, NoAnswerNeeded, OpenWait, Settled, WaitDue,
};
use baton_domain::confidence::Confidence;
use baton_domain::draft::{ComposeFailure, DraftStatus};
use baton_domain::id::{CaseId, MessageId};
use baton_domain::material::{Judgement, MaterialStatus};
use baton_domain::message::{Delivery, Purpose};
use baton_domain::participant::Person;
use baton_domain::send::Then;
use baton_domain::sla::ClockKind;
use baton_domain::stage::Stage;
use baton_domain::testing::{
    AGENT, CUSTOMER, CaseBuilder, EXECUTOR, MACHINE, PARTNER, SUPERVISOR, allow, calm, forbid,
    rated, review, thanks, upset,
};
use baton_domain::time::Span;
use baton_domain::triage::{
    Correction, FailureClaim, Findings, Gist, Sentiment, TriageFailure, TriageOutcome, Urgency,
};
use baton_domain::wait::{ChasePlan, Party, RequestedWait, WaitRequest};

/// What is asked, and two numbers that choose among what there is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Which kind of step.
    pub(crate) kind: u8,
    /// Chooses the first object.
    pub(crate) first: u8,
    /// Chooses the second.
    pub(crate) second: u8,
}

/// What a step can be.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Receive,
    Classify,
    Correct,
    Compose,
    Propose,
    Edit,
    GiveUp,
    Reaffirm,
    RequestReview,
    Decide,
    Authorise,
    Deliver,
    Meddle,
    Wait,
    CloseWait,
    WaitDue,
    ChaseDue,
    ClockDue,
    Promise,
    Material,
    Revise,
    Resolve,
    Reopen,
    End,
    Act,
    Settings,
}

/// How often each kind is asked for: endings rarely, what leads to a message often.
const WEIGHTS: &[(Kind, u8)] = &[
    (Kind::Receive, 7),
    (Kind::Classify, 9),
    (Kind::Correct, 1),
    (Kind::Compose, 2),
    (Kind::Propose, 6),
    (Kind::Edit, 3),
    (Kind::GiveUp, 1),
    (Kind::Reaffirm, 1),
    (Kind::RequestReview, 2),
    (Kind::Decide, 3),
    (Kind::Authorise, 8),
    (Kind::Deliver, 9),
    (Kind::Meddle, 3),
    (Kind::Wait, 4),
    (Kind::CloseWait, 1),
    (Kind::WaitDue, 2),
    (Kind::ChaseDue, 2),
    (Kind::ClockDue, 1),
    (Kind::Promise, 2),
    (Kind::Material, 3),
    (Kind::Revise, 2),
    (Kind::Resolve, 1),
    (Kind::Reopen, 2),
    (Kind::End, 1),
    (Kind::Act, 6),
    (Kind::Settings, 1),
];

fn kind(step: Step) -> Kind {
    let total: u8 = WEIGHTS.iter().map(|(_, weight)| weight).sum();
    let mut left = step.kind % total;
    for (kind, weight) in WEIGHTS {
        if left < *weight {
            return *kind;
        }
        left -= weight;
    }
    Kind::Settings
}

pub(crate) fn pick<T: Clone>(items: &[T], by: u8) -> Option<T> {
    if items.is_empty() {
        None
    } else {
        items.get(usize::from(by) % items.len()).cloned()
    }
}

fn person(by: u8) -> Person {
    [CUSTOMER, CUSTOMER, EXECUTOR, PARTNER][usize::from(by % 4)]
}

fn actor(by: u8) -> Actor {
    [
        AGENT,
        AGENT,
        AGENT,
        SUPERVISOR,
        Actor::Ai,
        MACHINE,
        Actor::System,
    ][usize::from(by % 7)]
}

fn findings(built: &CaseBuilder, by: u8) -> Findings {
    let settles = built.case.waits.iter().map(|wait| wait.id).collect();
    match by % 16 {
        0 | 1 | 8..=15 => calm(),
        2 => upset(),
        3 => thanks(),
        4 => Findings {
            gist: Gist::Confirms,
            ..thanks()
        },
        5 => Findings {
            gist: Gist::ClaimsDone,
            settles,
            ..thanks()
        },
        6 => Findings {
            settles,
            urgency: rated(Urgency::Critical),
            ..calm()
        },
        _ => Findings {
            failure_claims: vec![FailureClaim::Late, FailureClaim::ProductDefect],
            frustration: Confidence::from_per_mille(400),
            ..calm()
        },
    }
}

fn wait_request(built: &CaseBuilder, by: u8) -> WaitRequest {
    let items: Vec<_> = built.case.materials.iter().map(|one| one.id).collect();
    let (on, reason) = match by % 8 {
        0 => (Party::Customer, RequestedWait::CustomerReply),
        1 => (Party::Customer, RequestedWait::CustomerMaterial { items }),
        2 => (Party::Executor, RequestedWait::ExecutorAction),
        3 => (Party::Partner, RequestedWait::PartnerResponse),
        4 => (Party::Us, RequestedWait::Verification),
        5 => (Party::Us, RequestedWait::Snooze),
        6 => (Party::System, RequestedWait::ExternalSystem),
        _ => (Party::Us, RequestedWait::InternalAction),
    };
    WaitRequest {
        on,
        reason,
        participant_id: None,
        what: None,
        due: Some(built.now.plus(Span::from_hours(i64::from(by) + 1))),
        chase: (by > 127).then_some(ChasePlan {
            after: Span::from_hours(1),
            every: Span::from_hours(2),
            most: 2,
        }),
    }
}

fn then(built: &CaseBuilder, by: u8) -> Then {
    match by % 4 {
        0 | 3 => Then::NextStep,
        1 => Then::Resolve {
            closes_in_days: None,
        },
        _ => Then::Wait(wait_request(built, by / 4)),
    }
}

/// Takes one step; what the rules refuse changes nothing.
pub(crate) fn take(built: &mut CaseBuilder, step: Step) {
    built.pass(Span::from_minutes(i64::from(step.second) * 7));
    if let Some((who, command)) = command(built, step) {
        let before = built.case.clone();
        if built.run(who, command).is_err() {
            assert_eq!(before, built.case, "a refusal changes nothing");
        }
    }
}

fn command(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    match kind(step) {
        Kind::Receive => Some((
            Actor::System,
            Command::Receive(built.message_from(person(step.first))),
        )),
        Kind::Classify => classify(built, step),
        Kind::Correct => Some(correct(built, step)),
        Kind::Compose
        | Kind::Propose
        | Kind::Edit
        | Kind::GiveUp
        | Kind::Reaffirm
        | Kind::RequestReview
        | Kind::Decide => wording(built, step),
        Kind::Authorise | Kind::Deliver | Kind::Meddle => sending(built, step),
        Kind::Wait | Kind::CloseWait | Kind::WaitDue | Kind::ChaseDue | Kind::ClockDue => {
            waiting(built, step)
        }
        Kind::Promise | Kind::Material | Kind::Revise => course(built, step),
        Kind::Act => crate::act_steps::act(built, step),
        Kind::Resolve | Kind::Reopen | Kind::End | Kind::Settings => ending(built, step),
    }
}

fn correct(built: &mut CaseBuilder, step: Step) -> (Actor, Command) {
    let reason = (step.second > 60).then(|| built.content());
    let correction = Correction {
        sentiment: Some(match step.first % 3 {
            0 | 1 => Sentiment::Neutral,
            _ => Sentiment::AtRisk,
        }),
        reason,
        ..Correction::default()
    };
    let command = Command::Correct(Correct { correction });
    (actor(step.second), command)
}

fn classify(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let first = *built.case.untriaged.first()?;
    let outcome = if step.second.is_multiple_of(20) {
        TriageOutcome::Failed {
            failure: TriageFailure::Timeout,
        }
    } else {
        TriageOutcome::Found(findings(built, step.first))
    };
    let command = Command::Classify(Classify {
        message_ids: vec![first.message_id],
        participant_id: first.participant_id,
        tenure_days: Some(u32::from(step.second) * 4),
        outcome,
    });
    Some((Actor::Ai, command))
}

fn wording(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let who = actor(step.second);
    let participants: Vec<_> = built.case.participants.clone();
    let to = pick(&participants, step.first)?;
    built.case.participant_who_is(CUSTOMER.who)?;
    let thread = pick(&built.case.lines, step.first)?.thread;
    let drafts = built.case.drafts.clone();
    let command = match kind(step) {
        Kind::Compose => Command::Compose(Compose {
            purpose: Purpose::Reply,
            to: to.id,
            thread,
            wait_id: None,
        }),
        Kind::Propose => {
            let composing = drafts
                .iter()
                .find(|draft| draft.status == DraftStatus::Composing);
            let mut proposal = built.reply_to(CUSTOMER);
            proposal.to = to.id;
            proposal.purpose = match step.second % 5 {
                0 => Purpose::StandDown,
                1 => Purpose::Survey,
                2 => Purpose::Chase,
                _ => Purpose::Reply,
            };
            if let Some(draft) = composing {
                proposal.draft_id = Some(draft.id);
                proposal.to = draft.to;
                proposal.thread = draft.thread;
                proposal.purpose = draft.purpose;
            }
            proposal.wait_id = pick(&built.case.waits, step.first).map(|wait| wait.id);
            Command::ProposeDraft(proposal)
        }
        Kind::Edit => {
            let draft = pick(&drafts, step.first)?;
            Command::EditDraft(EditDraft {
                draft_id: draft.id,
                version: draft.version,
                text: built.content(),
            })
        }
        Kind::GiveUp => match step.second % 3 {
            0 => Command::RejectDraft(RejectDraft {
                draft_id: pick(&drafts, step.first)?.id,
                reason: None,
            }),
            1 => Command::WithdrawDraft(WithdrawDraft {
                draft_id: pick(&drafts, step.first)?.id,
            }),
            _ => Command::FailCompose(FailCompose {
                draft_id: pick(&drafts, step.first)?.id,
                reason: ComposeFailure::NoPassage,
                tried: None,
            }),
        },
        Kind::Reaffirm => Command::ReaffirmDraft(ReaffirmDraft {
            draft_id: pick(&drafts, step.first)?.id,
            seen_sequence: built.case.sequence,
        }),
        Kind::RequestReview => Command::RequestReview(RequestReview {
            draft_id: pick(&drafts, step.first)?.id,
            role: Role::Supervisor,
            content: built.content(),
            then: then(built, step.second),
            hold: Span::ZERO,
            comment: None,
        }),
        _ => {
            let review_id = pick(&built.case.reviews, step.first)?.id;
            let decision = match step.second % 4 {
                0 => ReviewDecision::Reject,
                1 => ReviewDecision::Change {
                    text: built.content(),
                },
                _ => ReviewDecision::Approve,
            };
            let command = Command::DecideReview(DecideReview {
                review_id,
                decision,
                seen_sequence: None,
                comment: None,
            });
            return Some((SUPERVISOR, command));
        }
    };
    Some((who, command))
}

fn sending(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let message = pick(&built.case.sends, step.first).map(|send| send.message_id);
    match kind(step) {
        Kind::Authorise => {
            let draft = pick(&built.case.drafts.clone(), step.first)?;
            let mut approval = built.approval(draft.id);
            approval.then = then(built, step.second);
            approval.verdict = match step.second % 9 {
                0 => review(),
                1 => forbid(),
                _ => allow(),
            };
            approval.hold = Span::from_seconds(i64::from(step.first / 8));
            approval.text = (step.second.is_multiple_of(5)).then(|| built.content());
            Some((actor(step.first), Command::Authorise(approval)))
        }
        Kind::Deliver => {
            let send = pick(&built.case.sends, step.first)?;
            let outcome = match step.second % 5 {
                0 => Outcome::Failed {
                    reason: "refused".parse().ok()?,
                    retry_at: None,
                },
                1 => Outcome::Failed {
                    reason: "busy".parse().ok()?,
                    retry_at: Some(built.now.plus(Span::from_seconds(2))),
                },
                2 => Outcome::Unknown {
                    reason: "timeout".parse().ok()?,
                },
                _ => Outcome::Sent { provider_id: None },
            };
            if step.first < 200 {
                let begun = built.run(Actor::System, Command::BeginSend(send.message_id));
                drop(begun);
            }
            let command = Command::RecordOutcome(RecordOutcome {
                message_id: send.message_id,
                attempt: None,
                outcome,
            });
            Some((Actor::System, command))
        }
        _ => Some(match step.second % 4 {
            0 => (AGENT, Command::TakeBack(message?)),
            1 => (
                AGENT,
                Command::SettleUnknown(SettleUnknown {
                    message_id: message?,
                    has_left: step.first.is_multiple_of(2),
                }),
            ),
            2 => (
                Actor::System,
                Command::UpdateDelivery(UpdateDelivery {
                    message_id: message?,
                    delivery: Delivery::Bounced,
                }),
            ),
            _ => (Actor::System, Command::BeginSend(message?)),
        }),
    }
}

fn waiting(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let wait = pick(&built.case.waits, step.first);
    let command = match kind(step) {
        Kind::Wait => Command::Wait(OpenWait {
            wait: wait_request(built, step.first),
        }),
        Kind::CloseWait => Command::CloseWait(CloseWait {
            wait_id: wait?.id,
            settled: if step.second.is_multiple_of(2) {
                Settled::Done
            } else {
                Settled::Dropped
            },
        }),
        Kind::WaitDue => {
            built.pass(Span::from_days(i64::from(step.second % 9)));
            Command::WaitDue(WaitDue { wait_id: wait?.id })
        }
        Kind::ChaseDue => {
            let wait = wait?;
            Command::ChaseDue(ChaseNow {
                wait_id: wait.id,
                chase: wait.chases + 1,
            })
        }
        _ => match step.second % 2 {
            0 => Command::NoAnswerNeeded(NoAnswerNeeded {
                participant_id: None,
                message_ids: Vec::new(),
            }),
            _ => Command::ClockDue(ClockDue {
                clock: pick(&ClockKind::ALL, step.first)?,
            }),
        },
    };
    let who = match &command {
        Command::WaitDue(_) | Command::ChaseDue(_) | Command::ClockDue(_) => Actor::System,
        _ => actor(step.second),
    };
    Some((who, command))
}

fn course(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    let to = pick(&built.case.participants, step.first)?.id;
    let command = match (kind(step), step.second % 4) {
        (Kind::Promise, 0) => Command::Promise(MakePromise {
            to,
            text: built.content(),
            due: built.now.plus(Span::from_hours(i64::from(step.first))),
            source_message_id: None,
        }),
        (Kind::Promise, _) => Command::EndPromise(EndPromise {
            promise_id: pick(&built.case.promises, step.first)?.id,
            ending: match step.first % 3 {
                0 => PromiseEnding::Kept,
                1 => PromiseEnding::Due,
                _ => PromiseEnding::Withdrawn,
            },
        }),
        (Kind::Material, 0) => Command::RequestMaterial(RequestMaterial {
            from: to,
            what: built.content(),
            is_required: step.first.is_multiple_of(2),
        }),
        (Kind::Material, 1) => Command::ReceiveMaterial(ReceiveMaterial {
            material_id: pick(&built.case.materials, step.first)?.id,
            content: built.content(),
            message_id: None,
        }),
        (Kind::Material, _) => Command::JudgeMaterial(JudgeMaterial {
            material_id: built
                .case
                .materials
                .iter()
                .find(|material| material.status == MaterialStatus::Received)?
                .id,
            judgement: if step.first.is_multiple_of(3) {
                Judgement::Rejected
            } else {
                Judgement::Accepted
            },
            reason: None,
        }),
        (_, 0) => Command::RecordElsewhere(RecordElsewhere {
            message_id: MessageId::from_bits(u128::from(step.first)),
            participant_id: to,
            thread: pick(&built.case.lines, step.first)?.thread,
            content: built.content(),
        }),
        (_, 1) => Command::ReviseMessage(ReviseMessage {
            message_id: known_message(built, step.first)?,
            participant_id: to,
            content: built.content(),
        }),
        (_, 2) => Command::RecallMessage(RecallMessage {
            message_id: known_message(built, step.first)?,
            participant_id: to,
        }),
        _ => {
            let other = CaseId::from_bits(2);
            let message_id = known_message(built, step.first)?;
            Command::MoveOut(MoveOut {
                message_id,
                to: other,
            })
        }
    };
    Some((AGENT, command))
}

fn known_message(built: &CaseBuilder, by: u8) -> Option<MessageId> {
    let known: Vec<_> = built
        .case
        .our_replies()
        .flat_map(|wait| wait.unanswered().iter().map(|message| message.message_id))
        .collect();
    pick(&known, by)
}

fn ending(built: &mut CaseBuilder, step: Step) -> Option<(Actor, Command)> {
    match kind(step) {
        Kind::Resolve => Some((AGENT, Command::Resolve(Resolve::default()))),
        Kind::Reopen => Some((AGENT, Command::Reopen)),
        Kind::End => Some((
            AGENT,
            match step.second % 6 {
                0 | 1 => Command::Cancel(Cancel::default()),
                2 => Command::Close,
                3 if step.first > 220 => Command::Merge(Merge {
                    into: CaseId::from_bits(2),
                }),
                _ => return None,
            },
        )),
        _ => {
            built.settings.is_paused = step.second.is_multiple_of(8);
            built.settings.stage = match step.first % 4 {
                0 => Stage::Off,
                1 => Stage::Auto,
                _ => Stage::Draft,
            };
            None
        }
    }
}
