//! `/hooks/{channel id}`: signed by the channel's secret, or not there at all.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_channels::callback::sign;
use baton_domain::time::{Span, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::channels::connect;
use crate::server::{Server, demo};

/// A channel whose hooks are posted to.
struct Hooked {
    path: String,
    channel: String,
    secret: Vec<u8>,
}

impl Hooked {
    async fn new(server: &Server) -> Self {
        let body = json!({"kind": "api", "slug": "shop", "name": "Shop", "vouches": true});
        let channel = connect(server, body).await;
        Self {
            path: channel["hook_path"].as_str().unwrap().to_owned(),
            channel: channel["id"].as_str().unwrap().to_owned(),
            secret: secret(&channel["hook_secret"]),
        }
    }

    /// Posts a body, signed some seconds from now; gives the status and the answer.
    async fn post(
        &self,
        server: &Server,
        seconds: i64,
        body: &str,
        sent: &str,
    ) -> (StatusCode, Value) {
        let at = now().plus(Span::from_seconds(seconds));
        let signed = sign(&self.secret, "evt_1", at, body.as_bytes());
        let answer = server
            .bare(Method::POST, &self.path)
            .header("webhook-id", &signed.id)
            .header("webhook-timestamp", &signed.timestamp)
            .header(
                "webhook-signature",
                format!("v1,AAAA v9,x {}", signed.signature),
            )
            .body(sent.to_owned())
            .send()
            .await
            .unwrap();
        (answer.status(), answer.json().await.unwrap_or_default())
    }
}

fn secret(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap().strip_prefix("whsec_").unwrap();
    STANDARD.decode(text).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the server under test reads the same clock"
)]
fn now() -> Timestamp {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap())
}

fn message(id: &str) -> String {
    json!({
        "external_id": id,
        "conversation": {"external_id": "t"},
        "from": {"address": "mei@customer.example"},
        "text": "Where is my order?",
    })
    .to_string()
}

async fn kept(server: &Server, id: &str) -> usize {
    let found = server
        .get("agent", &format!("/api/v1/messages?external_id={id}"))
        .await;
    found["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_signed_hook_is_durable_and_a_repeated_one_is_the_same_message() {
    let (_folder, server) = demo().await;
    let hook = Hooked::new(&server).await;
    let body = message("h-1");
    let (status, first) = hook.post(&server, 0, &body, &body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{first}");
    let (status, second) = hook.post(&server, -200, &body, &body).await;
    assert_eq!(status, StatusCode::ACCEPTED, "{second}");
    assert_eq!(
        (&second["message_id"], &second["duplicate"]),
        (&first["message_id"], &json!(true))
    );
    let case = crate::intake::triaged(&server, first["message_id"].as_str().unwrap()).await;
    assert_eq!(case["next_mover"]["who"], "us");
    let place = server.kill();
    let server = Server::start(&place).await;
    assert_eq!(kept(&server, "h-1").await, 1);
}

#[tokio::test]
async fn of_what_is_not_signed_for_now_nothing_is_kept_but_a_count() {
    let (_folder, server) = demo().await;
    let hook = Hooked::new(&server).await;
    let (body, other) = (message("h-1"), message("h-2"));
    for (seconds, signed, sent) in [
        (0, &body, &other),
        (-301, &body, &body),
        (310, &body, &body),
    ] {
        let (status, problem) = hook.post(&server, seconds, signed, sent).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{seconds}");
        assert_eq!(problem["code"], "hook.signature");
    }
    let bare = server
        .bare(Method::POST, &hook.path)
        .body(body.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(bare.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(kept(&server, "h-1").await + kept(&server, "h-2").await, 0);
    let channel = server
        .get("admin", &format!("/api/v1/channels/{}", hook.channel))
        .await;
    assert_eq!(channel["health"]["rejected"], 1, "written once a minute");
}

#[tokio::test]
async fn what_is_signed_and_unreadable_is_kept_as_a_dead_letter() {
    let (_folder, server) = demo().await;
    let hook = Hooked::new(&server).await;
    let (status, received) = hook.post(&server, 0, "{not json", "{not json").await;
    assert_eq!(status, StatusCode::ACCEPTED, "{received}");
    let id = received["message_id"].clone();
    let letters = server
        .eventually("supervisor", "/api/v1/dead-letters", |letters| {
            letters["items"]
                .as_array()
                .is_some_and(|items| items.iter().any(|item| item["id"] == id))
        })
        .await;
    assert_eq!(letters["items"][0]["reason_code"], "parse.not_a_message");
    let raw = server
        .request(
            "supervisor",
            Method::GET,
            &format!("/api/v1/messages/{}/raw", id.as_str().unwrap()),
        )
        .send()
        .await
        .unwrap();
    assert_eq!(raw.text().await.unwrap(), "{not json");
}

#[tokio::test]
async fn a_hook_answers_who_asks_for_it_and_ends_with_its_secret() {
    let (_folder, server) = demo().await;
    let hook = Hooked::new(&server).await;
    for method in [Method::GET, Method::HEAD] {
        let answer = server.bare(method, &hook.path).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    }
    for unknown in ["/hooks/chan_00000000000000000000000001", "/hooks/x"] {
        let answer = server
            .bare(Method::POST, unknown)
            .body("{}")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    }
    let email = format!("/hooks/{}", server.channel("email"));
    let answer = server.bare(Method::GET, &email).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    let renew = format!("/api/v1/channels/{}/hook-secret", hook.channel);
    let (status, renewed) = server.post("admin", &renew, &json!({})).await;
    assert_eq!(status, StatusCode::OK, "{renewed}");
    let body = message("h-9");
    assert_eq!(
        hook.post(&server, 0, &body, &body).await.0,
        StatusCode::UNAUTHORIZED
    );
    let hook = Hooked {
        secret: secret(&renewed["hook_secret"]),
        ..hook
    };
    assert_eq!(
        hook.post(&server, 0, &body, &body).await.0,
        StatusCode::ACCEPTED
    );
}
