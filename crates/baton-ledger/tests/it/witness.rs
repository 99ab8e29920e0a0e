//! What a witness cosigns, and everything it must not: the order and the answers of the protocol.

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::consistency_file::ConsistencyFile;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::note::{Note, SignatureKind, SigningKey, Verified, VerifierKey};
use baton_ledger::tree::{MemoryTree, consistency_proof, root};
use baton_ledger::witness::{Refused, Request, Seen};

const ORIGIN: &str = "log.example/ws/1";

fn log() -> SigningKey {
    SigningKey::new(ORIGIN, &[1; 32]).unwrap()
}

fn keys() -> Vec<VerifierKey> {
    vec![log().verifier(SignatureKind::Ed25519)]
}

fn witness() -> SigningKey {
    SigningKey::new("witness.example/w1", &[2; 32]).unwrap()
}

fn tree(size: u8) -> MemoryTree {
    (0..size).map(|number| leaf_hash(&[number])).collect()
}

/// The same log, with another third leaf.
fn rewritten(size: u8) -> MemoryTree {
    let leaf = |number| leaf_hash(&[if number == 2 { 200 } else { number }]);
    (0..size).map(leaf).collect()
}

fn seen(tree: &MemoryTree, size: u64) -> Seen {
    Seen {
        size,
        root: root(tree, size).unwrap(),
    }
}

fn signed(tree: &MemoryTree, size: u64, key: &SigningKey) -> Note {
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size,
        root: root(tree, size).unwrap(),
    };
    Note::unsigned(checkpoint.text()).unwrap().signed_by(key)
}

fn request(tree: &MemoryTree, old: u64, new: u64) -> String {
    let path = if old == 0 {
        Vec::new()
    } else {
        consistency_proof(tree, old, new).unwrap()
    };
    let checkpoint = signed(tree, new, &log());
    ConsistencyFile {
        old,
        path,
        checkpoint,
    }
    .to_string()
}

#[track_caller]
fn check(body: &str, seen: Seen, expected: Result<Seen, Refused>) {
    let answer = Request::parse(body).and_then(|request| request.check(&keys(), seen));
    assert_eq!(answer, expected, "{body}");
}

#[test]
fn a_log_that_only_grows_is_cosigned_from_its_first_checkpoint_on() {
    let tree = tree(12);
    check(&request(&tree, 0, 5), Seen::default(), Ok(seen(&tree, 5)));
    for (old, new) in [(5, 5), (5, 6), (5, 12), (8, 9)] {
        check(
            &request(&tree, old, new),
            seen(&tree, old),
            Ok(seen(&tree, new)),
        );
    }
}

#[test]
fn another_size_than_the_last_one_is_a_conflict_that_names_it() {
    let tree = tree(12);
    for (old, last) in [(0, 5), (4, 5), (6, 5), (5, 0)] {
        let known = if last == 0 {
            Seen::default()
        } else {
            seen(&tree, last)
        };
        check(
            &request(&tree, old, 9),
            known,
            Err(Refused::Conflict { size: last }),
        );
    }
    assert_eq!(Refused::Conflict { size: 5 }.status(), 409);
}

#[test]
fn a_rewritten_history_is_never_cosigned() {
    let (honest, other) = (tree(12), rewritten(12));
    for new in 5..=12 {
        check(
            &request(&other, 5, new),
            seen(&honest, 5),
            Err(Refused::Inconsistent),
        );
    }
    assert_eq!(Refused::Inconsistent.status(), 422);
}

#[test]
fn the_same_size_with_another_root_is_never_cosigned() {
    let other = rewritten(5);
    check(
        &request(&other, 5, 5),
        seen(&tree(5), 5),
        Err(Refused::Inconsistent),
    );
}

#[test]
fn a_log_that_was_rolled_back_is_told_how_far_it_had_come() {
    let tree = tree(12);
    check(
        &request(&tree, 5, 7),
        seen(&tree, 9),
        Err(Refused::Conflict { size: 9 }),
    );
    let shorter = request(&tree, 5, 7).replace("old 5", "old 9");
    check(&shorter, seen(&tree, 9), Err(Refused::Malformed));
}

#[test]
fn a_proof_that_is_wrong_missing_or_too_much_is_refused() {
    let tree = tree(12);
    let right = ConsistencyFile::parse(&request(&tree, 5, 9)).unwrap();
    let with = |path: Vec<Hash>, old| {
        ConsistencyFile {
            old,
            path,
            ..right.clone()
        }
        .to_string()
    };
    let mut wrong = right.path.clone();
    wrong[0] = leaf_hash(b"another");
    let mut longer = right.path.clone();
    longer.push(leaf_hash(b"more"));
    for path in [wrong, longer, Vec::new()] {
        check(&with(path, 5), seen(&tree, 5), Err(Refused::Inconsistent));
    }
    let needless = with(right.path.clone(), 0);
    check(&needless, Seen::default(), Err(Refused::Inconsistent));
}

#[test]
fn an_empty_log_has_one_root() {
    let empty = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 0,
        root: leaf_hash(b"something"),
    };
    let checkpoint = empty.sign(&log()).unwrap();
    let file = ConsistencyFile {
        old: 0,
        path: Vec::new(),
        checkpoint,
    };
    check(
        &file.to_string(),
        Seen::default(),
        Err(Refused::Inconsistent),
    );
}

#[test]
fn only_the_logs_own_key_speaks_for_it() {
    let tree = tree(5);
    let stranger = SigningKey::new(ORIGIN, &[9; 32]).unwrap();
    let file = |checkpoint: Note| ConsistencyFile {
        old: 0,
        path: Vec::new(),
        checkpoint,
    };
    let unsigned = file(signed(&tree, 5, &stranger)).to_string();
    check(&unsigned, Seen::default(), Err(Refused::NotSigned));
    let mut forged = signed(&tree, 5, &log());
    forged.signatures[0].bytes[0] ^= 1;
    check(
        &file(forged).to_string(),
        Seen::default(),
        Err(Refused::NotSigned),
    );
    let request = Request::parse(&request(&tree, 0, 5)).unwrap();
    assert_eq!(
        request.check(&[], Seen::default()),
        Err(Refused::UnknownLog)
    );
    assert_eq!(
        (Refused::NotSigned.status(), Refused::UnknownLog.status()),
        (403, 404)
    );
}

#[test]
fn what_is_no_request_is_refused_before_anything_else() {
    let body = request(&tree(5), 0, 5);
    for wrong in [
        String::new(),
        body.replace("old 0", "old 00"),
        body.replace("old 0", "old -1"),
        body.replacen("\n\n", "\n", 1),
        body.trim_end().to_owned(),
    ] {
        check(&wrong, Seen::default(), Err(Refused::Malformed));
    }
    assert_eq!(Refused::Malformed.status(), 400);
}

#[test]
fn the_answer_is_a_timestamped_cosignature_that_a_trust_policy_accepts() {
    let body = request(&tree(5), 0, 5);
    let request = Request::parse(&body).unwrap();
    let line = request.answer(&witness(), 1_795_251_600);
    let kept = request.cosigned(&witness(), 1_795_251_600);
    assert!(kept.to_string().ends_with(&line), "{line}");
    let key = witness().verifier(SignatureKind::Cosignature);
    assert_eq!(
        kept.verify(&key),
        Ok(Verified::Cosigned {
            at_s: 1_795_251_600
        })
    );
}
