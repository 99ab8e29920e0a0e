//! Trust policies: what they accept, and which files they refuse to be read from.

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::Hash;
use baton_ledger::note::{Note, SignatureKind, SigningKey};
use baton_ledger::policy_file::{NotTrusted, TrustPolicy};

const ORIGIN: &str = "log.example/ws/1";

fn key(name: &str, secret: u8) -> SigningKey {
    SigningKey::new(name, &[secret; 32]).unwrap()
}

fn witness(number: u8) -> SigningKey {
    key(&format!("witness.example/w{number}"), number)
}

fn note(witnesses: &[u8]) -> Note {
    let checkpoint = Checkpoint {
        origin: ORIGIN.to_owned(),
        size: 3,
        root: Hash::of(b"root"),
    };
    witnesses
        .iter()
        .fold(checkpoint.sign(&key(ORIGIN, 9)).unwrap(), |note, number| {
            note.cosigned_by(&witness(*number), 1_000)
        })
}

fn log_line() -> String {
    format!("log {}\n", key(ORIGIN, 9).verifier(SignatureKind::Ed25519))
}

fn witness_line(number: u8) -> String {
    let vkey = witness(number).verifier(SignatureKind::Cosignature);
    format!("witness W{number} {vkey}\n")
}

fn policy(text: &str) -> TrustPolicy {
    TrustPolicy::parse(text.as_bytes()).unwrap()
}

#[test]
fn a_policy_without_witnesses_asks_for_the_log_alone() {
    let policy = policy(&format!("# ours\n\n  {}\tquorum none \n", log_line()));
    assert_eq!(policy.logs().len(), 1);
    assert_eq!(policy.accept(&note(&[])).unwrap().size, 3);
}

#[test]
fn a_log_that_is_not_listed_is_not_trusted() {
    let other = key(ORIGIN, 8).verifier(SignatureKind::Ed25519);
    let policy = policy(&format!("log {other}\nquorum none\n"));
    assert_eq!(policy.accept(&note(&[])), Err(NotTrusted::UnknownLog));
}

#[test]
fn a_listed_key_does_not_vouch_for_another_origin() {
    let renamed = key("other.example", 9).verifier(SignatureKind::Ed25519);
    let policy = policy(&format!("log {renamed}\nquorum none\n"));
    let forged = note(&[]).signed_by(&key("other.example", 9));
    assert_eq!(policy.accept(&forged), Err(NotTrusted::UnknownLog));
}

#[test]
fn a_wrong_signature_under_a_listed_key_is_not_passed_over() {
    let policy = policy(&format!("{}quorum none\n", log_line()));
    let mut note = note(&[]);
    note.signatures[0].bytes[0] ^= 1;
    assert_eq!(policy.accept(&note), Err(NotTrusted::Forged));
}

#[test]
fn nested_groups_count_their_members() {
    let text = [
        log_line(),
        (1..=4).map(witness_line).collect(),
        "group A 2 W1 W2 W3\ngroup B any W4\ngroup both all A B\nquorum both\n".to_owned(),
    ]
    .concat();
    let policy = policy(&text);
    assert!(policy.accept(&note(&[1, 3, 4])).is_ok());
    assert!(policy.accept(&note(&[1, 2, 3, 4])).is_ok());
    for too_few in [&[][..], &[4], &[1, 4], &[1, 2, 3], &[1, 1, 4]] {
        assert_eq!(policy.accept(&note(too_few)), Err(NotTrusted::Quorum));
    }
}

#[test]
fn files_that_are_not_policies_say_which_line_is_wrong() {
    let log = log_line();
    let w1 = witness_line(1);
    let as_log = w1.replace("witness W1", "log");
    for (text, line) in [
        (log.clone(), 0),
        ("quorum none".to_owned(), 0),
        (format!("{log}{log}quorum none\n"), 2),
        (format!("{w1}{}quorum W1\n", w1.replace("W1", "W2")), 2),
        (format!("{w1}{}", witness_line(2).replace("W2", "W1")), 2),
        (as_log, 1),
        ("log key\n".to_owned(), 1),
        ("quorum none\nquorum none\n".to_owned(), 2),
        ("quorum W1\n".to_owned(), 1),
        (format!("{w1}group G 2 W1\n"), 2),
        (format!("{w1}group G 0 W1\n"), 2),
        (format!("{w1}group G 01 W1\n"), 2),
        (format!("{w1}group G any\n"), 2),
        (format!("{w1}group G any none\n"), 2),
        (format!("{w1}group G any W1\ngroup H any W1\n"), 3),
        (format!("{w1}group none any W1\n"), 2),
        (format!("{log}trust everybody\n"), 2),
        ("quorum none\r\n".to_owned(), 1),
    ] {
        let refused = TrustPolicy::parse(text.as_bytes()).unwrap_err();
        assert_eq!(refused.line, line, "{text}: {refused}");
    }
}
