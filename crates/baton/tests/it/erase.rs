//! Erasing a contact through the API: who may, what is left to read, and what can still be proved.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::evidence::verify;
use crate::intake::{receive, triaged};
use crate::server::{Server, demo};

const SECRET: &str = "Rotkehlchenstrasse";

async fn written(server: &Server) -> Value {
    let body = json!({
        "external_id": "m-secret",
        "conversation": {"external_id": "t-secret", "subject": SECRET},
        "from": {"address": "mei@customer.example", "name": SECRET},
        "text": format!("I live in {SECRET} 5"),
        "attachments": [{"name": format!("{SECRET}.txt"), "mime": "text/plain",
            "base64": "Um90a2VobGNoZW5zdHJhc3Nl"}],
    });
    let message = receive(server, &body).await;
    triaged(server, &message).await
}

fn contact(case: &Value) -> &str {
    let people = case["participants"].as_array().unwrap();
    let ids = people.iter().filter_map(|one| one["contact_id"].as_str());
    ids.into_iter().next().unwrap()
}

async fn found(server: &Server) -> usize {
    let path = format!("/api/v1/cases?q={SECRET}");
    let cases = server.get("agent", &path).await;
    cases["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_supervisor_erases_what_somebody_wrote_and_the_case_can_still_be_proved() {
    let (folder, server) = demo().await;
    let case = written(&server).await;
    let id = case["id"].as_str().unwrap();
    let erase = format!("/api/v1/contacts/{}/erase", contact(&case));
    let why = json!({"reason": "requested"});
    let (status, _) = server.post("agent", &erase, &why).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, refused) = server.post("supervisor", &erase, &why).await;
    assert_eq!(
        (status, &refused["code"]),
        (StatusCode::CONFLICT, &json!("contact.open_case"))
    );
    let (status, wrong) = server
        .post("supervisor", &erase, &json!({"reason": "retention"}))
        .await;
    assert_eq!(
        (status, &wrong["errors"][0]["code"]),
        (StatusCode::BAD_REQUEST, &json!("erasure.reason"))
    );
    let cancel = format!("/api/v1/cases/{id}/cancel");
    server
        .post("agent", &cancel, &json!({"reason": "a test"}))
        .await;
    assert_eq!(found(&server).await, 1);

    let (status, standing) = server.post("supervisor", &erase, &why).await;
    assert_eq!(status, StatusCode::OK, "{standing}");
    let read = format!("/api/v1/contacts/{}/erasure", contact(&case));
    let standing = server
        .eventually("agent", &read, |standing| standing["state"] == "erased")
        .await;
    assert!(
        standing["erasure"]["parts"].as_u64().unwrap() > 5,
        "{standing}"
    );
    assert_eq!(found(&server).await, 0);
    for path in [
        format!("/api/v1/cases/{id}"),
        format!("/api/v1/cases/{id}/timeline"),
        format!("/api/v1/cases/{id}/events"),
        "/api/v1/messages?external_id=m-secret".to_owned(),
    ] {
        let shown = server.get("supervisor", &path).await.to_string();
        assert!(!shown.contains(SECRET), "{path}: {shown}");
    }
    let file = folder.path().join("case.zip");
    let more = [id, "-o", file.to_str().unwrap()];
    let export = server.place.run(&["evidence", "export"], &more);
    assert!(export.status.success());
    let (code, said) = verify(&file);
    assert_eq!(code, Some(0), "{said}");
    let pack = std::fs::read(&file).unwrap();
    let is_in = |words: &[u8]| pack.windows(words.len()).any(|window| window == words);
    assert!(!is_in(SECRET.as_bytes()));
    assert!(is_in(b"\"state\":\"erased\""));
}

#[tokio::test]
async fn the_rule_of_erasure_is_the_admins_and_everybody_reads_it() {
    let (_folder, server) = demo().await;
    let path = "/api/v1/settings/erasure";
    let read = server.get("agent", path).await;
    assert_eq!(read, json!({"days": null, "four_eyes": false}));
    let put = |role: &'static str, body: Value| {
        server.request(role, Method::PUT, path).json(&body).send()
    };
    let wanted = json!({"days": 365, "four_eyes": true});
    let refused = put("agent", wanted.clone()).await.unwrap();
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    let wrong = put("admin", json!({"days": 3, "four_eyes": true}))
        .await
        .unwrap();
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    let set = put("admin", wanted.clone()).await.unwrap();
    assert_eq!(set.status(), StatusCode::OK);
    assert_eq!(server.get("auditor", path).await, wanted);
}
