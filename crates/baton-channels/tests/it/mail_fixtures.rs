//! Recorded mail of many programs and servers.

use baton_app::ports::channel::{Automatic, ChannelKind, InboundMessage, ParseFailure};
use baton_channels::{email, html};

use crate::fixtures::{channel, files};

fn read(raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
    email::parse(&channel(ChannelKind::Email), raw)
}

fn has_extension(name: &str, extension: &str) -> bool {
    std::path::Path::new(name)
        .extension()
        .is_some_and(|one| one == extension)
}

fn mails(folder: &str) -> Vec<(String, Vec<u8>)> {
    let mut mails = files(folder);
    mails.retain(|(name, _)| {
        std::path::Path::new(name)
            .extension()
            .is_some_and(|one| one == "eml")
    });
    mails
}

fn mail(folder: &str, name: &str) -> Option<InboundMessage> {
    let (_, raw) = mails(folder)
        .into_iter()
        .find(|(candidate, _)| candidate == name)?;
    read(&raw).ok()
}

#[test]
fn every_recorded_mail_with_a_sender_is_understood() {
    for folder in [
        "mime",
        "parser_rfc",
        "parser_malformed",
        "parser_thirdparty",
    ] {
        for (name, raw) in mails(&format!("email/{folder}")) {
            let has_sender = String::from_utf8_lossy(&raw)
                .lines()
                .take_while(|line| !line.trim().is_empty())
                .any(|line| line.to_ascii_lowercase().starts_with("from:"));
            match read(&raw) {
                Ok(message) => assert!(!message.from.address.is_empty(), "{folder}/{name}"),
                Err(failure) => {
                    assert_eq!(failure, ParseFailure::NoSender, "{folder}/{name}");
                    let is_known = name == "error_emails__bad_encoded_subject.eml";
                    assert!(!has_sender || is_known, "{folder}/{name} names a sender");
                }
            }
        }
    }
}

#[test]
fn line_ends_change_nothing() {
    for (name, raw) in mails("email/mime") {
        let bare: Vec<u8> = raw.iter().copied().filter(|byte| *byte != b'\r').collect();
        let mut full = Vec::with_capacity(bare.len() * 2);
        for byte in &bare {
            if *byte == b'\n' {
                full.push(b'\r');
            }
            full.push(*byte);
        }
        let (Ok(bare), Ok(full)) = (read(&bare), read(&full)) else {
            continue;
        };
        assert_eq!(
            (bare.text, bare.subject),
            (full.text, full.subject),
            "{name}"
        );
        assert_eq!(bare.attachments.len(), full.attachments.len(), "{name}");
    }
}

#[test]
fn names_of_files_are_read_in_every_encoding() {
    for (name, file) in [
        (
            "attachment_emails__attachment_nonascii_filename.eml",
            "ciële.txt",
        ),
        (
            "attachment_emails__attachment_with_base64_encoded_name.eml",
            "This is a test.pdf",
        ),
        (
            "attachment_emails__attachment_with_quoted_filename.eml",
            "Eelanalüüsi päring.jpg",
        ),
        ("multi_charset__japanese_attachment.eml", "てすと.txt"),
    ] {
        let Some(message) = mail("email/mime", name) else {
            return;
        };
        let names: Vec<_> = message
            .attachments
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(names, [file], "{name}");
    }
}

#[test]
fn recorded_delivery_reports_are_recognised() {
    let (mut reports, mut named, mut addressed) = (0, 0, 0);
    for (name, raw) in mails("email/bounce") {
        let message = read(&raw).expect("a message");
        if name.starts_with("arf-") {
            assert_eq!(
                (message.automatic, &message.delivery_report),
                (Some(Automatic::Notice), &None)
            );
        } else if name.starts_with("rfc3834-") {
            assert_eq!(message.automatic, Some(Automatic::AutoReply), "{name}");
        } else if name != "lhost-fml-02.eml" {
            // (That one says "you are not a member" in a list's own words.)
            assert_eq!(message.automatic, Some(Automatic::Bounce), "{name}");
            let report = message.delivery_report.expect("a report");
            reports += 1;
            named += usize::from(report.original_external_id.is_some());
            addressed += usize::from(report.recipient.is_some());
        }
    }
    println!("{reports} reports, {named} name the original, {addressed} the recipient");
    assert!(
        named * 10 >= reports * 8,
        "{named} of {reports} name the original"
    );
    assert!(
        addressed * 10 >= reports * 9,
        "{addressed} of {reports} name the recipient"
    );
}

#[test]
fn a_temporary_failure_is_told_from_a_permanent_one() {
    for (name, is_permanent) in [
        ("rhost-cloudflare-01.eml", false),
        ("lhost-v5sendmail-01.eml", false),
        ("lhost-postfix-02.eml", true),
        ("lhost-qmail-01.eml", true),
        ("lhost-gmail-01.eml", true),
    ] {
        let Some(message) = mail("email/bounce", name) else {
            return;
        };
        let report = message.delivery_report.expect("a report");
        assert_eq!(report.is_permanent, is_permanent, "{name}");
    }
}

#[test]
fn recorded_replies_of_mail_programs_say_hello_and_nothing_else() {
    for (name, raw) in mails("email/reply_html_and_eml") {
        let message = read(&raw).expect("a message");
        assert_eq!(message.text, "Hello", "{name}");
        assert!(message.quoted.is_some(), "{name}");
    }
}

#[test]
fn recorded_html_replies_are_split_by_structure_or_words() {
    for (name, raw) in files("email/reply_html_and_eml") {
        if !has_extension(&name, "html") {
            continue;
        }
        let page = String::from_utf8_lossy(&raw);
        let written = email::quote::split(&html::passages(&page).written).written;
        assert!(
            written.starts_with("Hi. I am fine.\n\nThanks,"),
            "{name}: {written}"
        );
        assert!(!written.contains("How are you"), "{name}: {written}");
    }
}

#[test]
fn recorded_texts_keep_what_was_written_and_fold_the_rest() {
    const UNQUOTED: &[&str] = &[
        "crisp_email_21",
        "crisp_email_5",
        "crisp_email_not_a_signature_2",
        "crisp_email_sent_from_my_not_signature",
        "crisp_email_tricky_1_on_false_positive",
        "crisp_email_tricky_3_code_block",
        "crisp_email_tricky_4_from_in_body",
        "crisp_email_tricky_6_regards_in_sentence",
        "crisp_email_tricky_7_multiple_dashes",
        "crisp_email_with_from_headers",
        "crisp_email_with_regards",
        "gh_email_sent_from_my_not_signature",
        "gh_email_sig_delimiter_in_middle_of_line",
    ];
    for (name, raw) in files("email/reply_text") {
        let text = String::from_utf8_lossy(&raw);
        let split = email::quote::split(&text);
        let stem = name.trim_end_matches(".txt");
        assert_eq!(
            split.quoted.is_none(),
            UNQUOTED.contains(&stem),
            "{name}: {split:?}"
        );
        // The recordings of one program begin with the same five lines of new text.
        if text.starts_with("Fusce bibendum") && stem != "crisp_email_8" {
            assert!(
                split.written.ends_with("aliquet nec nec nibh."),
                "{name}: {split:?}"
            );
        }
    }
}

#[test]
fn recorded_threads_and_loops_are_told_apart() {
    let folder = "email/threading_loops";
    let Some(reply) = mail(folder, "thread_2_reply_in_reply_to.eml") else {
        return;
    };
    assert_eq!(
        reply.references,
        ["out-1@shop.example", "a1@customer.example"]
    );
    assert_eq!(reply.text, "Any news?");
    assert_eq!(reply.automatic, None);
    let automatic = |name| mail(folder, name).and_then(|message| message.automatic);
    assert_eq!(
        automatic("loop_auto_submitted_replied.eml"),
        Some(Automatic::AutoReply)
    );
    assert_eq!(automatic("loop_precedence_bulk.eml"), Some(Automatic::Bulk));
}
