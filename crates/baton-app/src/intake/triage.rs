//! The triage job: the engine says what a sender wants, the case decides what follows.

use std::collections::BTreeMap;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::triage::Classify;
use baton_domain::id::{CaseId, ContactId, MessageId, ParticipantId, WaitId};
use baton_domain::participant::Who;
use baton_domain::promise::PromiseStatus;
use baton_domain::triage::{Findings, Gist, TriageOutcome};
use baton_domain::wait::WaitKind;
use baton_store::event::Stamp;
use baton_store::job::Claim;
use baton_store::part::{JSON, NewPart};
use baton_store::{Reader, StoreError};
use serde::Deserialize;

use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::ports::triage::TriageContext;

/// Messages that are classified together at most: what one sender wrote within a short silence.
const MAX_TOGETHER: usize = 20;

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
        .read(move |reader| Box::pin(task(reader, stamp, payload)))
        .await?;
    let Some(task) = task else {
        return finish(app, claim).await;
    };
    let understood = app.ports.triage.understand(&task.text, &task.context);
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
                perform(tx, &Asked::own(stamp), &case, command).await?;
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

/// The waits on this participant that what they wrote answers: an answer, not an "ok".
fn settles(case: &Case, participant: ParticipantId, findings: &Findings) -> Vec<WaitId> {
    let is_answer = match findings.gist {
        Gist::Asks | Gist::ClaimsDone | Gist::Confirms => true,
        Gist::Thanks | Gist::Automatic => false,
    };
    case.waits
        .iter()
        .filter(|wait| is_answer && wait.participant_id == Some(participant))
        .filter(|wait| {
            matches!(
                wait.reason.kind(),
                WaitKind::CustomerReply | WaitKind::PartnerResponse
            )
        })
        .map(|wait| wait.id)
        .collect()
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
    let context = context(reader, stamp, &case, payload.participant).await?;
    Ok(Some(Task {
        message_ids,
        text,
        context,
    }))
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
