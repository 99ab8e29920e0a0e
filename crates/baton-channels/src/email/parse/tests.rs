//! Whole mails, and mails made to kill.

mod deadly;

use baton_app::ports::channel::{Automatic, ChannelKind, SenderProof, Threads};
use baton_domain::id::ChannelId;

use super::*;

fn channel() -> ChannelConfig {
    ChannelConfig {
        id: ChannelId::from_bits(1),
        kind: ChannelKind::Email,
        threads: Threads::Topic,
        vouches: false,
        authserv_id: Some("mx.baton.example".to_owned()),
        from_address: Some("Help <help@shop.example>".to_owned()),
        callback_url: None,
        callback_secret: None,
        imap: None,
        smtp: None,
    }
}

fn read(raw: impl AsRef<[u8]>) -> InboundMessage {
    parse(&channel(), raw.as_ref()).expect("a message")
}

#[test]
fn an_ordinary_reply_is_understood_whole() {
    let message = read(
        "Authentication-Results: mx.baton.example; dmarc=pass header.from=customer.example\r\n\
         From: =?utf-8?Q?Ann_M=C3=BCller?= <Ann@Customer.Example>\r\n\
         To: Help <help@shop.example>, partner@repair.example\r\nCc: boss@customer.example\r\n\
         Reply-To: ann.private@mail.example\r\nDate: Tue, 14 Nov 2023 22:13:20 +0100\r\n\
         Subject: Re: Order 1001\r\nMessage-ID: <a2@customer.example>\r\n\
         In-Reply-To: <out-1@shop.example>\r\nReferences: <a1@customer.example> <out-1@shop.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\nAny news?\r\n\r\n\
         On Tue, Nov 14, 2023 at 10:13 PM Help <help@shop.example> wrote:\r\n> Soon.\r\n",
    );
    assert_eq!(message.external_id, "a2@customer.example");
    assert_eq!(message.subject.as_deref(), Some("Re: Order 1001"));
    assert_eq!(message.from.address, "ann@customer.example");
    assert_eq!(message.from.name.as_deref(), Some("Ann Müller"));
    assert_eq!(message.proof, SenderProof::ChannelVerified);
    assert_eq!(
        message.reply_to.map(|address| address.address).as_deref(),
        Some("ann.private@mail.example")
    );
    let others: Vec<_> = message
        .others
        .iter()
        .map(|one| one.address.as_str())
        .collect();
    assert_eq!(others, ["partner@repair.example", "boss@customer.example"]);
    assert_eq!(
        message.sent_at.map(|at| at.to_string()).as_deref(),
        Some("2023-11-14T21:13:20.000000Z")
    );
    assert_eq!(message.text, "Any news?");
    assert!(
        message
            .quoted
            .is_some_and(|quoted| quoted.ends_with("> Soon."))
    );
    assert_eq!(
        message.references,
        ["out-1@shop.example", "a1@customer.example"]
    );
    assert_eq!(message.automatic, None);
    assert!(message.defects.is_empty() && message.spam_reasons.is_empty());
}

#[test]
fn any_bytes_are_told_from_others_before_they_are_understood() {
    for raw in ["", "x", "From: ann@x.example\nMessage-ID: <1@x>\n\ny"] {
        let identified = identify(raw.as_bytes());
        assert!(
            !identified.external_id.is_empty() && !identified.order_key.is_empty(),
            "{raw}"
        );
        if let Ok(message) = parse(&channel(), raw.as_bytes()) {
            assert_eq!(identified.external_id, message.external_id);
            assert_eq!(identified.order_key, message.from.address);
        }
    }
}

#[test]
fn what_cannot_be_filed_is_refused_by_name() {
    assert_eq!(parse(&channel(), b""), Err(ParseFailure::NotAMessage));
    assert_eq!(
        parse(&channel(), b"\0\x01\x02"),
        Err(ParseFailure::NotAMessage)
    );
    assert_eq!(
        parse(&channel(), b"Subject: x\n\ny"),
        Err(ParseFailure::NoSender)
    );
    let large = vec![b'a'; MAX_MESSAGE_BYTES + 1];
    assert_eq!(parse(&channel(), &large), Err(ParseFailure::TooLarge));
}

#[test]
fn a_daemon_without_an_address_is_filed_under_its_name() {
    let message = read(
        "From: MAILER-DAEMON <>\nTo: help@shop.example\nReturn-Path: <>\nSubject: failure notice\n\n\
         I wasn't able to deliver your message.\n<kim@nowhere.example>:\n550 Unknown user (#5.1.1)\n\n\
         --- Below this line is a copy of the message.\n\nReturn-Path: <help@shop.example>\n\
         Message-ID: <msg_1@shop.example>\n",
    );
    assert_eq!(message.from.address, "mailer-daemon");
    assert_eq!(message.automatic, Some(Automatic::Bounce));
    let report = message.delivery_report.expect("a report");
    assert_eq!(
        report.original_external_id.as_deref(),
        Some("msg_1@shop.example")
    );
    assert_eq!(report.recipient.as_deref(), Some("kim@nowhere.example"));
    assert_eq!(report.status.as_deref(), Some("5.1.1"));
    assert!(report.is_permanent);
}

#[test]
fn a_customer_who_writes_about_a_failed_delivery_is_no_bounce() {
    let message = read(
        "From: ann@customer.example\nTo: help@shop.example\nSubject: Delivery failure\n\n\
         The courier says my parcel could not be delivered. Error 550?",
    );
    assert_eq!((message.automatic, message.delivery_report), (None, None));
}

#[test]
fn a_forwarded_mail_without_a_word_of_ones_own_keeps_its_words() {
    let message = read(
        "From: a@x.example\nContent-Type: text/html\n\n<div class=gmail_quote>Order 7 is late</div>",
    );
    assert_eq!(message.text, "Order 7 is late");
    assert_eq!(message.quoted, None);
}

#[test]
fn dates_that_are_none_are_a_defect_and_nothing_worse() {
    for date in [
        "yesterday",
        "Tue, 99 Foo 99999 99:99:99 +9999",
        &"9".repeat(10_000),
        "(",
    ] {
        let message = read(format!("From: a@x.example\nDate: {date}\n\nx"));
        assert_eq!(message.sent_at, None, "{date}");
        assert_eq!(message.defects, [BROKEN_DATE]);
    }
}

#[test]
fn an_unknown_charset_and_a_broken_encoding_are_defects() {
    let message = read(
        "From: a@x.example\nContent-Type: text/plain; charset=x-none\nContent-Transfer-Encoding: base64\n\n\
         aGVs*bG8=",
    );
    assert_eq!(message.text, "hello");
    assert_eq!(message.defects, ["charset.unknown", "encoding.broken"]);
}
