//! A teammate knows better what a case is about.
//!
//! With a reason this ends the empathy boundary, unless what the teammate says is itself a reason
//! to have a person answer first. Without one it only corrects.

use crate::case::Case;
use crate::command::triage::Correct;
use crate::decide::rule::{answer, boundary};
use crate::decide::unfolding::Unfolding;
use crate::empathy::{self, BoundaryLeft};
use crate::event::Event;
use crate::event::triage::ClassificationCorrected;
use crate::id::ParticipantId;
use crate::participant::ParticipantRole;
use crate::refusal::{CaseRefusal, Refusal};
use crate::triage::{Correction, Sentiment};

pub(super) fn decide(unfolding: &mut Unfolding<'_, '_>, command: Correct) -> Result<(), Refusal> {
    unfolding.require_opened()?;
    unfolding.require_teammate()?;
    let correction = command.correction;
    if says_nothing(&correction) {
        return Err(CaseRefusal::NothingCorrected.into());
    }
    unfolding.record(Event::ClassificationCorrected(ClassificationCorrected {
        correction: correction.clone(),
    }));
    answer::retarget(unfolding);
    review_boundary(unfolding, &correction);
    Ok(())
}

fn says_nothing(correction: &Correction) -> bool {
    let Correction {
        language,
        intent,
        category,
        urgency,
        sentiment,
        reason: _,
    } = correction;
    language.is_none()
        && intent.is_none()
        && category.is_none()
        && urgency.is_none()
        && sentiment.is_none()
}

fn review_boundary(unfolding: &mut Unfolding<'_, '_>, correction: &Correction) {
    let speaks_of_mood = correction.sentiment.is_some()
        || correction.category.is_some()
        || correction.intent.is_some();
    if !speaks_of_mood {
        return;
    }
    let known =
        boundary::circumstances(&unfolding.case, unfolding.case.tenure_days, unfolding.at());
    let reasons =
        empathy::reasons_by_hand(&unfolding.case.classification, known, unfolding.settings());
    if reasons.is_empty() {
        let is_explained = correction.reason.is_some();
        let inside: Vec<ParticipantId> = unfolding
            .case
            .boundaries
            .iter()
            .filter(|_| is_explained)
            .map(|boundary| boundary.participant_id)
            .collect();
        for participant in inside {
            boundary::leave(unfolding, participant, BoundaryLeft::Corrected);
        }
        return;
    }
    // Only what the teammate says now can open the boundary; what was found before was judged then.
    let says_so = correction
        .sentiment
        .is_some_and(|mood| mood != Sentiment::Neutral)
        || correction.category.is_some();
    if let Some(customer) = customer(&unfolding.case).filter(|_| says_so) {
        let sequence = unfolding.case.outside_sequence;
        boundary::enter(unfolding, customer, reasons, sequence);
    }
}

fn customer(case: &Case) -> Option<ParticipantId> {
    case.participants
        .iter()
        .find(|participant| participant.role == ParticipantRole::Customer)
        .map(|participant| participant.id)
}
