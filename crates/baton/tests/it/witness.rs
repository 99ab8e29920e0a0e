//! The witness: what it keeps, what it says to a log that lies, and what a server makes of that.
#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests fail loudly, as tests do"
)]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::consistency_file::ConsistencyFile;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::note::{Note, SignatureKind, SigningKey, VerifierKey};
use baton_ledger::tree::{MemoryTree, consistency_proof, root};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::evidence::verify_with;
use crate::server::{Place, Server, client, demo};
use crate::spine::open_case;

const ORIGIN: &str = "log.example/ws/1";

/// A witness of its own, ended with the test.
struct Running {
    child: Child,
    url: String,
    key: VerifierKey,
}

impl Running {
    fn start(folder: &Path) -> Self {
        let logs = folder.join("logs");
        std::fs::write(
            &logs,
            format!("log {}\n", log().verifier(SignatureKind::Ed25519)),
        )
        .unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_baton"))
            .args([
                "--log",
                "warn",
                "witness",
                "--listen",
                "127.0.0.1:0",
                "--data",
            ])
            .arg(folder.join("witness"))
            .arg("--logs")
            .arg(&logs)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut line = || lines.next().unwrap().unwrap();
        let first = line();
        let url = first.strip_prefix("baton witness listening on ").unwrap();
        Self {
            child,
            url: url.to_owned(),
            key: line().parse().unwrap(),
        }
    }

    async fn add(&self, tree: &MemoryTree, old: u64, new: u64) -> Response {
        let path = match old {
            0 => Vec::new(),
            old => consistency_proof(tree, old, new).unwrap(),
        };
        let checkpoint = signed(tree, new);
        let body = ConsistencyFile {
            old,
            path,
            checkpoint,
        }
        .to_string();
        let url = format!("{}/add-checkpoint", self.url);
        client().post(url).body(body).send().await.unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn log() -> SigningKey {
    SigningKey::new(ORIGIN, &[1; 32]).unwrap()
}

fn tree(third: u8, size: u8) -> MemoryTree {
    let leaf = |number| leaf_hash(&[if number == 2 { third } else { number }]);
    (0..size).map(leaf).collect()
}

fn signed(tree: &MemoryTree, size: u64) -> Note {
    let root = root(tree, size).unwrap();
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root,
    };
    checkpoint.sign(&log()).unwrap()
}

#[tokio::test]
async fn a_witness_remembers_what_it_cosigned_also_when_it_is_killed() {
    let folder = TempDir::new().unwrap();
    let witness = Running::start(folder.path());
    let honest = tree(2, 12);
    let answer = witness.add(&honest, 0, 5).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let line = answer.text().await.unwrap();
    let note = Note::parse(&format!("{}{line}", signed(&honest, 5))).unwrap();
    assert!(note.verify(&witness.key).is_ok(), "{line}");

    // Killed right after its answer: what it said, it kept.
    let key = witness.key.clone();
    drop(witness);
    let witness = Running::start(folder.path());
    assert_eq!(witness.key, key, "its key too");
    let answer = witness.add(&honest, 0, 3).await;
    assert_eq!(answer.status(), StatusCode::CONFLICT);
    assert_eq!(answer.headers()["content-type"], "text/x.tlog.size");
    assert_eq!(answer.text().await.unwrap(), "5\n");
    let answer = witness.add(&tree(99, 12), 5, 9).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(witness.add(&honest, 5, 9).await.status(), StatusCode::OK);

    let name = Hash::of(ORIGIN.as_bytes()).to_string();
    let url = format!("{}/{name}/checkpoint", witness.url);
    let kept = client().get(&url).send().await.unwrap();
    let kept = Note::parse(&kept.text().await.unwrap()).unwrap();
    assert!(kept.verify(&witness.key).is_ok());
    assert_eq!(Checkpoint::parse(&kept.text).unwrap().size, 9);
    let other = format!("{}/{}/checkpoint", witness.url, "0".repeat(64));
    let unknown = client().get(&other).send().await.unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_witness_cosigns_for_one_of_two_that_ask_at_once() {
    let folder = TempDir::new().unwrap();
    let witness = Running::start(folder.path());
    let (honest, other) = (tree(2, 12), tree(99, 12));
    assert_eq!(witness.add(&honest, 0, 2).await.status(), StatusCode::OK);
    for _ in 0..20 {
        let (one, two) = tokio::join!(witness.add(&honest, 2, 7), witness.add(&other, 2, 7));
        let cosigned = [one, two]
            .iter()
            .filter(|answer| answer.status() == StatusCode::OK)
            .count();
        assert!(cosigned <= 1, "two histories were cosigned");
    }
}

async fn standing(server: &Server, is_right: impl Fn(&Value) -> bool) -> Value {
    server.eventually("auditor", "/api/v1/log", is_right).await
}

fn is_witnessed(log: &Value) -> bool {
    let witness = &log["witnesses"][0];
    witness["size"] == log["size"] && witness["trouble"].is_null() && log["size"] != 0
}

#[tokio::test]
async fn a_pack_of_the_demo_verifies_against_its_log_and_its_witness() {
    let (folder, server) = demo().await;
    let log = standing(&server, is_witnessed).await;
    let case = open_case(&server, "Witnessed").await;
    let pack = folder.path().join("case.zip");
    let more = [case.as_str(), "-o", pack.to_str().unwrap()];
    let export = server.place.run(&["evidence", "export"], &more);
    assert!(export.status.success());
    let trust = folder.path().join("trust");
    let policy = |witness: &str| {
        let key = log["key"].as_str().unwrap();
        format!("log {key}\nwitness w {witness}\nquorum w\n")
    };
    let words = ["--trust", trust.to_str().unwrap()];
    std::fs::write(&trust, policy(log["witnesses"][0]["key"].as_str().unwrap())).unwrap();
    let (code, said) = verify_with(&pack, &words);
    assert_eq!((code, said.trim()), (Some(0), ""), "nothing to say");

    let stranger = SigningKey::new("other.example/w", &[3; 32]).unwrap();
    let stranger = stranger.verifier(SignatureKind::Cosignature).to_string();
    std::fs::write(&trust, policy(&stranger)).unwrap();
    let (code, said) = verify_with(&pack, &words);
    assert_eq!(code, Some(1));
    assert!(said.starts_with("checkpoint.signature\t"), "{said}");

    let (status, checked) = server
        .post("supervisor", "/api/v1/log/verify", &json!({}))
        .await;
    assert_eq!((status, &checked["faults"]), (StatusCode::OK, &json!([])));
    assert!(
        checked["events"].as_u64() >= log["size"].as_u64(),
        "{checked}"
    );
}

/// Copies everything but what the witness keeps: that is another machine's.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "witness" {
            continue;
        }
        if source.is_dir() {
            copy(&source, &target);
        } else if source.is_file() {
            std::fs::copy(source, target).unwrap();
        }
    }
}

#[tokio::test]
async fn a_server_whose_whole_disk_went_back_in_time_is_found_out() {
    let (folder, server) = demo().await;
    let first = standing(&server, is_witnessed).await;
    let place: Place = server.kill();
    let before = folder.path().join("before");
    copy(&place.folder, &before);

    let server = Server::start(&place).await;
    for number in 0..8 {
        open_case(&server, &format!("Which will be undone {number}")).await;
    }
    let grown = first["size"].as_u64().unwrap() + 24;
    let later = standing(&server, |log: &Value| {
        is_witnessed(log) && log["size"].as_u64().unwrap() > grown
    })
    .await;
    let place = server.kill();
    // Database, files and keys as they were; only the witness kept its own.
    for entry in std::fs::read_dir(&place.folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::remove_file(path).unwrap();
        }
    }
    copy(&before, &place.folder);

    let server = Server::start(&place).await;
    let found = |code: &'static str| move |log: &Value| log["witnesses"][0]["trouble"] == code;
    let short = standing(&server, |log: &Value| {
        !log["witnesses"][0]["trouble"].is_null()
    })
    .await;
    assert!(short["size"].as_u64() < later["size"].as_u64(), "{short}");
    assert_eq!(short["witnesses"][0]["trouble"], "witness.rolled_back");
    // It writes another history, as long as the one that was: no better.
    let wanted = later["size"].as_u64().unwrap() + 10;
    let mut size = 0;
    for number in 0..100 {
        open_case(&server, &format!("Another history {number}")).await;
        size = server.get("auditor", "/api/v1/log").await["size"]
            .as_u64()
            .unwrap();
        if size > wanted {
            break;
        }
    }
    assert!(size > wanted);
    standing(&server, found("witness.inconsistent")).await;
}
