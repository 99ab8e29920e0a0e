//! Bodies that are accepted, and every mistake of those that are not.

use baton_app::ports::channel::{AddressKind, ChannelKind, Threads};
use baton_domain::id::{ChannelId, MessageId};

use super::*;

fn channel(vouches: bool) -> ChannelConfig {
    ChannelConfig {
        id: ChannelId::from_bits(1),
        kind: ChannelKind::Api,
        threads: Threads::Endless,
        vouches,
        authserv_id: None,
        from_address: None,
        callback_url: None,
        callback_secret: None,
        imap: None,
        smtp: None,
    }
}

fn minimal() -> Value {
    json!({"external_id": "m1", "conversation": {"external_id": "c1"}, "from": {"address": "u7"}})
}

fn with(pointer_fields: &[(&str, Value)]) -> Vec<u8> {
    let mut body = minimal();
    for (name, value) in pointer_fields {
        body[*name] = value.clone();
    }
    body.to_string().into_bytes()
}

fn mistakes(raw: &[u8]) -> Vec<(String, &'static str)> {
    let errors = identify(raw).expect_err("a mistake");
    errors
        .into_iter()
        .map(|error| (error.pointer, error.code))
        .collect()
}

#[test]
fn a_full_body_is_understood() {
    let raw = with(&[
        (
            "conversation",
            json!({"external_id": "c1", "subject": "Order 7"}),
        ),
        (
            "from",
            json!({"address": "Ann@Customer.Example", "name": "Ann"}),
        ),
        ("sent_at", json!("2026-11-20T10:00:00+01:00")),
        ("text", json!("Where is it?\u{0}")),
        (
            "attachments",
            json!([{"name": "../a.png", "mime": "image/png", "base64": "iVBORw0KGgo="}]),
        ),
        ("metadata", json!({"plan": "gold"})),
    ]);
    let message = parse(&channel(true), &raw).expect("a message");
    assert_eq!(message.external_id, "m1");
    assert_eq!(message.thread.as_deref(), Some("c1"));
    assert_eq!(message.subject.as_deref(), Some("Order 7"));
    assert_eq!(message.from.address, "ann@customer.example");
    assert_eq!(message.from.kind, AddressKind::Email);
    assert_eq!(message.proof, SenderProof::ChannelVerified);
    assert_eq!(message.text, "Where is it?");
    assert_eq!(
        message.sent_at.map(|at| at.to_string()).as_deref(),
        Some("2026-11-20T09:00:00.000000Z")
    );
    let file = message.attachments.first().expect("a file");
    assert_eq!(
        (file.name.as_str(), file.mime.as_str()),
        ("a.png", "image/png")
    );
}

#[test]
fn the_kind_of_an_address_is_seen_from_its_form() {
    for (address, kind) in [
        ("a@b.example", AddressKind::Email),
        ("+4915123456789", AddressKind::Phone),
        ("+0123456789", AddressKind::Opaque),
        ("4915123456789", AddressKind::Opaque),
        ("User-7", AddressKind::Opaque),
    ] {
        let raw = with(&[("from", json!({ "address": address }))]);
        let message = parse(&channel(false), &raw).expect("a message");
        assert_eq!(
            (message.from.kind, message.from.address.as_str()),
            (kind, address)
        );
        assert_eq!(message.proof, SenderProof::Unverified);
    }
}

#[test]
fn text_comes_from_html_where_there_is_none() {
    let raw = with(&[("html", json!("<p>Hi <b>you</b></p><script>x</script>"))]);
    let message = parse(&channel(false), &raw).expect("a message");
    assert_eq!(message.text, "Hi you");
    assert_eq!(message.html.as_deref(), Some("<p>Hi <b>you</b></p>"));
}

#[test]
fn every_mistake_is_named_where_it_is() {
    assert_eq!(mistakes(b"{"), [(String::new(), "request.malformed")]);
    assert_eq!(mistakes(b"[]"), [(String::new(), "request.wrong_type")]);
    assert_eq!(
        mistakes(b"{}"),
        [
            ("/external_id".into(), "request.missing_field"),
            ("/conversation".into(), "request.missing_field"),
            ("/from".into(), "request.missing_field"),
        ]
    );
}

#[test]
fn a_field_that_is_wrong_is_pointed_at() {
    for (name, value, pointer, code) in [
        ("extra", json!(1), "/extra", "request.unknown_field"),
        (
            "external_id",
            json!(1),
            "/external_id",
            "request.wrong_type",
        ),
        ("external_id", json!(" "), "/external_id", "request.empty"),
        (
            "external_id",
            json!("a\u{0}"),
            "/external_id",
            "request.invalid_character",
        ),
        (
            "external_id",
            json!("a".repeat(MAX_ID)),
            "/external_id",
            "request.too_long",
        ),
        (
            "from",
            json!({"address": "x", "mail": 1}),
            "/from/mail",
            "request.unknown_field",
        ),
        ("from", json!({}), "/from/address", "request.missing_field"),
        (
            "conversation",
            json!("c"),
            "/conversation",
            "request.wrong_type",
        ),
        (
            "sent_at",
            json!("yesterday"),
            "/sent_at",
            "request.invalid_instant",
        ),
        ("text", json!(["x"]), "/text", "request.wrong_type"),
        ("metadata", json!([]), "/metadata", "request.wrong_type"),
        (
            "attachments",
            json!({}),
            "/attachments",
            "request.wrong_type",
        ),
        (
            "attachments",
            json!([{"name": "a", "mime": "text/plain", "base64": "?"}]),
            "/attachments/0/base64",
            "request.invalid_base64",
        ),
        (
            "attachments",
            json!([{"name": "a", "mime": "nonsense", "base64": ""}]),
            "/attachments/0/mime",
            "request.invalid_media_type",
        ),
    ] {
        assert_eq!(
            mistakes(&with(&[(name, value)])),
            [(pointer.to_owned(), code)]
        );
    }
}

/// One byte more than an id may have.
const MAX_ID: usize = 513;

#[test]
fn what_leaves_names_its_bytes() {
    let message = OutboundMessage {
        id: MessageId::from_bits(7),
        external_id: "out-7".to_owned(),
        thread: Some("c1".to_owned()),
        to: Address::read("u7", None),
        subject: None,
        text: "Hi".to_owned(),
        references: Vec::new(),
        authorised_at: baton_domain::time::Timestamp::from_micros(0),
        attempt: 1,
    };
    let value = outbound(&message);
    assert_eq!(value["conversation"]["external_id"], "c1");
    assert_eq!(value["sha256"], crate::hex(&Sha256::digest(b"Hi")));
    assert_eq!(value["id"], "msg_00000000000000000000000007");
}
