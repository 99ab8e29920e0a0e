//! Mails that stop intakes: each is read in one go, and says what was wrong with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

/// A mail from an ordinary sender with the given rest of its header and body.
fn mail(rest: &str) -> Vec<u8> {
    format!("From: a@x.example\n{rest}").into_bytes()
}

fn survives(raw: &[u8]) -> InboundMessage {
    read(raw)
}

#[test]
fn ten_thousand_nested_multiparts() {
    let level = |level| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    let levels = (0..10_000).map(level).collect::<Vec<_>>().concat();
    assert!(survives(&mail(&levels)).defects.contains(&"mime.too_deep"));
}

#[test]
fn ten_thousand_messages_inside_one_another() {
    let nested = mail(&"Content-Type: message/rfc822\n\n".repeat(10_000));
    assert_eq!(survives(&nested).attachments.len(), 1);
    let encoded = STANDARD.encode(&nested);
    let head = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n";
    assert_eq!(
        survives(&mail(&format!("{head}{encoded}")))
            .attachments
            .len(),
        1
    );
}

#[test]
fn a_hundred_thousand_parts() {
    let parts = "--b\nContent-Type: text/plain\n\nx\n".repeat(100_000);
    let message = survives(&mail(&format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{parts}"
    )));
    assert!(message.defects.contains(&"mime.too_many_parts"));
    assert!(message.text.starts_with('x'));
}

#[test]
fn boundaries_that_never_come() {
    let parts = "--b\nContent-Type: multipart/mixed; boundary=zz\n\nx\n".repeat(50_000);
    survives(&mail(&format!(
        "Content-Type: multipart/mixed; boundary=b\n\n{parts}"
    )));
}

#[test]
fn header_sections_beyond_all_bounds() {
    for header in [
        format!("Subject: {}\n", "a".repeat(1 << 20)),
        format!("References:{}\n", " <a@b>\n".repeat(200_000)),
        "A: b\n".repeat(100_000),
    ] {
        assert!(
            survives(&mail(&format!("{header}\nx")))
                .defects
                .contains(&"headers.cut")
        );
    }
}

#[test]
fn header_values_that_never_close() {
    survives(&mail(&format!("To: {}\n\nx", "<(\"".repeat(20_000))));
    survives(&mail(&format!(
        "Subject: {}\n\nx",
        "=?utf-8?B?".repeat(20_000)
    )));
    survives(&mail(&format!(
        "Content-Type: text/plain; {}\n\nx",
        "a*0*=\"".repeat(20_000)
    )));
    survives(&mail(&format!("Date: {}\n\nx", "(".repeat(10_000))));
}

#[test]
fn markup_that_would_exhaust_a_browser() {
    for piece in [
        "<div>",
        "<b><p>",
        "<a ",
        "<table>",
        "<!--",
        "<svg><a>",
        "&",
        "<b id=1></div><div>",
    ] {
        survives(&mail(&format!(
            "Content-Type: text/html\n\n{}",
            piece.repeat(200_000)
        )));
    }
}

#[test]
fn texts_made_of_quote_marks() {
    for text in [
        ">".repeat(1_000_000),
        "> \n".repeat(200_000),
        "On 2020 a@b wrote:\n".repeat(50_000),
    ] {
        survives(&mail(&format!("\n{text}")));
    }
}

#[test]
fn nothing_but_a_byte_order_mark_or_zeros() {
    assert!(parse(&channel(), &[0; 4096]).is_err());
    assert!(parse(&channel(), "\u{feff}".as_bytes()).is_err());
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(raw in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..2_000)) {
        let _ = parse(&channel(), &raw);
    }

    #[test]
    fn no_mail_like_bytes_panic(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)
    ) {
        let _ = parse(&channel(), mail(&pieces.concat()).as_slice());
    }

    #[test]
    fn no_pile_loses_a_line(text in "([a-zO>\\-: ]{0,12}\n){0,20}") {
        let split = crate::email::quote::split(&text);
        let kept = format!("{}\n{}", split.written, split.quoted.unwrap_or_default());
        for line in text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()) {
            proptest::prop_assert!(kept.lines().any(|one| one == line), "{line:?} of {text:?}");
        }
    }
}

/// What mails are made of, in any order.
const PIECES: &[&str] = &[
    "\n",
    "\r\n",
    "--b\n",
    "--b--\n",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/alternative; boundary=\"c\"\n",
    "--c\n",
    "--c--",
    "Content-Type: text/html; charset=gb2312\n",
    "Content-Type: message/delivery-status\n",
    "Content-Type: text/plain; format=flowed; delsp=yes\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "=?utf-8?Q?=E4?=",
    "=?gb2312?B?xOO6ww==?=",
    "Subject: ",
    "To: <a@b>, \"c",
    "Date: Tue, 1 Jan 2030 00:00:00 +0000\n",
    "Date: 31 Feb 1 1:1\n",
    "<div class=gmail_quote>",
    "<blockquote type=cite",
    "</div>",
    "&#x110000;",
    "&amp",
    "<a href='",
    "On Jan 1, 2020, at 10:00, a@b wrote:\n",
    "> quoted \n",
    "-- \n",
    "From: x\nSent: y\nTo: z\n",
    "Status: 5.1.1\nAction: failed\nFinal-Recipient: rfc822; a@b\n",
    "\u{feff}",
    "你好 ",
    "é",
    "\0",
    "=",
    "=3D=",
    "Message-ID: <",
    "X-Failed-Recipients: a@b\n",
    "Return-Path: <>\n",
    "550 5.1.1 ",
];
