//! Opening and closing waits other than those for our replies.

use super::withdraw;
use crate::case::limit;
use crate::decide::material;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;
use crate::event::wait::{WaitEnded, WaitOpened};
use crate::id::{MaterialId, ParticipantId, WaitId};
use crate::refusal::{CaseRefusal, MaterialRefusal, Refusal, WaitRefusal};
use crate::time::{Span, Timestamp};
use crate::wait::{
    ChasePlan, InternalCause, Party, RequestedWait, Wait, WaitClosed, WaitFor, WaitKind,
    WaitRequest,
};

/// A reminder comes at the earliest after this, and again at the earliest after this.
const SHORTEST_CHASE: Span = Span::from_minutes(1);

/// Refuses a wait that makes no sense in this case. `now` is what its due is measured against.
pub(in crate::decide) fn check(
    unfolding: &Unfolding<'_, '_>,
    request: &WaitRequest,
    now: Timestamp,
) -> Result<(), Refusal> {
    let parties: &[Party] = match &request.reason {
        RequestedWait::CustomerReply => &[Party::Customer],
        RequestedWait::CustomerMaterial { .. } => &[Party::Customer, Party::Executor],
        RequestedWait::ExecutorAction => &[Party::Executor],
        RequestedWait::PartnerResponse => &[Party::Partner, Party::Platform],
        RequestedWait::Verification
        | RequestedWait::WriteBack
        | RequestedWait::InternalAction
        | RequestedWait::Snooze => &[Party::Us],
        RequestedWait::ExternalSystem => &[Party::System],
    };
    if !parties.contains(&request.on) {
        return Err(WaitRefusal::WrongParty.into());
    }
    check_participant(unfolding, request)?;
    check_items(unfolding, request)?;
    if request.due.is_some_and(|due| due <= now) {
        return Err(WaitRefusal::DueInThePast.into());
    }
    if request.reason == RequestedWait::Snooze && request.due.is_none() {
        return Err(WaitRefusal::DueMissing.into());
    }
    if request.chase.is_some_and(|plan| !makes_sense(plan)) {
        return Err(WaitRefusal::ChasePlan.into());
    }
    if has_room(unfolding) {
        Ok(())
    } else {
        Err(CaseRefusal::Full.into())
    }
}

/// Whether one more wait fits. Those for our replies do not count: there is one a participant.
pub(in crate::decide) fn has_room(unfolding: &Unfolding<'_, '_>) -> bool {
    let others = unfolding
        .case
        .waits
        .iter()
        .filter(|wait| wait.reason.kind() != WaitKind::OurReply)
        .count();
    others < limit::WAITS
}

fn makes_sense(plan: ChasePlan) -> bool {
    plan.most > 0 && plan.after >= SHORTEST_CHASE && plan.every >= SHORTEST_CHASE
}

fn check_participant(unfolding: &Unfolding<'_, '_>, request: &WaitRequest) -> Result<(), Refusal> {
    let Some(id) = request.participant_id else {
        return Ok(());
    };
    let role = super::people::role_of(unfolding, id)?;
    if !request.on.is_outside() || Party::from_role(role) == Some(request.on) {
        Ok(())
    } else {
        Err(WaitRefusal::WrongParticipant.into())
    }
}

/// A wait for items names some of the checklist, or says in words what is needed and from whom.
fn check_items(unfolding: &Unfolding<'_, '_>, request: &WaitRequest) -> Result<(), Refusal> {
    let RequestedWait::CustomerMaterial { items } = &request.reason else {
        return Ok(());
    };
    if items.is_empty() {
        let is_known = request.what.is_some() && whose(unfolding, request).is_some();
        let has_room = unfolding.case.materials.len() < limit::MATERIALS;
        return match (is_known, has_room) {
            (true, true) => Ok(()),
            (true, false) => Err(CaseRefusal::Full.into()),
            (false, _) => Err(WaitRefusal::ItemsMissing.into()),
        };
    }
    if items.len() > limit::WAIT_ITEMS {
        return Err(WaitRefusal::ItemsMissing.into());
    }
    if items
        .iter()
        .any(|item| unfolding.case.material(*item).is_none())
    {
        return Err(MaterialRefusal::Unknown.into());
    }
    Ok(())
}

/// Whose wait it is: where a role has one person in the case, theirs.
fn whose(unfolding: &Unfolding<'_, '_>, request: &WaitRequest) -> Option<ParticipantId> {
    request
        .participant_id
        .or_else(|| only_one_of(unfolding, request.on))
}

/// The items waited for; what is needed in words only becomes an item of the checklist.
fn items(
    unfolding: &mut Unfolding<'_, '_>,
    request: &WaitRequest,
    named: Vec<MaterialId>,
) -> Vec<MaterialId> {
    match (named.is_empty(), request.what, whose(unfolding, request)) {
        (true, Some(what), Some(from)) => vec![material::ask(unfolding, from, what, true)],
        _ => named,
    }
}

/// Opens a wait that was checked. Where a role has one person in the case, it is theirs.
pub(in crate::decide) fn open_requested(
    unfolding: &mut Unfolding<'_, '_>,
    request: WaitRequest,
) -> WaitId {
    let participant_id = whose(unfolding, &request);
    let reason = match request.reason.clone() {
        RequestedWait::CustomerReply => WaitFor::CustomerReply,
        RequestedWait::CustomerMaterial { items: named } => WaitFor::CustomerMaterial {
            items: items(unfolding, &request, named),
        },
        RequestedWait::ExecutorAction => WaitFor::ExecutorAction,
        RequestedWait::PartnerResponse => WaitFor::PartnerResponse,
        RequestedWait::Verification => WaitFor::Verification,
        RequestedWait::WriteBack => WaitFor::WriteBack { claimed: None },
        RequestedWait::InternalAction => WaitFor::InternalAction(InternalCause::Asked),
        RequestedWait::Snooze => WaitFor::InternalAction(InternalCause::Snoozed),
        RequestedWait::ExternalSystem => WaitFor::ExternalSystem,
    };
    let chase = request
        .chase
        .or(unfolding.settings().chase)
        .filter(|_| request.on.is_outside());
    let id = WaitId::mint(unfolding.ids());
    let wait = Wait {
        id,
        on: request.on,
        reason,
        participant_id,
        what: request.what,
        because: unfolding.case.sequence,
        since: unfolding.at(),
        due: request.due,
        is_overdue: false,
        is_claimed: false,
        chase,
        chases: 0,
    };
    unfolding.record(Event::WaitOpened(WaitOpened { wait }));
    id
}

/// Opens a wait that follows from what happened.
pub(in crate::decide) fn open(
    unfolding: &mut Unfolding<'_, '_>,
    on: Party,
    reason: WaitFor,
    participant_id: Option<ParticipantId>,
    due: Option<Timestamp>,
) {
    let id = WaitId::mint(unfolding.ids());
    let wait = Wait {
        id,
        on,
        reason,
        participant_id,
        what: None,
        because: unfolding.case.sequence,
        since: unfolding.at(),
        due,
        is_overdue: false,
        is_claimed: false,
        chase: None,
        chases: 0,
    };
    unfolding.record(Event::WaitOpened(WaitOpened { wait }));
}

/// Opens something for us to do about a message, unless we have to do it already.
pub(in crate::decide) fn open_trouble(unfolding: &mut Unfolding<'_, '_>, cause: InternalCause) {
    let reason = WaitFor::InternalAction(cause);
    let is_known = unfolding
        .case
        .waits
        .iter()
        .any(|wait| wait.reason == reason);
    // Beyond the limit for waits by hand, so that a message in trouble is never lost from sight.
    let has_room = unfolding.case.waits.len() < limit::WAITS + limit::PARTICIPANTS + limit::DRAFTS;
    if unfolding.case.is_open() && !is_known && has_room {
        open(unfolding, Party::Us, reason, None, None);
    }
}

/// Closes a wait, and withdraws the reminders it has out.
pub(in crate::decide) fn close(
    unfolding: &mut Unfolding<'_, '_>,
    wait_id: WaitId,
    reason: WaitClosed,
) {
    if unfolding.case.wait(wait_id).is_some() {
        unfolding.record(Event::WaitClosed(WaitEnded { wait_id, reason }));
        withdraw::chases(unfolding, wait_id);
    }
}

/// Closes every wait.
pub(in crate::decide) fn close_all(unfolding: &mut Unfolding<'_, '_>, reason: WaitClosed) {
    let waits: Vec<_> = unfolding.case.waits.iter().map(|wait| wait.id).collect();
    for wait in waits {
        close(unfolding, wait, reason);
    }
}

fn only_one_of(unfolding: &Unfolding<'_, '_>, party: Party) -> Option<ParticipantId> {
    let mut of_role = unfolding
        .case
        .participants
        .iter()
        .filter(|participant| Party::from_role(participant.role) == Some(party));
    let first = of_role.next()?;
    of_role.next().is_none().then_some(first.id)
}
