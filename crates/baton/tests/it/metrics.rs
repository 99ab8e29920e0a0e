//! `/metrics`: what an operator's monitoring reads, without a key and without anybody's data.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::intake::{receive, triaged};
use crate::server::{Server, demo};

/// Every family that docs/operating.md names.
const FAMILIES: [&str; 17] = [
    "baton_requests_total",
    "baton_request_seconds_total",
    "baton_ack_seconds",
    "baton_live_streams",
    "baton_writer_queue",
    "baton_writer_units_total",
    "baton_writer_commits_total",
    "baton_database_up",
    "baton_jobs",
    "baton_job_age_seconds",
    "baton_lanes_blocked",
    "baton_outgoing_messages",
    "baton_dead_letters",
    "baton_log_unplaced_events",
    "baton_log_uncovered_events",
    "baton_checkpoint_lag_seconds",
    "baton_build_info",
];

async fn metrics(server: &Server) -> String {
    let answer = server.bare(Method::GET, "/metrics").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
    answer.text().await.unwrap()
}

fn value(metrics: &str, line: &str) -> u64 {
    let found = metrics.lines().find_map(|other| other.strip_prefix(line));
    found.expect(line).trim().parse().unwrap()
}

#[tokio::test]
async fn metrics_tell_what_was_done_and_nothing_of_whom() {
    let (_folder, server) = demo().await;
    let body = json!({
        "external_id": "watched-1",
        "conversation": {"external_id": "watched"},
        "from": {"address": "secret-person@customer.example", "name": "Secret Person"},
        "text": "Where is my order 88213-7?",
    });
    let id = receive(&server, &body).await;
    let case = triaged(&server, &id).await;
    let text = metrics(&server).await;
    for family in FAMILIES {
        assert!(text.contains(&format!("# TYPE {family} ")), "{family}");
    }
    assert!(value(&text, "baton_ack_seconds_count") >= 1);
    let requests =
        r#"baton_requests_total{method="POST",route="/api/v1/channels/{id}/inbound",status="202"}"#;
    assert!(value(&text, requests) >= 1);
    assert!(value(&text, "baton_writer_units_total") >= 1);
    assert_eq!(value(&text, "baton_database_up"), 1);
    let case = case["id"].as_str().unwrap();
    for private in ["secret", "Secret", "Kettle", "ws_", &id, case] {
        assert!(!text.contains(private), "{private}");
    }
}

#[tokio::test]
async fn a_family_is_named_in_the_operating_manual() {
    let manual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operating.md");
    let manual = std::fs::read_to_string(manual).unwrap();
    for family in FAMILIES {
        assert!(manual.contains(&format!("`{family}`")), "{family}");
    }
}
