//! What a corrected classification teaches about the messages it is of.

use baton_domain::event::Event;
use baton_domain::triage::Correction;
use baton_store::event::StoredEvent;
use baton_store::training::{LabelKind, Taught as How};

use super::{Label, Taught, triaged};
use crate::view::code;

/// The labels that a teammate gave; nothing if there was no message to give them to.
pub(super) fn taught(events: &[StoredEvent], sequence: u64) -> Option<Taught> {
    let (at, correction) = events
        .iter()
        .rev()
        .filter(|stored| stored.envelope.stream_seq <= sequence)
        .find_map(|stored| match &stored.event {
            Event::ClassificationCorrected(event) => {
                Some((stored.envelope.stream_seq, &event.correction))
            }
            _ => None,
        })?;
    Some(Taught {
        messages: triaged(events, at).next()?.message_ids.clone(),
        labels: labels(correction),
    })
}

fn labels(correction: &Correction) -> Vec<Label> {
    let Correction {
        language,
        intent,
        category,
        urgency,
        sentiment,
        reason: _,
    } = correction;
    let said = [
        (
            LabelKind::Language,
            language.as_ref().map(ToString::to_string),
        ),
        (LabelKind::Intent, intent.as_ref().map(ToString::to_string)),
        (
            LabelKind::Category,
            category.as_ref().map(ToString::to_string),
        ),
        (LabelKind::Urgency, urgency.as_ref().map(code)),
        (LabelKind::Sentiment, sentiment.as_ref().map(code)),
    ];
    said.into_iter()
        .filter_map(|(kind, value)| {
            value.map(|value| Label {
                kind,
                value,
                taught: How::Correction,
                draft: None,
                answer: None,
            })
        })
        .collect()
}
