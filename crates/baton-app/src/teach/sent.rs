//! What a reply that left teaches: how AI's wording fared, and whether AI had understood.
//!
//! Only wording of AI that a teammate let go says that AI was right about what they want; of their
//! mood and urgency it says nothing.

use baton_domain::draft::Origin;
use baton_domain::event::Event;
use baton_domain::event::send::SendAuthorised;
use baton_domain::id::{DraftId, MessageId, PartId};
use baton_domain::message::Purpose;
use baton_domain::triage::{Findings, TriageOutcome};
use baton_store::event::StoredEvent;
use baton_store::training::{LabelKind, Taught as How};

use super::{Label, Taught, triaged};

/// What a message that left teaches; nothing if no teammate let it go or it answers nothing.
pub(super) fn taught(events: &[StoredEvent], draft: DraftId, message: MessageId) -> Option<Taught> {
    let (at, send) = events.iter().find_map(|stored| match &stored.event {
        Event::SendAuthorised(send) if send.message_id == message => {
            Some((stored.envelope.stream_seq, send))
        }
        _ => None,
    })?;
    if send.purpose != Purpose::Reply || !send.approval.approved_by.is_teammate() {
        return None;
    }
    let triage = triaged(events, at).find(|triaged| triaged.participant_id == send.to)?;
    let mut labels = vec![answer(send, proposed(events, draft))];
    if let (Origin::Ai, TriageOutcome::Found(findings)) = (send.origin, &triage.outcome) {
        labels.extend(understood(findings));
    }
    Some(Taught {
        messages: triage.message_ids.clone(),
        labels,
    })
}

/// AI's first wording of the draft.
fn proposed(events: &[StoredEvent], draft: DraftId) -> Option<PartId> {
    events.iter().find_map(|stored| match &stored.event {
        Event::DraftProposed(proposed)
            if proposed.draft_id == draft && proposed.origin == Origin::Ai =>
        {
            Some(proposed.text.id)
        }
        _ => None,
    })
}

fn answer(send: &SendAuthorised, draft: Option<PartId>) -> Label {
    let (value, taught) = match (send.origin, send.version) {
        (Origin::Ai, 1) => ("unedited", How::Confirmation),
        (Origin::Ai, _) => ("edited", How::Correction),
        (Origin::Teammate | Origin::Machine, _) => ("own", How::Confirmation),
    };
    Label {
        kind: LabelKind::Answer,
        value: value.to_owned(),
        taught,
        draft,
        answer: Some(send.content.id),
    }
}

fn understood(findings: &Findings) -> Vec<Label> {
    let language = findings.language.as_ref();
    let category = findings.category.as_ref();
    let found = [
        (
            LabelKind::Language,
            language.map(|found| found.value.to_string()),
        ),
        (
            LabelKind::Intent,
            findings
                .intents
                .first()
                .map(|found| found.value.to_string()),
        ),
        (
            LabelKind::Category,
            category.map(|found| found.value.to_string()),
        ),
    ];
    found
        .into_iter()
        .filter_map(|(kind, value)| {
            value.map(|value| Label {
                kind,
                value,
                taught: How::Confirmation,
                draft: None,
                answer: None,
            })
        })
        .collect()
}
