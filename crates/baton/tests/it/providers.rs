//! A language model outside, wired by the environment: asked in its own format, and when it
//! misbehaves the built-in engine goes on.

use std::sync::{Arc, Mutex};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::intake::{receive, triaged};
use crate::server::{Place, Server};

/// The most that is read of a request, in bytes.
const MOST_READ: usize = 1 << 20;

/// A model's server that answers every request in one way, and remembers what it was asked.
struct Model {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Model {
    async fn answering(status: &'static str, body: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read(&mut stream).await;
                heard.lock().unwrap().push(request);
                let length = body.len();
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n\
                     content-length: {length}\r\nconnection: close\r\n\r\n"
                );
                // Whoever asked may have heard enough.
                drop(stream.write_all(head.as_bytes()).await);
                drop(stream.write_all(body.as_bytes()).await);
            }
        });
        Self { url, asked }
    }
}

/// One request as it came: head and body.
async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while bytes.len() < MOST_READ {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                break;
            }
        }
        match stream.read(&mut chunk).await {
            Ok(count) if count > 0 => bytes.extend_from_slice(&chunk[..count]),
            Ok(_) | Err(_) => break,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_model_that_misbehaves_is_asked_in_its_format_and_holds_nothing_up() {
    let folder = TempDir::new().unwrap();
    let place = Place::sqlite(&folder.path().join("data"));
    let server = Server::start(&place).await;
    let path = format!("/api/v1/channels/{}", server.channel("api"));
    let staged = server
        .request("admin", Method::PATCH, &path)
        .json(&json!({"stage": "draft"}))
        .send();
    assert_eq!(staged.await.unwrap().status(), StatusCode::OK);
    assert!(server.terminate().success());
    let bad_days = [
        ("openai", "500 Internal Server Error", "{}".to_owned()),
        ("openai", "200 OK", "<html>not JSON</html>".to_owned()),
        ("anthropic", "429 Too Many Requests", "{}".to_owned()),
        (
            "anthropic",
            "200 OK",
            format!("\"{}\"", "x".repeat(9 << 20)),
        ),
    ];
    for (number, (provider, status, body)) in bad_days.into_iter().enumerate() {
        let model = Model::answering(status, body).await;
        let server = Server::start_with(
            &place,
            &[
                ("BATON_AI_PROVIDER", provider),
                ("BATON_AI_BASE_URL", &model.url),
                ("BATON_AI_API_KEY", "sk-of-a-test"),
                ("BATON_AI_MODEL", "model-of-a-test"),
            ],
        )
        .await;
        let message = json!({
            "external_id": format!("descale-{number}"),
            "conversation": {"external_id": format!("descale-{number}")},
            "from": {"address": format!("visitor-{number}")},
            "text": "How do I descale my espresso machine?",
        });
        let case = triaged(&server, &receive(&server, &message).await).await;
        let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
        // Asked for, unless the stage has it worded by itself.
        let ask = json!({"ai": true});
        let (status, answer) = server.post("agent", &format!("{path}/drafts"), &ask).await;
        let is_there = answer["code"] == "draft.exists";
        assert!(status == StatusCode::ACCEPTED || is_there, "{answer}");
        let is_settled = |case: &Value| {
            let drafts = case["drafts"].as_array().unwrap();
            let settled = ["proposed", "failed"].map(Value::from);
            drafts
                .iter()
                .any(|draft| settled.contains(&draft["status"]))
        };
        let case = server.eventually("agent", &path, is_settled).await;
        let draft = &case["drafts"][0];
        assert_eq!(draft["status"], "proposed", "{provider} {status}: {draft}");
        let asked = model.asked.lock().unwrap().clone();
        assert!(!asked.is_empty(), "{provider} was never asked");
        let (target, key) = match provider {
            "anthropic" => ("POST /v1/messages ", "x-api-key: sk-of-a-test"),
            _ => (
                "POST /v1/chat/completions ",
                "authorization: bearer sk-of-a-test",
            ),
        };
        assert!(asked[0].starts_with(target), "{}", asked[0]);
        assert!(asked[0].to_lowercase().contains(key), "no key");
        assert!(asked[0].contains("model-of-a-test"), "no model");
        assert!(server.terminate().success());
    }
}
