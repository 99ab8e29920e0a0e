//! Letting a draft go: the checks that no verdict can lift, and the authorisation itself.

use super::{waiting, wording};
use crate::actor::Role;
use crate::decide::unfolding::Unfolding;
use crate::draft::Draft;
use crate::event::Event;
use crate::event::send::{Approval, SendAuthorised};
use crate::id::{MessageId, ReviewId};
use crate::part::PartRef;
use crate::refusal::{CaseRefusal, DraftRefusal, Refusal, SendRefusal};
use crate::send::{SendState, Then};
use crate::time::Span;
use crate::token::PolicyId;

/// The longest time a message can be taken back in.
const LONGEST_HOLD: Span = Span::from_seconds(30);

/// Refuses what must not leave whatever governance says: machine wording inside the boundary, a
/// recipient we are not sure enough of, a case that is over.
pub(in crate::decide) fn check(
    unfolding: &Unfolding<'_, '_>,
    draft: &Draft,
) -> Result<(), Refusal> {
    if !wording::may_leave(&unfolding.case, draft.purpose, draft.to) {
        return Err(DraftRefusal::Closed.into());
    }
    if !draft.origin.is_person() {
        if unfolding.case.is_inside_boundary() {
            return Err(DraftRefusal::EmpathyBoundary.into());
        }
        if !unfolding.case.untriaged.is_empty() {
            return Err(DraftRefusal::NotTriaged.into());
        }
    }
    let is_sure = unfolding
        .case
        .participant(draft.to)
        .is_some_and(|recipient| recipient.identity >= draft.identity_floor);
    if is_sure {
        Ok(())
    } else {
        Err(SendRefusal::Identity.into())
    }
}

/// Refuses what cannot come next.
pub(in crate::decide) fn check_then(
    unfolding: &Unfolding<'_, '_>,
    then: &Then,
) -> Result<(), Refusal> {
    match then {
        Then::Wait(request) => waiting::check(unfolding, request, unfolding.at()),
        Then::Resolve { .. } if unfolding.case.open_promises().next().is_some() => {
            Err(CaseRefusal::PromiseOpen.into())
        }
        Then::Resolve { .. } | Then::NextStep => Ok(()),
    }
}

/// Refuses a hold that nobody would wait for.
pub(in crate::decide) fn check_hold(hold: Span) -> Result<(), SendRefusal> {
    if (Span::ZERO..=LONGEST_HOLD).contains(&hold) {
        Ok(())
    } else {
        Err(SendRefusal::Hold)
    }
}

/// What is let go, and on whose word.
#[derive(Debug, Clone)]
pub(in crate::decide) struct Release {
    /// The exact message.
    pub(in crate::decide) content: PartRef,
    /// What its author, or whoever lets it go, has seen of the case.
    pub(in crate::decide) based_on_sequence: u64,
    /// What comes next once it is sent.
    pub(in crate::decide) then: Then,
    /// How long it can be taken back.
    pub(in crate::decide) hold: Span,
    /// The policies that allow it.
    pub(in crate::decide) policies: Vec<PolicyId>,
    /// The second person's authority, where governance asked for one.
    pub(in crate::decide) role: Option<Role>,
    /// The review that was decided.
    pub(in crate::decide) review_id: Option<ReviewId>,
}

/// Authorises a draft that was checked.
pub(in crate::decide) fn authorise(
    unfolding: &mut Unfolding<'_, '_>,
    draft: &Draft,
    release: Release,
) {
    let message_id = MessageId::mint(unfolding.ids());
    let approval = Approval {
        author: draft.author,
        approved_by: unfolding.actor(),
        role: release.role,
        review_id: release.review_id,
    };
    let not_before = unfolding.at().plus(release.hold);
    unfolding.record(Event::SendAuthorised(SendAuthorised {
        message_id,
        draft_id: draft.id,
        version: draft.version,
        origin: draft.origin,
        purpose: draft.purpose,
        to: draft.to,
        thread: draft.thread,
        content: release.content,
        based_on_sequence: release.based_on_sequence,
        approval,
        policies: release.policies,
        then: release.then,
        not_before,
        wait_id: draft.wait_id,
    }));
}

/// Whether nothing of ours is on its way, or lost from sight.
pub(in crate::decide) fn is_quiet(unfolding: &Unfolding<'_, '_>) -> bool {
    !unfolding.case.sends.iter().any(|send| match send.state {
        SendState::Queued | SendState::Sending | SendState::Unknown => true,
        SendState::Sent | SendState::Failed | SendState::Withdrawn => false,
    })
}
