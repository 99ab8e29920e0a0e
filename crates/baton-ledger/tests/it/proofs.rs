//! Proof files: written, read, and refused when anything in them is off.

use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::note::SigningKey;
use baton_ledger::proof_file::{NotProven, ProofFile};
use baton_ledger::tree::{MemoryTree, ProofRefused, inclusion_proof};

fn proof(index: u64, size: u64) -> ProofFile {
    let tree: MemoryTree = (0..size).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let origin = "log.example/ws/1".to_owned();
    let key = SigningKey::new(origin.clone(), &[1; 32]).unwrap();
    let root = tree.root();
    ProofFile {
        extra: None,
        index,
        path: inclusion_proof(&tree, index, size).unwrap(),
        checkpoint: Checkpoint { origin, size, root }.sign(&key).unwrap(),
    }
}

fn leaf(index: u64) -> Hash {
    leaf_hash(&index.to_be_bytes())
}

#[test]
fn a_proof_file_reads_back_and_proves_its_leaf() {
    for (index, size) in [(0, 1), (0, 2), (5, 8), (70, 71)] {
        let proof = proof(index, size);
        let read = ProofFile::parse(&proof.to_string()).unwrap();
        assert_eq!(read, proof);
        assert_eq!(read.verify(leaf(index)).unwrap().size, size);
    }
}

#[test]
fn another_leaf_is_not_proven() {
    assert_eq!(
        proof(5, 8).verify(leaf(4)),
        Err(NotProven::Path(ProofRefused::OtherRoot))
    );
}

#[test]
fn extra_data_is_kept_and_changes_nothing() {
    let with_extra = ProofFile {
        extra: Some(b"anything".to_vec()),
        ..proof(5, 8)
    };
    let read = ProofFile::parse(&with_extra.to_string()).unwrap();
    assert_eq!(read.extra.as_deref(), Some(&b"anything"[..]));
    assert!(read.verify(leaf(5)).is_ok());
}

#[test]
fn a_proof_file_has_one_spelling() {
    let text = proof(5, 8).to_string();
    for wrong in [
        text.replace("@v1", "@v2"),
        text.replace("index 5", "index 05"),
        text.replace("index 5", "index +5"),
        text.replace("index 5\n", ""),
        text.replace('\n', "\r\n"),
        text.replacen("\n\n", "\n", 1),
        text.trim_end().to_owned(),
        format!("{text} "),
        format!("\n{text}"),
    ] {
        assert!(ProofFile::parse(&wrong).is_err(), "{wrong}");
    }
}
