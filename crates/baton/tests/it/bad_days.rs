//! Days on which something outside fails, as docs/operating.md tells of them, through the binary.
//!
//! Each test compares with the table there: what callers are told meanwhile, that nothing which was
//! acknowledged is lost, and that no person is needed afterwards.

mod database;
mod disk;
mod folder;
mod takeover;

use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::server::Server;

/// How often something is asked for, every 50 ms, before the test gives up.
const MAX_ASKS: u32 = 1_200;

/// A message of its own sender and thread.
fn message(name: &str) -> Value {
    json!({
        "external_id": name,
        "conversation": {"external_id": format!("thread-{name}")},
        "from": {"address": format!("{name}@customer.example")},
        "text": "Where is my kettle?",
    })
}

/// What became of offering a message.
#[derive(Debug, PartialEq, Eq)]
enum Offered {
    /// It is durable, under this id.
    Acked(String),
    /// 503: to be offered again.
    Later,
}

async fn offer(server: &Server, name: &str) -> Offered {
    let path = format!("/api/v1/channels/{}/inbound", server.channel("api"));
    let request = server
        .request("admin", Method::POST, &path)
        .json(&message(name));
    told(request.send().await.unwrap()).await
}

/// Nothing but an acknowledgement or an honest «later» is right, whatever fails.
async fn told(answer: Response) -> Offered {
    let status = answer.status();
    let retry_after = answer.headers().contains_key("retry-after");
    let body: Value = answer.json().await.unwrap();
    match status {
        StatusCode::ACCEPTED => Offered::Acked(body["message_id"].as_str().unwrap().to_owned()),
        StatusCode::SERVICE_UNAVAILABLE => {
            assert!(retry_after, "{body}");
            let code = body["code"].as_str().unwrap();
            assert!(
                [
                    "database.unavailable",
                    "commit.unknown",
                    "server.overloaded"
                ]
                .contains(&code),
                "{body}"
            );
            Offered::Later
        }
        other => panic!("{other}: {body}"),
    }
}

/// Offers a message until it is taken.
async fn taken(server: &Server, name: &str) -> String {
    for _ in 0..MAX_ASKS {
        if let Offered::Acked(id) = offer(server, name).await {
            return id;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{name} is never taken");
}

/// Waits until a path without a key answers so.
async fn answers(server: &Server, path: &str, wanted: StatusCode) {
    for _ in 0..MAX_ASKS {
        let answer = server.bare(Method::GET, path).send().await.unwrap();
        if answer.status() == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{path} never answers {wanted}");
}

/// Everything that was acknowledged is there, once, and understood; the record is whole.
async fn is_all_there(server: &Server, acked: &[(String, String)]) {
    for (name, id) in acked {
        let path = format!("/api/v1/messages/{id}");
        let kept = server
            .eventually("agent", &path, |message| message["case_id"].is_string())
            .await;
        assert_eq!(kept["external_id"], **name);
        let same = server
            .get("agent", &format!("/api/v1/messages?external_id={name}"))
            .await;
        assert_eq!(same["items"].as_array().unwrap().len(), 1, "{same}");
    }
    let doctor = server.place.run(&["doctor"], &[]);
    assert!(
        doctor.status.success(),
        "{}{}",
        String::from_utf8_lossy(&doctor.stdout),
        String::from_utf8_lossy(&doctor.stderr)
    );
}
