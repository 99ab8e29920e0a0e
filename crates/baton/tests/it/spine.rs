//! A case opened by a teammate and one verb, all the way.

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::server::{Server, demo};

pub(crate) async fn open_case(server: &Server, subject: &str) -> String {
    let body = json!({"subject": subject, "participants": []});
    let (status, answer) = server.post("agent", "/api/v1/cases", &body).await;
    assert_eq!(status, StatusCode::CREATED, "{answer}");
    answer["case"]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_case_is_opened_noted_and_read_back() {
    let (_folder, server) = demo().await;
    let id = open_case(&server, "Kettle hums at night").await;
    let path = format!("/api/v1/cases/{id}/note");
    let (status, answer) = server
        .post("agent", &path, &json!({"text": "Called back, 电话已回"}))
        .await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    assert_eq!(answer["events"][0]["kind"], "note_added");

    let case = server.get("agent", &format!("/api/v1/cases/{id}")).await;
    assert_eq!(case["subject"], "Kettle hums at night");
    assert_eq!(case["status"], "open");
    assert_eq!(case["next_mover"]["who"], "us");
    assert!(case["number"].as_str().unwrap().starts_with("B-"));
    let timeline = server
        .get("agent", &format!("/api/v1/cases/{id}/timeline"))
        .await;
    assert!(timeline.to_string().contains("电话已回"));
}

#[tokio::test]
async fn the_same_idempotency_key_does_a_thing_once() {
    let (_folder, server) = demo().await;
    let id = open_case(&server, "Once").await;
    let path = format!("/api/v1/cases/{id}/note");
    let send = async |text: &str| {
        let request = server.request("agent", Method::POST, &path);
        let answer = request
            .header("Idempotency-Key", "note-1")
            .json(&json!({"text": text}))
            .send()
            .await
            .unwrap();
        let is_replay = answer.headers().contains_key("idempotent-replayed");
        (answer.status(), is_replay)
    };
    assert_eq!(send("first").await, (StatusCode::OK, false));
    assert_eq!(send("first").await, (StatusCode::OK, true));
    assert_eq!(
        send("second").await,
        (StatusCode::UNPROCESSABLE_ENTITY, false)
    );
    let events = server
        .get("agent", &format!("/api/v1/cases/{id}/events"))
        .await;
    let notes = events.to_string().matches("note_added").count();
    assert_eq!(notes, 1);
}

#[tokio::test]
async fn a_wrong_body_says_what_is_wrong_and_where() {
    let (_folder, server) = demo().await;
    let id = open_case(&server, "Wrong bodies").await;
    let path = format!("/api/v1/cases/{id}/note");
    let (status, problem) = server
        .post("agent", &path, &json!({"text": "a", "colour": "red"}))
        .await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("request.unknown_field"))
    );
    let (status, problem) = server.post("agent", &path, &json!({"text": "  "})).await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (StatusCode::BAD_REQUEST, Some("note.empty"))
    );
    let (status, problem) = server
        .post("agent", &path, &json!({"text": "a", "seen_sequence": 1}))
        .await;
    assert_eq!(
        (status, problem["code"].as_str()),
        (StatusCode::CONFLICT, Some("case.sequence_moved"))
    );
}

#[tokio::test]
async fn a_person_signs_in_with_a_cookie_and_only_from_our_own_pages() {
    let (_folder, server) = demo().await;
    let user = &server.entrance["users"][2];
    let sign_in = async |password: &str| {
        let body = json!({"email": user["email"], "password": password});
        server
            .bare(Method::POST, "/api/v1/session")
            .json(&body)
            .send()
            .await
            .unwrap()
    };
    let wrong = sign_in("not it").await;
    assert_eq!(wrong.status(), StatusCode::UNAUTHORIZED);
    assert!(wrong.text().await.unwrap().contains("session.invalid"));
    let right = sign_in(user["password"].as_str().unwrap()).await;
    let cookie = right.headers()["set-cookie"].to_str().unwrap().to_owned();
    let cookie = cookie.split(';').next().unwrap();
    let read = server
        .bare(Method::GET, "/api/v1/session")
        .header("cookie", cookie);
    let session: serde_json::Value = read.send().await.unwrap().json().await.unwrap();
    assert_eq!(session["person"]["email"], user["email"]);
    let end = |origin: &str| {
        server
            .bare(Method::DELETE, "/api/v1/session")
            .header("cookie", cookie)
            .header("origin", origin.to_owned())
            .send()
    };
    assert_eq!(
        end("https://evil.example").await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        end(&server.url).await.unwrap().status(),
        StatusCode::NO_CONTENT
    );
    let gone = server
        .bare(Method::GET, "/api/v1/session")
        .header("cookie", cookie);
    assert_eq!(
        gone.send().await.unwrap().status(),
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn a_server_that_is_asked_to_stop_ends_well_and_comes_back_with_the_same_keys() {
    let (_folder, server) = demo().await;
    let id = open_case(&server, "Still here").await;
    let (place, key) = (server.place.clone(), server.key("admin"));
    assert_eq!(server.terminate().code(), Some(0));
    let server = Server::start(&place).await;
    assert_eq!(server.key("admin"), key);
    let case = server.get("agent", &format!("/api/v1/cases/{id}")).await;
    assert_eq!(case["subject"], "Still here");
}

#[tokio::test]
async fn a_folder_is_held_by_one_server() {
    let (_folder, server) = demo().await;
    let second = server.place.run(&["serve"], &["--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(2));
    let why = String::from_utf8(second.stderr).unwrap();
    assert!(why.contains("another process holds"), "{why}");
}
