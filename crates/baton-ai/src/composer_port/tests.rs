//! The composer as the application sees it.

use std::collections::BTreeMap;

use baton_app::ports::composer::{Brief, Composed, Fact, NotComposed, Tone, Wording};
use baton_app::ports::model::Untrusted;
use baton_app::ports::retrieval::{Article, Query, Retrieval as _, Scope};
use baton_domain::confidence::Confidence;
use baton_domain::draft::ComposeFailure;
use baton_domain::id::ArticleId;

use super::composed;
use crate::retrieval_port::Passages;

const RETURNS: &str = "You can return unused items within 30 days of delivery.";

fn brief(asked: &str, language: &str, body: &str) -> Brief {
    let index = Passages.index(vec![Article {
        id: ArticleId::from_bits(1),
        version: 4,
        title: "Returns".to_owned(),
        body: body.to_owned(),
        scope: Scope {
            language: language.to_owned(),
            ..Scope::default()
        },
    }]);
    let query = Query {
        text: asked.to_owned(),
        ..Query::default()
    };
    Brief {
        asked: Untrusted::new(asked.to_owned()),
        language: Some("en".parse().unwrap()),
        intents: vec!["order_status".parse().unwrap()],
        certainty: Confidence::from_per_mille(650),
        passages: index.search(&query, 5),
        wordings: Vec::new(),
        facts: BTreeMap::new(),
        names: Vec::new(),
        tone: Tone::Letter,
        max_characters: 4_000,
    }
}

fn status() -> Wording {
    Wording {
        article_id: ArticleId::from_bits(2),
        version: 1,
        language: "en".to_owned(),
        intents: vec!["order_status".to_owned()],
        text: "We are looking into order {{order_number}}.".to_owned(),
    }
}

#[track_caller]
fn reason(result: Result<Composed, NotComposed>) -> ComposeFailure {
    result.unwrap_err().reason
}

#[test]
fn an_answer_quotes_its_article_and_version() {
    let answer = composed(&brief("Can I return unused items?", "en", RETURNS)).unwrap();
    assert_eq!(answer.text, RETURNS);
    let cited = &answer.citations[0];
    assert_eq!(
        (cited.article_id, cited.version),
        (ArticleId::from_bits(1), 4)
    );
    assert_eq!(cited.quote, RETURNS);
    assert_eq!(answer.language.as_str(), "en");
    assert_eq!(answer.model.id.as_str(), "builtin-composer");
}

#[test]
fn an_article_in_another_language_answers_nothing() {
    let brief = brief("Can I return unused items?", "de", RETURNS);
    assert_eq!(reason(composed(&brief)), ComposeFailure::NoPassage);
}

#[test]
fn a_text_in_no_language_gets_no_draft() {
    let mut brief = brief("4711", "en", RETURNS);
    brief.language = None;
    assert_eq!(reason(composed(&brief)), ComposeFailure::GuardLanguage);
}

#[test]
fn wording_waits_for_its_facts_and_asks_for_them() {
    let mut brief = brief("Where is it?", "en", RETURNS);
    brief.passages.clear();
    brief.wordings.push(status());
    let missing = composed(&brief).unwrap_err();
    assert_eq!(missing.reason, ComposeFailure::MissingFact);
    assert!(
        missing
            .clarifying_question
            .unwrap()
            .contains("order number")
    );
    let number = Fact::Text("48213".to_owned());
    brief.facts.insert("order_number".to_owned(), number);
    let answer = composed(&brief).unwrap();
    assert_eq!(answer.text, "We are looking into order 48213.");
    assert_eq!(answer.citations[0].article_id, ArticleId::from_bits(2));
}

#[test]
fn a_text_longer_than_the_channel_takes_is_refused() {
    let mut brief = brief("Can I return unused items?", "en", RETURNS);
    brief.max_characters = 10;
    assert_eq!(reason(composed(&brief)), ComposeFailure::GuardLength);
}
