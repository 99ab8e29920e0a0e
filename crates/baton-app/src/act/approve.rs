//! `POST /actions/{id}/approve`: exactly what was proposed may be done, and told about.

use baton_domain::action::Action;
use baton_domain::actor::{Actor, Role};
use baton_domain::case::Case;
use baton_domain::command::Command;
use baton_domain::command::action::ApproveAction;
use baton_domain::id::ActionId;
use baton_domain::part::Commitment;
use baton_domain::refusal::ActionRefusal;
use baton_store::Tx;
use baton_store::event::Stamp;

use super::question::{self, Message, Wish};
use super::{Acted, Parameters, ask, propose};
use crate::app::App;
use crate::call::Call;
use crate::case::change;
use crate::case::verb::text as keep_text;
use crate::error::{AppError, Invalid};
use crate::verdict::Judge;

/// What a person who approves says.
#[derive(Debug, Clone)]
pub struct ActionApproval {
    /// The commitment of the parameters they have seen; those that were proposed if none is named,
    /// for nobody can change them.
    pub parameters_hash: Option<Commitment>,
    /// What they have seen of the case.
    pub seen_sequence: Option<u64>,
    /// In their words.
    pub comment: Option<String>,
}

/// Approves an action. Twice is the same approval.
///
/// # Errors
/// `action.parameters` if the hash names other parameters, what else rules and policy say.
pub async fn approve(
    app: &App,
    call: Call,
    action: ActionId,
    approval: ActionApproval,
) -> Result<Acted, AppError> {
    let ask = ask(app, call, action).await?;
    let roles = ask.call.caller.roles().to_vec();
    let judge = Judge::of(app);
    let change = change(app, ask, move |tx, stamp, case| {
        let (judge, roles, approval) = (judge.clone(), roles.clone(), approval.clone());
        Box::pin(async move { command(tx, stamp, case, action, approval, (&judge, &roles)).await })
    })
    .await?;
    Ok(Acted { action, change })
}

async fn command(
    tx: &mut Tx,
    stamp: &Stamp,
    case: &Case,
    id: ActionId,
    approval: ActionApproval,
    (judge, roles): (&Judge, &[Role]),
) -> Result<Command, AppError> {
    let action = case
        .action(id)
        .ok_or(AppError::Refused(ActionRefusal::NotOpen.into()))?;
    let parameters = parameters(tx, stamp, action).await?;
    let text = match &action.announcement {
        Some(announcement) => {
            let text = tx.part_text(stamp.workspace, announcement.text.id).await?;
            Some(text.ok_or(Invalid::at("", "draft.erased"))?)
        }
        None => None,
    };
    let requester = requester(tx, stamp, action, roles).await?;
    let is_own = action.requested_by == stamp.actor;
    let wish =
        Wish {
            case,
            requester: action.requested_by,
            roles: &requester,
            reviewed_by: if is_own { &[] } else { roles },
            parameters: &parameters,
            participant: action.participant_id,
            message: action.announcement.as_ref().zip(text.as_deref()).map(
                |(announcement, text)| Message {
                    to: announcement.to,
                    thread: announcement.thread,
                    text,
                },
            ),
        };
    let verdict = question::judge(tx, stamp, judge, &wish).await?;
    let who = (action.requested_by, action.participant_id);
    Ok(Command::ApproveAction(ApproveAction {
        action_id: id,
        parameters_hash: approval
            .parameters_hash
            .unwrap_or(action.parameters.commitment),
        seen_sequence: approval.seen_sequence,
        verdict,
        spent: propose::spent(tx, stamp, case, who, action.amount).await?,
        comment: keep_text(tx, stamp, case, approval.comment, "/comment").await?,
    }))
}

/// Exactly what is to be done.
pub(super) async fn parameters(
    tx: &mut Tx,
    stamp: &Stamp,
    action: &Action,
) -> Result<Parameters, AppError> {
    let part = tx.part(stamp.workspace, action.parameters.id).await?;
    let body = part.and_then(|part| part.body);
    let body = body.ok_or(Invalid::at("", "action.erased"))?;
    Parameters::from_bytes(&body.content).ok_or_else(|| Invalid::at("", "action.erased").into())
}

/// The roles of whoever asked for it, as they are now.
async fn requester(
    tx: &mut Tx,
    stamp: &Stamp,
    action: &Action,
    callers: &[Role],
) -> Result<Vec<Role>, AppError> {
    Ok(match action.requested_by {
        by if by == stamp.actor => callers.to_vec(),
        Actor::Teammate(id) => {
            let teammate = tx.teammate(stamp.workspace, id).await?;
            teammate.map(|teammate| teammate.roles).unwrap_or_default()
        }
        Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => Vec::new(),
    })
}
