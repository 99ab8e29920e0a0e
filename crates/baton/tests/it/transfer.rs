//! What goes from one case to another: merged, split, moved; and what is noted of those who read.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::intake::{receive, triaged};
use crate::server::{Server, demo};
use crate::spine::open_case;

/// A message in a thread of its own; gives its id and its case.
async fn written(server: &Server, name: &str, text: &str) -> (String, Value) {
    let body = json!({
        "external_id": format!("m-{name}"),
        "conversation": {"external_id": format!("t-{name}"), "subject": format!("Order {name}")},
        "from": {"address": format!("{name}@customer.example"), "name": "Mei Lin"},
        "text": text,
    });
    let message = receive(server, &body).await;
    let case = triaged(server, &message).await;
    (message, case)
}

fn id(case: &Value) -> &str {
    case["id"].as_str().unwrap()
}

async fn verb(server: &Server, case: &str, verb: &str, body: Value) -> (StatusCode, Value) {
    server
        .post("agent", &format!("/api/v1/cases/{case}/{verb}"), &body)
        .await
}

/// The kinds of a case's events, in order.
async fn kinds(server: &Server, case: &str) -> Vec<String> {
    let path = format!("/api/v1/cases/{case}/events");
    let events = server.get("agent", &path).await;
    let events = events["items"].as_array().unwrap();
    let kinds = events.iter().map(|event| event["kind"].as_str().unwrap());
    kinds.map(str::to_owned).collect()
}

async fn case_of(server: &Server, message: &str) -> Value {
    let path = format!("/api/v1/messages/{message}");
    server.get("agent", &path).await["case_id"].clone()
}

/// The ids of the cases that are found by words.
async fn found(server: &Server, words: &str) -> Vec<String> {
    let path = format!("/api/v1/cases?q={words}");
    let found = server.get("agent", &path).await;
    let items = found["items"].as_array().unwrap();
    items.iter().map(|item| id(item).to_owned()).collect()
}

fn conversations(case: &Value) -> usize {
    case["conversations"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_merged_case_goes_on_in_the_other_with_the_answer_it_owes() {
    let (_folder, server) = demo().await;
    let (message, source) =
        written(&server, "ana", "My zirconium kettle leaks, please help.").await;
    let (_, target) = written(&server, "ben", "Where is my order?").await;
    let (source, target) = (id(&source), id(&target));
    let (status, answer) = verb(&server, source, "merge", json!({"into": target})).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["case"]["id"], source);
    assert_eq!(answer["case"]["status"], "merged");
    assert_eq!(answer["case"]["merged_into"], target);

    assert_eq!(case_of(&server, &message).await, target);
    assert_eq!(found(&server, "zirconium").await, [target]);
    let case = server
        .get("agent", &format!("/api/v1/cases/{target}"))
        .await;
    assert_eq!(case["waits"].as_array().unwrap().len(), 2, "{case}");
    assert_eq!(conversations(&case), 2);
    let path = format!("/api/v1/cases/{target}/timeline");
    let timeline = server.get("agent", &path).await.to_string();
    assert_eq!(timeline.matches("zirconium").count(), 1);
    let of_source = kinds(&server, source).await;
    assert!(of_source.contains(&"merged".to_owned()));
    assert!(of_source.contains(&"message_moved".to_owned()));
    assert!(
        kinds(&server, target)
            .await
            .contains(&"absorbed".to_owned())
    );
    is_whole(&server);
}

#[tokio::test]
async fn a_thread_goes_on_in_the_case_that_its_own_went_into() {
    let (_folder, server) = demo().await;
    let (_, source) = written(&server, "ana", "My kettle leaks.").await;
    let (_, target) = written(&server, "ben", "Where is my order?").await;
    let into = json!({"into": target["id"]});
    assert_eq!(
        verb(&server, id(&source), "merge", into).await.0,
        StatusCode::OK
    );
    let body = json!({
        "external_id": "m-ana-2",
        "conversation": {"external_id": "t-ana"},
        "from": {"address": "ana@customer.example"},
        "text": "It leaks more today.",
    });
    let next = receive(&server, &body).await;
    assert_eq!(triaged(&server, &next).await["id"], target["id"]);
    is_whole(&server);
}

#[tokio::test]
async fn a_split_message_is_a_case_of_its_own() {
    let (_folder, server) = demo().await;
    let (first, case) = written(&server, "ana", "Where is my order?").await;
    let body = json!({
        "external_id": "m-ana-2",
        "conversation": {"external_id": "t-ana"},
        "from": {"address": "ana@customer.example"},
        "text": "Also, how do I descale the molybdenum boiler?",
    });
    let second = receive(&server, &body).await;
    assert_eq!(triaged(&server, &second).await["id"], case["id"]);

    let own = id(&case);
    let body = json!({"message_ids": [second]});
    let (status, answer) = verb(&server, own, "split", body.clone()).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["case"]["id"], own);
    let event = &answer["events"][0];
    assert_eq!(event["kind"], "split");
    let new = event["data"]["into"].as_str().unwrap();
    assert_eq!(case_of(&server, &second).await, new);
    assert_eq!(case_of(&server, &first).await, own);
    assert_eq!(found(&server, "molybdenum").await, [new]);

    let new = server.get("agent", &format!("/api/v1/cases/{new}")).await;
    assert_eq!(
        (&new["status"], &new["subject"]),
        (&json!("open"), &case["subject"])
    );
    assert_eq!(new["next_mover"]["for"], "our_reply");
    assert_eq!(conversations(&new), 1);
    let path = format!("/api/v1/cases/{}/timeline", id(&new));
    assert!(
        server
            .get("agent", &path)
            .await
            .to_string()
            .contains("molybdenum")
    );
    // It went already.
    let (status, problem) = verb(&server, own, "split", body).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::CONFLICT, &json!("message.not_in_case"))
    );
    is_whole(&server);
}

#[tokio::test]
async fn a_moved_message_takes_the_answer_it_is_owed_with_it() {
    let (_folder, server) = demo().await;
    let (message, source) = written(&server, "ana", "Does the palladium filter fit?").await;
    let (_, target) = written(&server, "ben", "Where is my order?").await;
    let (source, target) = (id(&source), id(&target));
    let body = json!({"message_id": message, "to_case": target});
    let (status, answer) = verb(&server, source, "move-message", body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["case"]["id"], source);
    assert!(
        answer["case"]["waits"].as_array().unwrap().is_empty(),
        "{answer}"
    );
    let case = server
        .get("agent", &format!("/api/v1/cases/{target}"))
        .await;
    assert_eq!(case["waits"].as_array().unwrap().len(), 2, "{case}");
    assert_eq!(
        (
            case["participants"].as_array().unwrap().len(),
            conversations(&case)
        ),
        (2, 2)
    );
    assert_eq!(case_of(&server, &message).await, target);
    assert_eq!(found(&server, "palladium").await, [target]);
    is_whole(&server);
}

#[tokio::test]
async fn what_cannot_go_is_refused_and_changes_neither_case() {
    let (_folder, server) = demo().await;
    let (message, one) = written(&server, "ana", "My kettle leaks.").await;
    let (_, two) = written(&server, "ben", "Where is my order?").await;
    let closed = open_case(&server, "Done").await;
    assert_eq!(
        verb(&server, &closed, "close", json!({})).await.0,
        StatusCode::OK
    );
    let (one, two) = (id(&one), id(&two));
    let before = (kinds(&server, one).await, kinds(&server, two).await);
    let nowhere = "case_00000000000000000000000001";
    for (case, word, body, code) in [
        (one, "merge", json!({"into": one}), "case.same_case"),
        (one, "merge", json!({"into": closed}), "case.not_open"),
        (one, "merge", json!({"into": nowhere}), "not_found"),
        (
            one,
            "merge",
            json!({"into": two, "seen_sequence": 1}),
            "case.sequence_moved",
        ),
        (
            one,
            "split",
            json!({"message_ids": []}),
            "case.message_count",
        ),
        (
            two,
            "split",
            json!({"message_ids": [message]}),
            "message.not_in_case",
        ),
        (
            two,
            "move-message",
            json!({"message_id": message, "to_case": one}),
            "message.not_in_case",
        ),
        (
            one,
            "move-message",
            json!({"message_id": message, "to_case": closed}),
            "case.not_open",
        ),
    ] {
        let (status, problem) = verb(&server, case, word, body).await;
        assert_eq!(problem["code"], code, "{word}: {problem}");
        let expected = if code == "not_found" {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::CONFLICT
        };
        assert_eq!(status, expected, "{word}: {problem}");
    }
    assert_eq!(
        before,
        (kinds(&server, one).await, kinds(&server, two).await)
    );
    assert_eq!(case_of(&server, &message).await, one);
    is_whole(&server);
}

#[tokio::test]
async fn the_same_idempotency_key_moves_a_message_once() {
    let (_folder, server) = demo().await;
    let (message, source) = written(&server, "ana", "My kettle leaks.").await;
    let (_, target) = written(&server, "ben", "Where is my order?").await;
    let path = format!("/api/v1/cases/{}/move-message", id(&source));
    let body = json!({"message_id": message, "to_case": target["id"]});
    for is_replay in [false, true] {
        let request = server.request("agent", Method::POST, &path);
        let request = request.header("Idempotency-Key", "move-1").json(&body);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(
            answer.headers().contains_key("idempotent-replayed"),
            is_replay
        );
    }
    let moves = kinds(&server, id(&target)).await;
    assert_eq!(
        moves.iter().filter(|kind| *kind == "message_moved").count(),
        1
    );
    is_whole(&server);
}

#[tokio::test]
async fn a_promise_can_be_taken_back() {
    let (_folder, server) = demo().await;
    let (_, case) = written(&server, "ana", "When do I get my money back?").await;
    let to = case["participants"][0]["id"].as_str().unwrap();
    let body = json!({"text": "Refund by Friday", "to": to, "due": "2099-01-01T00:00:00Z"});
    let (status, answer) = verb(&server, id(&case), "promise", body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let promise = answer["case"]["promises"][0]["id"].clone();
    let body = json!({"promise_id": promise});
    let (status, answer) = verb(&server, id(&case), "withdraw-promise", body).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["case"]["promises"][0]["status"], "withdrawn");
    is_whole(&server);
}

#[tokio::test]
async fn a_file_is_given_out_as_a_download_and_other_parts_are_not() {
    let (_folder, server) = demo().await;
    let body = json!({
        "external_id": "m-file",
        "conversation": {"external_id": "t-file"},
        "from": {"address": "ana@customer.example"},
        "text": "See the picture.",
        "attachments": [{"name": "裂缝.png", "mime": "image/png", "base64": "iVBORw0KGgo="}],
    });
    let message = receive(&server, &body).await;
    let case = triaged(&server, &message).await;
    let message = server
        .get("agent", &format!("/api/v1/messages/{message}"))
        .await;
    let file = message["attachments"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/attachments/{file}");
    let answer = server
        .request("agent", Method::GET, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(
        header("content-security-policy"),
        "sandbox; default-src 'none'"
    );
    assert_eq!(
        header("content-disposition"),
        "attachment; filename*=UTF-8''%E8%A3%82%E7%BC%9D.png"
    );
    assert_eq!(answer.bytes().await.unwrap().as_ref(), b"\x89PNG\r\n\x1a\n");

    let path = format!("/api/v1/cases/{}/events", id(&case));
    let events = server.get("agent", &path).await;
    let received = events["items"].as_array().unwrap();
    let received = received
        .iter()
        .find(|event| event["kind"] == "message_received");
    let text = received.unwrap()["data"]["content"]["id"].as_str().unwrap();
    let path = format!("/api/v1/attachments/{text}");
    let answer = server
        .request("agent", Method::GET, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    is_whole(&server);
}

/// Whether every row is what the events say.
fn is_whole(server: &Server) {
    let doctor = server.place.run(&["doctor"], &[]);
    let said = String::from_utf8(doctor.stdout).unwrap();
    assert_eq!(doctor.status.code(), Some(0), "{said}");
}
