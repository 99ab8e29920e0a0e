//! Folding: what each event changes in a case.
//!
//! Total and without judgement. Whether something may happen was decided before it became an event;
//! here it has happened. An event that speaks of something the case does not hold changes nothing,
//! so any stream folds.

mod action;
mod draft;
mod ending;
mod ledger;
mod line;
mod send;
mod wait;

use crate::action::ActionStatus;
use crate::actor::Actor;
use crate::case::{Case, Untriaged};
use crate::confidence::Confidence;
use crate::empathy::Boundary;
use crate::event::course::Opening;
use crate::event::{Envelope, Event, course, message, triage};
use crate::triage::{Correction, Findings, Sentiment, TriageOutcome};

impl Case {
    /// What its stream leaves of a case.
    pub fn fold<'a>(
        id: crate::id::CaseId,
        stream: impl IntoIterator<Item = (&'a Event, Envelope)>,
    ) -> Self {
        let mut case = Self::unopened(id);
        for (event, envelope) in stream {
            case.apply(event, &envelope);
        }
        case
    }

    /// Changes the case by one event of its stream.
    #[expect(
        clippy::too_many_lines,
        reason = "a table: one line for each kind of event"
    )]
    pub fn apply(&mut self, event: &Event, envelope: &Envelope) {
        self.sequence = envelope.stream_seq;
        match event {
            Event::CaseOpened(event) => self.apply_opened(event, envelope),
            Event::ParticipantAdded(event) => self.participants.push(event.participant.clone()),
            Event::IdentityRaised(event) => self.apply_identity(*event),
            Event::Routed(event) => {
                self.team_id = event.team_id;
                self.assignee_id = event.teammate_id;
            }
            Event::Assigned(event) => {
                self.team_id = event.team_id;
                self.assignee_id = event.teammate_id;
            }
            Event::NextMoverChanged(event) => self.next_mover = Some(*event),

            Event::MessageReceived(event) => self.apply_received(event, envelope),
            Event::MessageFiled(event) => self.apply_filed(event),
            Event::MessageEdited(event) => self.apply_edited(*event, envelope),
            Event::MessageRecalled(event) => {
                self.outside_sequence = envelope.stream_seq;
                self.forget_untriaged(&[event.message_id]);
            }
            Event::SentElsewhere(event) => {
                self.spoke_on(event.thread, event.participant_id, envelope.stream_seq);
            }

            Event::Triaged(event) => self.apply_triaged(event),
            Event::ClassificationCorrected(event) => {
                self.apply_correction(&event.correction, envelope);
            }
            Event::BoundaryEntered(event) => self.apply_boundary(event, envelope),
            Event::BoundaryLeft(event) => self
                .boundaries
                .retain(|boundary| boundary.participant_id != event.participant_id),

            Event::WaitOpened(event) => self.waits.push(event.wait.clone()),
            Event::WaitUpdated(event) => self.apply_wait_updated(event),
            Event::WaitOverdue(event) => {
                self.with_wait(event.wait_id, |wait| wait.is_overdue = true);
            }
            Event::WaitClaimed(event) => {
                self.with_wait(event.wait_id, |wait| wait.is_claimed = true);
            }
            Event::ChaseDue(event) => {
                self.with_wait(event.wait_id, |wait| wait.chases = event.chase);
            }
            Event::WaitClosed(event) => self.apply_wait_closed(*event),

            Event::DraftComposing(event) => self.apply_composing(event, envelope),
            Event::DraftProposed(event) => self.apply_proposed(event, envelope),
            Event::DraftFailed(event) => self.apply_compose_failed(event),
            Event::DraftEdited(event) => self.apply_edited_draft(event, envelope),
            Event::DraftOvertaken(event) => {
                self.with_draft(event.draft_id, |draft| draft.is_overtaken = true);
            }
            Event::DraftReaffirmed(event) => self.apply_reaffirmed(*event, envelope),
            Event::DraftRejected(event) => self.apply_rejected(*event),
            Event::DraftWithdrawn(event) => self.apply_withdrawn(*event),

            Event::ReviewRequested(event) => self.apply_review_requested(event, envelope),
            Event::ReviewDecided(event) => self.apply_review_decided(event, envelope),

            Event::SendAuthorised(event) => self.apply_authorised(event),
            Event::SendStarted(event) => self.apply_started(*event),
            Event::Sent(event) => self.apply_sent(event, envelope),
            Event::SendFailed(event) => self.apply_failed(event),
            Event::SendUnknown(event) => self.apply_unknown(event),
            Event::SendWithdrawn(event) => self.apply_taken_back(*event),

            Event::ActionProposed(event) => self.apply_action_proposed(event, envelope),
            Event::ActionApproved(event) => self.apply_action_approved(event, envelope),
            Event::ActionRejected(event) => {
                self.end_action(event.action_id, ActionStatus::Rejected);
            }
            Event::ActionWithdrawn(event) => {
                self.end_action(event.action_id, ActionStatus::Withdrawn);
            }
            Event::ActionStarted(event) => self.apply_action_started(*event),
            Event::ActionDone(event) => self.apply_action_done(*event),
            Event::ActionFailed(event) => self.apply_action_failed(event),
            Event::ActionUnknown(event) => self.apply_action_unknown(event),
            Event::ActionCompensated(event) => self.apply_action_compensated(*event),

            Event::PromiseMade(event) => self.apply_promised(*event),
            Event::PromiseKept(event) | Event::PromiseWithdrawn(event) => {
                self.promises
                    .retain(|promise| promise.id != event.promise_id);
            }
            Event::PromiseBroken(event) => self.apply_broken(*event),
            Event::MaterialRequested(event) => self.apply_material_requested(*event, envelope),
            Event::MaterialReceived(event) => self.apply_material_received(*event, envelope),
            Event::MaterialJudged(event) => self.apply_material_judged(*event, envelope),

            Event::ClockStarted(event) => self.apply_clock_started(*event),
            Event::ClockPaused(event) => self.apply_clock_paused(*event),
            Event::ClockResumed(event) => self.apply_clock_resumed(*event),
            Event::ClockMet(event) => self.apply_clock_met(*event),
            Event::ClockBreached(event) => self.apply_clock_breached(*event),

            Event::Resolved(_) => self.apply_resolved(envelope),
            Event::Closed(event) => self.apply_closed(*event, envelope),
            Event::Reopened(_) => self.apply_reopened(),
            Event::Cancelled(event) => self.apply_cancelled(event, envelope),
            Event::Merged(event) => self.apply_merged(*event, envelope),
            Event::Split(event) => self.forget_untriaged(&event.message_ids),
            Event::MessageMoved(event) => self.apply_moved(event, envelope),

            Event::NoteAdded(_)
            | Event::Linked(_)
            | Event::DeliveryUpdated(_)
            | Event::VerificationRecorded(_)
            | Event::Absorbed(_)
            | Event::RecordChanged(_)
            | Event::Accessed(_)
            | Event::ErasureRequested(_)
            | Event::ErasureDeclined(_)
            | Event::ErasureDecided(_)
            | Event::ContactErased(_)
            | Event::LegalHoldSet(_)
            | Event::LegalHoldLifted(_)
            | Event::GenerationStarted(_)
            | Event::EpochClosed(_) => {}
        }
    }

    fn apply_opened(&mut self, event: &course::CaseOpened, envelope: &Envelope) {
        self.number = event.number;
        self.opened_at = Some(match event.opening {
            Opening::History { began_at } => began_at,
            Opening::Message
            | Opening::Teammate
            | Opening::FollowUp { .. }
            | Opening::Split { .. }
            | Opening::Rule => envelope.at,
        });
        self.channel_id = event.channel_id;
    }

    fn apply_identity(&mut self, event: course::IdentityRaised) {
        if let Some(participant) = self
            .participants
            .iter_mut()
            .find(|participant| participant.id == event.participant_id)
        {
            participant.identity = event.level;
        }
    }

    fn apply_received(&mut self, event: &message::MessageReceived, envelope: &Envelope) {
        self.heard_on(event.thread, event.participant_id);
        self.outside_sequence = envelope.stream_seq;
        self.untriaged.push(Untriaged {
            message_id: event.message_id,
            participant_id: event.participant_id,
            sequence: envelope.stream_seq,
            received_at: event.received_at,
        });
        self.owe_answer(
            event.participant_id,
            crate::message::Unanswered {
                message_id: event.message_id,
                sequence: envelope.stream_seq,
                at: event.received_at,
            },
        );
    }

    /// An edited message counts as written anew: answers that had not seen the edit miss it.
    fn apply_edited(&mut self, event: message::MessageEdited, envelope: &Envelope) {
        self.outside_sequence = envelope.stream_seq;
        self.forget_untriaged(&[event.message_id]);
        self.untriaged.push(Untriaged {
            message_id: event.message_id,
            participant_id: event.participant_id,
            sequence: envelope.stream_seq,
            received_at: envelope.at,
        });
        self.owe_answer(
            event.participant_id,
            crate::message::Unanswered {
                message_id: event.message_id,
                sequence: envelope.stream_seq,
                at: envelope.at,
            },
        );
    }

    fn forget_untriaged(&mut self, messages: &[crate::id::MessageId]) {
        self.untriaged
            .retain(|untriaged| !messages.contains(&untriaged.message_id));
    }

    fn apply_triaged(&mut self, event: &triage::Triaged) {
        let newest = self
            .untriaged
            .iter()
            .filter(|untriaged| event.message_ids.contains(&untriaged.message_id))
            .map(|untriaged| untriaged.sequence)
            .max();
        self.forget_untriaged(&event.message_ids);
        self.is_triaged = true;
        if event.tenure_days.is_some() && self.is_customer(event.participant_id) {
            self.tenure_days = event.tenure_days;
        }
        let is_newer_than_correction = newest.is_some_and(|at| at > self.corrected_sequence);
        match &event.outcome {
            TriageOutcome::Found(findings) if is_newer_than_correction => self.classify(findings),
            TriageOutcome::Found(_) | TriageOutcome::Failed { .. } => {}
        }
    }

    /// What triage abstained from stays as it was.
    fn classify(&mut self, findings: &Findings) {
        let classification = &mut self.classification;
        if let Some(language) = &findings.language {
            classification.language = Some(language.value.clone());
        }
        if let Some(intent) = findings.intents.first() {
            classification.intent = Some(intent.value.clone());
        }
        if let Some(category) = &findings.category {
            classification.category = Some(category.value.clone());
        }
        if let Some(urgency) = &findings.urgency {
            classification.urgency = urgency.value;
        }
        if let Some(sentiment) = &findings.sentiment {
            classification.sentiment = sentiment.value;
        }
        self.frustration = findings.frustration;
    }

    fn apply_correction(&mut self, correction: &Correction, envelope: &Envelope) {
        self.corrected_sequence = envelope.stream_seq;
        self.is_triaged = true;
        let classification = &mut self.classification;
        if correction.language.is_some() {
            classification.language.clone_from(&correction.language);
        }
        if correction.intent.is_some() {
            classification.intent.clone_from(&correction.intent);
        }
        if correction.category.is_some() {
            classification.category.clone_from(&correction.category);
        }
        if let Some(urgency) = correction.urgency {
            classification.urgency = urgency;
        }
        if let Some(sentiment) = correction.sentiment {
            classification.sentiment = sentiment;
            if sentiment == Sentiment::Neutral {
                self.frustration = Confidence::from_per_mille(0);
            }
        }
    }

    fn apply_boundary(&mut self, event: &triage::BoundaryEntered, envelope: &Envelope) {
        let since = self
            .boundary(event.participant_id)
            .map_or(envelope.at, |boundary| boundary.since);
        self.boundaries
            .retain(|boundary| boundary.participant_id != event.participant_id);
        self.boundaries.push(Boundary {
            participant_id: event.participant_id,
            reasons: event.reasons.clone(),
            since,
            sequence: event.sequence,
        });
    }
}

/// Whether a person of ours did it.
const fn is_person(actor: Actor) -> bool {
    actor.is_teammate()
}
