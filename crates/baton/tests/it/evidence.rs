//! The provable record of a case: made, checked, and refused when a byte differs.

mod options;

use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::server::demo;
use crate::spine::open_case;

/// Verifies a pack offline; tells the exit code and what was said.
pub(crate) fn verify(pack: &Path) -> (Option<i32>, String) {
    verify_with(pack, &[])
}

/// Verifies a pack with what the verifier brings along.
pub(crate) fn verify_with(pack: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_baton"))
        .args(["evidence", "verify"])
        .arg(pack)
        .args(words)
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[tokio::test]
async fn a_pack_verifies_offline_and_one_flipped_byte_is_refused() {
    let (folder, server) = demo().await;
    let id = open_case(&server, "Prove it").await;
    let note = format!("/api/v1/cases/{id}/note");
    server
        .post("agent", &note, &json!({"text": "A note to prove"}))
        .await;
    let file = folder.path().join("case.zip");
    let path = file.to_str().unwrap();
    let export = server
        .place
        .run(&["evidence", "export"], &[&id, "-o", path]);
    assert!(
        export.status.success(),
        "{}",
        String::from_utf8_lossy(&export.stderr)
    );
    let (code, said) = verify(&file);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("keys not pinned"), "{said}");

    let pack = std::fs::read(&file).unwrap();
    for at in [40, pack.len() / 3, pack.len() / 2, pack.len() - 30] {
        let mut forged = pack.clone();
        forged[at] ^= 1;
        let forged_file = folder.path().join("forged.zip");
        std::fs::write(&forged_file, forged).unwrap();
        let (code, said) = verify(&forged_file);
        assert_eq!(code, Some(1), "byte {at}: {said}");
        assert!(
            said.lines()
                .skip(1)
                .all(|line| line.split('\t').count() == 3),
            "{said}"
        );
    }
}

#[tokio::test]
async fn a_pack_is_the_same_by_command_with_and_without_a_server_and_by_the_api() {
    let (folder, server) = demo().await;
    let id = open_case(&server, "Same bytes").await;
    let export = |name: &str| {
        let file = folder.path().join(name);
        let path = file.to_str().unwrap();
        let output = server
            .place
            .run(&["evidence", "export"], &[&id, "-o", path]);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        std::fs::read(&file).unwrap()
    };
    let first = export("first.zip");
    assert_eq!(export("second.zip"), first);
    let place = server.place.clone();
    drop(server);
    let file = folder.path().join("third.zip");
    let output = place.run(
        &["evidence", "export"],
        &[&id, "-o", file.to_str().unwrap()],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(std::fs::read(&file).unwrap(), first);
}

#[tokio::test]
async fn rebuilding_changes_nothing() {
    let (_folder, server) = demo().await;
    open_case(&server, "Whole").await;
    for words in [&[][..], &["--rebuild"]] {
        let output = server.place.run(&["doctor"], words);
        let said = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        let (checked, whole) = said.split_once('\n').unwrap();
        assert!(checked.starts_with("checked 1 workspaces: "), "{said}");
        assert!(!checked.contains(" 0 "), "{said}");
        assert_eq!(whole, "everything is whole\n");
    }
}
