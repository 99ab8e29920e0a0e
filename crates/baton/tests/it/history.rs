//! `baton import --history`: what was over before Baton is kept as it was, and asks nothing of anybody.

use std::fs;
use std::process::Output;

use serde_json::{Value, json};

use crate::mailbox::{self, IN_THREAD, MAILS, READS, THREADS};
use crate::server::{Place, Server, demo};

fn last_line(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines().last().unwrap_or_default().to_owned()
}

fn import(place: &Place, files: &[&str]) -> Output {
    let words: Vec<_> = ["--channel", "email", "--history"]
        .iter()
        .chain(files)
        .copied()
        .collect();
    place.run(&["import"], &words)
}

/// The message, once it is understood: what a killed process held is taken over a little later.
async fn message(server: &Server, id: &str) -> Value {
    let path = format!("/api/v1/messages?external_id={id}");
    let found = server
        .eventually("agent", &path, |found| {
            let first = &found["items"][0];
            first["state"] != "received" || first["case_id"].is_string()
        })
        .await;
    assert_eq!(
        found["items"].as_array().map(Vec::len),
        Some(1),
        "{id}: {found}"
    );
    found["items"][0].clone()
}

#[tokio::test]
async fn a_mailbox_of_years_ago_becomes_closed_cases_with_its_own_dates() {
    let (folder, server) = demo().await;
    let open = "/api/v1/cases?status=open&count=true";
    let open_before = server.get("agent", open).await["total"].clone();
    let file = folder.path().join("old.mbox");
    fs::write(&file, mailbox::mbox()).unwrap();
    let files = [file.to_str().unwrap()];
    let said = last_line(&import(&server.place, &files));
    assert_eq!(
        said,
        format!("received {MAILS} duplicate 0 dead-lettered 0")
    );
    let again = last_line(&import(&server.place, &files));
    assert_eq!(
        again,
        format!("received 0 duplicate {MAILS} dead-lettered 0")
    );
    assert_eq!(server.get("agent", open).await["total"], open_before);
    for thread in [0, 1, 2, THREADS - 1] {
        thread_is_one_closed_case(&server, thread).await;
    }
    let newsletter = message(&server, "n3@news.example").await;
    assert_eq!(
        (&newsletter["state"], &newsletter["case_id"]),
        (&json!("filed"), &Value::Null)
    );
    let bounce = message(&server, "b3@mx.example").await;
    assert_eq!(bounce["state"], "automatic");
    for words in [&["doctor"][..], &["doctor", "--rebuild"]] {
        let doctor = server.place.run(words, &[]);
        assert!(
            doctor.status.success(),
            "{}",
            String::from_utf8_lossy(&doctor.stdout)
        );
    }
    thread_is_one_closed_case(&server, 5).await;
}

async fn thread_is_one_closed_case(server: &Server, thread: usize) {
    let mut cases = Vec::new();
    for position in 0..IN_THREAD {
        let message = message(server, &mailbox::id(thread, position)).await;
        let expected = if position == 1 {
            ("outbound", "sent")
        } else {
            ("inbound", "filed")
        };
        let found = (
            message["direction"].as_str().unwrap(),
            message["state"].as_str().unwrap(),
        );
        assert_eq!(found, expected, "{message}");
        let sent_at = mailbox::sent_at(thread, position);
        assert_eq!(
            message["received_at"].as_str().map(|at| at.get(..19)),
            Some(sent_at.get(..19))
        );
        if position == 0 {
            assert_eq!(
                message["text"].as_str().map(str::trim),
                Some(READS[thread % READS.len()])
            );
        }
        cases.push(message["case_id"].clone());
    }
    assert!(
        cases
            .iter()
            .all(|case| case.is_string() && *case == cases[0]),
        "{cases:?}"
    );
    let path = format!("/api/v1/cases/{}", cases[0].as_str().unwrap());
    let case = server.get("agent", &path).await;
    assert_eq!(case["status"], "closed");
    for empty in ["waits", "drafts", "sla", "promises"] {
        assert_eq!(case[empty], json!([]), "{empty}");
    }
    assert_eq!(case["next_mover"], Value::Null);
}

#[tokio::test]
async fn an_answer_to_history_opens_a_new_case_that_follows_it() {
    let (folder, server) = demo().await;
    let file = folder.path().join("old.mbox");
    fs::write(
        &file,
        mailbox::mbox()
            .split_inclusive("\n\nFrom ")
            .take(200)
            .collect::<String>(),
    )
    .unwrap();
    import(&server.place, &[file.to_str().unwrap()]);
    let late = folder.path().join("late.eml");
    fs::write(
        &late,
        format!(
            "Message-ID: <late@customer.example>\r\nFrom: c0@customer.example\r\n\
             To: help@kettle.example\r\nSubject: Re: Order 0\r\nIn-Reply-To: <{}>\r\n\
             Authentication-Results: mx.baton.example; dmarc=pass header.from=customer.example\r\n\r\n\
             Now the handle is off.\r\n",
            mailbox::id(0, 0)
        ),
    )
    .unwrap();
    let output = server
        .place
        .run(&["import"], &["--channel", "email", late.to_str().unwrap()]);
    assert_eq!(last_line(&output), "received 1 duplicate 0 dead-lettered 0");
    let old = message(&server, &mailbox::id(0, 0)).await;
    let new = message(&server, "late@customer.example").await;
    assert!(
        new["case_id"].is_string() && new["case_id"] != old["case_id"],
        "{new}"
    );
    let events = server
        .get(
            "agent",
            &format!("/api/v1/cases/{}/events", new["case_id"].as_str().unwrap()),
        )
        .await;
    assert_eq!(
        events["items"][0]["data"]["opening"]["of"], old["case_id"],
        "{events}"
    );
}

#[tokio::test]
async fn an_import_that_was_killed_is_finished_by_doing_it_again() {
    let (folder, server) = demo().await;
    let file = folder.path().join("old.mbox");
    fs::write(&file, mailbox::mbox()).unwrap();
    let file = file.to_str().unwrap().to_owned();
    let mut child = server
        .place
        .command(&["import"])
        .args(["--channel", "email", "--history", &file])
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    // Some of it is in, whatever that is: the instant of the kill follows from that.
    let some = format!("/api/v1/messages?external_id={}", mailbox::id(7, 0));
    server
        .eventually("agent", &some, |found| found["items"] != json!([]))
        .await;
    child.kill().unwrap();
    child.wait().unwrap();
    let place = server.kill();
    // Nobody holds the folder now: the command does everything itself.
    let said = last_line(&import(&place, &[&file]));
    let counts: Vec<usize> = said
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    assert_eq!((counts[0] + counts[1], counts[2]), (MAILS, 0), "{said}");
    assert!(counts[1] >= 1, "nothing was in before the kill: {said}");
    let server = Server::start(&place).await;
    for thread in [0, 7, THREADS - 1] {
        thread_is_one_closed_case(&server, thread).await;
    }
}
