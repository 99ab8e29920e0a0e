//! Asking somebody with more authority, freely or because a verdict asks for it.

use crate::actor::{Actor, Role};
use crate::command::review::RequestReview;
use crate::decide::rule::{release, waiting, wording};
use crate::decide::unfolding::Unfolding;
use crate::draft::Draft;
use crate::event::Event;
use crate::event::review::ReviewRequested;
use crate::id::ReviewId;
use crate::part::PartRef;
use crate::refusal::{DraftRefusal, Refusal};
use crate::send::Then;
use crate::time::Span;
use crate::token::{PolicyId, Slug};
use crate::wait::{Party, WaitFor};

pub(super) fn decide(
    unfolding: &mut Unfolding<'_, '_>,
    command: RequestReview,
) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    match unfolding.actor() {
        Actor::Teammate(_) | Actor::Ai | Actor::Machine(_) | Actor::System => {}
        Actor::Contact(_) => return Err(DraftRefusal::NotATeammate.into()),
    }
    let draft = wording::find(unfolding, command.draft_id)?.clone();
    wording::require_proposed(&draft)?;
    release::check(unfolding, &draft)?;
    release::check_then(unfolding, &command.then)?;
    release::check_hold(command.hold)?;
    let submission = Submission {
        role: command.role,
        why: None,
        policies: Vec::new(),
        content: command.content,
        then: command.then,
        hold: command.hold,
        comment: command.comment,
    };
    submit(unfolding, &draft, submission);
    Ok(())
}

/// What a decider is to decide.
#[derive(Debug, Clone)]
pub(super) struct Submission {
    pub(super) role: Role,
    pub(super) why: Option<Slug>,
    pub(super) policies: Vec<PolicyId>,
    pub(super) content: PartRef,
    pub(super) then: Then,
    pub(super) hold: Span,
    pub(super) comment: Option<PartRef>,
}

/// Hands a checked draft to whoever has the role. The case waits for them, until the age limit.
pub(super) fn submit(unfolding: &mut Unfolding<'_, '_>, draft: &Draft, submission: Submission) {
    let review_id = ReviewId::mint(unfolding.ids());
    let due = unfolding.at().plus(unfolding.settings().review_age_limit);
    unfolding.record(Event::ReviewRequested(ReviewRequested {
        review_id,
        draft_id: draft.id,
        version: draft.version,
        role: submission.role,
        why: submission.why,
        policies: submission.policies,
        content: submission.content,
        then: submission.then,
        hold: submission.hold,
        due,
        comment: submission.comment,
    }));
    if unfolding.case.is_open() {
        waiting::open(
            unfolding,
            Party::Reviewer,
            WaitFor::SupervisorReview { review_id },
            Some(draft.to),
            Some(due),
        );
    }
}
