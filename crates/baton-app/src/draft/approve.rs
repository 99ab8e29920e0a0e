//! `POST /drafts/{id}/approve`: a person lets it go, or it goes to whoever governance asks for.
//!
//! The exact message is made, judged and authorised in one unit. Approving the same twice is one
//! approval, also after it was sent.

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::send::Authorise;
use baton_domain::id::DraftId;
use baton_domain::part::PartRef;
use baton_domain::refusal::{DraftRefusal, Refusal};
use baton_domain::send::{SendState, Then};
use baton_domain::time::Span;
use baton_domain::wait::WaitRequest;
use baton_store::Tx;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};

use super::{Drafted, ask, check_text, open};
use crate::app::App;
use crate::call::Call;
use crate::caller::Caller;
use crate::case::decide::Ask;
use crate::case::verb::{NewWait, text as keep_text};
use crate::case::{Change, change};
use crate::error::AppError;
use crate::send::content::Content;
use crate::send::prepare::prepare;
use crate::verdict::{Judge, Question};

/// What a person who approves says.
#[derive(Debug, Clone)]
pub struct Approval {
    /// The wording, if it was changed in the same step.
    pub text: Option<String>,
    /// What they have seen of the case.
    pub seen_sequence: u64,
    /// What comes next once it is sent.
    pub then: NewThen,
    /// How long it can be taken back.
    pub hold: Span,
}

/// What comes next once a message is sent.
#[derive(Debug, Clone, Default)]
pub enum NewThen {
    /// We wait for somebody.
    Wait(NewWait),
    /// It is answered: resolved now, closed if nobody objects.
    Resolve {
        /// After how many days without objection.
        closes_in_days: Option<u16>,
    },
    /// It stays with us.
    #[default]
    NextStep,
}

/// Approves a draft.
///
/// # Errors
/// `draft.stale` if somebody outside wrote, something was sent or the draft changed since; what
/// else rules and policy say.
pub async fn approve(
    app: &App,
    call: Call,
    draft: DraftId,
    approval: Approval,
) -> Result<Drafted, AppError> {
    if let Some(text) = &approval.text {
        check_text(text)?;
    }
    let ask = ask(app, call, draft).await?;
    let (caller, wording, asked) = (ask.call.caller.clone(), approval.text.clone(), ask.clone());
    let judge = Judge::of(app);
    let approved = change(app, ask, move |tx, stamp, case| {
        let (caller, approval, judge) = (caller.clone(), approval.clone(), judge.clone());
        Box::pin(async move { authorise(tx, stamp, case, draft, &caller, approval, &judge).await })
    })
    .await;
    match approved {
        Err(AppError::Refused(Refusal::Draft(DraftRefusal::Closed))) => {
            sent_before(app, &asked, draft, wording).await
        }
        approved => Ok(Drafted {
            draft,
            change: approved?,
        }),
    }
}

async fn authorise(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    draft_id: DraftId,
    caller: &Caller,
    approval: Approval,
    judge: &Judge,
) -> Result<Command, AppError> {
    let draft = open(case, draft_id)?;
    let prepared = prepare(tx, stamp, case, draft, approval.text.as_deref()).await?;
    let question = Question::to_send(stamp.workspace, caller, case, draft, &prepared.text);
    let verdict = judge.judge(tx, &question).await?;
    let text = if prepared.is_changed {
        Some(wording(tx, stamp, case, &prepared.text).await?)
    } else {
        None
    };
    Ok(Command::Authorise(Authorise {
        draft_id,
        text,
        content: prepared.content,
        seen_sequence: approval.seen_sequence,
        then: then(tx, stamp, case, approval.then).await?,
        hold: approval.hold,
        verdict,
    }))
}

async fn wording(tx: &mut Tx, stamp: &Stamp, case: &Case, text: &str) -> Result<PartRef, AppError> {
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &about,
    };
    Ok(tx.put_part(stamp.workspace, stamp.at, part).await?)
}

/// What comes next, with its words kept as a part.
pub(crate) async fn then(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    then: NewThen,
) -> Result<Then, AppError> {
    Ok(match then {
        NewThen::NextStep => Then::NextStep,
        NewThen::Resolve { closes_in_days } => Then::Resolve { closes_in_days },
        NewThen::Wait(wait) => Then::Wait(WaitRequest {
            on: wait.on,
            reason: wait.reason.into(),
            participant_id: wait.participant,
            what: keep_text(tx, stamp, case, wait.what, "/then/wait/what").await?,
            due: wait.due,
            chase: wait.chase,
        }),
    })
}

/// The same approval again, of a draft that has left meanwhile.
async fn sent_before(
    app: &App,
    ask: &Ask,
    draft: DraftId,
    wording: Option<String>,
) -> Result<Drafted, AppError> {
    let closed = || AppError::Refused(DraftRefusal::Closed.into());
    let (workspace, case) = (ask.call.caller.workspace, ask.case);
    let actor = ask.call.caller.actor();
    let (case, sent) = app
        .db
        .read(move |reader| {
            Box::pin(async move {
                let case = reader
                    .case(workspace, case)
                    .await?
                    .ok_or(AppError::NotFound)?;
                let sent = match sent_by(&case, draft, actor) {
                    Some(content) => reader.part(workspace, content.id).await?,
                    None => None,
                };
                Ok::<_, AppError>((case, sent))
            })
        })
        .await?;
    let sent = sent.and_then(|part| part.body).ok_or_else(closed)?;
    let sent = Content::from_bytes(&sent.content).ok_or_else(closed)?;
    if wording.is_some_and(|wording| wording != sent.text) {
        return Err(closed());
    }
    Ok(Drafted {
        draft,
        change: Change {
            case,
            events: Vec::new(),
            is_replay: true,
        },
    })
}

fn sent_by(case: &Case, draft: DraftId, actor: Actor) -> Option<PartRef> {
    case.sends
        .iter()
        .find(|send| {
            send.draft_id == draft && send.state == SendState::Sent && send.approved_by == actor
        })
        .map(|send| send.content)
}
