//! `POST /reviews/{id}/decide`: never by whoever worded it or asked, only with the role.
//!
//! Approving authorises exactly what was submitted, if governance still agrees: words to leave, or
//! an action to be done.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::review::{DecideReview, ReviewDecision};
use baton_domain::id::{ActionId, CaseId, ReviewId};
use baton_domain::part::Commitment;
use baton_domain::refusal::ReviewRefusal;
use baton_domain::review::{Review, Reviewed};
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};
use baton_store::{StoreError, Tx};

use crate::act::{self, ActionApproval};
use crate::app::App;
use crate::call::Call;
use crate::caller::Caller;
use crate::case::decide::Ask;
use crate::case::verb::text as keep_text;
use crate::case::{Change, change};
use crate::error::{AppError, Invalid};
use crate::send::Content;
use crate::verdict::{Judge, Question, unless_forbidden};

/// What a decider says.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Yes, no, or like this.
    pub ruling: Ruling,
    /// In their words.
    pub comment: Option<String>,
    /// What they have seen of the case; not checked if none is named.
    pub seen_sequence: Option<u64>,
    /// For an action: the commitment of the parameters they have seen; not checked if none is named.
    pub parameters_hash: Option<Commitment>,
}

/// Yes, no, or like this.
#[derive(Debug, Clone)]
pub enum Ruling {
    /// It leaves exactly as it was submitted.
    Approve,
    /// It does not leave.
    Reject,
    /// It should say this; whoever asked accepts.
    Change(String),
}

/// A review that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The review.
    pub review: ReviewId,
    /// What it was about.
    pub about: Reviewed,
    /// The case afterwards, and what happened.
    pub change: Change,
}

/// Decides a review.
///
/// # Errors
/// `review.four_eyes`, `review.role`, and what else rules and policy say.
pub async fn decide(
    app: &App,
    call: Call,
    review: ReviewId,
    decision: Decision,
) -> Result<Decided, AppError> {
    let workspace = call.caller.workspace;
    let found = app
        .db
        .read(move |reader| Box::pin(async move { reader.review(workspace, review).await }))
        .await?;
    let (case, about) = found.ok_or(AppError::NotFound)?;
    let change = match about {
        Reviewed::Draft(_) => decide_draft(app, call, (case, review), decision).await?,
        Reviewed::Action(action) => decide_action(app, call, action, decision).await?,
    };
    Ok(Decided {
        review,
        about,
        change,
    })
}

/// Whether exactly this is done: the same approval and rejection as on the action itself.
async fn decide_action(
    app: &App,
    call: Call,
    action: ActionId,
    decision: Decision,
) -> Result<Change, AppError> {
    let acted = match decision.ruling {
        Ruling::Approve => {
            let approval = ActionApproval {
                parameters_hash: decision.parameters_hash,
                seen_sequence: decision.seen_sequence,
                comment: decision.comment,
            };
            act::approve(app, call, action, approval).await?
        }
        Ruling::Reject => act::reject(app, call, action, decision.comment).await?,
        Ruling::Change(_) => return Err(Invalid::at("/decision", "review.action").into()),
    };
    Ok(acted.change)
}

async fn decide_draft(
    app: &App,
    call: Call,
    (case, review): (CaseId, ReviewId),
    decision: Decision,
) -> Result<Change, AppError> {
    if decision.parameters_hash.is_some() {
        return Err(Invalid::at("/parameters_hash", "review.draft").into());
    }
    if let Ruling::Change(text) = &decision.ruling {
        crate::draft::check_text(text)?;
    }
    let (caller, judge) = (call.caller.clone(), Judge::of(app));
    let ask = Ask {
        call,
        case,
        seen_sequence: None,
    };
    change(app, ask, move |tx, stamp, case| {
        let (caller, judge, decision) = (caller.clone(), judge.clone(), decision.clone());
        Box::pin(async move { command(tx, stamp, case, review, &caller, decision, &judge).await })
    })
    .await
}

async fn command(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    review_id: ReviewId,
    caller: &Caller,
    decision: Decision,
    judge: &Judge,
) -> Result<Command, AppError> {
    let review = case
        .review(review_id)
        .ok_or(AppError::Refused(ReviewRefusal::NotOpen.into()))?;
    let ruling = match decision.ruling {
        Ruling::Approve => {
            check(tx, stamp, case, review, caller, judge).await?;
            ReviewDecision::Approve
        }
        Ruling::Reject => ReviewDecision::Reject,
        Ruling::Change(text) => {
            let about = crate::case::contacts(case);
            let part = NewPart {
                media: TEXT,
                content: text.as_bytes(),
                about: &about,
            };
            let text = tx.put_part(stamp.workspace, stamp.at, part).await?;
            ReviewDecision::Change { text }
        }
    };
    Ok(Command::DecideReview(DecideReview {
        review_id,
        decision: ruling,
        seen_sequence: decision.seen_sequence,
        comment: keep_text(tx, stamp, case, decision.comment, "/comment").await?,
    }))
}

/// Governance may have become stricter since it was asked.
async fn check(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    review: &Review,
    caller: &Caller,
    judge: &Judge,
) -> Result<(), AppError> {
    let Some(draft) = case.draft(review.draft_id) else {
        return Ok(());
    };
    let submitted = tx
        .part(stamp.workspace, review.content.id)
        .await?
        .and_then(|part| part.body);
    let erased = Invalid::at("/decision", "draft.erased");
    let submitted = submitted.ok_or(erased)?;
    let submitted = Content::from_bytes(&submitted.content)
        .ok_or_else(|| StoreError::Record(format!("the content of {}", review.id)))?;
    let roles = match review.requested_by {
        Actor::Teammate(id) => {
            let requester = tx.teammate(stamp.workspace, id).await?;
            requester
                .map(|requester| requester.roles)
                .unwrap_or_default()
        }
        Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => Vec::new(),
    };
    let question = Question {
        workspace: stamp.workspace,
        actor: review.requested_by,
        roles: &roles,
        action: Action::Send,
        case,
        thread: draft.thread,
        to: draft.to,
        origin: draft.origin,
        purpose: draft.purpose,
        text: &submitted.text,
        confidence: None,
        reviewed_by: caller.roles(),
    };
    unless_forbidden(judge.judge(tx, &question).await?).map(drop)
}
