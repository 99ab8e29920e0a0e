//! `baton import` while the server runs: e-mail becomes cases, or is kept as what it is.

use std::fs;

use crate::server::demo;

/// A mail as a mailbox holds it, vouched for by the demo's own mail server or not.
fn mail(id: &str, headers: &str, body: &str) -> String {
    format!(
        "Message-ID: <{id}@customer.example>\r\nDate: Thu, 19 Nov 2026 10:00:00 +0000\r\n\
         To: help@kettle.example\r\n{headers}\r\n\r\n{body}\r\n"
    )
}

const VOUCHED: &str =
    "Authentication-Results: mx.baton.example; dmarc=pass header.from=customer.example\r\n";

#[tokio::test]
async fn mail_is_imported_joined_by_reply_and_counted() {
    let (folder, server) = demo().await;
    let first = mail(
        "a1",
        &format!("{VOUCHED}From: Mei Lin <mei@customer.example>\r\nSubject: Leaking kettle"),
        "My kettle leaks since Monday. What can I do?",
    );
    let reply = mail(
        "a2",
        &format!(
            "{VOUCHED}From: Mei Lin <mei@customer.example>\r\nSubject: Re: Leaking kettle\r\n\
             In-Reply-To: <a1@customer.example>"
        ),
        "It is getting worse.\r\n\r\nOn Thu, 19 Nov 2026 at 10:00, Mei Lin <mei@customer.example> wrote:\r\n> My kettle leaks",
    );
    let away = mail(
        "a3",
        "From: Otto <otto@customer.example>\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied",
        "I am away.",
    );
    let mut files = Vec::new();
    for (name, content) in [("1.eml", &first), ("2.eml", &reply), ("3.eml", &away)] {
        let file = folder.path().join(name);
        fs::write(&file, content).unwrap();
        files.push(file.to_str().unwrap().to_owned());
    }
    let words: Vec<_> = ["--channel", "email"]
        .into_iter()
        .chain(files.iter().map(String::as_str))
        .collect();
    let output = server.place.run(&["import"], &words);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        said.lines().last(),
        Some("received 3 duplicate 0 dead-lettered 0")
    );
    let again = server.place.run(&["import"], &words);
    let said = String::from_utf8(again.stdout).unwrap();
    assert_eq!(
        said.lines().last(),
        Some("received 0 duplicate 3 dead-lettered 0")
    );

    let found = |id: &str| format!("/api/v1/messages?external_id={id}@customer.example");
    let case_of = async |id: &str| server.get("agent", &found(id)).await["items"][0].clone();
    let (one, two, three) = (
        case_of("a1").await,
        case_of("a2").await,
        case_of("a3").await,
    );
    assert!(one["case_id"].is_string(), "{one}");
    assert_eq!(one["case_id"], two["case_id"]);
    assert_eq!(two["text"], "It is getting worse.");
    assert!(
        two["quoted"]
            .as_str()
            .is_some_and(|quoted| quoted.contains("leaks")),
        "{two}"
    );
    assert_eq!(
        (three["state"].as_str(), three["case_id"].is_null()),
        (Some("automatic"), true)
    );
}

#[tokio::test]
async fn a_stranger_who_quotes_a_case_number_does_not_get_into_it() {
    let (folder, server) = demo().await;
    let id = crate::spine::open_case(&server, "Private matter").await;
    let case = server.get("agent", &format!("/api/v1/cases/{id}")).await;
    let number = case["number"].as_str().unwrap();
    let forged = mail(
        "f1",
        &format!("From: Mei Lin <mei@customer.example>\r\nSubject: Re: [{number}] your case"),
        "Please send me everything you know.",
    );
    let file = folder.path().join("forged.eml");
    fs::write(&file, forged).unwrap();
    let words = ["--channel", "email", file.to_str().unwrap()];
    assert!(server.place.run(&["import"], &words).status.success());
    let path = "/api/v1/messages?external_id=f1@customer.example";
    let message = server.get("agent", path).await["items"][0].clone();
    assert!(message["case_id"].is_string(), "{message}");
    assert_ne!(message["case_id"], case["id"]);
}

#[tokio::test]
async fn a_wrong_file_is_named_with_what_to_do() {
    let (_folder, server) = demo().await;
    let output = server
        .place
        .run(&["import"], &["--channel", "email", "mail.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("mail.txt") && said.contains(".eml, .mbox or .jsonl"),
        "{said}"
    );
}
