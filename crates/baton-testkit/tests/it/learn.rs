//! What teammates correct holds at once for the same text, and becomes a model that can be tried,
//! used and left again.

use baton_app::case::decide::Ask;
use baton_app::case::verb::{NewClass, Verb, verb};
use baton_app::error::AppError;
use baton_app::learn::{prepare, versions};
use baton_app::ports::triage::TriageContext;
use baton_domain::time::Span;
use baton_store::model::Model;

use crate::desk::Desk;

const ASKED: &str = "I want a refund , can unused items be returned?";

async fn correct(desk: &Desk, intent: &str) {
    let ask = Ask {
        call: desk.baton.call(),
        case: desk.case().await.id,
        seen_sequence: None,
    };
    let class = NewClass {
        intent: Some(intent.parse().unwrap()),
        ..NewClass::default()
    };
    verb(&desk.baton.app, ask, Verb::Classify(class))
        .await
        .unwrap();
    desk.work().await;
}

/// What triage names for a text now.
async fn named(desk: &Desk, text: &str) -> Option<String> {
    let workspace = desk.baton.workspace;
    let context = TriageContext::default();
    let (engine, context) = prepare(&desk.baton.app, workspace, text, context)
        .await
        .unwrap();
    let findings = engine.understand(text, &context).unwrap().findings;
    let first = findings.intents.first();
    first.map(|intent| intent.value.to_string())
}

async fn models(desk: &Desk) -> Vec<Model> {
    let call = desk.baton.call();
    versions::list(&desk.baton.app, &call.caller).await.unwrap()
}

fn used(models: &[Model]) -> Option<u64> {
    models.iter().find(|one| one.is_used).map(|one| one.number)
}

/// Long enough for the job that learns.
async fn wait_and_learn(desk: &Desk) {
    desk.baton.clock.pass(Span::from_seconds(151));
    desk.work().await;
}

#[tokio::test]
async fn a_corrected_text_never_repeats_its_error_from_the_next_message_on() {
    for desk in Desk::all().await {
        desk.ask(ASKED).await;
        assert_eq!(named(&desk, ASKED).await.as_deref(), Some("refund"));
        correct(&desk, "returns").await;
        assert!(models(&desk).await.is_empty(), "nothing was trained yet");
        assert_eq!(named(&desk, ASKED).await.as_deref(), Some("returns"));
        let shouted = ASKED.to_uppercase();
        assert_eq!(named(&desk, &shouted).await.as_deref(), Some("returns"));
        correct(&desk, "exchange").await;
        assert_eq!(named(&desk, ASKED).await.as_deref(), Some("exchange"));
        assert_eq!(named(&desk, "something else").await, None);
    }
}

#[tokio::test]
async fn a_model_takes_over_and_an_earlier_one_can_be_used_again() {
    for mut desk in Desk::all().await {
        desk.ask(ASKED).await;
        correct(&desk, "returns").await;
        wait_and_learn(&desk).await;
        let first = models(&desk).await;
        assert_eq!(first.len(), 1, "{}", desk.baton.database());
        assert!(first[0].is_used);
        assert_eq!((first[0].right_before, first[0].right_after), (10, 20));
        wait_and_learn(&desk).await;
        assert_eq!(models(&desk).await.len(), 1, "there was nothing new");
        correct(&desk, "exchange").await;
        wait_and_learn(&desk).await;
        let number = first[0].number;
        assert_eq!(used(&models(&desk).await), Some(number + 1));
        let call = desk.baton.call();
        versions::choose(&desk.baton.app, &call, Some(number))
            .await
            .unwrap();
        desk.baton.crash().await;
        assert_eq!(used(&models(&desk).await), Some(number));
        let app = &desk.baton.app;
        versions::choose(app, &call, None).await.unwrap();
        assert_eq!(used(&models(&desk).await), None);
        let missing = versions::choose(app, &call, Some(number + 9)).await;
        assert!(matches!(missing, Err(AppError::NotFound)), "{missing:?}");
    }
}

#[tokio::test]
async fn a_model_that_does_worse_is_listed_and_not_used() {
    for desk in Desk::all().await {
        desk.ask("it got worse and worse").await;
        correct(&desk, "returns").await;
        wait_and_learn(&desk).await;
        let made = models(&desk).await;
        assert_eq!(made.len(), 1);
        assert_eq!(used(&made), None);
        assert_eq!(made[0].right_after, 0);
    }
}
