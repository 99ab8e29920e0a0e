//! What is composed is read again by the parser.

use baton_app::ports::channel::{Address, AddressKind, ChannelConfig, ChannelKind, Threads};
use baton_domain::id::{ChannelId, MessageId};

use super::*;
use crate::email::parse;

fn message() -> OutboundMessage {
    OutboundMessage {
        id: MessageId::from_bits(7),
        external_id: "msg_7@shop.example".to_owned(),
        thread: None,
        to: Address {
            kind: AddressKind::Email,
            address: "ann@customer.example".to_owned(),
            name: Some("Ann Müller, Ltd.".to_owned()),
        },
        subject: Some("Re: Ihre Bestellung – 订单 1001".to_owned()),
        text: "Hello Ann,\n\n.\n-- \nBaton 你好 \r\nend".to_owned(),
        references: vec![
            "a1@customer.example".to_owned(),
            "a2@customer.example".to_owned(),
        ],
        authorised_at: Timestamp::from_micros(1_700_000_000_000_000),
        attempt: 1,
    }
}

const OPTIONS: Options<'_> = Options {
    from: "Baton Help <help@shop.example>",
    is_automatic: false,
};

fn composed(message: &OutboundMessage) -> String {
    let composed = compose(message, OPTIONS).expect("a mail");
    String::from_utf8(composed.bytes).expect("ASCII")
}

/// The body as a mail program would decode it.
fn decoded_text(mail: &str) -> String {
    let (_, body) = mail.split_once("\r\n\r\n").expect("a body");
    let body: String = body.split_whitespace().collect();
    String::from_utf8(STANDARD.decode(body).expect("base 64")).expect("UTF-8")
}

#[test]
fn the_text_arrives_byte_for_byte() {
    for text in [
        "",
        "x",
        "a\nb\r\nc\rd",
        ".\n..\nFrom x",
        "你好 \t \n",
        &"long ".repeat(10_000),
    ] {
        let message = OutboundMessage {
            text: text.to_owned(),
            ..message()
        };
        assert_eq!(decoded_text(&composed(&message)), text);
    }
}

#[test]
fn our_parser_reads_what_we_compose() {
    let channel = ChannelConfig {
        id: ChannelId::from_bits(1),
        kind: ChannelKind::Email,
        threads: Threads::Topic,
        vouches: false,
        authserv_id: None,
        from_address: None,
        callback_url: None,
        callback_secret: None,
        imap: None,
        smtp: None,
    };
    let read = parse(&channel, composed(&message()).as_bytes()).expect("a message");
    assert_eq!(read.subject, message().subject);
    assert_eq!(read.from.address, "help@shop.example");
    assert_eq!(read.others, [message().to]);
    assert_eq!(read.external_id, "msg_7@shop.example");
    assert_eq!(
        read.references,
        ["a2@customer.example", "a1@customer.example"]
    );
    assert_eq!(read.sent_at, Some(message().authorised_at));
    assert_eq!(read.automatic, None);
}

#[test]
fn no_value_opens_a_header_of_its_own() {
    let message = OutboundMessage {
        subject: Some("Hi\r\nBcc: spy@evil.example\r\n\r\nbody".to_owned()),
        external_id: "x>\r\nBcc: <spy@evil.example".to_owned(),
        references: vec!["a@b\r\nBcc: spy@evil.example".to_owned()],
        to: Address {
            name: Some("Ann\r\nBcc: spy@evil.example".to_owned()),
            ..message().to
        },
        ..message()
    };
    for line in composed(&message).split("\r\n") {
        assert!(!line.to_ascii_lowercase().starts_with("bcc"), "{line}");
    }
}

#[test]
fn a_long_chain_is_trimmed_in_the_middle_and_folded() {
    let message = OutboundMessage {
        references: (0..500)
            .map(|number| format!("{number}@customer.example"))
            .collect(),
        subject: Some("订单".repeat(200)),
        ..message()
    };
    let mail = composed(&message);
    assert!(mail.split("\r\n").all(|line| line.len() <= 78), "{mail}");
    assert!(mail.contains("<0@customer.example>") && mail.contains("<499@customer.example>"));
    assert!(!mail.contains("<250@customer.example>"));
    assert!(mail.is_ascii());
}

#[test]
fn what_no_person_decided_is_marked() {
    let options = Options {
        is_automatic: true,
        ..OPTIONS
    };
    let composed = compose(&message(), options).expect("a mail");
    let mail = String::from_utf8(composed.bytes).expect("ASCII");
    assert!(mail.contains("Auto-Submitted: auto-replied\r\n"));
}

#[test]
fn addresses_that_cannot_be_written_to_are_refused() {
    let no_sender = Options {
        from: "Baton",
        ..OPTIONS
    };
    assert_eq!(
        compose(&message(), no_sender),
        Err(ComposeFailure::NoSender)
    );
    for address in [
        "",
        "ann",
        "a b@c.example",
        "ann@x.example>\r\nRCPT TO:<spy@evil.example",
        "jö@x.example",
    ] {
        let mut message = message();
        message.to.address = address.to_owned();
        assert_eq!(
            compose(&message, OPTIONS),
            Err(ComposeFailure::BadRecipient),
            "{address}"
        );
    }
}
