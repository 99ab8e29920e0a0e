//! The demo's workspace: cases in every state, as old as they say.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::server::{Server, demo};

fn texts(items: &Value, pointer: &str) -> BTreeSet<String> {
    let items = items["items"].as_array().unwrap();
    let found = items.iter().filter_map(|item| item.pointer(pointer));
    found
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}

/// Whole days between an instant the server gave and its newest one.
fn days_before(newest: &str, at: &str) -> i64 {
    let read = |text: &str| -> baton_domain::time::Timestamp { text.parse().unwrap() };
    (read(newest).as_micros() - read(at).as_micros()) / 86_400_000_000
}

#[tokio::test]
async fn the_demo_has_a_case_in_every_state_and_a_past_of_nine_days() {
    let (_folder, server) = demo().await;
    let cases = server.get("agent", "/api/v1/cases?limit=200").await;
    assert!(cases["items"].as_array().unwrap().len() >= 20, "{cases:#}");
    for status in ["open", "closed", "cancelled", "merged"] {
        assert!(texts(&cases, "/status").contains(status), "{status}");
    }
    for who in ["us", "reviewer", "customer", "executor", "system"] {
        assert!(texts(&cases, "/next_mover/who").contains(who), "{who}");
    }
    assert!(texts(&cases, "/sla/state").contains("breached"));

    let came = texts(&cases, "/next_mover/since");
    let (oldest, newest) = (came.first().unwrap(), came.last().unwrap());
    assert!((5..10).contains(&days_before(newest, oldest)), "{came:?}");

    let (mut actions, mut promises, mut drafts) =
        (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for case in cases["items"].as_array().unwrap() {
        let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
        let case = server.get("agent", &path).await;
        for (noun, seen) in [
            ("actions", &mut actions),
            ("promises", &mut promises),
            ("drafts", &mut drafts),
        ] {
            for one in case[noun].as_array().unwrap() {
                seen.insert(one["status"].as_str().unwrap().to_owned());
            }
        }
    }
    for status in ["proposed", "done", "rejected", "unknown"] {
        assert!(actions.contains(status), "{status}: {actions:?}");
    }
    assert!(promises.contains("open") && promises.contains("broken"));
    assert!(drafts.contains("proposed") && drafts.contains("in_review"));

    let unreadable = server.get("supervisor", "/api/v1/dead-letters").await;
    assert_eq!(unreadable["items"].as_array().unwrap().len(), 2);
    let channels = server.get("agent", "/api/v1/channels").await;
    assert!(texts(&channels, "/health/trouble_code").contains("imap.not_signed_in"));
}

#[tokio::test]
async fn a_second_start_adds_nothing_and_lives_in_the_present() {
    let (_folder, server) = demo().await;
    let path = "/api/v1/cases?limit=1&count=true";
    let before = server.get("agent", path).await["total"].clone();
    let server = Server::start(&server.kill()).await;
    assert_eq!(server.get("agent", path).await["total"], before);

    let opened = crate::spine::open_case(&server, "Opened after the second start").await;
    let newest = server
        .get("agent", "/api/v1/cases?sort=-updated&limit=1")
        .await;
    assert_eq!(newest["items"][0]["id"], opened.as_str());
}
