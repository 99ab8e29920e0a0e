//! The names of the files in a pack. A file with another name has no place in one.

use crate::stream::is_id;

/// The manifest: what else is in the pack.
pub const MANIFEST: &str = "manifest.json";
/// The signed note over the manifest's hash.
pub const MANIFEST_SIGNATURE: &str = "manifest.sig";
/// The log's checkpoint.
pub const CHECKPOINT: &str = "checkpoint";
/// The keys that the exporter offers, as a C2SP trust policy.
pub const KEYS: &str = "keys/policy";
/// Which parts there are, with their salts.
pub const PARTS_INDEX: &str = "parts/index.json";
/// The proof that an earlier checkpoint is a beginning of the pack's.
pub const CONSISTENCY: &str = "proofs/consistency";
/// The proof that the pack holds every event of its streams; in format 2 alone.
pub const COMPLETENESS: &str = "proofs/completeness.json";
/// The report for people.
pub const REPORT: &str = "report.html";
/// How to verify.
pub const GUIDE: &str = "VERIFY.md";

/// The verifier in Python; from format 2 on.
pub const SCRIPT: &str = "verify.py";

/// The file of the event with this number, from 1.
#[must_use]
pub fn event(number: usize) -> String {
    format!("events/{number:06}.json")
}

/// The proof file of the event with this number, from 1.
#[must_use]
pub fn proof(number: usize) -> String {
    format!("proofs/{number:06}.tlog-proof")
}

/// The file with the content of a part.
#[must_use]
pub fn part(id: &str) -> String {
    format!("parts/{id}")
}

/// What packs hold from format 2 on.
pub const YOUNGER: [&str; 2] = [COMPLETENESS, SCRIPT];

/// Whether packs hold a file of this name from format 2 on alone.
#[must_use]
pub fn is_younger(name: &str) -> bool {
    YOUNGER.contains(&name)
}

/// Whether a pack may hold a file of this name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    let fixed = [
        MANIFEST,
        MANIFEST_SIGNATURE,
        CHECKPOINT,
        KEYS,
        PARTS_INDEX,
        CONSISTENCY,
        COMPLETENESS,
        REPORT,
        GUIDE,
        SCRIPT,
    ];
    let is_numbered = |prefix: &str, suffix: &str| {
        name.strip_prefix(prefix)
            .and_then(|rest| rest.strip_suffix(suffix))
            .is_some_and(|digits| digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    fixed.contains(&name)
        || is_numbered("events/", ".json")
        || is_numbered("proofs/", ".tlog-proof")
        || name
            .strip_prefix("parts/")
            .is_some_and(|id| is_id(id, "part"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_pack_are_known_and_others_are_not() {
        for name in [
            &event(1),
            &proof(1_000_000),
            &part("part_01ja8zk3m4n5p6q7r8s9t0v1wx"),
            MANIFEST,
            KEYS,
        ] {
            assert!(is_known(name), "{name}");
        }
        for name in [
            "",
            "events/1.json",
            "events/00000x.json",
            "parts/x",
            "setup.exe",
            "../a",
        ] {
            assert!(!is_known(name), "{name}");
        }
    }
}
