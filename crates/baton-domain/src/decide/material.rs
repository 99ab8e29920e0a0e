//! The checklist: asking for an item, taking it in, judging it.
//!
//! A wait for items ends when every required one of them is accepted. What was handed in and not
//! yet judged is ours to move.

use crate::case::{Case, limit};
use crate::command::ledger::{JudgeMaterial, ReceiveMaterial, RequestMaterial};
use crate::decide::rule::{people, waiting};
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::material::{MaterialJudged, MaterialReceived, MaterialRequested};
use crate::id::{MaterialId, ParticipantId};
use crate::material::MaterialStatus;
use crate::part::PartRef;
use crate::refusal::{CaseRefusal, MaterialRefusal, Refusal};
use crate::wait::{WaitClosed, WaitFor};

pub(super) fn request(
    unfolding: &mut Unfolding<'_, '_>,
    command: RequestMaterial,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_steering()?;
    people::role_of(unfolding, command.from)?;
    if unfolding.case.materials.len() >= limit::MATERIALS {
        return Err(CaseRefusal::Full.into());
    }
    ask(unfolding, command.from, command.what, command.is_required);
    Ok(())
}

/// Puts an item on the checklist.
pub(super) fn ask(
    unfolding: &mut Unfolding<'_, '_>,
    from: ParticipantId,
    what: PartRef,
    is_required: bool,
) -> MaterialId {
    let material_id = MaterialId::mint(unfolding.ids());
    unfolding.record(Event::MaterialRequested(MaterialRequested {
        material_id,
        from,
        what,
        is_required,
    }));
    material_id
}

pub(super) fn receive(
    unfolding: &mut Unfolding<'_, '_>,
    command: ReceiveMaterial,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    match status(&unfolding.case, command.material_id)? {
        MaterialStatus::Missing | MaterialStatus::Received | MaterialStatus::Rejected => {}
        MaterialStatus::Accepted => return Err(MaterialRefusal::Accepted.into()),
    }
    unfolding.record(Event::MaterialReceived(MaterialReceived {
        material_id: command.material_id,
        content: command.content,
        message_id: command.message_id,
    }));
    Ok(())
}

pub(super) fn judge(
    unfolding: &mut Unfolding<'_, '_>,
    command: JudgeMaterial,
) -> Result<(), Refusal> {
    unfolding.require_open()?;
    unfolding.require_teammate()?;
    match status(&unfolding.case, command.material_id)? {
        MaterialStatus::Received => {}
        MaterialStatus::Missing | MaterialStatus::Rejected => {
            return Err(MaterialRefusal::NotReceived.into());
        }
        MaterialStatus::Accepted => return Err(MaterialRefusal::Accepted.into()),
    }
    unfolding.record(Event::MaterialJudged(MaterialJudged {
        material_id: command.material_id,
        judgement: command.judgement,
        reason: command.reason,
    }));
    let complete: Vec<_> = unfolding
        .case
        .waits
        .iter()
        .filter(|wait| match &wait.reason {
            WaitFor::CustomerMaterial { items } => {
                items.contains(&command.material_id) && is_complete(&unfolding.case, items)
            }
            WaitFor::OurReply { .. }
            | WaitFor::CustomerReply
            | WaitFor::ExecutorAction
            | WaitFor::PartnerResponse
            | WaitFor::SupervisorReview { .. }
            | WaitFor::Verification
            | WaitFor::WriteBack { .. }
            | WaitFor::InternalAction(_)
            | WaitFor::Confirmation
            | WaitFor::ExternalSystem => false,
        })
        .map(|wait| wait.id)
        .collect();
    for wait in complete {
        waiting::close(unfolding, wait, WaitClosed::MaterialAccepted);
    }
    Ok(())
}

fn status(case: &Case, id: MaterialId) -> Result<MaterialStatus, MaterialRefusal> {
    case.material(id)
        .map(|material| material.status)
        .ok_or(MaterialRefusal::Unknown)
}

fn is_complete(case: &Case, items: &[MaterialId]) -> bool {
    items
        .iter()
        .filter_map(|id| case.material(*id))
        .all(|material| !material.is_required || material.status == MaterialStatus::Accepted)
}
