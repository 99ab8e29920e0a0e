//! A mailbox that was connected through the API: its mail becomes cases, each mail once.

use baton_testkit::mailbox::TestMailbox;
use reqwest::Method;
use serde_json::{Value, json};

use crate::channels::connect;
use crate::server::{Server, demo};

const PASSWORD: &str = "open sesame";

fn mail(id: &str) -> String {
    format!(
        "Message-ID: <{id}@customer.example>\r\nFrom: Mei <mei@customer.example>\r\n\
         To: shop@kettle.example\r\nSubject: {id}\r\n\r\nWhere is my kettle?\r\n"
    )
}

async fn connected(server: &Server, mailbox: &TestMailbox, password: &str) -> String {
    let body = json!({
        "kind": "email",
        "slug": "shop",
        "name": "Shop mail",
        "from_address": "Shop <shop@kettle.example>",
        "imap": {
            "host": "127.0.0.1",
            "port": mailbox.port,
            "security": "none",
            "user": "shop",
            "password": password,
        },
    });
    connect(server, body).await["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn health(server: &Server, channel: &str, is_right: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/api/v1/channels/{channel}");
    server
        .eventually("admin", &path, |channel| is_right(&channel["health"]))
        .await
}

/// Waits until the mailbox was looked into and everything in it was taken over.
async fn read_to_its_end(mailbox: &TestMailbox) {
    let looks = |heard: &[String]| {
        heard
            .iter()
            .filter(|command| *command == "EXAMINE INBOX")
            .count()
    };
    let before = looks(&mailbox.heard());
    for _ in 0..1_200 {
        if looks(&mailbox.heard()) > before {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody looks into the mailbox");
}

#[tokio::test]
async fn mail_in_a_connected_mailbox_becomes_cases_also_after_a_crash_and_a_restore() {
    let mailbox = TestMailbox::start(PASSWORD).await;
    mailbox.deliver(mail("old").as_bytes());
    let (_folder, server) = demo().await;
    let channel = connected(&server, &mailbox, PASSWORD).await;
    read_to_its_end(&mailbox).await;
    mailbox.deliver(mail("one").as_bytes());
    let found = |id: &str| format!("/api/v1/messages?external_id={id}@customer.example");
    let is_in = |found: &Value| found["items"][0]["case_id"].is_string();
    server.eventually("agent", &found("one"), is_in).await;
    health(&server, &channel, |health| health["last_in_at"].is_string()).await;
    let place = server.kill();
    mailbox.deliver(mail("two").as_bytes());
    mailbox.renumber(77);
    let server = Server::start(&place).await;
    server.eventually("agent", &found("two"), is_in).await;
    for id in ["one", "two"] {
        let items = server.get("agent", &found(id)).await["items"].clone();
        assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    }
}

#[tokio::test]
async fn a_wrong_password_shows_as_trouble_until_it_is_right() {
    let mailbox = TestMailbox::start(PASSWORD).await;
    let (_folder, server) = demo().await;
    let channel = connected(&server, &mailbox, "wrong").await;
    health(&server, &channel, |health| {
        health["trouble_code"] == "imap.not_signed_in"
    })
    .await;
    let imap = json!({"imap": {"host": "127.0.0.1", "port": mailbox.port, "security": "none",
        "user": "shop", "password": PASSWORD}});
    let answer = server
        .request(
            "admin",
            Method::PATCH,
            &format!("/api/v1/channels/{channel}"),
        )
        .json(&imap)
        .send()
        .await
        .unwrap();
    assert!(answer.status().is_success());
    health(&server, &channel, |health| health["trouble_code"].is_null()).await;
}
