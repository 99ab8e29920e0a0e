//! Letting a draft go, or handing it to whoever the verdict asks for.
//!
//! A person lets it go; AI does only where the channel's stage and a policy allow. The verdict is
//! obeyed, never argued with; what no policy reaches is checked besides.

use crate::actor::{Actor, Role};
use crate::command::send::Authorise;
use crate::decide::request_review::{self, Submission};
use crate::decide::rule::release::{self, Release};
use crate::decide::rule::wording;
use crate::decide::unfolding::Unfolding;
use crate::decide::{edit_draft, reaffirm_draft};
use crate::draft::{Draft, DraftStatus};
use crate::refusal::{Refusal, SendRefusal};
use crate::verdict::Ruling;

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Authorise) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let draft = wording::find(unfolding, command.draft_id)?.clone();
    if is_repeated(unfolding, &draft, &command) {
        return Ok(());
    }
    wording::require_proposed(&draft)?;
    require_authority(unfolding, &command)?;
    wording::require_seen(&unfolding.case, &draft, command.seen_sequence)?;
    release::check(unfolding, &draft)?;
    release::check_hold(command.hold)?;
    release::check_then(unfolding, &command.then)?;
    let second_person = match command.verdict.ruling.clone() {
        Ruling::Allow => None,
        Ruling::Review { role, why } => Some((role, why)),
        Ruling::Forbid { .. } => {
            let policies = command.verdict.policies;
            return Err(SendRefusal::Forbidden { policies }.into());
        }
    };
    let draft = bring_up_to_date(unfolding, draft, &command)?;
    match second_person {
        None => let_go(unfolding, &draft, command, None),
        Some((role, _)) if is_vouched_for(unfolding, &draft, role) => {
            let_go(unfolding, &draft, command, Some(role));
        }
        Some((role, why)) => {
            let submission = Submission {
                role,
                why: Some(why),
                policies: command.verdict.policies,
                content: command.content,
                then: command.then,
                hold: command.hold,
                comment: None,
            };
            request_review::submit(unfolding, &draft, submission);
        }
    }
    Ok(())
}

/// Pressing the key twice is one approval.
fn is_repeated(unfolding: &Unfolding<'_, '_>, draft: &Draft, command: &Authorise) -> bool {
    let pending = match draft.status {
        DraftStatus::Approved => draft
            .message_id
            .and_then(|id| unfolding.case.send(id))
            .map(|send| (send.content, send.approved_by)),
        DraftStatus::InReview => draft
            .review_id
            .and_then(|id| unfolding.case.review(id))
            .map(|review| (review.content, review.requested_by)),
        DraftStatus::Composing
        | DraftStatus::Proposed
        | DraftStatus::Sent
        | DraftStatus::Rejected
        | DraftStatus::Withdrawn
        | DraftStatus::Failed => None,
    };
    pending == Some((command.content, unfolding.actor()))
}

fn require_authority(
    unfolding: &Unfolding<'_, '_>,
    command: &Authorise,
) -> Result<(), SendRefusal> {
    match unfolding.actor() {
        Actor::Teammate(_) => Ok(()),
        Actor::Contact(_) | Actor::Machine(_) => Err(SendRefusal::NotATeammate),
        Actor::Ai | Actor::System => {
            if unfolding.settings().is_paused {
                Err(SendRefusal::Paused)
            } else if !unfolding.settings().stage.may_send() {
                Err(SendRefusal::Stage)
            } else if command.text.is_some() {
                Err(SendRefusal::NotATeammate)
            } else if command.verdict.policies.is_empty() {
                Err(SendRefusal::NoPolicy)
            } else {
                Ok(())
            }
        }
    }
}

/// A person who lets a draft go has read the case up to what they have seen: a changed wording is
/// recorded as theirs, an overtaken one as still right.
fn bring_up_to_date(
    unfolding: &mut Unfolding<'_, '_>,
    draft: Draft,
    command: &Authorise,
) -> Result<Draft, Refusal> {
    let seen_sequence = command.seen_sequence.min(unfolding.case.sequence);
    if let Some(text) = command.text {
        edit_draft::edited(unfolding, &draft, text, seen_sequence);
    } else if draft.is_overtaken && unfolding.actor().is_teammate() {
        reaffirm_draft::reaffirmed(unfolding, draft.id, seen_sequence);
    }
    Ok(wording::find(unfolding, draft.id)?.clone())
}

/// Whether a second person with the role stands behind this very wording already.
fn is_vouched_for(unfolding: &Unfolding<'_, '_>, draft: &Draft, role: Role) -> bool {
    draft.voucher.is_some_and(|voucher| {
        voucher.version == draft.version
            && voucher.role == role
            && Actor::Teammate(voucher.by) != unfolding.actor()
    })
}

fn let_go(
    unfolding: &mut Unfolding<'_, '_>,
    draft: &Draft,
    command: Authorise,
    role: Option<Role>,
) {
    let based_on_sequence = if unfolding.actor().is_teammate() {
        command.seen_sequence.min(unfolding.case.sequence)
    } else {
        draft.based_on_sequence
    };
    let release = Release {
        content: command.content,
        based_on_sequence,
        then: command.then,
        hold: command.hold,
        policies: command.verdict.policies,
        role,
        review_id: None,
    };
    release::authorise(unfolding, draft, release);
}
