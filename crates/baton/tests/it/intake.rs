//! The generic channel: durable, deduplicated, joined and triaged.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::server::{Server, demo};

/// How often a message is offered to a server that is busy.
const MAX_OFFERS: u32 = 20;

/// Posts a message, again where the server says «later»; gives its id.
pub(crate) async fn receive(server: &Server, body: &Value) -> String {
    let path = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let mut answer = server.post("admin", &path, body).await;
    for _ in 0..MAX_OFFERS {
        if answer.0 != StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
        answer = server.post("admin", &path, body).await;
    }
    let (status, answer) = answer;
    assert_eq!(status, StatusCode::ACCEPTED, "{answer}");
    answer["message_id"].as_str().unwrap().to_owned()
}

/// The case of a message, once it has been triaged.
pub(crate) async fn triaged(server: &Server, message: &str) -> Value {
    let path = format!("/api/v1/messages/{message}");
    let message = server
        .eventually("agent", &path, |message| message["case_id"].is_string())
        .await;
    let path = format!("/api/v1/cases/{}", message["case_id"].as_str().unwrap());
    server
        .eventually("agent", &path, |case| {
            case["empathy"]["inside"].is_boolean()
        })
        .await
}

fn message(external_id: &str, thread: &str, from: &str, text: &str) -> Value {
    json!({
        "external_id": external_id,
        "conversation": {"external_id": thread, "subject": "Order"},
        "from": {"address": from, "name": "Mei Lin"},
        "text": text,
    })
}

#[tokio::test]
async fn a_message_becomes_a_case_that_says_whose_turn_it_is() {
    let (_folder, server) = demo().await;
    let body = message(
        "m-1",
        "t-1",
        "mei@customer.example",
        "Where is my order 88213-7?",
    );
    let id = receive(&server, &body).await;
    let at_once = server.get("agent", &format!("/api/v1/messages/{id}")).await;
    assert_eq!(at_once["direction"], "inbound");
    let case = triaged(&server, &id).await;
    assert_eq!(case["next_mover"]["who"], "us");
    assert_eq!(case["next_mover"]["for"], "our_reply");
    assert_eq!(case["language"], "en");
    assert!(
        case["waits"]
            .as_array()
            .is_some_and(|waits| waits.len() == 1)
    );
}

#[tokio::test]
async fn the_same_delivery_is_one_message_and_its_thread_one_case() {
    let (_folder, server) = demo().await;
    let first = message(
        "m-1",
        "t-9",
        "mei@customer.example",
        "My grinder makes a noise.",
    );
    let id = receive(&server, &first).await;
    let path = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let (_, again) = server.post("admin", &path, &first).await;
    assert_eq!(
        (again["message_id"].as_str(), again["duplicate"].as_bool()),
        (Some(&*id), Some(true))
    );
    let second = message("m-2", "t-9", "mei@customer.example", "It is louder today.");
    let second = receive(&server, &second).await;
    let (one, two) = (triaged(&server, &id).await, triaged(&server, &second).await);
    assert_eq!(one["id"], two["id"]);
}

#[tokio::test]
async fn what_its_sender_can_mend_is_refused_and_not_kept() {
    let (_folder, server) = demo().await;
    let path = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let (status, problem) = server
        .post("admin", &path, &json!({"external_id": "x"}))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
    assert!(
        problem["errors"]
            .as_array()
            .is_some_and(|errors| !errors.is_empty()),
        "{problem}"
    );
}

#[tokio::test]
async fn cases_are_found_by_what_was_said_also_in_chinese() {
    let (_folder, server) = demo().await;
    let body = message(
        "zh-1",
        "t-zh",
        "li@customer.example",
        "你好，我的订单还没有发货，请帮我查一下",
    );
    let id = receive(&server, &body).await;
    let case = triaged(&server, &id).await;
    for words in ["订单", "发货"] {
        let found = server
            .get("agent", &format!("/api/v1/cases?q={words}"))
            .await;
        let ids: Vec<_> = found["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| &item["id"])
            .collect();
        assert!(ids.contains(&&case["id"]), "{words}: {found}");
    }
}
