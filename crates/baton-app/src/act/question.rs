//! What governance says to an action together with the message that tells of it: decided once.

use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::draft::Origin;
use baton_domain::id::ParticipantId;
use baton_domain::message::{Purpose, Thread};
use baton_domain::verdict::{Ruling, Verdict};
use baton_policy::Action;
use baton_store::event::Stamp;
use baton_store::{Reader, StoreError};

use super::Parameters;
use crate::verdict::{ActionQuestion, Judge, Question};

/// What is to be judged.
pub(super) struct Wish<'a> {
    pub(super) case: &'a Case,
    /// Who asked for it, and their roles.
    pub(super) requester: Actor,
    pub(super) roles: &'a [Role],
    /// The roles of whoever else agrees.
    pub(super) reviewed_by: &'a [Role],
    pub(super) parameters: &'a Parameters,
    pub(super) participant: ParticipantId,
    pub(super) message: Option<Message<'a>>,
}

/// The message that tells of it.
pub(super) struct Message<'a> {
    pub(super) to: ParticipantId,
    pub(super) thread: Thread,
    pub(super) text: &'a str,
}

/// The stricter of what governance says to the action and to the message.
pub(super) async fn judge(
    reader: &mut Reader,
    stamp: &Stamp,
    judge: &Judge,
    wish: &Wish<'_>,
) -> Result<Verdict, StoreError> {
    let question = ActionQuestion {
        workspace: stamp.workspace,
        actor: wish.requester,
        roles: wish.roles,
        action: wish.parameters.governed(),
        case: wish.case,
        participant: Some(wish.participant),
        amount: wish.parameters.amount(),
        reviewed_by: wish.reviewed_by,
    };
    let action = judge.judge_action(reader, &question).await?;
    let Some(message) = &wish.message else {
        return Ok(action);
    };
    let question = Question {
        workspace: stamp.workspace,
        actor: wish.requester,
        roles: wish.roles,
        action: Action::Send,
        case: wish.case,
        thread: message.thread,
        to: message.to,
        origin: origin(wish.requester),
        purpose: Purpose::Reply,
        text: message.text,
        confidence: None,
        reviewed_by: wish.reviewed_by,
    };
    let send = judge.judge(reader, &question).await?;
    Ok(stricter(action, send))
}

const fn origin(requester: Actor) -> Origin {
    match requester {
        Actor::Teammate(_) => Origin::Teammate,
        Actor::Ai => Origin::Ai,
        Actor::Machine(_) | Actor::Contact(_) | Actor::System => Origin::Machine,
    }
}

fn stricter(one: Verdict, other: Verdict) -> Verdict {
    if strictness(&other.ruling) > strictness(&one.ruling) {
        other
    } else {
        one
    }
}

/// How much a ruling asks for; money is approved by approvers.
const fn strictness(ruling: &Ruling) -> u8 {
    match ruling {
        Ruling::Allow => 0,
        Ruling::Review { role, .. } => match role {
            Role::Approver => 3,
            Role::Supervisor => 2,
            Role::Agent | Role::Quality | Role::KnowledgeEditor | Role::Admin | Role::Auditor => 1,
        },
        Ruling::Forbid { .. } => 4,
    }
}
