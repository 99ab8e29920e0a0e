//! Messages posted to programs that accept, refuse, fail and fall silent.

use std::sync::Arc;
use std::time::Duration;

use baton_app::clock::Clock;
use baton_app::ports::channel::{
    Address, AddressKind, Boxed, ChannelConfig, ChannelKind, OutboundMessage, SendOutcome,
};
use baton_channels::callback::{Callbacks, Reach, sign};
use baton_domain::id::MessageId;
use baton_domain::time::{Span, Timestamp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::fixtures::channel;

/// A clock that stands still.
struct Noon;

const NOON: Timestamp = Timestamp::from_micros(1_700_000_000_000_000);

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        NOON
    }

    fn sleep(&self, _: Span) -> Boxed<'static, ()> {
        Box::pin(std::future::ready(()))
    }
}

/// Reads one whole request and answers it; an empty answer is silence until the client gives up.
async fn serve(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a client");
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        while !is_whole(&request) {
            let length = stream.read(&mut buffer).await.expect("a request");
            if length == 0 {
                break;
            }
            request.extend_from_slice(buffer.get(..length).unwrap_or_default());
        }
        if answer == "silence" {
            let _ = stream.read(&mut buffer).await;
        } else {
            stream
                .write_all(answer.as_bytes())
                .await
                .expect("an answer");
        }
        String::from_utf8_lossy(&request).into_owned()
    });
    (format!("http://{address}/hook"), task)
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    header(head, "content-length")
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| body.len() >= length)
}

fn header<'t>(head: &'t str, name: &str) -> Option<&'t str> {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(candidate, _)| candidate.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn api_channel() -> ChannelConfig {
    ChannelConfig {
        callback_secret: Some(b"secret".to_vec()),
        imap: None,
        smtp: None,
        ..channel(ChannelKind::Api)
    }
}

fn outbound() -> OutboundMessage {
    OutboundMessage {
        id: MessageId::from_bits(7),
        external_id: "out-7".to_owned(),
        thread: Some("c1".to_owned()),
        to: Address {
            kind: AddressKind::Opaque,
            address: "u7".to_owned(),
            name: None,
        },
        subject: None,
        text: "你好".to_owned(),
        references: Vec::new(),
        authorised_at: NOON,
        attempt: 1,
    }
}

async fn post(url: &str, reach: Reach) -> SendOutcome {
    let callbacks = Callbacks::new(reach, Duration::from_millis(500), Arc::new(Noon));
    callbacks
        .expect("a client")
        .post(url, &api_channel(), &outbound())
        .await
}

async fn outcome(answer: &'static str) -> SendOutcome {
    let (url, server) = serve(answer).await;
    let outcome = post(&url, Reach::Anywhere).await;
    server.await.expect("the server ends");
    outcome
}

#[tokio::test]
async fn what_is_posted_is_signed_and_taken_with_any_2xx() {
    let (url, server) = serve("HTTP/1.1 204 No Content\r\n\r\n").await;
    assert_eq!(
        post(&url, Reach::Anywhere).await,
        SendOutcome::Sent { provider_id: None }
    );
    let request = server.await.expect("the server ends");
    let (head, body) = request.split_once("\r\n\r\n").expect("a body");
    assert!(body.contains("\"text\":\"你好\""), "{body}");
    let expected = sign(b"secret", &outbound().id.to_string(), NOON, body.as_bytes());
    assert_eq!(header(head, "webhook-id"), Some(expected.id.as_str()));
    assert_eq!(header(head, "webhook-timestamp"), Some("1700000000"));
    assert_eq!(
        header(head, "webhook-signature"),
        Some(expected.signature.as_str())
    );
}

#[tokio::test]
async fn being_asked_to_slow_down_is_no_acceptance() {
    let outcome =
        outcome("HTTP/1.1 429 Slow\r\nRetry-After: 30\r\ncontent-length: 0\r\n\r\n").await;
    let SendOutcome::NotAccepted { retry_after, .. } = outcome else {
        panic!("not accepted, not {outcome:?}");
    };
    assert_eq!(retry_after, Some(Span::from_seconds(30)));
}

#[tokio::test]
async fn a_failure_after_the_body_means_that_nobody_knows() {
    for answer in [
        "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n",
        "",
        "silence",
        "HTTP/1.1 ",
    ] {
        let outcome = outcome(answer).await;
        assert!(
            matches!(outcome, SendOutcome::Unknown { .. }),
            "{answer:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_final_and_a_redirect_is_not_followed() {
    for answer in [
        "HTTP/1.1 410 Gone\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n",
    ] {
        let outcome = outcome(answer).await;
        assert!(
            matches!(outcome, SendOutcome::Refused { .. }),
            "{answer:?}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn a_program_that_is_not_there_has_taken_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/", listener.local_addr().expect("an address"));
    drop(listener);
    let outcome = post(&url, Reach::Anywhere).await;
    assert!(
        matches!(outcome, SendOutcome::NotAccepted { .. }),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn our_own_machine_is_out_of_reach_by_number_and_by_name() {
    let by_number = post("https://127.0.0.1:1/", Reach::Public).await;
    assert!(
        matches!(by_number, SendOutcome::Refused { .. }),
        "{by_number:?}"
    );
    let by_name = post("https://localhost:1/", Reach::Public).await;
    assert!(
        matches!(by_name, SendOutcome::NotAccepted { .. }),
        "{by_name:?}"
    );
}
