//! AI wording answers, with a composer in the test's hand: what it is asked, what becomes of its
//! answer, and everywhere it must not be asked at all.

use baton_app::case::decide::Ask;
use baton_app::case::verb::{NewClass, Verb, verb};
use baton_app::draft;
use baton_app::draft::next::Next;
use baton_app::error::AppError;
use baton_app::knowledge::{self, search};
use baton_app::pause::pause;
use baton_app::view::Outcome;
use baton_domain::draft::{ComposeFailure, DraftStatus, Origin};
use baton_domain::event::Event;
use baton_domain::triage::Sentiment;
use baton_store::settings::PauseScope;

use crate::desk::{Desk, QUESTION, RETURNS};

fn is_proposal(event: &Event) -> bool {
    matches!(event, Event::DraftProposed(_))
}

/// The refusal, in its words.
#[track_caller]
fn refusal(result: Result<draft::Drafted, AppError>) -> String {
    result.unwrap_err().to_string()
}

#[tokio::test]
async fn an_answerable_question_gets_a_draft_that_cites_its_article() {
    for desk in Desk::all().await {
        let article = desk.article("faq", RETURNS).await;
        let case = desk.ask(QUESTION).await;
        let [draft] = case.drafts.as_slice() else {
            panic!("{}: {:?}", desk.baton.database(), case.drafts);
        };
        assert_eq!(
            (draft.status, draft.origin),
            (DraftStatus::Proposed, Origin::Ai)
        );
        assert_eq!(desk.text(draft).await, RETURNS);
        let events = desk.events(case.id).await;
        let citations = events.iter().find_map(|event| match event {
            Event::DraftProposed(proposed) => Some(proposed.citations.clone()),
            _ => None,
        });
        let [citation] = citations.unwrap().try_into().unwrap();
        assert_eq!((citation.article_id, citation.version), (article, 1));
        let quote = citation.quote.unwrap().id;
        let view = baton_app::view::case(&desk.baton.app, &desk.baton.caller, case.id)
            .await
            .unwrap();
        assert_eq!(view.texts.get(quote), Some(RETURNS));
        assert_eq!(desk.baton.composer.asked(), [QUESTION]);
    }
}

#[tokio::test]
async fn without_a_passage_the_draft_fails_and_a_person_answers() {
    for desk in Desk::all().await {
        let case = desk.ask(QUESTION).await;
        assert!(case.drafts.is_empty());
        let failures = desk.failures(case.id).await;
        assert_eq!(
            failures,
            [ComposeFailure::NoPassage],
            "{}",
            desk.baton.database()
        );
        desk.article("faq", RETURNS).await;
        desk.ai(case.id).await.unwrap();
        desk.work().await;
        let drafts = desk.case().await.drafts;
        assert_eq!(drafts[0].status, DraftStatus::Proposed);
        assert_eq!(refusal(desk.ai(case.id).await), "refused: draft.exists");
    }
}

#[tokio::test]
async fn what_only_teammates_may_read_is_found_by_them_and_never_quoted() {
    for desk in Desk::all().await {
        desk.article("risk_boundary", RETURNS).await;
        let case = desk.ask(QUESTION).await;
        assert_eq!(desk.failures(case.id).await, [ComposeFailure::NoPassage]);
        let found = search::search(&desk.baton.app, &desk.baton.call(), QUESTION.to_owned())
            .await
            .unwrap();
        assert_eq!(found[0].kind, "risk_boundary");
        assert!(found[0].passage.why.contains(&"unused".to_owned()));
    }
}

#[tokio::test]
async fn inside_the_boundary_the_composer_is_never_asked() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let case = desk.ask("I am angry , can unused items be returned?").await;
        assert!(case.is_inside_boundary(), "{}", desk.baton.database());
        assert_eq!(
            refusal(desk.ai(case.id).await),
            "refused: draft.empathy_boundary"
        );
        let case = desk.ask(QUESTION).await;
        assert!(case.is_inside_boundary() && case.drafts.is_empty());
        assert!(desk.baton.composer.asked().is_empty());
        assert!(!desk.events(case.id).await.iter().any(is_proposal));
    }
}

#[tokio::test]
async fn inside_the_boundary_a_person_is_briefed_and_outside_nobody() {
    for desk in Desk::all().await {
        desk.ask("I am angry , it leaks again").await;
        let briefing = desk.view().await.briefing.unwrap().in_words(None);
        assert_eq!(
            briefing.reported,
            ["“I am angry , it leaks again”"],
            "{}",
            desk.baton.database()
        );
        assert_eq!(briefing.promised, ["Nothing is promised."]);
        assert_eq!(
            briefing.history.last().unwrap(),
            "This is their first case."
        );
        assert!(briefing.tone.first().unwrap().contains("about to leave"));
        let calm = NewClass {
            sentiment: Some(Sentiment::Neutral),
            reason: Some("they only asked".to_owned()),
            ..NewClass::default()
        };
        desk.does(desk.case().await.id, Verb::Classify(calm)).await;
        assert!(desk.view().await.briefing.is_none());
    }
}

#[tokio::test]
async fn a_draft_says_what_approving_it_would_do_and_what_comes_next() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let case = desk.ask(QUESTION).await;
        let view = desk.view().await;
        let draft = case.drafts[0].id;
        assert_eq!(view.verdicts[&draft].outcome, Outcome::Allow);
        let next = &view.proposals[&draft].next;
        assert!(
            matches!(next, Next::Answered { closes_in_days: 7 }),
            "{next:?}"
        );
        desk.ask("Can unused items be returned? I am angry").await;
        assert!(desk.view().await.verdicts.is_empty());
    }
}

#[tokio::test]
async fn an_answer_that_comes_after_the_boundary_was_entered_is_no_draft() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let entering = async {
            desk.post("this is late , I am angry").await;
            desk.work().await;
            assert!(desk.case().await.is_inside_boundary());
        };
        desk.meanwhile(Box::pin(entering)).await;
        let case = desk.case().await;
        assert!(case.drafts.is_empty(), "{}", desk.baton.database());
        assert!(!desk.events(case.id).await.iter().any(is_proposal));
        assert_eq!(desk.baton.composer.asked().len(), 1);
    }
}

#[tokio::test]
async fn an_answer_that_comes_after_a_teammate_saw_the_anger_is_no_draft() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let correcting = async {
            let ask = Ask {
                call: desk.baton.call(),
                case: desk.case().await.id,
                seen_sequence: None,
            };
            let class = NewClass {
                sentiment: Some(Sentiment::AtRisk),
                reason: Some("they are upset".to_owned()),
                ..NewClass::default()
            };
            verb(&desk.baton.app, ask, Verb::Classify(class))
                .await
                .unwrap();
        };
        desk.meanwhile(Box::pin(correcting)).await;
        let case = desk.case().await;
        assert!(case.is_inside_boundary(), "{}", desk.baton.database());
        assert!(!desk.events(case.id).await.iter().any(is_proposal));
    }
}

#[tokio::test]
async fn an_article_retired_meanwhile_is_not_cited() {
    for desk in Desk::all().await {
        let article = desk.article("faq", RETURNS).await;
        let retiring = async {
            knowledge::retire(&desk.baton.app, &desk.baton.call(), article)
                .await
                .unwrap();
        };
        desk.meanwhile(Box::pin(retiring)).await;
        let case = desk.case().await;
        assert!(case.drafts.is_empty());
        let failures = desk.failures(case.id).await;
        assert_eq!(
            failures,
            [ComposeFailure::NoPassage],
            "{}",
            desk.baton.database()
        );
    }
}

#[tokio::test]
async fn a_pause_stops_drafts_before_and_while_they_are_worded() {
    for desk in Desk::all().await {
        desk.article("faq", RETURNS).await;
        let app = &desk.baton.app;
        let pausing = async {
            pause(app, &desk.baton.call(), PauseScope::All, true)
                .await
                .unwrap();
        };
        desk.meanwhile(Box::pin(pausing)).await;
        let case = desk.case().await;
        assert!(case.drafts.is_empty());
        let failures = desk.failures(case.id).await;
        assert_eq!(
            failures,
            [ComposeFailure::GuardForbidden],
            "{}",
            desk.baton.database()
        );
        desk.ask(QUESTION).await;
        assert_eq!(refusal(desk.ai(case.id).await), "refused: draft.paused");
        assert_eq!(desk.baton.composer.asked().len(), 1);

        pause(app, &desk.baton.call(), PauseScope::All, false)
            .await
            .unwrap();
        desk.ai(case.id).await.unwrap();
        desk.work().await;
        assert_eq!(desk.case().await.drafts[0].status, DraftStatus::Proposed);
    }
}
