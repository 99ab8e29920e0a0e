//! Files that come ahead of their message: streamed in, streamed out, named once.

use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::intake::receive;
use crate::server::{Server, demo};

/// Bytes that repeat nowhere near a chunk's length.
fn bytes(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

async fn upload(server: &Server, name: &str, content: Vec<u8>) -> (StatusCode, Value) {
    let answer = server
        .request(
            "agent",
            Method::POST,
            &format!("/api/v1/uploads?name={name}"),
        )
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(content)
        .send()
        .await
        .unwrap();
    (answer.status(), answer.json().await.unwrap())
}

fn message(id: &str, upload: &Value) -> Value {
    json!({
        "external_id": id,
        "conversation": {"external_id": id},
        "from": {"address": "mei@customer.example"},
        "text": "Here is the film of the noise.",
        "attachments": [{"upload_id": upload}],
    })
}

/// The most memory the server ever had, in KiB.
fn peak_kib(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_large_file_comes_ahead_and_is_given_back_byte_for_byte() {
    let (_folder, server) = demo().await;
    let content = bytes(90 * 1024 * 1024 + 12_345);
    let before = peak_kib(&server);
    let (status, uploaded) = upload(&server, "noise.bin", content.clone()).await;
    assert_eq!(status, StatusCode::CREATED, "{uploaded}");
    assert_eq!(uploaded["size"], content.len());
    let id = receive(&server, &message("film-1", &uploaded["id"])).await;
    let message = server
        .eventually("agent", &format!("/api/v1/messages/{id}"), |message| {
            message["case_id"].is_string()
        })
        .await;
    let file = &message["attachments"][0];
    assert_eq!(file["name"], "noise.bin");
    assert_eq!(file["size"], content.len());
    let path = format!("/api/v1/attachments/{}", file["id"].as_str().unwrap());
    let mut answer = server
        .request("agent", Method::GET, &path)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(
        answer.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("sandbox")
    );
    let mut at = 0;
    while let Some(piece) = answer.chunk().await.unwrap() {
        assert!(
            content[at..at + piece.len()] == piece[..],
            "other bytes at {at}"
        );
        at += piece.len();
    }
    assert_eq!(at, content.len());
    let grown = peak_kib(&server) - before;
    assert!(grown < 64 * 1024, "memory grew by {grown} KiB");
}

#[tokio::test]
async fn any_range_of_a_file_is_given() {
    let (_folder, server) = demo().await;
    let content = bytes(3 * 1024 * 1024);
    let (_, uploaded) = upload(&server, "a.bin", content.clone()).await;
    let id = receive(&server, &message("range-1", &uploaded["id"])).await;
    let message = server
        .eventually("agent", &format!("/api/v1/messages/{id}"), |message| {
            message["case_id"].is_string()
        })
        .await;
    let file = message["attachments"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/attachments/{file}");
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=1048570-1048590", 1_048_570, 1_048_591),
        ("bytes=-5", content.len() - 5, content.len()),
    ] {
        let answer = server
            .request("agent", Method::GET, &path)
            .header(header::RANGE, range)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::PARTIAL_CONTENT, "{range}");
        assert!(
            answer.bytes().await.unwrap() == content[from..to],
            "{range}"
        );
    }
    let beyond = server
        .request("agent", Method::GET, &path)
        .header(header::RANGE, "bytes=99999999-")
        .send()
        .await
        .unwrap();
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_and_the_next_is_taken() {
    let (_folder, server) = demo().await;
    // Without a length ahead, so that only counting can tell.
    let piece = vec![7_u8; 1024 * 1024];
    let pieces = tokio_stream::iter((0..102).map(move |_| Ok::<_, std::io::Error>(piece.clone())));
    let answer = server
        .request("agent", Method::POST, "/api/v1/uploads")
        .body(reqwest::Body::wrap_stream(pieces))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["code"], "body.too_large");
    let (status, _) = upload(&server, "a.txt", b"small".to_vec()).await;
    assert_eq!(status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_upload_is_named_by_one_message_and_an_unknown_one_by_none() {
    let (_folder, server) = demo().await;
    let (_, uploaded) = upload(&server, "a.txt", b"once".to_vec()).await;
    receive(&server, &message("one", &uploaded["id"])).await;
    let path = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let unknown = json!("up_00000000000000000000000001");
    for (id, upload) in [("two", &uploaded["id"]), ("three", &unknown)] {
        let (status, problem) = server.post("admin", &path, &message(id, upload)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{problem}");
        assert_eq!(problem["errors"][0]["code"], "upload.unknown");
        assert_eq!(problem["errors"][0]["pointer"], "/attachments/0/upload_id");
        let kept = server
            .get("agent", &format!("/api/v1/messages?external_id={id}"))
            .await;
        assert_eq!(kept["items"], json!([]));
    }
    // The same delivery again is the same message, though its upload is taken.
    let (status, again) = server
        .post("admin", &path, &message("one", &uploaded["id"]))
        .await;
    assert_eq!(
        (status, &again["duplicate"]),
        (StatusCode::ACCEPTED, &json!(true))
    );
}

#[tokio::test]
async fn the_same_key_gives_the_same_upload_and_another_file_a_mismatch() {
    let (_folder, server) = demo().await;
    let send = async |content: &'static [u8]| {
        let answer = server
            .request("agent", Method::POST, "/api/v1/uploads?name=a.txt")
            .header("idempotency-key", "file-1")
            .body(content)
            .send()
            .await
            .unwrap();
        let is_replay = answer.headers().contains_key("idempotent-replayed");
        (
            answer.status(),
            is_replay,
            answer.json::<Value>().await.unwrap(),
        )
    };
    let (first, second) = (send(b"one").await, send(b"one").await);
    assert_eq!(
        (first.0, first.1),
        (StatusCode::CREATED, false),
        "{}",
        first.2
    );
    assert_eq!(
        (second.0, second.1),
        (StatusCode::CREATED, true),
        "{}",
        second.2
    );
    assert_eq!(first.2, second.2);
    let other = send(b"two").await;
    assert_eq!(other.0, StatusCode::UNPROCESSABLE_ENTITY);
}
