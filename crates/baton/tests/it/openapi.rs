//! The OpenAPI document: committed, complete and true.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use baton_policy::Operation;
use serde_json::Value;

/// Operations of the document that everybody may call; a hook proves itself by its signature.
pub(crate) const OPEN: [&str; 3] = ["hooks.check", "hooks.post", "session.create"];

pub(crate) fn document() -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_baton"))
        .arg("openapi")
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Path, method and operation of everything in the document.
pub(crate) fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(|(method, operation)| (path.clone(), method.to_uppercase(), operation.clone()))
        })
        .collect()
}

#[test]
fn the_committed_document_is_the_one_the_server_gives() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let committed: Value =
        serde_json::from_slice(&std::fs::read(file).unwrap()).expect("openapi.json is JSON");
    // Not `assert_eq`, which would print both documents.
    assert!(
        committed == document(),
        "run `make openapi` and commit openapi.json"
    );
}

#[test]
fn every_operation_is_in_the_table_and_says_who_may() {
    let document = document();
    let mut seen = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(seen.insert(id.to_owned()), "{method} {path}: {id} twice");
        if OPEN.contains(&id) {
            continue;
        }
        let name = id.split(':').next().unwrap_or_default();
        let known: Operation = name
            .parse()
            .unwrap_or_else(|_| panic!("{method} {path}: {id}?"));
        let roles: Vec<_> = known.roles().iter().map(|role| role.as_str()).collect();
        assert_eq!(
            operation["x-roles"],
            serde_json::json!(roles),
            "{method} {path}"
        );
    }
}
