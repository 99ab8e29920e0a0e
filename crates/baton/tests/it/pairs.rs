//! Commands on two cases at once, sent against each other: one goes first, nothing is torn.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::intake::{receive, triaged};
use crate::server::{Server, everywhere};

/// Rounds of each race on each database.
const ROUNDS: u32 = 4;

/// A message in a thread of its own, and its case.
async fn written(server: &Server, name: &str) -> (String, String) {
    let body = json!({
        "external_id": format!("m-{name}"),
        "conversation": {"external_id": format!("t-{name}")},
        "from": {"address": format!("{name}@customer.example")},
        "text": "Where is my kettle?",
    });
    let message = receive(server, &body).await;
    let case = triaged(server, &message).await;
    (message, case["id"].as_str().unwrap().to_owned())
}

async fn verb(server: &Server, case: &str, verb: &str, body: Value) -> (StatusCode, Value) {
    let path = format!("/api/v1/cases/{case}/{verb}");
    let answer = server
        .request("agent", Method::POST, &path)
        .json(&body)
        .send()
        .await
        .unwrap();
    (answer.status(), answer.json().await.unwrap())
}

/// Either it was done, or the rules say no: never a failure.
fn is_settled((status, answer): &(StatusCode, Value)) -> bool {
    assert!(
        *status == StatusCode::OK || *status == StatusCode::CONFLICT,
        "{status}: {answer}"
    );
    *status == StatusCode::OK
}

fn is_whole(server: &Server) {
    let doctor = server.place.run(&["doctor"], &[]);
    assert!(
        doctor.status.success(),
        "{}",
        String::from_utf8_lossy(&doctor.stdout)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_cases_merged_into_each_other_at_once_become_one() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        for round in 0..ROUNDS {
            let (_, one) = written(&server, &format!("one-{round}")).await;
            let (_, two) = written(&server, &format!("two-{round}")).await;
            let (forth, back) = tokio::join!(
                verb(&server, &one, "merge", json!({"into": two})),
                verb(&server, &two, "merge", json!({"into": one})),
            );
            assert_eq!(
                u8::from(is_settled(&forth)) + u8::from(is_settled(&back)),
                1,
                "{forth:?} {back:?}"
            );
        }
        is_whole(&server);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_moved_two_ways_at_once_has_one_home() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        for round in 0..ROUNDS {
            let (message, from) = written(&server, &format!("from-{round}")).await;
            let (_, left) = written(&server, &format!("left-{round}")).await;
            let (_, right) = written(&server, &format!("right-{round}")).await;
            let to = |case: &str| json!({"message_id": message, "to_case": case});
            let (one, two, noted) = tokio::join!(
                verb(&server, &from, "move-message", to(&left)),
                verb(&server, &from, "move-message", to(&right)),
                verb(&server, &left, "note", json!({"text": "meanwhile"})),
            );
            let moved = [(&one, &left), (&two, &right)];
            let done: Vec<_> = moved
                .iter()
                .filter(|(answer, _)| is_settled(answer))
                .collect();
            assert_eq!(done.len(), 1, "{one:?} {two:?}");
            assert!(is_settled(&noted));
            let path = format!("/api/v1/messages/{message}");
            assert_eq!(server.get("agent", &path).await["case_id"], **done[0].1);
        }
        is_whole(&server);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_split_and_merged_at_once_loses_no_message() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        let server = Server::start(&place).await;
        for round in 0..ROUNDS {
            let (message, from) = written(&server, &format!("split-{round}")).await;
            let (_, into) = written(&server, &format!("into-{round}")).await;
            let (split, merge) = tokio::join!(
                verb(&server, &from, "split", json!({"message_ids": [message]})),
                verb(&server, &from, "merge", json!({"into": into})),
            );
            assert!(
                is_settled(&split) | is_settled(&merge),
                "{split:?} {merge:?}"
            );
            let path = format!("/api/v1/messages/{message}");
            let home = server.get("agent", &path).await["case_id"].clone();
            assert!(home.is_string() && home != *from, "{home}");
        }
        is_whole(&server);
    }
}
