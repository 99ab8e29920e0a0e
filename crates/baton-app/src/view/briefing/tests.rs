//! Briefings, line by line.

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn briefing() -> Briefing {
    Briefing {
        language: Some("zh".to_owned()),
        with_us_days: Some(2_190),
        tier: Some("gold".to_owned()),
        earlier_count: 4,
        earlier: vec![Earlier {
            number: 1007,
            subject: Some("Leaking kettle".to_owned()),
            status: CaseStatus::Closed,
            at: at("2026-01-09T08:00:00Z"),
        }],
        quotes: vec!["It leaks for the third time".to_owned()],
        claims: vec![FailureClaim::ProductDefect],
        named: vec![("order".to_owned(), "KC-20114".to_owned())],
        promises: vec![Pledged {
            text: Some("A technician calls".to_owned()),
            due: at("2026-03-04T17:30:00Z"),
            is_broken: true,
        }],
        reasons: vec![BoundaryReason::ProductDefect],
    }
}

#[test]
fn a_briefing_tells_history_words_promises_and_tone() {
    let words = briefing().in_words(Some(Language::English));
    assert_eq!(
        words.history,
        [
            "With us for 6 years (gold).",
            "They had 4 cases before, the latest:",
            "B-1007 “Leaking kettle” (closed, 2026-01-09)",
        ]
    );
    assert_eq!(
        words.reported,
        [
            "“It leaks for the third time”",
            "They say that what we sold is defective.",
            "They name: order KC-20114.",
        ]
    );
    assert_eq!(
        words.promised,
        ["Broken: “A technician calls” was due 2026-03-04 17:30 UTC."]
    );
    assert_eq!(words.tone.len(), 2);
}

#[test]
fn a_briefing_speaks_the_cases_language_unless_the_reader_has_another() {
    let words = briefing().in_words(None);
    assert_eq!(words.language, Language::Chinese);
    assert_eq!(
        words.promised,
        ["未兑现：「A technician calls」，原定 2026-03-04 17:30 UTC。"]
    );
    assert_eq!(words.history.first().unwrap(), "成为客户已6年（金卡）。");
    let unknown = Briefing::default();
    assert_eq!(unknown.in_words(None).language, Language::English);
}

#[test]
fn what_is_not_known_is_said_and_not_made_up() {
    let words = Briefing::default().in_words(None);
    assert_eq!(
        words.history,
        [
            "How long they have been with us is not known.",
            "This is their first case.",
        ]
    );
    assert_eq!(words.promised, ["Nothing is promised."]);
    assert!(words.reported.is_empty());
}

#[test]
fn a_quotation_is_one_line_and_not_endless() {
    assert_eq!(quoted("It \n leaks\tagain "), "It leaks again");
    let long = quoted(&"很".repeat(1_000));
    assert_eq!(long.chars().count(), MAX_QUOTE_CHARACTERS + 1);
}
