//! The starter set: a third held out, the scenarios of the empathy boundary, saving, correcting.

use baton_ai::engine::Engine;
use baton_ai::training::{Labelled, TrainingSet};
use baton_ai::triage::{Sentiment, TriageContext, TriageInput};
use serde::Deserialize;

/// Rules were set on these two.
const SCENARIOS: &str = include_str!("../../starter/empathy_scenarios.jsonl");
const LOOKALIKES: &str = include_str!("../../starter/empathy_lookalikes.jsonl");
/// No rule was set on its rows: it was written before the rules were.
const FROZEN: &str = include_str!("../../starter/empathy_frozen.jsonl");

#[derive(Deserialize)]
struct Scenario {
    text: String,
    tenure_days: Option<u32>,
    tier: Option<String>,
    open_broken_promise: bool,
    inside: bool,
}

fn input(text: &str) -> TriageInput {
    TriageInput {
        text: text.to_owned(),
        ..TriageInput::default()
    }
}

fn share(hits: usize, of: usize) -> f64 {
    f64::from(u32::try_from(hits).unwrap()) / f64::from(u32::try_from(of).unwrap())
}

#[test]
fn a_held_out_third_is_mostly_understood() {
    let all = TrainingSet::starter().unwrap();
    let (mut learnt, mut measured) = (Vec::new(), Vec::new());
    for (at, message) in all.messages.into_iter().enumerate() {
        if at % 3 == 1 {
            measured.push(message);
        } else {
            learnt.push(message);
        }
    }
    let set = TrainingSet {
        kinds: all.kinds,
        messages: learnt,
    };
    let engine = Engine::train(&set).unwrap();
    let (mut intents, mut categories, mut sure, mut count) = (0, 0, (0, 0), 0);
    for message in &measured {
        let Some(name) = &message.intent else {
            continue;
        };
        let triage = engine.triage(&input(&message.text));
        let first = triage.intents.first();
        let is_right = first.is_some_and(|intent| intent.name == *name);
        count += 1;
        intents += usize::from(is_right);
        categories += usize::from(triage.category.value == set.kind(name).unwrap().category);
        if first.is_some_and(|intent| intent.confidence >= 0.8) {
            sure.0 += usize::from(is_right);
            sure.1 += 1;
        }
    }
    let figures = (
        share(intents, count),
        share(categories, count),
        share(sure.0, sure.1),
        share(sure.1, count),
    );
    println!("intent, category, intent where sure, share sure: {figures:?}");
    assert!(figures.0 > 0.57, "{figures:?}");
    assert!(figures.1 > 0.74, "{figures:?}");
    assert!(figures.2 > 0.82, "{figures:?}");
}

/// The shares of scenarios that are rightly and wrongly inside.
fn boundary(scenarios: &str) -> (f64, f64) {
    let engine = Engine::starter().unwrap();
    let (mut inside, mut blocked, mut outside, mut wrongly) = (0, 0, 0, 0);
    for line in scenarios.lines() {
        let scenario: Scenario = serde_json::from_str(line).unwrap();
        let triage = engine.triage(&TriageInput {
            text: scenario.text,
            context: TriageContext {
                tenure_days: scenario.tenure_days,
                tier: scenario.tier,
                open_broken_promise: scenario.open_broken_promise,
                ..TriageContext::default()
            },
        });
        if scenario.inside {
            inside += 1;
            blocked += usize::from(triage.empathy.inside);
        } else {
            outside += 1;
            wrongly += usize::from(triage.empathy.inside);
        }
    }
    let figures = (share(blocked, inside), share(wrongly, outside));
    println!("recall, false blocks: {figures:?}");
    figures
}

#[test]
fn a_person_answers_first_where_one_should() {
    let (recall, false_blocks) = boundary(SCENARIOS);
    assert!(recall >= 0.95, "{recall}");
    assert!(false_blocks <= 0.15, "{false_blocks}");
}

#[test]
fn what_looks_like_a_complaint_and_is_none_is_answered() {
    let (recall, false_blocks) = boundary(LOOKALIKES);
    assert!(recall >= 0.92, "{recall}");
    assert!(false_blocks <= 0.10, "{false_blocks}");
}

/// Far from the bounds above, and meant to be: this is what unseen messages are like. The bounds
/// stand a little below what was measured, so that the test fails when the behaviour breaks.
#[test]
fn scenarios_nothing_was_set_on_are_mostly_judged_as_people_would() {
    let (recall, false_blocks) = boundary(FROZEN);
    assert!(recall >= 0.78, "{recall}");
    assert!(false_blocks <= 0.30, "{false_blocks}");
}

#[test]
fn a_corrected_text_never_repeats_its_error() {
    let text = "bonjour les amis, petit mot du chat";
    let mut set = TrainingSet::starter().unwrap();
    set.messages.push(Labelled {
        text: text.to_owned(),
        intent: Some("data_privacy".to_owned()),
        sentiment: Some(Sentiment::AtRisk),
        is_correction: true,
        is_own: true,
        ..Labelled::default()
    });
    let engine = Engine::train(&set).unwrap();
    let triage = engine.triage(&input(&text.to_uppercase()));
    assert_eq!(triage.intents[0].name, "data_privacy");
    assert_eq!(triage.category.value.as_deref(), Some("technical"));
    assert_eq!(triage.sentiment.value, Some(Sentiment::AtRisk));
}

#[test]
fn a_saved_engine_is_the_same_engine() {
    let engine = Engine::starter().unwrap();
    let bytes = engine.to_bytes();
    let again = Engine::from_bytes(&bytes).unwrap();
    assert_eq!(again.model(), engine.model());
    assert_eq!(again.to_bytes(), bytes);
    assert!(Engine::from_bytes(&bytes[..bytes.len() / 2]).is_err());
}
