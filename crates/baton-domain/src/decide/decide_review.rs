//! Deciding a review: never by whoever worded it or asked, only with the role, only by a person.
//!
//! Approving lets exactly the submitted message go, in the same step. Changing makes the decider
//! the author; whoever asked then accepts, and four eyes still hold.

use crate::actor::Actor;
use crate::command::review::{DecideReview, ReviewDecision};
use crate::decide::edit_draft;
use crate::decide::rule::release::{self, Release};
use crate::decide::rule::{withdraw, wording};
use crate::decide::unfolding::Unfolding;
use crate::draft::Draft;
use crate::event::Event;
use crate::event::draft::DraftRejected;
use crate::event::review::ReviewDecided;
use crate::refusal::{Refusal, ReviewRefusal};
use crate::review::{Review, ReviewOutcome};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: DecideReview,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    let review = unfolding
        .case
        .review(command.review_id)
        .cloned()
        .ok_or(ReviewRefusal::NotOpen)?;
    let draft = wording::find(unfolding, review.draft_id)?.clone();
    require_authority(unfolding, &review, &draft)?;
    if let Some(seen) = command.seen_sequence {
        wording::require_seen(&unfolding.case, &draft, seen)?;
    }
    match command.decision {
        ReviewDecision::Approve => approve(unfolding, &command, &review, &draft),
        ReviewDecision::Reject => {
            record(unfolding, &command, &review, ReviewOutcome::Rejected);
            unfolding.record(Event::DraftRejected(DraftRejected {
                draft_id: draft.id,
                reason: command.comment,
            }));
            Ok(())
        }
        ReviewDecision::Change { text } => {
            let based_on_sequence = command
                .seen_sequence
                .map_or(draft.based_on_sequence, |seen| {
                    seen.min(unfolding.case.sequence)
                });
            edit_draft::edited(unfolding, &draft, text, based_on_sequence);
            record(unfolding, &command, &review, ReviewOutcome::Changed);
            Ok(())
        }
    }
}

fn require_authority(
    unfolding: &Unfolding<'_, '_>,
    review: &Review,
    draft: &Draft,
) -> Result<(), ReviewRefusal> {
    let decider = unfolding.actor();
    match decider {
        Actor::Teammate(_) => {}
        Actor::Ai | Actor::Machine(_) | Actor::Contact(_) | Actor::System => {
            return Err(ReviewRefusal::NotATeammate);
        }
    }
    if decider == review.requested_by || decider == draft.author {
        return Err(ReviewRefusal::FourEyes);
    }
    if !unfolding.context().roles.contains(&review.role) {
        return Err(ReviewRefusal::Role);
    }
    Ok(())
}

fn approve(
    unfolding: &mut Unfolding<'_, '_>,
    command: &DecideReview,
    review: &Review,
    draft: &Draft,
) -> Result<(), Refusal> {
    release::check(unfolding, draft)?;
    if let crate::send::Then::Resolve { .. } = review.then {
        release::check_then(unfolding, &review.then)?;
    }
    record(unfolding, command, review, ReviewOutcome::Approved);
    let based_on_sequence = command
        .seen_sequence
        .map_or(draft.based_on_sequence, |seen| {
            seen.min(unfolding.case.sequence)
        });
    let release = Release {
        content: review.content,
        based_on_sequence,
        then: review.then.clone(),
        hold: review.hold,
        policies: review.policies.clone(),
        role: Some(review.role),
        review_id: Some(review.id),
    };
    release::authorise(unfolding, draft, release);
    Ok(())
}

fn record(
    unfolding: &mut Unfolding<'_, '_>,
    command: &DecideReview,
    review: &Review,
    outcome: ReviewOutcome,
) {
    unfolding.record(Event::ReviewDecided(ReviewDecided {
        review_id: review.id,
        draft_id: review.draft_id,
        version: review.version,
        outcome,
        role: review.role,
        comment: command.comment,
    }));
    withdraw::review_wait(unfolding, review.id);
}
