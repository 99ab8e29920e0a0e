//! Connecting channels through the API, and who may write in their threads.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::server::{Server, demo};

/// Connects a channel; gives what the API says about it.
pub(crate) async fn connect(server: &Server, body: Value) -> Value {
    let (status, channel) = server.post("admin", "/api/v1/channels", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{channel}");
    channel
}

async fn patch(server: &Server, id: &str, body: Value) -> (StatusCode, Value) {
    let answer = server
        .request("admin", Method::PATCH, &format!("/api/v1/channels/{id}"))
        .json(&body)
        .send()
        .await
        .unwrap();
    (answer.status(), answer.json().await.unwrap())
}

fn mailbox(slug: &str) -> Value {
    json!({
        "kind": "email",
        "slug": slug,
        "name": "Second mailbox",
        "from_address": "Second <second@kettle.example>",
        "imap": {"host": "imap.kettle.example", "user": "second", "password": "open-sesame"},
    })
}

#[tokio::test]
async fn a_mailbox_is_connected_and_its_password_is_never_told() {
    let (_folder, server) = demo().await;
    let connected = connect(&server, mailbox("second")).await;
    assert_eq!(connected["imap"]["port"], 993);
    assert_eq!(connected["imap"]["security"], "tls");
    assert_eq!(connected["hook_secret"], Value::Null);
    let id = connected["id"].as_str().unwrap();
    let (status, renamed) = patch(&server, id, json!({"name": "Mail two"})).await;
    assert_eq!(status, StatusCode::OK, "{renamed}");
    assert_eq!(
        (&renamed["name"], &renamed["imap"]),
        (&json!("Mail two"), &connected["imap"])
    );
    let moved = json!({"imap": {"host": "imap.other.example", "user": "second"}});
    let (status, problem) = patch(&server, id, moved).await;
    assert_eq!(
        (status, &problem["code"]),
        (StatusCode::BAD_REQUEST, &json!("channel.password"))
    );
    let (_, without) = patch(&server, id, json!({"imap": null})).await;
    assert_eq!(without["imap"], Value::Null);
    let read = server.get("agent", &format!("/api/v1/channels/{id}")).await;
    assert_eq!(read["health"]["rejected"], 0);
    let listed = server.get("agent", "/api/v1/channels").await;
    for told in [&connected, &renamed, &read, &listed] {
        assert!(!told.to_string().contains("open-sesame"), "{told}");
    }
}

#[tokio::test]
async fn what_cannot_be_right_is_refused_with_its_place() {
    let (_folder, server) = demo().await;
    connect(&server, mailbox("second")).await;
    let api = |more: Value| {
        let mut body = json!({"kind": "api", "slug": "bot", "name": "Bot"});
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        body
    };
    for (body, pointer, code) in [
        (mailbox("second"), "/slug", "channel.slug_taken"),
        (mailbox("Not A Slug"), "/slug", "channel.slug"),
        (api(json!({"name": " "})), "/name", "channel.name"),
        (api(json!({"kind": "fax"})), "/kind", "value.unknown"),
        (api(json!({"threads": "knot"})), "/threads", "value.unknown"),
        (
            api(json!({"callback_url": "ftp://x"})),
            "/callback_url",
            "url.malformed",
        ),
        (
            api(json!({"from_address": "a@b.example"})),
            "/from_address",
            "channel.no_mail",
        ),
        (
            json!({"kind": "email", "slug": "m", "name": "M"}),
            "/from_address",
            "channel.from_address",
        ),
    ] {
        let (status, problem) = server.post("admin", "/api/v1/channels", &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{body}: {problem}");
        let error = &problem["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!(pointer), &json!(code)),
            "{body}"
        );
    }
    let kinds = server.get("agent", "/api/v1/channels/kinds").await;
    assert_eq!(kinds["items"][0]["kind"], "api");
}

/// Writes in one thread; gives the case.
async fn write(server: &Server, channel: &str, id: &str, from: &str) -> Value {
    let body = json!({
        "external_id": id,
        "conversation": {"external_id": "shared"},
        "from": {"address": from},
        "text": "What about the kettle?",
    });
    let path = format!("/api/v1/channels/{channel}/inbound");
    let (status, received) = server.post("admin", &path, &body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{received}");
    crate::intake::triaged(server, received["message_id"].as_str().unwrap()).await
}

#[tokio::test]
async fn in_a_vouched_thread_a_second_person_joins_as_one_more_participant() {
    let (_folder, server) = demo().await;
    let body = json!({"kind": "api", "slug": "team", "name": "Team", "vouches": true});
    let channel = connect(&server, body).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let first = write(&server, &channel, "1", "mei@customer.example").await;
    let second = write(&server, &channel, "2", "otto@customer.example").await;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(second["participants"].as_array().map(Vec::len), Some(2));
    // Each is owed an answer of their own: nobody is answered in somebody else's name.
    let waits: Vec<_> = second["waits"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|wait| wait["for"] == "our_reply")
        .collect();
    assert_eq!(waits.len(), 2, "{second}");
}

#[tokio::test]
async fn where_nobody_vouches_a_stranger_who_names_a_thread_does_not_get_into_its_case() {
    let (_folder, server) = demo().await;
    let body = json!({"kind": "api", "slug": "form", "name": "Web form"});
    let channel = connect(&server, body).await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let first = write(&server, &channel, "1", "mei@customer.example").await;
    let stranger = write(&server, &channel, "2", "eve@elsewhere.example").await;
    assert_ne!(first["id"], stranger["id"]);
    assert!(
        stranger["possibly_also"]
            .to_string()
            .contains(first["id"].as_str().unwrap()),
        "{stranger}"
    );
    let again = write(&server, &channel, "3", "mei@customer.example").await;
    assert_eq!(first["id"], again["id"]);
}
