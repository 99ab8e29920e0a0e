//! A workspace's lessons: what its teammates corrected and confirmed, learnt on top of the starter
//! set and tried on those that were held back.

use baton_app::ports::triage as port;
use baton_domain::triage::TriageFailure;

use crate::engine::Engine;
use crate::training::{IntentKind, Labelled, TrainingSet};
use crate::triage::{Sentiment, Taught, TriageInput, Urgency};

/// What people said of exactly one text, as the engine keeps it; unknown codes say nothing.
pub(super) fn taught(labels: &port::Labels) -> Taught {
    Taught {
        language: labels.language.clone(),
        intent: labels.intent.clone(),
        category: labels.category.clone(),
        urgency: labels.urgency.as_deref().and_then(urgency),
        sentiment: labels.sentiment.as_deref().and_then(sentiment),
    }
}

fn urgency(code: &str) -> Option<Urgency> {
    Urgency::ALL.into_iter().find(|level| level.name() == code)
}

fn sentiment(code: &str) -> Option<Sentiment> {
    Sentiment::ALL
        .into_iter()
        .find(|level| level.name() == code)
}

/// The kinds an engine can name, with what people call them.
pub(super) fn kinds(engine: &Engine) -> Vec<port::IntentKind> {
    let kinds = engine.kinds().iter();
    kinds
        .map(|kind| port::IntentKind {
            name: kind.name.clone(),
            category: kind.category.clone(),
            titles: [("en", &kind.title_en), ("zh", &kind.title_zh)]
                .into_iter()
                .filter(|(_, title)| !title.is_empty())
                .map(|(language, title)| (language.to_owned(), title.clone()))
                .collect(),
        })
        .collect()
}

/// Learns what is not held back, and tries both engines on what is.
pub(super) fn learn(
    before: &Engine,
    lessons: &[port::Lesson],
) -> Result<(Engine, port::Trial), TriageFailure> {
    let (held_back, learnt): (Vec<&port::Lesson>, Vec<&port::Lesson>) =
        lessons.iter().partition(|lesson| lesson.is_held_back);
    let mut set = TrainingSet::starter().map_err(|_| TriageFailure::Unavailable)?;
    for lesson in learnt {
        add(&mut set, lesson);
    }
    let engine = Engine::train(&set).map_err(|_| TriageFailure::Unavailable)?;
    let trial = port::Trial {
        held_back: count(&held_back, |_| true),
        right_before: count(&held_back, |lesson| names(before, lesson)),
        right_after: count(&held_back, |lesson| names(&engine, lesson)),
    };
    Ok((engine, trial))
}

fn add(set: &mut TrainingSet, lesson: &port::Lesson) {
    let labels = &lesson.labels;
    if let Some(name) = labels
        .intent
        .as_ref()
        .filter(|name| set.kind(name).is_none())
    {
        set.kinds.push(IntentKind {
            name: name.clone(),
            category: labels.category.clone(),
            order_context_needed: false,
            claims_failure: false,
            title_en: String::new(),
            title_zh: String::new(),
        });
    }
    set.messages.push(Labelled {
        text: lesson.text.clone(),
        intent: labels.intent.clone(),
        urgency: labels.urgency.as_deref().and_then(urgency),
        sentiment: labels.sentiment.as_deref().and_then(sentiment),
        is_own: true,
        ..Labelled::default()
    });
}

/// How many lessons with an intent pass a test.
fn count(lessons: &[&port::Lesson], is_right: impl Fn(&port::Lesson) -> bool) -> u32 {
    let with_intent = lessons
        .iter()
        .filter(|lesson| lesson.labels.intent.is_some());
    let right = with_intent.filter(|lesson| is_right(lesson)).count();
    u32::try_from(right).unwrap_or(u32::MAX)
}

fn names(engine: &Engine, lesson: &port::Lesson) -> bool {
    let triage = engine.triage(&TriageInput {
        text: lesson.text.clone(),
        ..TriageInput::default()
    });
    let first = triage.intents.first().map(|intent| &intent.name);
    first == lesson.labels.intent.as_ref()
}

#[cfg(test)]
mod tests {
    use baton_app::ports::triage::Triage as _;

    use super::*;
    use crate::port::BuiltIn;

    fn lesson(text: &str, intent: &str, is_held_back: bool) -> port::Lesson {
        port::Lesson {
            text: text.to_owned(),
            labels: port::Labels {
                intent: Some(intent.to_owned()),
                ..port::Labels::default()
            },
            is_held_back,
        }
    }

    #[test]
    fn a_workspace_teaches_a_kind_of_its_own_and_it_can_be_loaded_again_bit_for_bit() {
        let lessons = [
            lesson("the gondola lift is stuck again", "lift_outage", false),
            lesson(
                "chairlift three has stopped, people hang there",
                "lift_outage",
                false,
            ),
            lesson(
                "is the gondola running today? it stands still",
                "lift_outage",
                false,
            ),
            lesson("gondola stopped halfway", "lift_outage", false),
            lesson("the lift is stuck with my son on it", "lift_outage", true),
        ];
        let before = BuiltIn::new();
        let learnt = before.learn(&lessons).unwrap();
        assert_eq!(learnt.trial.held_back, 1);
        assert_eq!(learnt.trial.right_before, 0);
        let again = before.load(&learnt.bytes).unwrap();
        let kinds = again.intents();
        assert!(kinds.iter().any(|kind| kind.name == "lift_outage"));
        let context = port::TriageContext::default();
        let said = again.understand("the gondola is stuck", &context).unwrap();
        assert_eq!(said.findings.model, learnt.model);
        let relearnt = before.learn(&lessons).unwrap();
        assert_eq!(relearnt.bytes, learnt.bytes);
        assert!(before.load(b"no model").is_err());
    }

    #[test]
    fn what_was_said_of_a_text_holds_at_once() {
        let context = port::TriageContext {
            taught: Some(port::Labels {
                intent: Some("invoice_request".to_owned()),
                category: Some("billing".to_owned()),
                urgency: Some("high".to_owned()),
                sentiment: Some("neutral".to_owned()),
                language: Some("en".to_owned()),
            }),
            ..port::TriageContext::default()
        };
        let said = BuiltIn::new().understand("qwertz", &context).unwrap();
        assert_eq!(said.detail["intents"][0]["name"], "invoice_request");
        assert_eq!(said.detail["category"]["value"], "billing");
        assert_eq!(said.detail["urgency"]["value"], "high");
        assert_eq!(said.detail["language"]["value"], "en");
    }
}
