//! `kill -9` at random instants: what was acknowledged is there afterwards, once.

use std::collections::BTreeSet;
use std::sync::Arc;

use reqwest::{Method, StatusCode};
use serde_json::json;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::server::{Place, Server, everywhere};

/// Kills in one run of the test.
const KILLS: u32 = 5;
/// Senders at the same time.
const SENDERS: u32 = 8;
/// Messages of a sender before the test gives up waiting for the kill.
const MAX_MESSAGES: u32 = 2_000;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_kill_9_and_is_there_once() {
    let folder = TempDir::new().unwrap();
    for place in everywhere(folder.path()) {
        survives(place).await;
    }
}

async fn survives(place: Place) {
    let acked: Arc<Mutex<BTreeSet<(String, String)>>> = Arc::default();
    for round in 0..KILLS {
        let server = Server::start(&place).await;
        let mut senders = tokio::task::JoinSet::new();
        for sender in 0..SENDERS {
            let request = server.request(
                "admin",
                Method::POST,
                &format!("/api/v1/channels/{}/inbound", server.channel("api")),
            );
            let acked = Arc::clone(&acked);
            senders.spawn(async move {
                for number in 0..MAX_MESSAGES {
                    let external_id = format!("{round}-{sender}-{number}");
                    let body = json!({
                        "external_id": external_id,
                        "conversation": {"external_id": format!("thread-{sender}")},
                        "from": {"address": format!("person{sender}@customer.example")},
                        "text": "Where is my kettle?",
                    });
                    let request = request.try_clone().unwrap().json(&body);
                    let Ok(answer) = request.send().await else {
                        return;
                    };
                    if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
                        // An honest «later» of a machine that is short of breath.
                        continue;
                    }
                    assert_eq!(answer.status(), StatusCode::ACCEPTED);
                    let Ok(answer) = answer.json::<serde_json::Value>().await else {
                        return;
                    };
                    let id = answer["message_id"].as_str().unwrap().to_owned();
                    acked.lock().await.insert((external_id, id));
                }
            });
        }
        // The instant of the kill follows from how much was acknowledged: different every time.
        let enough = usize::try_from(40 * (round + 1)).unwrap();
        while acked.lock().await.len() < enough && !senders.is_empty() {
            tokio::task::yield_now().await;
        }
        server.kill();
        while senders.join_next().await.is_some() {}
    }
    let server = Server::start(&place).await;
    let acked = acked.lock().await.clone();
    assert!(acked.len() >= 40, "only {} were acknowledged", acked.len());
    let ids: BTreeSet<_> = acked.iter().map(|(_, id)| id.clone()).collect();
    assert_eq!(ids.len(), acked.len(), "two deliveries became one message");
    for (external_id, id) in &acked {
        let message = server.get("agent", &format!("/api/v1/messages/{id}")).await;
        assert_eq!(message["external_id"], **external_id);
    }
    server
        .eventually("agent", "/api/v1/cases?count=true", |list| {
            list["items"]
                .as_array()
                .is_some_and(|items| !items.is_empty())
        })
        .await;
    let doctor = server.place.run(&["doctor"], &[]);
    assert!(
        doctor.status.success(),
        "{}",
        String::from_utf8_lossy(&doctor.stdout)
    );
}
