//! `Idempotency-Key` where something secret is told or changed: done once, told once.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::channels::connect;
use crate::server::{Server, demo};
use crate::sign_in::{Browser, code, sign_in};

/// What came back: the status, whether it is a replay, and the body.
async fn sent(request: RequestBuilder, key: &str, body: &Value) -> (u16, bool, Value) {
    let request = request.header("Idempotency-Key", key).json(body);
    let answer = request.send().await.unwrap();
    let is_replay = answer.headers().contains_key("idempotent-replayed");
    let status = answer.status().as_u16();
    (status, is_replay, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_password_is_changed_once_though_the_request_comes_twice() {
    let (_folder, server) = demo().await;
    let user = server.entrance["users"][3].clone();
    let browser = Browser::signed_in(&server, 3).await;
    let post = || browser.request(Method::POST, "/api/v1/session/password");
    let change = json!({"password": user["password"], "new": "a rather long password"});
    assert_eq!(sent(post(), "pw-1", &change).await.0, 204);
    // The present password is another one by now: the replay is known before it is asked for.
    let (status, is_replay, _) = sent(post(), "pw-1", &change).await;
    assert_eq!((status, is_replay), (204, true));
    let (status, _, problem) = sent(post(), "pw-2", &change).await;
    assert_eq!(
        (status, &problem["errors"][0]["code"]),
        (400, &json!("password.wrong"))
    );
    let other = json!({"password": change["new"], "new": "yet another long one"});
    let (status, _, problem) = sent(post(), "pw-1", &other).await;
    assert_eq!(
        (status, &problem["code"]),
        (422, &json!("idempotency.mismatch"))
    );
    let new = json!({"email": user["email"], "password": change["new"]});
    assert_eq!(sign_in(&server, &new).await.status(), 200);
}

#[tokio::test]
async fn secrets_of_an_authenticator_are_told_once_and_not_to_a_replay() {
    let (_folder, server) = demo().await;
    let own = json!({"password": server.entrance["users"][2]["password"]});
    let dana = Browser::signed_in(&server, 2).await;
    let post = |path: &str| dana.request(Method::POST, &format!("/api/v1/session/totp{path}"));
    let (status, _, enrolled) = sent(post(""), "totp-1", &own).await;
    assert_eq!(status, 200, "{enrolled}");
    let (status, is_replay, again) = sent(post(""), "totp-1", &own).await;
    assert_eq!((status, is_replay), (200, true));
    assert_eq!(again, json!({"secret": null, "uri": null}));
    // The secret that was told is still the one that counts.
    let Some(now) = code(enrolled["secret"].as_str().unwrap()) else {
        return;
    };
    let confirmation = json!({"code": now});
    let (status, _, confirmed) = sent(post("/confirm"), "totp-2", &confirmation).await;
    assert_eq!(status, 200, "{confirmed}");
    let (status, is_replay, again) = sent(post("/confirm"), "totp-2", &confirmation).await;
    assert_eq!((status, is_replay), (200, true));
    assert_eq!(again, json!({"recovery_codes": null}));
    assert_eq!(sent(post("/disable"), "totp-3", &own).await.0, 204);
    let (status, is_replay, _) = sent(post("/disable"), "totp-3", &own).await;
    assert_eq!((status, is_replay), (204, true));
}

#[tokio::test]
async fn a_hook_secret_is_renewed_once_and_told_once() {
    let (_folder, server) = demo().await;
    let body = json!({"kind": "api", "slug": "shop", "name": "Shop"});
    let channel = connect(&server, body).await;
    let path = format!(
        "/api/v1/channels/{}/hook-secret",
        channel["id"].as_str().unwrap()
    );
    let post = || server.request("admin", Method::POST, &path);
    let (status, is_replay, first) = sent(post(), "hook-1", &json!({})).await;
    assert_eq!((status, is_replay), (200, false));
    assert!(first["hook_secret"].as_str().unwrap().starts_with("whsec_"));
    let (status, is_replay, again) = sent(post(), "hook-1", &json!({})).await;
    assert_eq!((status, is_replay), (200, true));
    assert_eq!(again, json!({"hook_secret": null}));
}

async fn is_paused(server: &Server, case: &str) -> bool {
    let path = format!("/api/v1/cases/{case}/drafts");
    let (status, answer) = server.post("agent", &path, &json!({"ai": true})).await;
    status == 409 && answer["code"] == "draft.paused"
}

#[tokio::test]
async fn a_pause_sent_twice_does_not_come_back_after_it_was_ended() {
    let (_folder, server) = demo().await;
    let cases = server.get("agent", "/api/v1/cases?status=open").await;
    let case = cases["items"][0]["id"].as_str().unwrap().to_owned();
    let post = || server.request("supervisor", Method::POST, "/api/v1/pause");
    let on = json!({"scope": "all", "on": true});
    assert_eq!(sent(post(), "pause-1", &on).await.0, 204);
    let off = json!({"scope": "all", "on": false});
    assert_eq!(sent(post(), "pause-2", &off).await.0, 204);
    let (status, is_replay, _) = sent(post(), "pause-1", &on).await;
    assert_eq!((status, is_replay), (204, true));
    assert!(!is_paused(&server, &case).await);
}

#[tokio::test]
async fn the_key_of_a_message_or_a_question_is_held_to_its_request() {
    let (_folder, server) = demo().await;
    let inbound = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let message = |text: &str| {
        json!({"external_id": "m-once", "conversation": {"external_id": "t-once"},
            "from": {"address": "lee@customer.example"}, "text": text})
    };
    let asked = |text: &str| json!({"text": text});
    let cases: [(&str, &str, u16, Value, Value); 2] = [
        ("key-1", &inbound, 202, message("Hello"), message("Goodbye")),
        (
            "key-2",
            "/api/v1/triage",
            200,
            asked("Hello"),
            asked("Goodbye"),
        ),
    ];
    for (key, path, done, body, other) in cases {
        let post = || server.request("admin", Method::POST, path);
        let (status, is_replay, first) = sent(post(), key, &body).await;
        assert_eq!((status, is_replay), (done, false), "{first}");
        let (status, is_replay, again) = sent(post(), key, &body).await;
        assert_eq!((status, is_replay), (done, true), "{again}");
        assert_eq!(first["message_id"], again["message_id"]);
        let (status, _, problem) = sent(post(), key, &other).await;
        assert_eq!(
            (status, &problem["code"]),
            (422, &json!("idempotency.mismatch"))
        );
    }
}
