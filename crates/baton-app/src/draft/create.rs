//! `POST /cases/{id}/drafts`: wording of one's own, or a request that AI word something.

use std::sync::Arc;

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::draft::{Compose, ProposeDraft};
use baton_domain::draft::Origin;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, ConversationId, DraftId, ParticipantId};
use baton_domain::identity::IdentityLevel;
use baton_domain::message::Purpose;
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::part::{NewPart, TEXT};
use baton_store::{StoreError, Tx};

use super::line::{self, Line, Wanted};
use super::{Drafted, check_text};
use crate::app::App;
use crate::call::Call;
use crate::case::Change;
use crate::case::decide::{Asked, perform};
use crate::case::make::make;
use crate::error::AppError;
use crate::verdict::{Judge, Question, unless_forbidden};

/// What a new draft is to be.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// Who words it.
    pub words: Words,
    /// On which conversation; the one on which they wait, if none is named.
    pub conversation: Option<ConversationId>,
    /// To whom; whoever has waited longest, if nobody is named.
    pub to: Option<ParticipantId>,
    /// What its author had seen of the case; all of it if none is named.
    pub seen_sequence: Option<u64>,
}

/// Who words a draft.
#[derive(Debug, Clone)]
pub enum Words {
    /// The caller, like this.
    Own(String),
    /// AI, in a moment.
    Ai,
}

/// Creates a draft. The rules speak before policy: their refusals say more.
///
/// # Errors
/// [`AppError::Invalid`] for wording or a recipient that cannot be, else what rules and policy say.
pub async fn create(
    app: &App,
    call: Call,
    case: CaseId,
    new: NewDraft,
) -> Result<Drafted, AppError> {
    if let Words::Own(text) = &new.words {
        check_text(text)?;
    }
    let judge = Judge::of(app);
    let new = Arc::new(new);
    let made = make(app, call, case, move |tx, stamp, call, before| {
        let (new, judge) = (Arc::clone(&new), judge.clone());
        Box::pin(async move { create_in(tx, stamp, call, before, &new, &judge).await })
    });
    let (draft, change) = made.await?;
    Ok(Drafted { draft, change })
}

async fn create_in(
    tx: &mut Tx,
    stamp: &Stamp,
    call: &Call,
    case: &Case,
    new: &NewDraft,
    judge: &Judge,
) -> Result<(DraftId, Change), AppError> {
    let wanted = Wanted {
        conversation: new.conversation,
        to: new.to,
    };
    let line = line::find(tx, stamp, case, wanted).await?;
    let command = match &new.words {
        Words::Own(text) => propose(tx, stamp, case, line, text, new.seen_sequence).await?,
        Words::Ai => Command::Compose(Compose {
            purpose: Purpose::Reply,
            to: line.to,
            thread: line.thread,
            wait_id: None,
        }),
    };
    let asked = Asked {
        stamp: *stamp,
        caller: Some(&call.caller),
        seen_sequence: None,
    };
    let change = perform(tx, &asked, case, command).await?;
    let draft = change.events.iter().find_map(begun);
    let draft = draft.ok_or_else(|| StoreError::Record("a draft without an event".into()))?;
    let (actor, origin, text) = match (&new.words, stamp.actor) {
        (Words::Ai, _) => (Actor::Ai, Origin::Ai, ""),
        (Words::Own(text), actor @ Actor::Machine(_)) => (actor, Origin::Machine, text.as_str()),
        (Words::Own(text), actor) => (actor, Origin::Teammate, text.as_str()),
    };
    let question = Question {
        workspace: stamp.workspace,
        actor,
        roles: call.caller.roles(),
        action: Action::Draft,
        case,
        thread: line.thread,
        to: line.to,
        origin,
        purpose: Purpose::Reply,
        text,
        confidence: None,
        reviewed_by: &[],
    };
    unless_forbidden(judge.judge(tx, &question).await?)?;
    Ok((draft, change))
}

/// The draft that an event begins.
const fn begun(event: &Event) -> Option<DraftId> {
    if let Event::DraftProposed(proposed) = event {
        Some(proposed.draft_id)
    } else if let Event::DraftComposing(composing) = event {
        Some(composing.draft_id)
    } else {
        None
    }
}

async fn propose(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    line: Line,
    text: &str,
    based_on_sequence: Option<u64>,
) -> Result<Command, AppError> {
    let about = crate::case::contacts(case);
    let part = NewPart {
        media: TEXT,
        content: text.as_bytes(),
        about: &about,
    };
    Ok(Command::ProposeDraft(ProposeDraft {
        draft_id: None,
        purpose: Purpose::Reply,
        to: line.to,
        thread: line.thread,
        text: tx.put_part(stamp.workspace, stamp.at, part).await?,
        language: None,
        based_on_sequence,
        confidence: None,
        citations: Vec::new(),
        flags: Vec::new(),
        identity_floor: IdentityLevel::Unverified,
        model: None,
        model_call: None,
        wait_id: None,
    }))
}
