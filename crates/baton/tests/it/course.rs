//! The course of a case as an agent works it: what is asked of whom, what is handed in, what is
//! confirmed, and who is written to that we never heard of.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::intake::{receive, triaged};
use crate::server::{Server, demo};

async fn wrote(server: &Server, name: &str, text: &str, files: Value) -> Value {
    let body = json!({
        "external_id": format!("m-{name}-{}", text.len()),
        "conversation": {"external_id": format!("t-{name}")},
        "from": {"address": format!("{name}@customer.example")},
        "text": text,
        "attachments": files,
    });
    let message = receive(server, &body).await;
    triaged(server, &message).await
}

async fn verb(server: &Server, case: &Value, verb: &str, body: Value) -> Value {
    let path = format!("/api/v1/cases/{}/{verb}", case["id"].as_str().unwrap());
    let (status, answer) = server.post("agent", &path, &body).await;
    assert_eq!(status, StatusCode::OK, "{verb}: {answer}");
    answer
}

fn kinds(answer: &Value) -> Vec<&str> {
    let events = answer["events"].as_array().unwrap();
    let kinds = events.iter().map(|event| event["kind"].as_str().unwrap());
    kinds.collect()
}

#[tokio::test]
async fn what_is_asked_for_in_words_is_handed_in_with_a_file_and_judged() {
    let (_folder, server) = demo().await;
    let case = wrote(&server, "ana", "How do I descale my kettle?", json!([])).await;
    let wait = json!({"on": "customer", "for": "customer_material", "what": "a photo of the base"});
    let answer = verb(&server, &case, "wait", wait).await;
    assert_eq!(answer["case"]["materials"][0]["status"], "missing");
    let photo = json!([{"name": "base.txt", "mime": "text/plain", "base64": "aGVyZQ=="}]);
    let case = wrote(&server, "ana", "Here is the photo you asked for.", photo).await;
    let material = &case["materials"][0];
    assert_eq!(material["status"], "received", "{case}");

    let judged = json!({"material_id": material["id"], "judgement": "accepted"});
    let answer = verb(&server, &case, "judge-material", judged).await;
    assert_eq!(answer["case"]["materials"][0]["status"], "accepted");
    assert!(kinds(&answer).contains(&"wait_closed"), "{answer}");
}

#[tokio::test]
async fn a_promise_to_the_customer_names_the_one_there_is() {
    let (_folder, server) = demo().await;
    let case = wrote(&server, "ben", "Can I have an invoice?", json!([])).await;
    let promise = json!({"text": "The invoice by Friday", "to": "customer",
        "due": "2099-01-01T00:00:00Z"});
    let answer = verb(&server, &case, "promise", promise).await;
    assert_eq!(answer["case"]["promises"][0]["status"], "open");
    let event = &answer["events"][0];
    assert_eq!(event["kind"], "promise_made");
    assert_eq!(event["stream_seq"], answer["case"]["sequence"]);
    assert_eq!(event["actor"]["kind"], "teammate");
    let path = format!("/api/v1/cases/{}/promise", case["id"].as_str().unwrap());
    let nobody = json!({"text": "x", "to": "partner", "due": "2099-01-01T00:00:00Z"});
    let (status, problem) = server.post("agent", &path, &nobody).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["code"], "participant.none");
}

#[tokio::test]
async fn a_customer_who_says_it_works_ends_a_resolved_case() {
    let (_folder, server) = demo().await;
    let case = wrote(&server, "cem", "How do I reset my password?", json!([])).await;
    verb(&server, &case, "resolve", json!({})).await;
    let case = wrote(&server, "cem", "Thanks, it works now!", json!([])).await;
    assert_eq!(case["status"], "closed", "{case}");
}

#[tokio::test]
async fn a_case_is_opened_for_somebody_who_never_wrote() {
    let (_folder, server) = demo().await;
    let body = json!({"subject": "Called about a leak", "participants": [
        {"address": "New.Person@example.com", "name": "New Person"}]});
    let (status, answer) = server.post("agent", "/api/v1/cases", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    let contact = answer["case"]["participants"][0].clone();
    assert_eq!(contact["name"], "New Person");
    assert_eq!(contact["handles"][0]["address"], "new.person@example.com");
    let again = json!({"subject": "Called again", "participants": [
        {"address": "new.person@example.com"}]});
    let (_, answer) = server.post("agent", "/api/v1/cases", &again).await;
    let person = &answer["case"]["participants"][0];
    assert_eq!(person["contact_id"], contact["contact_id"]);
    let nobody = json!({"subject": "x", "participants": [{"address": "no address"}]});
    let (status, problem) = server.post("agent", "/api/v1/cases", &nobody).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert_eq!(problem["errors"][0]["pointer"], "/participants/0/address");
}

#[tokio::test]
async fn who_is_upset_is_inside_the_boundary_however_it_is_asked() {
    let (_folder, server) = demo().await;
    let text = "Thanks, but what about opened ones? I'm so angry, this is a disgrace!";
    let body = json!({"text": text});
    let (_, judged) = server.post("agent", "/api/v1/triage", &body).await;
    let case = wrote(&server, "dee", text, json!([])).await;
    assert_eq!(judged["empathy"]["inside"], true, "{judged}");
    assert_eq!(case["empathy"]["inside"], true, "{case}");
    assert_eq!(judged["empathy"]["reasons"], case["empathy"]["reasons"]);
}
