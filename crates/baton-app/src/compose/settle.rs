//! Recording what the composer said, in one unit with the job's end. Every rule is asked here.

use std::sync::Arc;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::draft::{FailCompose, ProposeDraft};
use baton_domain::draft::{Citation, ComposeFailure, Draft, DraftStatus, Origin};
use baton_domain::identity::IdentityLevel;
use baton_domain::part::PartRef;
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::job::Claim;
use baton_store::part::{JSON, NewPart, TEXT};
use baton_store::{StoreError, Tx};
use serde_json::json;

use super::word::Payload;
use crate::app::App;
use crate::case::decide::{Asked, perform};
use crate::error::AppError;
use crate::ports::composer::{Cited, Composed, NotComposed};
use crate::ports::retrieval::Passage;
use crate::verdict::{Judge, Question, unless_forbidden};

/// What was tried in vain.
#[derive(Debug, Clone)]
pub(super) struct Tried {
    /// Why it failed.
    pub(super) failure: NotComposed,
    /// The passages that were looked at.
    pub(super) passages: Vec<Passage>,
}

impl Tried {
    /// Nothing was tried.
    pub(super) const fn nothing(failure: NotComposed) -> Self {
        Self {
            failure,
            passages: Vec::new(),
        }
    }
}

/// How proposing ended.
enum Proposed {
    /// It is recorded, or there is nothing left to record.
    Done,
    /// An article was retired or changed meanwhile.
    Retired,
}

/// Proposes the wording as AI; where rules or policy no longer let it, the draft fails.
pub(super) async fn propose(
    app: &App,
    claim: &Claim,
    payload: Payload,
    composed: Composed,
) -> Result<(), AppError> {
    let (stamp, judge) = (super::stamp(app, claim), Judge::of(app));
    let (unit_claim, composed) = (claim.clone(), Arc::new(composed));
    let proposed = app.db.write(move |tx| {
        let (claim, judge, composed) = (unit_claim.clone(), judge.clone(), Arc::clone(&composed));
        Box::pin(async move {
            let Some((case, draft)) = composing(tx, &stamp, payload).await? else {
                tx.complete(&claim).await?;
                return Ok(Proposed::Done);
            };
            if !are_published(tx, &stamp, &composed.citations).await? {
                return Ok(Proposed::Retired);
            }
            judged(tx, &stamp, &judge, (&case, &draft), &composed).await?;
            let command = command(tx, &stamp, (&case, &draft), &composed).await?;
            perform(tx, &Asked::own(stamp), &case, command).await?;
            tx.complete(&claim).await?;
            Ok(Proposed::Done)
        })
    });
    let reason = match proposed.await {
        Ok(Proposed::Done) => return Ok(()),
        Ok(Proposed::Retired) => ComposeFailure::NoPassage,
        Err(AppError::Refused(_) | AppError::Forbidden { .. }) => ComposeFailure::GuardForbidden,
        Err(error) => return Err(error),
    };
    let tried = Tried::nothing(NotComposed::because(reason));
    fail(app, claim, payload, tried).await
}

/// Records that there is no wording, and why.
pub(super) async fn fail(
    app: &App,
    claim: &Claim,
    payload: Payload,
    tried: Tried,
) -> Result<(), AppError> {
    let stamp = super::stamp(app, claim);
    let (claim, tried) = (claim.clone(), Arc::new(tried));
    app.db
        .write(move |tx| {
            let (claim, tried) = (claim.clone(), Arc::clone(&tried));
            Box::pin(async move {
                if let Some((case, draft)) = composing(tx, &stamp, payload).await? {
                    let command = Command::FailCompose(FailCompose {
                        draft_id: draft.id,
                        reason: tried.failure.reason,
                        tried: kept(tx, &stamp, &case, &tried).await?,
                    });
                    perform(tx, &Asked::own(stamp), &case, command).await?;
                }
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

/// The case and its draft, if it still waits for wording.
async fn composing(
    tx: &mut Tx,
    stamp: &Stamp,
    payload: Payload,
) -> Result<Option<(Case, Draft)>, StoreError> {
    let case = tx.case(stamp.workspace, payload.case).await?;
    Ok(case.and_then(|case| {
        let draft = case.draft(payload.draft)?.clone();
        (draft.status == DraftStatus::Composing).then_some((case, draft))
    }))
}

/// Whether every cited version may still be cited.
async fn are_published(
    tx: &mut Tx,
    stamp: &Stamp,
    citations: &[Cited],
) -> Result<bool, StoreError> {
    for cited in citations {
        let article = tx.article(stamp.workspace, cited.article_id).await?;
        let published = article.and_then(|article| article.published_version);
        if published != Some(cited.version) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Asks governance about the wording itself.
async fn judged(
    tx: &mut Tx,
    stamp: &Stamp,
    judge: &Judge,
    (case, draft): (&Case, &Draft),
    composed: &Composed,
) -> Result<(), AppError> {
    let question = Question {
        workspace: stamp.workspace,
        actor: Actor::Ai,
        roles: &[],
        action: Action::Draft,
        case,
        thread: draft.thread,
        to: draft.to,
        origin: Origin::Ai,
        purpose: draft.purpose,
        text: &composed.text,
        confidence: Some(composed.confidence),
        reviewed_by: &[],
    };
    unless_forbidden(judge.judge(tx, &question).await?).map(drop)
}

async fn command(
    tx: &mut Tx,
    stamp: &Stamp,
    (case, draft): (&Case, &Draft),
    composed: &Composed,
) -> Result<Command, StoreError> {
    let text = content(tx, stamp, case, (TEXT, &composed.text)).await?;
    let model_call = match &composed.call {
        Some(call) => Some(content(tx, stamp, case, (JSON, &call.to_string())).await?),
        None => None,
    };
    let mut citations = Vec::with_capacity(composed.citations.len());
    for cited in &composed.citations {
        citations.push(Citation {
            article_id: cited.article_id,
            version: cited.version,
            passage: cited.passage,
            quote: Some(quote(tx, stamp, &cited.quote).await?),
        });
    }
    Ok(Command::ProposeDraft(ProposeDraft {
        draft_id: Some(draft.id),
        purpose: draft.purpose,
        to: draft.to,
        thread: draft.thread,
        text,
        language: Some(composed.language.clone()),
        based_on_sequence: None,
        confidence: Some(composed.confidence),
        citations,
        flags: composed.flags.clone(),
        identity_floor: IdentityLevel::Unverified,
        model: Some(composed.model.clone()),
        model_call,
        wait_id: draft.wait_id,
    }))
}

async fn content(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    (media, text): (&str, &str),
) -> Result<PartRef, StoreError> {
    let about = crate::case::contacts(case);
    let part = NewPart {
        media,
        content: text.as_bytes(),
        about: &about,
    };
    tx.put_part(stamp.workspace, stamp.at, part).await
}

/// The article's own words: about nobody.
async fn quote(tx: &mut Tx, stamp: &Stamp, text: &str) -> Result<PartRef, StoreError> {
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &[],
    };
    tx.put_part(stamp.workspace, stamp.at, part).await
}

/// What was tried, for whoever answers instead; nothing if nothing was.
async fn kept(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    tried: &Tried,
) -> Result<Option<PartRef>, StoreError> {
    let question = &tried.failure.clarifying_question;
    if question.is_none() && tried.passages.is_empty() {
        return Ok(None);
    }
    let passages: Vec<_> = tried
        .passages
        .iter()
        .map(|passage| {
            json!({"article_id": passage.article_id, "version": passage.version,
                "passage": passage.number, "why": passage.why})
        })
        .collect();
    let told = json!({"clarifying_question": question, "passages": passages}).to_string();
    content(tx, stamp, case, (JSON, &told)).await.map(Some)
}
