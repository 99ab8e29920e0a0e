//! Notes, keys and checkpoints against the examples that C2SP publishes.

use baton_ledger::checkpoint::{Checkpoint, MalformedCheckpoint};
use baton_ledger::hash::Hash;
use baton_ledger::note::{NotVerified, Note, SignatureKind, SigningKey, Verified, VerifierKey};

/// The verifier key and the note of the specification's example.
const KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const NOTE: &str = "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

fn key(name: &str, secret: u8) -> SigningKey {
    SigningKey::new(name, &[secret; 32]).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "log.example/ws/1".to_owned(),
        size: 7,
        root: Hash::of(b"root"),
    }
}

#[test]
fn the_example_of_the_specification_verifies() {
    let key: VerifierKey = KEY.parse().unwrap();
    let note = Note::parse(NOTE).unwrap();
    assert_eq!(key.id(), 0x530d_903a);
    assert_eq!(note.verify(&key), Ok(Verified::Signed));
    assert_eq!(note.to_string(), NOTE);
    assert_eq!(key.to_string(), KEY);
}

#[test]
fn a_changed_text_no_longer_verifies() {
    let key: VerifierKey = KEY.parse().unwrap();
    let note = Note::parse(&NOTE.replace("example message", "exemplary message")).unwrap();
    assert_eq!(note.verify(&key), Err(NotVerified::Forged));
}

#[test]
fn a_key_whose_id_is_not_its_own_is_refused() {
    for wrong in [
        KEY.replace("530d903a", "530d903b"),
        KEY.replace("530d903a", "530D903A"),
        KEY.replace("example.com/foo", "example.com/bar"),
        KEY.replace("AekyeRrm", "BekyeRrm"),
        KEY.replace('+', " "),
        String::new(),
    ] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
}

#[test]
fn what_is_not_a_note_is_refused() {
    for wrong in [
        "",
        "text\n",
        "text\n\n",
        "text\n\nno dash\n",
        &NOTE.replace("— ", "- "),
        &NOTE.replace('=', ""),
        &NOTE.replace("Uw2Q", "Uw2Q "),
        NOTE.trim_end(),
        &NOTE.replace("example m", "example\tm"),
        &format!("{NOTE}\n"),
    ] {
        assert!(Note::parse(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn a_text_may_hold_empty_lines() {
    let signer = key("example.com/log", 1);
    let note = Note::unsigned("one\n\ntwo\n").unwrap().signed_by(&signer);
    let read = Note::parse(&note.to_string()).unwrap();
    assert_eq!(read, note);
    let verifier = signer.verifier(SignatureKind::Ed25519);
    assert_eq!(read.verify(&verifier), Ok(Verified::Signed));
}

#[test]
fn signatures_of_other_keys_are_passed_over() {
    let (ours, theirs) = (key("log.example/ws/1", 1), key("log.example/ws/1", 2));
    let note = checkpoint().sign(&ours).unwrap().signed_by(&theirs);
    let known = ours.verifier(SignatureKind::Ed25519);
    assert_eq!(note.verify(&known), Ok(Verified::Signed));
    let unknown = key("log.example/ws/1", 3).verifier(SignatureKind::Ed25519);
    assert_eq!(note.verify(&unknown), Err(NotVerified::Unsigned));
}

#[test]
fn a_second_and_wrong_signature_under_a_known_key_spoils_the_note() {
    let signer = key("log.example/ws/1", 1);
    let mut note = checkpoint().sign(&signer).unwrap().signed_by(&signer);
    note.signatures[1].bytes[5] ^= 1;
    let known = signer.verifier(SignatureKind::Ed25519);
    assert_eq!(note.verify(&known), Err(NotVerified::Forged));
}

#[test]
fn a_cosignature_tells_when_the_witness_saw_the_checkpoint() {
    let (log, witness) = (key("log.example/ws/1", 1), key("witness.example/w1", 2));
    let note = checkpoint()
        .sign(&log)
        .unwrap()
        .cosigned_by(&witness, 1_763_596_800);
    let note = Note::parse(&note.to_string()).unwrap();
    assert_eq!(
        note.verify(&witness.verifier(SignatureKind::Cosignature)),
        Ok(Verified::Cosigned {
            at_s: 1_763_596_800
        })
    );
    let mut forged = note.clone();
    forged.signatures[1].bytes[7] ^= 1;
    assert_eq!(
        forged.verify(&witness.verifier(SignatureKind::Cosignature)),
        Err(NotVerified::Forged)
    );
    assert_eq!(
        note.verify(&witness.verifier(SignatureKind::Ed25519)),
        Err(NotVerified::Unsigned)
    );
}

#[test]
fn a_checkpoint_reads_back_from_its_text() {
    let text = checkpoint().text();
    assert_eq!(Checkpoint::parse(&text), Ok(checkpoint()));
}

#[test]
fn what_is_not_a_checkpoint_is_refused() {
    let text = checkpoint().text();
    for (wrong, why) in [
        (text.replace("\n7\n", "\n07\n"), MalformedCheckpoint::Size),
        (text.replace("\n7\n", "\n+7\n"), MalformedCheckpoint::Size),
        (text.replace("\n7\n", "\n-7\n"), MalformedCheckpoint::Size),
        (format!("{text}extension\n"), MalformedCheckpoint::Lines),
        (text.replace("=\n", "\n"), MalformedCheckpoint::Root),
        (text.replace("log.", "l og."), MalformedCheckpoint::Origin),
        (text.trim_end().to_owned(), MalformedCheckpoint::Size),
    ] {
        assert_eq!(Checkpoint::parse(&wrong), Err(why), "{wrong:?}");
    }
}

#[test]
fn only_the_key_of_the_log_signs_its_checkpoints() {
    assert_eq!(
        checkpoint().sign(&key("other.example", 1)).unwrap_err(),
        MalformedCheckpoint::Origin
    );
}
