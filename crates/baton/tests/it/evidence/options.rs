//! What `evidence export` and `evidence verify` can be asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use baton_ledger::pack::manifest::Manifest;
use baton_ledger::pack::zip;
use serde_json::json;
use tempfile::TempDir;

use super::{verify, verify_with};
use crate::server::{Server, demo};
use crate::spine::open_case;

/// A demo with a case that has a few notes.
struct Desk {
    folder: TempDir,
    server: Server,
    case: String,
}

impl Desk {
    async fn new() -> Self {
        let (folder, server) = demo().await;
        let case = open_case(&server, "Prove it").await;
        let desk = Self {
            folder,
            server,
            case,
        };
        desk.note("The first note").await;
        desk
    }

    async fn note(&self, text: &str) {
        let note = format!("/api/v1/cases/{}/note", self.case);
        let (status, said) = self
            .server
            .post("agent", &note, &json!({ "text": text }))
            .await;
        assert!(status.is_success(), "{said}");
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn keep(&self, name: &str, content: &[u8]) -> PathBuf {
        let file = self.file(name);
        std::fs::write(&file, content).unwrap();
        file
    }

    fn export(&self, name: &str, words: &[&str]) -> PathBuf {
        let file = self.file(name);
        let mut all = vec![self.case.as_str(), "-o", file.to_str().unwrap()];
        all.extend(words);
        let output = self.server.place.run(&["evidence", "export"], &all);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        file
    }
}

fn entry(pack: &Path, name: &str) -> Vec<u8> {
    let bytes = std::fs::read(pack).unwrap();
    let entries = zip::read(&bytes).unwrap();
    let found = entries.into_iter().find(|(known, _)| *known == name);
    found.unwrap().1.to_vec()
}

fn manifest(pack: &Path) -> Manifest {
    Manifest::decode(&entry(pack, "manifest.json")).unwrap()
}

fn words(file: &Path) -> &str {
    file.to_str().unwrap()
}

#[tokio::test]
async fn a_pack_is_complete_and_names_its_audience_and_purpose() {
    let desk = Desk::new().await;
    let pack = desk.export(
        "court.zip",
        &["--for", "court", "--purpose", "Claim 17 of 2025"],
    );
    let manifest = manifest(&pack);
    assert_eq!(manifest.format, 2);
    assert_eq!(manifest.audience, "court");
    assert_eq!(manifest.purpose, "Claim 17 of 2025");
    assert_eq!(verify(&pack).0, Some(0));
    let (_, said) = verify_with(&pack, &["--json"]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert!(said["complete_to"].as_u64().unwrap() > manifest.events.last().unwrap().position);
}

#[tokio::test]
async fn what_a_customer_may_not_see_is_withheld_and_still_proven() {
    let desk = Desk::new().await;
    let pack = desk.export("customer.zip", &["--for", "customer"]);
    let index = String::from_utf8(entry(&pack, "parts/index.json")).unwrap();
    assert!(index.contains("withheld"), "{index}");
    let whole = std::fs::read(&pack).unwrap();
    let note = b"The first note";
    assert!(!whole.windows(note.len()).any(|bytes| bytes == note));
    assert_eq!(verify(&pack).0, Some(0));
}

#[tokio::test]
async fn pinned_keys_are_asked_for_and_others_refused() {
    let desk = Desk::new().await;
    let pack = desk.export("case.zip", &[]);
    let pinned = desk.keep("pinned", &entry(&pack, "keys/policy"));
    let (code, said) = verify_with(&pack, &["--trust", words(&pinned)]);
    assert_eq!((code, said.trim()), (Some(0), ""));

    let stranger = Desk::new().await;
    let theirs = stranger.export("case.zip", &[]);
    let (code, said) = verify_with(&theirs, &["--trust", words(&pinned)]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("checkpoint.signature\tcheckpoint\t"),
        "{said}"
    );
    assert!(
        said.contains("manifest.signature\tmanifest.sig\t"),
        "{said}"
    );
    let (code, _) = verify_with(&pack, &["--trust", words(&pack)]);
    assert_eq!(code, Some(2), "a pack is no trust policy");
}

#[tokio::test]
async fn a_checkpoint_that_was_kept_must_be_continued() {
    let desk = Desk::new().await;
    let first = desk.export("first.zip", &[]);
    let kept = desk.keep("kept", &entry(&first, "checkpoint"));
    let (code, said) = verify_with(&first, &["--checkpoint", words(&kept)]);
    assert_eq!(code, Some(0), "equal: {said}");

    desk.note("The second note").await;
    let second = desk.export("second.zip", &["--since", words(&kept)]);
    let (code, said) = verify_with(&second, &["--checkpoint", words(&kept)]);
    assert_eq!(code, Some(0), "newer and consistent: {said}");
    let without = desk.export("without.zip", &[]);
    let (code, said) = verify_with(&without, &["--checkpoint", words(&kept)]);
    assert_eq!(code, Some(1));
    assert!(said.contains("checkpoint.inconsistent\t"), "{said}");

    let newer = desk.keep("newer", &entry(&second, "checkpoint"));
    let (code, said) = verify_with(&first, &["--checkpoint", words(&newer)]);
    assert_eq!(code, Some(1));
    assert!(said.contains("checkpoint.older\t"), "{said}");

    let stranger = Desk::new().await;
    let theirs = stranger.export("case.zip", &[]);
    let (code, said) = verify_with(&theirs, &["--checkpoint", words(&kept)]);
    assert_eq!(code, Some(1));
    assert!(said.contains("checkpoint.inconsistent\t"), "{said}");
}

#[tokio::test]
async fn a_pack_of_an_earlier_checkpoint_is_the_pack_that_was_made_then() {
    let desk = Desk::new().await;
    let then = desk.export("then.zip", &[]);
    desk.note("What nobody knew then").await;
    let size = manifest(&then).checkpoint.size.to_string();
    let again = desk.export("again.zip", &["--at", &size]);
    assert_eq!(
        std::fs::read(&then).unwrap(),
        std::fs::read(&again).unwrap()
    );
    let now = desk.export("now.zip", &[]);
    assert!(manifest(&now).events.len() > manifest(&then).events.len());
    let early = desk
        .server
        .place
        .run(&["evidence", "export"], &[&desk.case, "--at", "1"]);
    assert!(!early.status.success(), "the case was not there yet");
}

#[tokio::test]
async fn the_script_in_a_pack_finds_what_the_program_finds() {
    let has_python = Command::new("python3").arg("--version").output();
    if !has_python.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no python3 here, so the script in packs was not tried");
        return;
    }
    let desk = Desk::new().await;
    let pack = desk.export("case.zip", &[]);
    let script = desk.keep("verify.py", &entry(&pack, "verify.py"));
    let pinned = desk.keep("pinned", &entry(&pack, "keys/policy"));
    let run = |pack: &Path| {
        let output = Command::new("python3")
            .arg(&script)
            .arg(pack)
            .args(["--trust", words(&pinned)])
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
        )
    };
    assert_eq!(run(&pack), (Some(0), "\n".to_owned()));
    let mut bytes = std::fs::read(&pack).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let (code, said) = run(&desk.keep("forged.zip", &bytes));
    assert_eq!(code, Some(1));
    assert!(said.starts_with("pack.not_canonical\t-\t"), "{said}");
}
