//! The shape of `POST /api/v1/triage`.

use baton_ai::engine::Engine;
use baton_ai::triage::{Sentiment, Triage, TriageInput, Urgency};
use serde_json::{Value, json};

fn triage(text: &str) -> Triage {
    let input = TriageInput {
        text: text.to_owned(),
        ..TriageInput::default()
    };
    Engine::starter().unwrap().triage(&input)
}

#[test]
fn the_answer_has_exactly_the_fields_of_the_contract() {
    let answer = serde_json::to_value(triage("Where is my order #48213?")).unwrap();
    let fields: Vec<&str> = answer
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let expected = [
        "category",
        "empathy",
        "entities",
        "gist",
        "intents",
        "language",
        "model",
        "needs_answer",
        "order_context_needed",
        "reasons",
        "sentiment",
        "urgency",
    ];
    let mut sorted = fields.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    assert_eq!(answer["language"]["value"], "en");
    assert_eq!(answer["entities"][0]["kind"], "order");
    assert_eq!(answer["entities"][0]["value"], "48213");
    assert_eq!(answer["order_context_needed"], true);
    assert!(answer["sentiment"]["frustration"].is_number());
    assert!(answer["reasons"][0]["for"].is_string());
}

#[test]
fn the_request_is_read_as_the_contract_writes_it() {
    let body = json!({
        "text": "hello",
        "context": {"tenure_days": 400, "tier": "gold", "open_broken_promise": true, "previous": ["hi"]},
    });
    let input: TriageInput = serde_json::from_value(body).unwrap();
    assert_eq!(input.context.tenure_days, Some(400));
    let unknown: Result<TriageInput, _> = serde_json::from_value(json!({"text": "a", "mood": 1}));
    assert!(unknown.is_err());
}

#[test]
fn text_that_says_nothing_is_abstained_on() {
    for text in ["", "...", "???"] {
        let answer = serde_json::to_value(triage(text)).unwrap();
        assert_eq!(answer["category"]["value"], Value::Null, "{text}");
        assert_eq!(answer["urgency"]["value"], Value::Null, "{text}");
        assert_eq!(answer["intents"], json!([]), "{text}");
    }
}

#[test]
fn thanks_and_automatic_replies_need_no_answer() {
    for text in [
        "Thank you so much, that solved it!",
        "谢谢，已经解决了",
        "I am currently out of office and will be back on Monday.",
        "👍",
    ] {
        assert!(!triage(text).needs_answer, "{text}");
    }
    assert!(triage("Thanks, but where is my refund?").needs_answer);
}

#[test]
fn danger_is_critical_and_patience_is_not() {
    let danger = triage("The charger caught fire and there is smoke everywhere");
    assert_eq!(danger.urgency.value, Some(Urgency::Critical));
    let patience = triage("No rush at all: how do I change the colour theme?");
    assert_eq!(patience.urgency.value, Some(Urgency::Standard));
}

#[test]
fn someone_about_to_leave_is_at_risk() {
    let leaving = triage("This is the third time. We are switching to your competitor.");
    assert_eq!(leaving.sentiment.value, Some(Sentiment::AtRisk));
    assert!(leaving.empathy.inside);
}

#[test]
fn two_matters_in_one_message_are_both_seen() {
    let names: Vec<String> = triage(
        "I forgot my password and the reset link does not work. Also, please send me the invoice for March with our VAT number.",
    )
    .intents
    .into_iter()
    .map(|intent| intent.name)
    .collect();
    assert!(names.contains(&"password_reset".to_owned()), "{names:?}");
    assert!(names.contains(&"invoice_request".to_owned()), "{names:?}");
}
