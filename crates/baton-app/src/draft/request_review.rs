//! `POST /drafts/{id}/request-review`: somebody with more authority is to look at it.

use baton_domain::actor::Role;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::review::RequestReview;
use baton_domain::id::DraftId;
use baton_domain::time::Span;
use baton_domain::verdict::Ruling;
use baton_store::Tx;
use baton_store::event::Stamp;

use super::approve::then;
use super::{Drafted, NewThen, ask, open};
use crate::app::App;
use crate::call::Call;
use crate::caller::Caller;
use crate::case::change;
use crate::case::verb::text as keep_text;
use crate::error::AppError;
use crate::send::prepare::prepare;
use crate::verdict::{Judge, Question, unless_forbidden};

/// What whoever asks says.
#[derive(Debug, Clone, Default)]
pub struct NewReview {
    /// Why they ask.
    pub comment: Option<String>,
    /// What comes next once it is sent.
    pub then: NewThen,
    /// How long it can be taken back once it is approved.
    pub hold: Span,
}

/// Asks for a review: by the role that governance names, else by a supervisor.
///
/// # Errors
/// What rules and policy say; what nobody may send, nobody is asked about.
pub async fn request_review(
    app: &App,
    call: Call,
    draft: DraftId,
    new: NewReview,
) -> Result<Drafted, AppError> {
    let ask = ask(app, call, draft).await?;
    let (caller, judge) = (ask.call.caller.clone(), Judge::of(app));
    let change = change(app, ask, move |tx, stamp, case| {
        let (caller, judge, new) = (caller.clone(), judge.clone(), new.clone());
        Box::pin(async move { request(tx, stamp, case, draft, &caller, new, &judge).await })
    })
    .await?;
    Ok(Drafted { draft, change })
}

async fn request(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    draft_id: DraftId,
    caller: &Caller,
    new: NewReview,
    judge: &Judge,
) -> Result<Command, AppError> {
    let draft = open(case, draft_id)?;
    let prepared = prepare(tx, stamp, case, draft, None).await?;
    let question = Question::to_send(stamp.workspace, caller, case, draft, &prepared.text);
    let verdict = unless_forbidden(judge.judge(tx, &question).await?)?;
    let role = match verdict.ruling {
        Ruling::Review { role, .. } => role,
        Ruling::Allow | Ruling::Forbid { .. } => Role::Supervisor,
    };
    Ok(Command::RequestReview(RequestReview {
        draft_id,
        role,
        content: prepared.content,
        then: then(tx, stamp, case, new.then).await?,
        hold: new.hold,
        comment: keep_text(tx, stamp, case, new.comment, "/comment").await?,
    }))
}
