//! Two verifiers, one verdict: the Python script in every pack finds what this crate finds.
//!
//! Packs are told at random from a seed: honest, or with events, files and bytes changed. `BATON_PACKS`
//! asks for more of them, `BATON_SEED` for others.

mod random;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::note::Note;
use baton_ledger::pack::guide;
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::verify::{Trust, verify};
use tempfile::TempDir;

use crate::complete::{Closed, honest};
use random::{Told, tell};

/// Verifies what the lines on standard input name: pack, trust policy, kept checkpoint.
const DRIVER: &str = r#"
import json, sys
sys.path.insert(0, sys.argv[1])
import verify
def read(name):
    with open(name, "rb") as file:
        return file.read()
for line in sys.stdin:
    pack, trust, kept = line.rstrip("\n").split("\t")
    trust = verify.Policy(read(trust)) if trust else None
    kept = verify.read_checkpoint(verify.read_note(read(kept))[0]) if kept else None
    found = verify.Pack(read(pack), trust, kept).found
    print(json.dumps(sorted([code, file] for code, file, _ in found)))
"#;

/// Whether there is a Python to ask.
pub(crate) fn has_python() -> bool {
    let asked = Command::new("python3").arg("--version").output();
    let is_there = asked.is_ok_and(|output| output.status.success());
    if !is_there {
        println!("skipped: there is no python3 here, so the script in packs was not tried");
    }
    is_there
}

/// What the script finds in each pack: code and file, sorted.
pub(crate) fn ask_script(folder: &Path, lines: &[String]) -> Vec<Vec<(String, String)>> {
    std::fs::write(folder.join("verify.py"), guide::script()).unwrap();
    let mut python = Command::new("python3")
        .args(["-c", DRIVER])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = python.stdin.take().unwrap();
    let asked = lines.join("\n") + "\n";
    let writer = std::thread::spawn(move || stdin.write_all(asked.as_bytes()).unwrap());
    let output = python.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "the script failed");
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<_> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), lines.len());
    answers
}

#[expect(
    clippy::disallowed_methods,
    reason = "how many packs are told is for whoever runs the test to say"
)]
fn number_from(name: &str, usual: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usual)
}

fn ours(told: &Told) -> Vec<(String, String)> {
    let trust = Trust {
        policy: told
            .trust
            .as_ref()
            .map(|policy| TrustPolicy::parse(policy.as_bytes()).unwrap()),
        checkpoint: told
            .kept
            .as_ref()
            .map(|kept| Checkpoint::parse(&Note::parse(kept).unwrap().text).unwrap()),
    };
    let mut found: Vec<_> = verify(&told.pack, &trust)
        .findings
        .into_iter()
        .map(|finding| (finding.code.as_str().to_owned(), finding.file))
        .collect();
    found.sort_unstable();
    found
}

/// The codes that are found in a pack, by both verifiers the same in the same files.
#[track_caller]
pub(crate) fn both(pack: &[u8]) -> BTreeSet<String> {
    let told = Told {
        pack: pack.to_vec(),
        trust: None,
        kept: None,
        how: Vec::new(),
    };
    let found = ours(&told);
    if has_python() {
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("case.zip");
        std::fs::write(&file, pack).unwrap();
        let line = format!("{}\t\t", file.display());
        assert_eq!(ask_script(folder.path(), &[line]), [found.as_slice()]);
    }
    found.into_iter().map(|(code, _)| code).collect()
}

#[test]
fn both_verifiers_find_the_same_in_every_pack() {
    if !has_python() {
        return;
    }
    let (packs, seed) = (
        number_from("BATON_PACKS", 1_000),
        number_from("BATON_SEED", 1),
    );
    let (mut sound, mut codes) = (0, std::collections::BTreeSet::new());
    for first in (0..packs).step_by(500) {
        let folder = TempDir::new().unwrap();
        let numbers = first..packs.min(first + 500);
        let keep = |name: String, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            path.to_str().unwrap().to_owned()
        };
        let mut lines = Vec::new();
        let mut expected = Vec::new();
        for number in numbers {
            let told = tell(seed << 32 | number);
            let pack = keep(format!("{number}.zip"), &told.pack);
            let text = |kind: &str, text: &Option<String>| match text {
                Some(text) => keep(format!("{number}.{kind}"), text.as_bytes()),
                None => String::new(),
            };
            let (trust, kept) = (text("trust", &told.trust), text("kept", &told.kept));
            lines.push(format!("{pack}\t{trust}\t{kept}"));
            expected.push((number, told.how.clone(), ours(&told)));
        }
        let answers = ask_script(folder.path(), &lines);
        for ((number, how, ours), script) in expected.into_iter().zip(answers) {
            assert_eq!(ours, script, "pack {number} of seed {seed}: {how:?}");
            sound += u64::from(ours.is_empty());
            codes.extend(ours.into_iter().map(|(code, _)| code));
        }
    }
    println!("{packs} packs of seed {seed}: 0 disagreements, {sound} sound, codes {codes:?}");
    assert!(sound > packs / 50, "too few packs are sound to mean much");
}

#[test]
fn every_single_byte_of_a_pack_matters_to_both_verifiers() {
    let mut story = honest();
    story.between = 0;
    let closed = Closed::of(&story);
    let pack = closed.pack(&story);
    for at in 0..pack.len() {
        let mut forged = pack.clone();
        forged[at] ^= 1 << (at % 8);
        let report = verify(&forged, &Trust::default());
        assert!(!report.is_sound(), "byte {at}");
    }
    println!(
        "{} bytes of a pack changed one by one, 0 unnoticed",
        pack.len()
    );
}
