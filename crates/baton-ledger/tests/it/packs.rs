//! Packs: honest ones pass, and every change to one is found.

use baton_ledger::note::SignatureKind;
use baton_ledger::pack::{PackError, PartState, build, zip};
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::verify::{Trust, verify};

use crate::story::{Story, id, input, log_key, part_ref};

#[test]
fn an_honest_pack_is_sound() {
    let report = verify(&Story::honest().pack(), &Trust::default());
    assert_eq!(report.findings, []);
    assert!(!report.keys_pinned);
    assert_eq!(report.to_string(), "keys not pinned\n");
    let summary = report.summary.unwrap();
    assert_eq!(summary.events, Story::honest().told.len());
    assert_eq!(summary.parts_present, 5);
    assert!(summary.not_known.is_empty(), "{:?}", summary.not_known);
}

#[test]
fn with_pinned_keys_nothing_is_said_about_them() {
    let key = log_key().verifier(SignatureKind::Ed25519);
    let policy = TrustPolicy::parse(format!("log {key}\nquorum none\n").as_bytes()).unwrap();
    let trust = Trust {
        policy: Some(policy),
        checkpoint: None,
    };
    let report = verify(&Story::honest().pack(), &trust);
    assert!(report.is_sound());
    assert_eq!(report.to_string(), "");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(Story::honest().pack(), Story::honest().pack());
    let mut shuffled = Story::honest();
    shuffled.parts.reverse();
    assert_eq!(shuffled.pack(), Story::honest().pack());
}

#[test]
fn erased_and_withheld_parts_leave_the_pack_sound() {
    let mut story = Story::honest();
    story.parts[0].state = PartState::Erased { at: 5 };
    story.parts[1].state = PartState::Withheld;
    let pack = story.pack();
    let report = verify(&pack, &Trust::default());
    assert_eq!(report.findings, []);
    let summary = report.summary.unwrap();
    let counts = (
        summary.parts_present,
        summary.parts_erased,
        summary.parts_withheld,
    );
    assert_eq!(counts, (3, 1, 1));
    let names: Vec<_> = zip::read(&pack)
        .unwrap()
        .into_iter()
        .map(|(name, _)| name.to_owned())
        .collect();
    assert!(!names.contains(&format!("parts/{}", id("part", 1))));
    assert!(!names.contains(&format!("parts/{}", id("part", 2))));
}

#[test]
fn any_single_byte_that_changes_is_found() {
    let mut story = Story::honest();
    story.told.truncate(5);
    story.parts.truncate(1);
    story.between = 1;
    let good = story.pack();
    assert!(verify(&good, &Trust::default()).is_sound());
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(!verify(&bad, &Trust::default()).is_sound(), "byte {at}");
    }
}

#[test]
fn any_byte_of_any_file_that_changes_is_found_even_if_the_archive_is_made_anew() {
    let pack = Story::honest().pack();
    let entries = zip::read(&pack).unwrap();
    for (place, (name, content)) in entries.iter().enumerate() {
        let step = (content.len() / 7).max(1);
        for at in (0..content.len()).step_by(step) {
            let mut changed = content.to_vec();
            changed[at] ^= 0x20;
            let mut forged = entries.clone();
            forged[place] = (name, &changed);
            let forged = zip::write(&forged).unwrap();
            let report = verify(&forged, &Trust::default());
            assert!(!report.is_sound(), "{name} at {at}");
        }
    }
}

#[test]
fn what_cannot_be_a_pack_is_not_made() {
    let log = Story::honest().log();
    let events = log.events();
    let parts = Story::honest().parts;
    let note = log.checkpoint().sign(&log_key()).unwrap();
    let good = input(&events, &parts, &note);
    assert!(build(&good).is_ok());

    let twice: Vec<_> = parts.iter().chain(&parts).cloned().collect();
    let mut forged = note.clone();
    forged.signatures[0].bytes[0] ^= 1;
    let wordy = "x".repeat(1_001);
    let mut cases = [good; 6];
    cases[0].events = &[];
    cases[1].parts = &twice;
    cases[2].checkpoint = &forged;
    cases[3].purpose = &wordy;
    cases[4].exporter = "Ada Lovelace";
    cases[5].purpose = "two\nlines";
    let refused = cases.map(|input| build(&input).unwrap_err());
    assert_eq!(
        refused,
        [
            PackError::NothingToPack,
            PackError::Part(id("part", 1)),
            PackError::Checkpoint,
            PackError::Purpose,
            PackError::Exporter,
            PackError::Purpose,
        ]
    );
}

#[test]
fn kinds_that_are_younger_than_the_verifier_are_reported_and_pass() {
    let mut story = Story::honest();
    let part = part_ref(1, crate::story::QUESTION);
    story.say(
        31,
        crate::story::agent(),
        "satisfaction_rated",
        serde_json::json!({"stars": 5, "comment": part}),
    );
    story.change("closed", |told| {
        told.data["by"] = "someone_new".into();
    });
    let report = verify(&story.pack(), &Trust::default());
    assert_eq!(report.findings, []);
    let not_known = report.summary.unwrap().not_known;
    assert!(not_known.contains("satisfaction_rated"));
    assert!(not_known.contains("closed.by"));
}
