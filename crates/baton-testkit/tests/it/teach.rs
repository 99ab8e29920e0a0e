//! What teammates teach becomes training examples: corrections, confirmations, and what became of
//! AI's wording.

use baton_app::case::decide::Ask;
use baton_app::case::verb::{NewClass, Verb, verb};
use baton_domain::id::CaseId;
use baton_domain::triage::Urgency;
use baton_store::training::{Example, LabelKind, Taught};

use crate::desk::{Desk, RETURNS};

const ASKED: &str = "I want a refund , can unused items be returned?";

/// Kind, value and how, of everything that was taught so far.
async fn taught(desk: &Desk) -> Vec<(LabelKind, String, Taught)> {
    let labels = examples(desk).await.into_iter().map(|example| {
        let taught = example.taught;
        (taught.kind, taught.value, taught.taught)
    });
    labels.collect()
}

async fn examples(desk: &Desk) -> Vec<Example> {
    let workspace = desk.baton.workspace;
    let app = &desk.baton.app;
    let read = app
        .db
        .read(move |reader| Box::pin(reader.training_examples(workspace, 0, 100)));
    read.await.unwrap()
}

async fn correct(desk: &Desk, case: CaseId, intent: &str) {
    let ask = Ask {
        call: desk.baton.call(),
        case,
        seen_sequence: None,
    };
    let class = NewClass {
        intent: Some(intent.parse().unwrap()),
        urgency: Some(Urgency::High),
        ..NewClass::default()
    };
    verb(&desk.baton.app, ask, Verb::Classify(class))
        .await
        .unwrap();
    desk.work().await;
}

fn label(kind: LabelKind, value: &str, how: Taught) -> (LabelKind, String, Taught) {
    (kind, value.to_owned(), how)
}

#[tokio::test]
async fn a_correction_teaches_what_the_text_really_is() {
    for desk in Desk::all().await {
        let case = desk.ask(ASKED).await;
        correct(&desk, case.id, "returns").await;
        correct(&desk, case.id, "exchange").await;
        let mut taught = taught(&desk).await;
        taught.sort_by_key(|(kind, ..)| kind.as_str());
        assert_eq!(
            taught,
            [
                label(LabelKind::Intent, "exchange", Taught::Correction),
                label(LabelKind::Urgency, "high", Taught::Correction),
            ],
            "{}: what was said last counts",
            desk.baton.database()
        );
        let example = examples(&desk).await.remove(0).taught;
        assert_eq!(desk.part(example.text).await.as_deref(), Some(ASKED));
    }
}

#[tokio::test]
async fn ai_wording_that_left_unedited_confirms_what_ai_had_understood() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let case = desk.ask(ASKED).await;
        desk.approve(case.id, case.drafts[0].id, None).await;
        let taught = taught(&desk).await;
        assert_eq!(
            taught,
            [
                label(LabelKind::Answer, "unedited", Taught::Confirmation),
                label(LabelKind::Intent, "refund", Taught::Confirmation),
            ],
            "{}",
            desk.baton.database()
        );
    }
}

#[tokio::test]
async fn an_edited_answer_teaches_both_wordings_and_no_confirmation_replaces_a_correction() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let case = desk.ask(ASKED).await;
        correct(&desk, case.id, "returns").await;
        let better = "Yes: unused items can be returned within thirty days.";
        desk.approve(case.id, case.drafts[0].id, Some(better)).await;
        let examples = examples(&desk).await;
        let of = |kind| examples.iter().find(|example| example.taught.kind == kind);
        let answer = &of(LabelKind::Answer).unwrap().taught;
        assert_eq!(answer.value, "edited", "{}", desk.baton.database());
        assert_eq!(
            desk.part(answer.draft.unwrap()).await.as_deref(),
            Some(RETURNS)
        );
        let left = desk.part(answer.answer.unwrap()).await.unwrap();
        assert!(left.contains(better), "{left}");
        let intent = &of(LabelKind::Intent).unwrap().taught;
        assert_eq!(
            (intent.value.as_str(), intent.taught),
            ("returns", Taught::Correction)
        );
    }
}

#[tokio::test]
async fn what_is_read_on_from_a_number_is_new() {
    for desk in Desk::all().await {
        let case = desk.ask(ASKED).await;
        correct(&desk, case.id, "returns").await;
        let seen = examples(&desk).await.last().unwrap().number;
        correct(&desk, case.id, "exchange").await;
        let workspace = desk.baton.workspace;
        let newer = desk
            .baton
            .app
            .db
            .read(move |reader| Box::pin(reader.training_examples(workspace, seen, 100)))
            .await
            .unwrap();
        let values: Vec<_> = newer.iter().map(|one| one.taught.value.as_str()).collect();
        assert_eq!(values, ["exchange", "high"], "{}", desk.baton.database());
    }
}
