//! Backups: made while a server runs, restored into either database, refused with a clear sentence.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::evidence::verify;
use crate::intake::{receive, triaged};
use crate::server::{Place, Server, demo};
use crate::spine::open_case;

/// What a command said, after it did what it was asked.
fn done(output: Output) -> String {
    let said = String::from_utf8(output.stdout).unwrap();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complained}");
    said
}

/// Why a command refused: exit code 2 and one line.
fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let lines: Vec<_> = said
        .lines()
        .filter(|line| line.starts_with("baton: "))
        .collect();
    assert_eq!(lines.len(), 1, "{said}");
    lines[0].to_owned()
}

/// An empty place with the master key and the entrance of another, as an operator brings them.
fn beside(place: &Place, folder: &Path, url: Option<&str>) -> Place {
    let key = place.folder.join("master.key");
    fs::create_dir_all(folder).unwrap();
    fs::copy(place.folder.join("demo.json"), folder.join("demo.json")).unwrap();
    match url {
        Some(url) => Place::postgres(folder, url, &key),
        None => {
            fs::copy(key, folder.join("master.key")).unwrap();
            Place::sqlite(folder)
        }
    }
}

fn export(place: &Place, case: &str, file: &Path) -> PathBuf {
    let words = [case, "-o", file.to_str().unwrap()];
    done(place.run(&["evidence", "export"], &words));
    file.to_owned()
}

fn is_sound(pack: &Path) {
    let (code, said) = verify(pack);
    assert_eq!(code, Some(0), "{said}");
}

async fn noted(server: &Server, case: &str, text: &str) {
    let path = format!("/api/v1/cases/{case}/note");
    let (status, answer) = server.post("agent", &path, &json!({"text": text})).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
}

/// Backs a running server up, restores it elsewhere, and looks whether everything is there.
async fn moved(server: Server, to: &Place, case: &str, generation: u32) -> Server {
    let file = to.folder.join("whole.backup");
    let before = server
        .get("auditor", &format!("/api/v1/cases/{case}/events"))
        .await;
    let said = done(server.place.run(&["backup"], &[file.to_str().unwrap()]));
    assert!(said.contains("the master key is not in it"), "{said}");
    let lost = receive(&server, &message("too-late", "After the backup")).await;
    drop(server);

    let said = done(to.run(&["restore"], &[file.to_str().unwrap()]));
    assert!(
        said.contains(&format!("/{generation}, from a checkpoint over")),
        "{said}"
    );
    let said = done(to.run(&["doctor"], &[]));
    assert!(said.ends_with("everything is whole\n"), "{said}");
    is_sound(&export(to, case, &to.folder.join("alone.zip")));

    let server = Server::start(to).await;
    let after = server
        .get("auditor", &format!("/api/v1/cases/{case}/events"))
        .await;
    assert_eq!(without_positions(&before), without_positions(&after));
    let gone = server
        .request(
            "agent",
            reqwest::Method::GET,
            &format!("/api/v1/messages/{lost}"),
        )
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    // It is a workspace like any other: found by its words, and goes on.
    let found = server.get("agent", "/api/v1/cases?q=Movable").await;
    assert_eq!(found["items"][0]["id"], case, "{found}");
    noted(&server, case, "Restored").await;
    triaged(
        &server,
        &receive(
            &server,
            &message(&format!("new-{generation}"), "Where is it?"),
        )
        .await,
    )
    .await;
    is_sound(&export(to, case, &to.folder.join("served.zip")));
    let said = done(to.run(&["doctor"], &[]));
    assert!(said.ends_with("everything is whole\n"), "{said}");
    server
}

fn message(external_id: &str, text: &str) -> Value {
    json!({
        "external_id": external_id,
        "conversation": {"external_id": external_id},
        "from": {"address": "mei@customer.example"},
        "text": text,
    })
}

fn without_positions(events: &Value) -> Vec<Value> {
    let events = events["items"].as_array().unwrap().iter().cloned();
    events
        .map(|mut event| {
            event.as_object_mut().unwrap().remove("position");
            event
        })
        .collect()
}

#[tokio::test]
async fn a_backup_moves_an_installation_between_the_databases_and_its_cases_stay_provable() {
    let (folder, server) = demo().await;
    let case = open_case(&server, "Movable").await;
    noted(&server, &case, "Written before").await;
    let old_pack = export(&server.place, &case, &folder.path().join("old.zip"));

    let first = folder.path().join("first");
    let url = baton_testkit::postgres::new_database();
    let to = beside(&server.place, &first, url.as_deref());
    let server = moved(server, &to, &case, 2).await;
    let to = beside(&server.place, &folder.path().join("second"), None);
    drop(moved(server, &to, &case, 3).await);
    is_sound(&old_pack);
}

#[tokio::test]
async fn what_cannot_be_restored_is_refused_with_a_sentence_and_leaves_nothing_behind() {
    let (folder, server) = demo().await;
    let at = |name: &str| folder.path().join(name);
    let file = at("whole.backup");
    done(server.place.run(&["backup"], &[file.to_str().unwrap()]));
    let restore = |place: &Place, file: &Path| place.run(&["restore"], &[file.to_str().unwrap()]);

    let why = refused(&server.place.run(&["backup"], &[file.to_str().unwrap()]));
    assert!(why.contains("exists already"), "{why}");
    let why = refused(&restore(&server.place, &file));
    assert!(why.contains("another process holds"), "{why}");
    let origin = server.place.clone();
    drop(server);
    let why = refused(&restore(&origin, &file));
    assert!(why.contains("the data folder is not empty"), "{why}");

    let empty = Place::sqlite(&at("empty"));
    let why = refused(&restore(&empty, &file));
    assert!(why.contains("put the installation's master key"), "{why}");
    fs::write(at("empty/master.key"), [9; 32]).unwrap();
    let why = refused(&restore(&empty, &file));
    assert!(why.contains("another installation's key"), "{why}");

    fs::copy(origin.folder.join("master.key"), at("empty/master.key")).unwrap();
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 4;
    for (name, bytes) in [("flipped", &*flipped), ("short", &whole[..whole.len() - 9])] {
        fs::write(at(name), bytes).unwrap();
        let why = refused(&restore(&empty, &at(name)));
        assert!(why.contains("the backup is damaged"), "{why}");
    }
    fs::write(at("other"), b"PK\x03\x04").unwrap();
    let why = refused(&restore(&empty, &at("other")));
    assert!(why.contains("not a backup"), "{why}");
    let why = refused(&restore(&empty, &at("nowhere")));
    assert!(why.contains("cannot use the file"), "{why}");

    // After all of these the folder is as empty as before.
    done(restore(&empty, &file));
    let said = done(empty.run(&["doctor"], &[]));
    assert!(said.ends_with("everything is whole\n"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_taken_under_load_is_one_consistent_state() {
    let (folder, server) = demo().await;
    let server = std::sync::Arc::new(server);
    let mut acked = Vec::new();
    for number in 0..20 {
        acked.push(receive(&server, &message(&format!("before-{number}"), "Hello?")).await);
    }
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let mut senders = tokio::task::JoinSet::new();
    for sender in 0..4 {
        let (server, stopped) = (std::sync::Arc::clone(&server), stopped.clone());
        senders.spawn(async move {
            for number in 0..500 {
                if *stopped.borrow() {
                    return;
                }
                receive(
                    &server,
                    &message(&format!("while-{sender}-{number}"), "Hello?"),
                )
                .await;
            }
        });
    }
    let file = folder.path().join("busy.backup");
    let (place, path) = (server.place.clone(), file.clone());
    let backup =
        tokio::task::spawn_blocking(move || place.run(&["backup"], &[path.to_str().unwrap()]));
    done(backup.await.unwrap());
    stop.send_replace(true);
    while let Some(sent) = senders.join_next().await {
        sent.unwrap();
    }
    let to = beside(&server.place, &folder.path().join("restored"), None);
    done(to.run(&["restore"], &[file.to_str().unwrap()]));
    let said = done(to.run(&["doctor"], &[]));
    assert!(said.ends_with("everything is whole\n"), "{said}");
    let restored = Server::start(&to).await;
    for id in &acked {
        restored
            .get("agent", &format!("/api/v1/messages/{id}"))
            .await;
    }
}
