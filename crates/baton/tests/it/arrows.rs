//! The arrows between the crates, and which outside libraries each floor may use.
//!
//! A crate may read downward only. The lists below are complete: a new arrow or a new library is a
//! decision that shows up in this file.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// For each crate: the crates of ours, then the outside libraries, that its shipped code may use.
const ALLOWED: &[(&str, &[&str], &[&str])] = &[
    ("baton-domain", &[], &["jiff", "serde"]),
    (
        "baton-ledger",
        &[],
        &[
            "base64",
            "crc32fast",
            "ed25519-dalek",
            "serde",
            "serde_json",
            "sha2",
        ],
    ),
    (
        "baton-policy",
        &["baton-domain"],
        &["cedar-policy", "serde", "serde_json", "sha2", "thiserror"],
    ),
    (
        "baton-store",
        &["baton-domain", "baton-ledger"],
        &[
            "aes-gcm",
            "getrandom",
            "hmac",
            "rusqlite",
            "serde",
            "serde_json",
            "sha2",
            "sqlx",
            "thiserror",
            "tokio",
            "tracing",
        ],
    ),
    (
        "baton-app",
        &[
            "baton-domain",
            "baton-ledger",
            "baton-policy",
            "baton-store",
        ],
        &[
            "argon2",
            "base64",
            "getrandom",
            "hmac",
            "jiff",
            "serde",
            "serde_json",
            "sha1",
            "sha2",
            "thiserror",
            "tokio",
            "tracing",
        ],
    ),
    (
        "baton-channels",
        &["baton-app", "baton-domain"],
        &[
            "ammonia",
            "base64",
            "hmac",
            "lettre",
            "mail-parser",
            "reqwest",
            "rustls",
            "serde_json",
            "sha2",
            "thiserror",
            "tokio",
            "tokio-rustls",
            "tracing",
            "webpki-roots",
        ],
    ),
    (
        "baton-ai",
        &["baton-app", "baton-domain"],
        &[
            "reqwest",
            "rustls",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "tracing",
            "whatlang",
        ],
    ),
    (
        "baton-systems",
        &["baton-app", "baton-domain"],
        &["serde", "serde_json", "thiserror"],
    ),
    (
        "baton-http",
        &[
            "baton-app",
            "baton-domain",
            "baton-ledger",
            "baton-policy",
            "baton-store",
        ],
        &[
            "axum",
            "base64",
            "jiff",
            "mime_guess",
            "rust-embed",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "sha2",
            "thiserror",
            "tokio",
            "tokio-stream",
            "tower",
            "tower-http",
            "tracing",
            "utoipa",
            "utoipa-axum",
        ],
    ),
];

#[test]
fn every_crate_reads_downward_and_uses_only_its_own_libraries() {
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .expect("cargo metadata answers");
    let actual: BTreeMap<_, BTreeSet<_>> = metadata
        .packages
        .iter()
        .map(|package| {
            let used = package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind == DependencyKind::Normal)
                .map(|dependency| dependency.name.as_str())
                .collect();
            (package.name.as_str(), used)
        })
        .collect();
    for (name, ours, outside) in ALLOWED {
        let allowed: BTreeSet<_> = ours.iter().chain(*outside).copied().collect();
        let used = actual
            .get(name)
            .unwrap_or_else(|| panic!("{name} is a member of the workspace"));
        let forbidden: Vec<_> = used.difference(&allowed).collect();
        assert!(
            forbidden.is_empty(),
            "{name} must not depend on {forbidden:?}"
        );
    }
    let known: BTreeSet<_> = ALLOWED.iter().map(|(name, ..)| *name).collect();
    let exempt = BTreeSet::from(["baton", "baton-testkit", "xtask"]);
    let unlisted: Vec<_> = actual
        .keys()
        .filter(|name| !known.contains(*name) && !exempt.contains(*name))
        .collect();
    assert!(
        unlisted.is_empty(),
        "{unlisted:?} have no line in the list of arrows"
    );
}
