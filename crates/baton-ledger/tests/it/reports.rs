//! The report for people: complete, harmless, the same for the same case.

use baton_ledger::pack::{Language, PartState, build, zip};
use baton_ledger::verify::{Trust, verify};
use serde_json::json;

use crate::story::{Story, agent, id, input, log_key};

fn report_in(story: &Story, language: Language) -> String {
    let log = story.log();
    let events = log.events();
    let note = log.checkpoint().sign(&log_key()).unwrap();
    let mut input = input(&events, &story.parts, &note);
    input.language = language;
    let pack = build(&input).unwrap();
    assert!(verify(&pack, &Trust::default()).is_sound());
    let files = zip::read(&pack).unwrap();
    let (_, report) = files
        .iter()
        .find(|(name, _)| *name == "report.html")
        .unwrap();
    String::from_utf8(report.to_vec()).unwrap()
}

fn report(story: &Story) -> String {
    report_in(story, Language::English)
}

#[test]
fn the_report_tells_what_was_said_suggested_changed_approved_and_sent() {
    let html = report(&Story::honest());
    for told in [
        "Case record B-1039",
        "Where is my parcel?",
        "your parcel is on its way and arrives soon.",
        "<del>on its way </del>",
        "<ins>in Lyon </ins>",
        "AI: suggested",
        "Teammate A: changed the wording",
        "Teammate B: decided on the approval",
        "Byte for byte what was authorised.",
        "Thanks, it works.",
        "First answer after 10 min",
        "An answer waits for approval",
        "proves nothing by itself",
    ] {
        assert!(html.contains(told), "{told}");
    }
}

#[test]
fn the_report_speaks_chinese() {
    let html = report_in(&Story::honest(), Language::Chinese);
    for told in [
        "工单记录 B-1039",
        "轮到谁",
        "首次答复用时 10 分钟",
        "与授权内容逐字节一致",
    ] {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.starts_with("<!doctype html>\n<html lang=\"zh-Hans\">"));
}

#[test]
fn what_people_wrote_never_becomes_markup() {
    let mut story = Story::honest();
    let text = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onclick='x'";
    let part = story.with_part(9, text);
    story.say(
        31,
        agent(),
        "note_added",
        json!({"message_id": id("msg", 9), "content": part}),
    );
    let html = report(&story);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img"));
    assert!(html.contains("&lt;b&gt;Order 4711&lt;/b&gt; &amp; no"));
    for harm in [
        "<script",
        "<img",
        "<b>",
        "javascript:",
        "http://",
        "https://",
        "<link",
        "@import",
    ] {
        assert!(!html.contains(harm), "{harm}");
    }
}

#[test]
fn the_basis_of_a_decision_is_shown_where_it_was_recorded() {
    let mut story = Story::honest();
    let finding = story.with_part(9, "The carrier says: delivered to a neighbour.");
    let data = json!({"basis": "logistics", "finding": finding});
    story.say(31, agent(), "verification_recorded", data);
    let html = report(&story);
    assert!(html.contains("Teammate A: basis recorded"));
    assert!(html.contains("delivered to a neighbour"));
}

#[test]
fn of_a_message_in_json_the_text_is_shown() {
    let mut story = Story::honest();
    let content = r#"{"subject":"Re: parcel","text":"It is in Lyon.","html":"<p>x</p>"}"#;
    let part = story.with_part(9, content);
    story.parts.last_mut().unwrap().media = "application/json".to_owned();
    story.say(
        31,
        agent(),
        "note_added",
        json!({"message_id": id("msg", 9), "content": part}),
    );
    let html = report(&story);
    assert!(html.contains(">It is in Lyon.</div>"));
}

#[test]
fn every_number_leads_to_an_event() {
    let html = report(&Story::honest());
    let count = Story::honest().told.len();
    for number in 1..=count {
        assert!(html.contains(&format!("id=\"e{number}\"")));
        assert!(html.contains(&format!("href=\"events/{number:06}.json\"")));
    }
    let links = html.split("href=\"#e").skip(1);
    for link in links {
        let number: usize = link.split('"').next().unwrap().parse().unwrap();
        assert!((1..=count).contains(&number));
    }
}

#[test]
fn elements_are_closed_in_the_order_in_which_they_were_opened() {
    let html = report(&Story::honest());
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_ref(), Some(&name));
        } else if !tag.starts_with('!') && name != "meta" {
            open.push(name);
        }
    }
    assert!(open.is_empty());
}

#[test]
fn what_is_not_there_is_said_to_be_so() {
    let mut story = Story::honest();
    story.parts[0].state = PartState::Erased {
        at: 1_763_629_200_000_000,
    };
    story.parts[1].state = PartState::Withheld;
    let html = report(&story);
    assert!(html.contains("What is not shown"));
    assert!(html.contains("Erased for good, 2025-11-20 09:00"));
    assert!(html.contains("Withheld from this reader"));
    assert!(!html.contains("Where is my parcel?"));
    assert!(!report(&Story::honest()).contains("What is not shown"));
}
