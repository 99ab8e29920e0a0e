//! The triage job: the engine says what a sender wants, the case decides what follows.

use std::collections::BTreeMap;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::ledger::ReceiveMaterial;
use baton_domain::command::triage::Classify;
use baton_domain::empathy::{self, BoundaryReason, Circumstances};
use baton_domain::id::{
    CaseId, ContactId, MaterialId, MessageId, PartId, ParticipantId, WaitId, WorkspaceId,
};
use baton_domain::participant::Who;
use baton_domain::promise::PromiseStatus;
use baton_domain::settings::Settings;
use baton_domain::triage::{Findings, Gist, TriageOutcome};
use baton_domain::wait::WaitKind;
use baton_store::event::Stamp;
use baton_store::job::Claim;
use baton_store::part::{JSON, NewPart};
use baton_store::{Reader, StoreError, Tx};
use serde::Deserialize;
use serde_json::Value;

use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::learn;
use crate::ports::triage::TriageContext;

/// Messages that are classified together at most: what one sender wrote within a short silence.
const MAX_TOGETHER: usize = 20;

/// Earlier messages of a sender that the engine hears of at most.
const MAX_PREVIOUS: usize = 12;

/// The direction of what came in.
const INBOUND: &str = "inbound";

#[derive(Debug, Clone, Copy, Deserialize)]
struct Payload {
    case: CaseId,
    participant: ParticipantId,
}

/// What is to be classified.
struct Task {
    message_ids: Vec<MessageId>,
    text: String,
    context: TriageContext,
    files: Vec<(MessageId, PartId)>,
}

/// Runs the triage job. Nothing is left to do if the messages were classified in the meantime.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let payload: Payload = crate::case::payload(claim)?;
    let stamp = Stamp {
        workspace: claim.workspace,
        at: app.clock.now(),
        actor: Actor::Ai,
    };
    let task = app
        .db
        .peek(move |reader| Box::pin(task(reader, stamp, payload)))
        .await?;
    let Some(task) = task else {
        return finish(app, claim).await;
    };
    let known = task.context.clone();
    let (engine, context) = learn::prepare(app, claim.workspace, &task.text, known).await?;
    let understood = engine.understand(&task.text, &context);
    let claim = claim.clone();
    let task = std::sync::Arc::new(task);
    app.db
        .write(move |tx| {
            let (claim, task, understood) = (claim.clone(), task.clone(), understood.clone());
            Box::pin(async move {
                let case = tx
                    .case(stamp.workspace, payload.case)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let outcome = match understood {
                    Ok(understood) => {
                        let about = crate::case::contacts(&case);
                        let detail = understood.detail.to_string();
                        let part = NewPart {
                            media: JSON,
                            content: detail.as_bytes(),
                            about: &about,
                        };
                        let detail = tx.put_part(stamp.workspace, stamp.at, part).await?;
                        let mut findings = understood.findings;
                        findings.detail = Some(detail);
                        findings.settles = settles(&case, payload.participant, &findings);
                        TriageOutcome::Found(findings)
                    }
                    Err(failure) => TriageOutcome::Failed { failure },
                };
                let command = Command::Classify(Classify {
                    message_ids: task.message_ids.clone(),
                    participant_id: payload.participant,
                    tenure_days: task.context.tenure_days,
                    outcome,
                });
                let change = perform(tx, &Asked::own(stamp), &case, command).await?;
                hand_in(tx, stamp, change.case, payload.participant, &task.files).await?;
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

/// What the workspace's engine makes of a text, and why a person would answer it first by this workspace's
/// rules. Stored nowhere; nothing if the engine does not answer.
pub async fn preview(
    app: &App,
    workspace: WorkspaceId,
    text: String,
    context: TriageContext,
) -> Result<Option<(Value, Vec<BoundaryReason>)>, StoreError> {
    let (engine, context) = learn::prepare(app, workspace, &text, context).await?;
    let known = Circumstances {
        tenure_days: context.tenure_days,
        is_past_a_promise: context.has_broken_promise,
    };
    let understood = tokio::task::spawn_blocking(move || engine.understand(&text, &context));
    let Some(understood) = understood.await.ok().and_then(Result::ok) else {
        return Ok(None);
    };
    let reasons = empathy::reasons(&understood.findings, known, &Settings::default());
    Ok(Some((understood.detail, reasons)))
}

/// The waits on this participant that what they wrote answers: an answer, not an "ok".
fn settles(case: &Case, participant: ParticipantId, findings: &Findings) -> Vec<WaitId> {
    let is_answer = match findings.gist {
        Gist::Asks | Gist::ClaimsDone | Gist::Confirms => true,
        Gist::Thanks | Gist::Automatic => false,
    };
    let is_claim = findings.gist == Gist::ClaimsDone;
    case.waits
        .iter()
        .filter(|wait| is_answer && wait.participant_id == Some(participant))
        .filter(|wait| match wait.reason.kind() {
            WaitKind::CustomerReply | WaitKind::PartnerResponse => true,
            WaitKind::ExecutorAction => is_claim,
            _ => false,
        })
        .map(|wait| wait.id)
        .collect()
}

/// Takes the files of a message in as what was asked of its writer, in the order it was asked: a
/// teammate judges each.
async fn hand_in(
    tx: &mut Tx,
    stamp: Stamp,
    mut case: Case,
    from: ParticipantId,
    files: &[(MessageId, PartId)],
) -> Result<(), AppError> {
    let awaited: Vec<MaterialId> = case
        .materials
        .iter()
        .filter(|material| material.from == from && material.status.is_awaited())
        .map(|material| material.id)
        .collect();
    if !case.is_open() {
        return Ok(());
    }
    for (material_id, (message, file)) in awaited.into_iter().zip(files) {
        let Some(part) = tx.part(stamp.workspace, *file).await? else {
            continue;
        };
        let command = Command::ReceiveMaterial(ReceiveMaterial {
            material_id,
            content: part.reference,
            message_id: Some(*message),
        });
        case = perform(tx, &Asked::own(stamp), &case, command).await?.case;
    }
    Ok(())
}

async fn finish(app: &App, claim: &Claim) -> Result<(), AppError> {
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move { tx.complete(&claim).await.map_err(AppError::from) })
        })
        .await
}

async fn task(
    reader: &mut Reader,
    stamp: Stamp,
    payload: Payload,
) -> Result<Option<Task>, StoreError> {
    let Some(case) = reader.case(stamp.workspace, payload.case).await? else {
        return Ok(None);
    };
    let message_ids: Vec<_> = case
        .untriaged
        .iter()
        .filter(|untriaged| untriaged.participant_id == payload.participant)
        .map(|untriaged| untriaged.message_id)
        .take(MAX_TOGETHER)
        .collect();
    if message_ids.is_empty() {
        return Ok(None);
    }
    let mut texts = BTreeMap::new();
    for id in &message_ids {
        let Some(row) = reader.message(stamp.workspace, *id).await? else {
            continue;
        };
        let Some(part) = row.text else { continue };
        texts.insert(
            *id,
            reader
                .part_text(stamp.workspace, part)
                .await?
                .unwrap_or_default(),
        );
    }
    let text = texts.into_values().collect::<Vec<_>>().join("\n");
    let mut context = context(reader, stamp, &case, payload.participant).await?;
    if case.is_triaged {
        context.previous =
            previous(reader, stamp, &case, payload.participant, &message_ids).await?;
    }
    let is_asked = case
        .materials
        .iter()
        .any(|material| material.from == payload.participant);
    let files = if is_asked {
        files(reader, stamp, &message_ids).await?
    } else {
        Vec::new()
    };
    Ok(Some(Task {
        message_ids,
        text,
        context,
        files,
    }))
}

/// What they wrote before in this case, oldest first.
async fn previous(
    reader: &mut Reader,
    stamp: Stamp,
    case: &Case,
    writer: ParticipantId,
    now: &[MessageId],
) -> Result<Vec<String>, StoreError> {
    let Some(writer) = contact(case, writer) else {
        return Ok(Vec::new());
    };
    let messages = reader.case_messages(stamp.workspace, &[case.id]).await?;
    let earlier: Vec<PartId> = messages
        .into_iter()
        .filter(|message| message.direction == INBOUND && !now.contains(&message.id))
        .filter(|message| message.contact == Some(writer))
        .filter_map(|message| message.text)
        .collect();
    let mut texts = Vec::new();
    let skipped = earlier.len().saturating_sub(MAX_PREVIOUS);
    for part in earlier.into_iter().skip(skipped) {
        texts.extend(reader.part_text(stamp.workspace, part).await?);
    }
    Ok(texts)
}

/// The files of these messages, in order.
async fn files(
    reader: &mut Reader,
    stamp: Stamp,
    messages: &[MessageId],
) -> Result<Vec<(MessageId, PartId)>, StoreError> {
    let found = reader.attachments(stamp.workspace, messages).await?;
    let of = |message: &MessageId| {
        let files = found.get(message).into_iter().flatten();
        let message = *message;
        files
            .map(move |file| (message, file.id))
            .collect::<Vec<_>>()
    };
    Ok(messages.iter().flat_map(of).collect())
}

async fn context(
    reader: &mut Reader,
    stamp: Stamp,
    case: &Case,
    participant: ParticipantId,
) -> Result<TriageContext, StoreError> {
    let account = match contact(case, participant) {
        Some(contact) => reader.account(stamp.workspace, contact).await?,
        None => None,
    };
    Ok(TriageContext {
        tenure_days: account
            .as_ref()
            .and_then(|account| account.tenure_days(stamp.at)),
        tier: account.map(|account| account.tier),
        has_broken_promise: case
            .promises
            .iter()
            .any(|promise| promise.status == PromiseStatus::Broken),
        previous: Vec::new(),
        taught: None,
    })
}

fn contact(case: &Case, participant: ParticipantId) -> Option<ContactId> {
    case.participants
        .iter()
        .find(|other| other.id == participant)
        .and_then(|found| match found.who {
            Who::Contact(contact) => Some(contact),
            Who::Partner(_) | Who::Teammate(_) => None,
        })
}
