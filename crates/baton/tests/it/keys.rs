//! API keys: shown once, bound by their scopes, gone when revoked.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::server::{Server, demo};
use crate::sign_in::Browser;

/// Asks with a key; gives the status and the body.
async fn with(
    server: &Server,
    key: &str,
    method: Method,
    path: &str,
    body: &Value,
) -> (u16, Value) {
    let answer = server
        .bare(method, path)
        .bearer_auth(key)
        .json(body)
        .send()
        .await
        .unwrap();
    let status = answer.status().as_u16();
    (status, answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_programs_key_opens_what_its_scopes_name_until_it_is_revoked() {
    let (_folder, server) = demo().await;
    let body = json!({"name": "Warehouse", "scopes": ["cases:read", "evidence:read"]});
    let (status, made) = server.post("admin", "/api/v1/keys", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{made}");
    let (id, token) = (
        made["id"].as_str().unwrap(),
        made["token"].as_str().unwrap(),
    );
    assert_eq!(made["teammate_id"], Value::Null);
    let cases = "/api/v1/cases";
    let nothing = json!({});
    assert_eq!(
        with(&server, token, Method::GET, cases, &nothing).await.0,
        200
    );
    let opened = json!({"subject": "x", "participants": []});
    assert_eq!(
        with(&server, token, Method::POST, cases, &opened).await.0,
        403
    );
    // No key makes keys, whatever it was given.
    assert_eq!(
        with(&server, token, Method::POST, "/api/v1/keys", &body)
            .await
            .0,
        403
    );

    let list = server.get("auditor", "/api/v1/keys?count=true").await;
    let listed = list["items"].as_array().unwrap();
    let listed = listed.iter().find(|key| key["id"] == id).unwrap();
    assert_eq!(listed["scopes"], json!(["cases:read", "evidence:read"]));
    assert!(!list.to_string().contains(token), "a token is shown once");

    let path = format!("/api/v1/keys/{id}");
    let gone = server
        .request("admin", Method::DELETE, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    assert_eq!(
        with(&server, token, Method::GET, cases, &nothing).await.0,
        401
    );
    let again = server
        .request("admin", Method::DELETE, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_wrong_key_request_says_what_is_wrong() {
    let (_folder, server) = demo().await;
    for (body, pointer) in [
        (json!({"name": "x", "scopes": ["cases:burn"]}), "/scopes/0"),
        (json!({"name": "x", "scopes": []}), "/scopes"),
        (json!({"name": " ", "scopes": ["cases:read"]}), "/name"),
    ] {
        let (status, problem) = server.post("admin", "/api/v1/keys", &body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
}

#[tokio::test]
async fn the_same_idempotency_key_makes_one_key_and_shows_its_token_once() {
    let (_folder, server) = demo().await;
    let make = async |name: &str| {
        let answer = server
            .request("admin", Method::POST, "/api/v1/keys")
            .header("Idempotency-Key", "key-1")
            .json(&json!({"name": name, "scopes": ["cases:read"]}))
            .send()
            .await
            .unwrap();
        let is_replay = answer.headers().contains_key("idempotent-replayed");
        (
            answer.status().as_u16(),
            is_replay,
            answer.json::<Value>().await.unwrap(),
        )
    };
    let (status, is_replay, first) = make("one").await;
    assert_eq!((status, is_replay), (201, false));
    let (status, is_replay, second) = make("one").await;
    assert_eq!((status, is_replay), (201, true));
    assert_eq!(first["id"], second["id"]);
    assert_eq!(second["token"], Value::Null);
    assert_eq!(make("two").await.0, 422);
}

#[tokio::test]
async fn a_personal_key_acts_as_its_teammate_and_only_they_make_and_revoke_it() {
    let (_folder, server) = demo().await;
    let dana = Browser::signed_in(&server, 2).await;
    let (status, made) = dana
        .send(
            Method::POST,
            "/api/v1/session/keys",
            &json!({"name": "cli"}),
        )
        .await;
    assert_eq!(status, 201, "{made}");
    let token = made["token"].as_str().unwrap();
    let read = with(&server, token, Method::GET, "/api/v1/session", &json!({})).await;
    assert_eq!(read.1["person"]["email"], "dana@kettle.example");
    // Whoever finds a key cannot make another one of it, nor see who is signed in where.
    for (method, path) in [
        (Method::POST, "/api/v1/session/keys"),
        (Method::GET, "/api/v1/sessions"),
    ] {
        let (status, problem) = with(&server, token, method, path, &json!({"name": "x"})).await;
        assert_eq!(
            (status, &problem["errors"][0]["code"]),
            (400, &json!("session.none"))
        );
    }
    let path = format!("/api/v1/session/keys/{}", made["id"].as_str().unwrap());
    let ruth = Browser::signed_in(&server, 1).await;
    assert_eq!(ruth.send(Method::DELETE, &path, &json!({})).await.0, 404);
    assert_eq!(dana.send(Method::DELETE, &path, &json!({})).await.0, 204);
    assert_eq!(
        with(&server, token, Method::GET, "/api/v1/session", &json!({}))
            .await
            .0,
        401
    );
}
