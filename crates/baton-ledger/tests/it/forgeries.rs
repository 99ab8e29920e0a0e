//! Forgeries: what somebody might do to a pack or to a log, and the finding that names it.

use std::collections::{BTreeMap, BTreeSet};

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::Hash;
use baton_ledger::note::{Note, SignatureKind, SigningKey};
use baton_ledger::pack::manifest::{FileLine, Manifest, sign};
use baton_ledger::pack::{PackEvent, PartState, build, zip};
use baton_ledger::policy_file::TrustPolicy;
use baton_ledger::tree::{MemoryTree, root};
use baton_ledger::verify::{FindingCode, Trust, verify};

use crate::story::{self, ORIGIN, QUESTION, Story, Told, case, id, input, log_key, part, part_ref};

fn codes(pack: &[u8], trust: &Trust) -> BTreeSet<FindingCode> {
    let report = verify(pack, trust);
    report.findings.iter().map(|finding| finding.code).collect()
}

fn found(pack: &[u8]) -> BTreeSet<FindingCode> {
    codes(pack, &Trust::default())
}

fn just<const N: usize>(codes: [FindingCode; N]) -> BTreeSet<FindingCode> {
    BTreeSet::from(codes)
}

fn pinned(key: &SigningKey) -> TrustPolicy {
    let key = key.verifier(SignatureKind::Ed25519);
    TrustPolicy::parse(format!("log {key}\nquorum none\n").as_bytes()).unwrap()
}

/// Unpacks, changes the files, and packs again without touching the manifest.
fn repacked(pack: &[u8], change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>)) -> Vec<u8> {
    let mut files = unpacked(pack);
    change(&mut files);
    packed(&files)
}

fn unpacked(pack: &[u8]) -> BTreeMap<String, Vec<u8>> {
    zip::read(pack)
        .unwrap()
        .into_iter()
        .map(|(name, content)| (name.to_owned(), content.to_vec()))
        .collect()
}

fn packed(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let entries: Vec<_> = files.iter().map(|(n, c)| (&**n, &**c)).collect();
    zip::write(&entries).unwrap()
}

/// As [`repacked`], and then lists and signs the files anew, as an operator with the key could.
fn resealed(
    pack: &[u8],
    key: &SigningKey,
    change: impl FnOnce(&mut BTreeMap<String, Vec<u8>>, &mut Manifest),
) -> Vec<u8> {
    let mut files = unpacked(pack);
    let mut manifest = Manifest::decode(&files["manifest.json"]).unwrap();
    change(&mut files, &mut manifest);
    files.retain(|name, _| !name.starts_with("manifest."));
    manifest.files = files.iter().map(|(n, c)| FileLine::of(n, c)).collect();
    let manifest = manifest.encode().unwrap();
    let signature = sign(&manifest, key).unwrap().to_string().into_bytes();
    files.insert("manifest.json".to_owned(), manifest);
    files.insert("manifest.sig".to_owned(), signature);
    packed(&files)
}

/// The honest log, and a pack of it with other events than it has.
fn with_events(change: impl FnOnce(&mut Vec<PackEvent>)) -> Vec<u8> {
    let story = Story::honest();
    story.log().pack(&story.parts, change)
}

#[test]
fn a_file_that_was_replaced() {
    let name = format!("parts/{}", id("part", 1));
    let pack = repacked(&Story::honest().pack(), |files| {
        files.insert(name.clone(), b"Nothing to complain about.".to_vec());
    });
    assert_eq!(
        found(&pack),
        just([FindingCode::ManifestHash, FindingCode::PartCommitment])
    );
}

#[test]
fn a_content_that_was_replaced_and_sealed_again() {
    let name = format!("parts/{}", id("part", 1));
    let pack = resealed(&Story::honest().pack(), &log_key(), |files, _| {
        files.insert(name, b"Nothing to complain about.".to_vec());
    });
    assert_eq!(found(&pack), just([FindingCode::PartCommitment]));
}

#[test]
fn a_content_whose_index_was_changed_with_it() {
    let mut story = Story::honest();
    story.parts[0] = part(1, "Nothing to complain about.");
    assert_eq!(found(&story.pack()), just([FindingCode::PartCommitment]));
}

#[test]
fn a_content_that_is_left_out() {
    let mut story = Story::honest();
    story.parts.remove(0);
    assert_eq!(found(&story.pack()), just([FindingCode::PartMissing]));
}

#[test]
fn a_content_that_is_called_withheld_and_is_there() {
    let mut story = Story::honest();
    story.parts[0].state = PartState::Withheld;
    let pack = resealed(&story.pack(), &log_key(), |files, _| {
        files.insert(format!("parts/{}", id("part", 1)), QUESTION.into());
    });
    assert_eq!(found(&pack), just([FindingCode::PartCommitment]));
}

#[test]
fn a_content_that_no_event_refers_to() {
    let mut story = Story::honest();
    story.parts.push(part(77, "Planted."));
    assert_eq!(found(&story.pack()), just([FindingCode::PartMissing]));
}

#[test]
fn an_event_in_the_middle_that_is_left_out() {
    let pack = with_events(|events| {
        events.remove(7);
    });
    assert!(found(&pack).contains(&FindingCode::StreamGap));
}

#[test]
fn a_beginning_that_is_left_out() {
    let pack = with_events(|events| {
        events.remove(0);
    });
    assert!(found(&pack).contains(&FindingCode::StreamGap));
}

#[test]
fn events_in_another_order() {
    let pack = with_events(|events| events.swap(2, 3));
    assert_eq!(found(&pack), just([FindingCode::StreamGap]));
}

#[test]
fn an_event_that_stands_there_twice() {
    let pack = with_events(|events| events.insert(3, events[3].clone()));
    assert_eq!(found(&pack), just([FindingCode::StreamGap]));
}

#[test]
fn a_tail_that_is_cut_off_without_the_key() {
    let number = Story::honest().told.len();
    let pack = repacked(&Story::honest().pack(), |files| {
        files.remove(&format!("events/{number:06}.json"));
        files.remove(&format!("proofs/{number:06}.tlog-proof"));
    });
    assert_eq!(
        found(&pack),
        just([FindingCode::ManifestHash, FindingCode::StreamGap])
    );
}

#[test]
fn an_event_that_was_never_logged() {
    let pack = with_events(|events| {
        let mut story = Story::honest();
        story.change("draft_edited", |told| told.at += 1);
        let at = story.find("draft_edited");
        events[at].leaf = story.leaves()[at].clone();
    });
    assert_eq!(
        found(&pack),
        just([FindingCode::ProofInclusion, FindingCode::StreamPrev])
    );
}

#[test]
fn a_proof_for_another_position() {
    let pack = with_events(|events| {
        events[4].position += 1;
    });
    assert_eq!(found(&pack), just([FindingCode::ProofInclusion]));
}

#[test]
fn the_event_of_another_case_in_place_of_ours() {
    let mut story = Story::honest();
    let at = story.find("draft_edited");
    story.told[at].stream = case(2);
    assert!(found(&story.pack()).contains(&FindingCode::StreamGap));
}

#[test]
fn the_whole_of_another_case_beside_ours() {
    let mut story = Story::honest();
    let opened = story.told[0].clone();
    story.told.push(Told {
        stream: case(2),
        ..opened.clone()
    });
    story.told.push(Told {
        stream: case(2),
        kind: "next_mover_changed".to_owned(),
        data: serde_json::json!({"who": "us", "since": opened.at, "reason_code": "next_step"}),
        ..opened
    });
    assert_eq!(found(&story.pack()), just([FindingCode::StreamGap]));
}

#[test]
fn a_merged_case_that_is_left_out() {
    let mut story = Story::honest();
    let from = serde_json::json!({"from": id("case", 2)});
    story.say(31, story::agent(), "absorbed", from);
    assert_eq!(found(&story.pack()), just([FindingCode::StreamGap]));
}

#[test]
fn a_chain_that_names_another_predecessor() {
    let story = Story::honest();
    let mut leaves = story.leaves();
    let mut leaf = baton_ledger::leaf::Leaf::decode(leaves.last().unwrap()).unwrap();
    leaf.prev = Some(Hash::of(b"elsewhere"));
    *leaves.last_mut().unwrap() = leaf.encode().unwrap();
    let pack = story::Log::of(leaves, 3).pack(&story.parts, |_| {});
    assert_eq!(found(&pack), just([FindingCode::StreamPrev]));
}

#[test]
fn a_leaf_with_free_text_in_it() {
    let story = Story::honest();
    let mut leaves = story.leaves();
    let text = String::from_utf8(leaves.last().unwrap().clone()).unwrap();
    *leaves.last_mut().unwrap() = text.replace("confirmed", "she said so").into_bytes();
    let honest = Story::honest().log().pack(&story.parts, |_| {});
    let log = story::Log::of(leaves.clone(), 3);
    let number = leaves.len();
    let proof = log.events().pop().unwrap();
    let note = log.checkpoint().sign(&log_key()).unwrap();
    let file = baton_ledger::proof_file::ProofFile {
        extra: None,
        index: proof.position,
        path: proof.proof,
        checkpoint: note,
    };
    let pack = resealed(&honest, &log_key(), |files, _| {
        files.insert(
            format!("events/{number:06}.json"),
            leaves[number - 1].clone(),
        );
        files.insert(
            format!("proofs/{number:06}.tlog-proof"),
            file.to_string().into_bytes(),
        );
    });
    assert!(found(&pack).contains(&FindingCode::LeafMalformed));
}

#[test]
fn a_field_that_is_not_what_its_kind_says() {
    let mut story = Story::honest();
    story.change("closed", |told| told.data = serde_json::json!({}));
    assert_eq!(found(&story.pack()), just([FindingCode::LeafMalformed]));
}

#[test]
fn a_pack_that_somebody_else_signed() {
    let other = SigningKey::new(ORIGIN, &[7; 32]).unwrap();
    let story = Story::honest();
    let log = story.log();
    let events = log.events();
    let note = log.checkpoint().sign(&other).unwrap();
    let mut forged = input(&events, &story.parts, &note);
    forged.signer = &other;
    let forged = build(&forged).unwrap();
    assert_eq!(found(&forged), just([]));
    let trust = Trust {
        policy: Some(pinned(&log_key())),
        checkpoint: None,
    };
    assert_eq!(
        codes(&forged, &trust),
        just([
            FindingCode::ManifestSignature,
            FindingCode::CheckpointSignature
        ])
    );
}

#[test]
fn a_manifest_that_somebody_else_signed() {
    let other = SigningKey::new(ORIGIN, &[7; 32]).unwrap();
    let pack = resealed(&Story::honest().pack(), &other, |_, manifest| {
        manifest.purpose = "Another purpose".to_owned();
    });
    assert_eq!(found(&pack), just([FindingCode::ManifestSignature]));
}

#[test]
fn a_signature_that_rides_along_under_the_manifest() {
    let other = SigningKey::new("rider.example", &[7; 32]).unwrap();
    let pack = repacked(&Story::honest().pack(), |files| {
        let text = String::from_utf8(files["manifest.sig"].clone()).unwrap();
        let note = Note::parse(&text).unwrap().signed_by(&other);
        files.insert("manifest.sig".to_owned(), note.to_string().into_bytes());
    });
    assert_eq!(found(&pack), just([FindingCode::ManifestSignature]));
}

#[test]
fn keys_that_the_pack_brings_along_for_another_log() {
    let other = SigningKey::new("other.example", &[7; 32]).unwrap();
    let pack = resealed(&Story::honest().pack(), &log_key(), |files, _| {
        let key = other.verifier(SignatureKind::Ed25519);
        let policy = format!("log {key}\nquorum none\n");
        files.insert("keys/policy".to_owned(), policy.into_bytes());
    });
    assert_eq!(
        found(&pack),
        just([
            FindingCode::ManifestSignature,
            FindingCode::CheckpointSignature
        ])
    );
}

#[test]
fn a_checkpoint_that_no_witness_has_seen() {
    let witness = SigningKey::new("witness.example/w1", &[8; 32]).unwrap();
    let keys = [witness.verifier(SignatureKind::Cosignature)];
    let story = Story::honest();
    let log = story.log();
    let events = log.events();
    let unseen = log.checkpoint().sign(&log_key()).unwrap();
    let seen = unseen.clone().cosigned_by(&witness, 1_763_629_999);
    let pack = |note| {
        let mut input = input(&events, &story.parts, note);
        input.witnesses = &keys;
        build(&input).unwrap()
    };
    assert_eq!(found(&pack(&seen)), just([]));
    assert_eq!(
        found(&pack(&unseen)),
        just([FindingCode::CheckpointSignature])
    );
}

#[test]
fn a_checkpoint_other_than_the_one_the_proofs_lead_to() {
    let story = Story::honest();
    let mut longer = story.log().tree;
    longer.append(Hash::of(b"one more"));
    let other = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: longer.size(),
        root: longer.root(),
    };
    let pack = resealed(&story.pack(), &log_key(), |files, _| {
        let note = other.sign(&log_key()).unwrap().to_string();
        files.insert("checkpoint".to_owned(), note.into_bytes());
    });
    assert_eq!(
        found(&pack),
        just([
            FindingCode::CheckpointSignature,
            FindingCode::ProofInclusion
        ])
    );
}

#[test]
fn a_file_that_has_no_place_in_a_pack() {
    let pack = resealed(&Story::honest().pack(), &log_key(), |files, _| {
        files.insert("setup.exe".to_owned(), b"MZ".to_vec());
    });
    assert_eq!(found(&pack), just([FindingCode::PackNotCanonical]));
}

#[test]
fn a_format_that_is_not_known() {
    let pack = resealed(&Story::honest().pack(), &log_key(), |_, manifest| {
        manifest.format = 99;
    });
    assert_eq!(found(&pack), just([FindingCode::PackNotCanonical]));
}

#[test]
fn what_is_no_pack_at_all() {
    assert_eq!(found(b"PK"), just([FindingCode::PackNotCanonical]));
    let empty = zip::write(&[]).unwrap();
    assert_eq!(found(&empty), just([FindingCode::ManifestHash]));
}

/// What the verifier kept when the log had this many leaves.
fn kept(tree: &MemoryTree, size: u64) -> Trust {
    Trust {
        policy: None,
        checkpoint: Some(Checkpoint {
            origin: ORIGIN.to_owned(),
            size,
            root: root(tree, size).unwrap(),
        }),
    }
}

fn since(size: u64) -> (MemoryTree, Vec<u8>) {
    let story = Story::honest();
    let log = story.log();
    let events = log.events();
    let since = log.since(size);
    let note = log.checkpoint().sign(&log_key()).unwrap();
    let mut input = input(&events, &story.parts, &note);
    input.since = Some(&since);
    let pack = build(&input).unwrap();
    (log.tree, pack)
}

#[test]
fn a_log_that_continues_what_was_kept_is_sound() {
    let (tree, pack) = since(10);
    assert_eq!(codes(&pack, &kept(&tree, 10)), just([]));
    assert_eq!(codes(&pack, &kept(&tree, tree.size())), just([]));
    assert_eq!(codes(&pack, &kept(&tree, 0)), just([]));
}

#[test]
fn a_log_that_is_older_than_what_was_kept() {
    let (mut tree, pack) = since(10);
    tree.append(Hash::of(b"seen before"));
    assert_eq!(
        codes(&pack, &kept(&tree, tree.size())),
        just([FindingCode::CheckpointOlder])
    );
}

#[test]
fn a_log_that_rewrote_what_was_kept() {
    let (_, pack) = since(10);
    let other: MemoryTree = (0..100_u8).map(|n| Hash::of(&[n])).collect();
    assert_eq!(
        codes(&pack, &kept(&other, 10)),
        just([FindingCode::CheckpointInconsistent])
    );
}

#[test]
fn two_histories_of_the_same_size() {
    let (tree, pack) = since(10);
    let other: MemoryTree = (0..tree.size())
        .map(|n| Hash::of(&n.to_be_bytes()))
        .collect();
    assert_eq!(
        codes(&pack, &kept(&other, tree.size())),
        just([FindingCode::CheckpointInconsistent])
    );
}

#[test]
fn a_log_that_does_not_prove_that_it_continues() {
    let (tree, pack) = since(10);
    assert_eq!(
        codes(&pack, &kept(&tree, 11)),
        just([FindingCode::CheckpointInconsistent])
    );
}

#[test]
fn a_log_of_another_name() {
    let (tree, pack) = since(10);
    let mut trust = kept(&tree, 10);
    trust.checkpoint.as_mut().unwrap().origin = "other.example".to_owned();
    assert_eq!(
        codes(&pack, &trust),
        just([FindingCode::CheckpointInconsistent])
    );
}

#[test]
fn a_reference_that_is_bound_twice_and_differently() {
    let mut story = Story::honest();
    let other = part_ref(5, "Something else");
    story.change("draft_edited", |told| told.data["text"] = other);
    story.parts.retain(|part| part.id != id("part", 3));
    assert_eq!(found(&story.pack()), just([FindingCode::PartCommitment]));
}
