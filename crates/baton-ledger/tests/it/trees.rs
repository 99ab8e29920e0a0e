//! The tree against the published numbers of RFC 6962's reference tests, and against plain recursion.

use baton_ledger::hash::{Hash, leaf_hash, node_hash};
use baton_ledger::tree::{
    Frontier, MemoryTree, NodeId, Nodes, ProofRefused, consistency_nodes, consistency_proof,
    inclusion_nodes, inclusion_proof, root, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;

/// The eight leaves of the reference tests, in hexadecimal.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The root over the first one to eight of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn hash(hex: &str) -> Hash {
    hex.parse().unwrap()
}

fn reference_tree() -> MemoryTree {
    LEAVES.iter().map(|leaf| leaf_hash(&bytes(leaf))).collect()
}

#[test]
fn roots_are_those_of_the_reference_tests() {
    let tree = reference_tree();
    let mut frontier = Frontier::new();
    for (index, (leaf, expected)) in LEAVES.iter().zip(ROOTS).enumerate() {
        frontier.append(leaf_hash(&bytes(leaf)), |_, _| {});
        assert_eq!(frontier.root(), hash(expected));
        let size = u64::try_from(index + 1).unwrap();
        assert_eq!(root(&tree, size), Some(hash(expected)));
    }
}

#[test]
fn inclusion_proofs_are_those_of_the_reference_tests() {
    let vectors: [(u64, u64, &[&str]); 4] = [
        (0, 1, &[]),
        (
            0,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            &[
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            3,
            &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
        ),
    ];
    let tree = reference_tree();
    for (index, size, expected) in vectors {
        let expected: Vec<_> = expected.iter().map(|hex| hash(hex)).collect();
        assert_eq!(inclusion_proof(&tree, index, size), Some(expected));
    }
}

#[test]
fn consistency_proofs_are_those_of_the_reference_tests() {
    let vectors: [(u64, u64, &[&str]); 4] = [
        (1, 1, &[]),
        (
            1,
            8,
            &[
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            &[
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            &[
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ];
    let tree = reference_tree();
    for (old, new, expected) in vectors {
        let expected: Vec<_> = expected.iter().map(|hex| hash(hex)).collect();
        assert_eq!(consistency_proof(&tree, old, new), Some(expected));
    }
}

/// The definition of RFC 6962 section 2.1, word for word.
fn plain_root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::EMPTY_ROOT,
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            node_hash(&plain_root(left), &plain_root(right))
        }
    }
}

/// The definition of section 2.1.1.
fn plain_path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
    let (mut path, sibling) = if index < left.len() {
        (plain_path(index, left), plain_root(right))
    } else {
        (plain_path(index - left.len(), right), plain_root(left))
    };
    path.push(sibling);
    path
}

fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
}

fn wide(number: usize) -> u64 {
    u64::try_from(number).unwrap()
}

#[test]
fn every_inclusion_proof_up_to_300_leaves_is_the_defined_one() {
    let all = leaves(300);
    let tree: MemoryTree = all.iter().copied().collect();
    for size in (1..=300).filter(|size| size % 7 == 1 || *size < 70 || *size > 250) {
        let expected_root = plain_root(&all[..size]);
        assert_eq!(root(&tree, wide(size)), Some(expected_root));
        for index in 0..size {
            let proof = inclusion_proof(&tree, wide(index), wide(size)).unwrap();
            let checked =
                verify_inclusion(all[index], wide(index), wide(size), &proof, expected_root);
            assert_eq!(checked, Ok(()), "{index} of {size}");
            if size % 31 == 0 || size < 20 {
                assert_eq!(proof, plain_path(index, &all[..size]), "{index} of {size}");
            }
        }
    }
}

#[test]
fn every_consistency_proof_up_to_140_leaves_holds() {
    let tree: MemoryTree = leaves(140).into_iter().collect();
    let roots: Vec<_> = (0..=140).map(|size| root(&tree, size).unwrap()).collect();
    for new in 1..=140_usize {
        for old in 1..=new {
            let proof = consistency_proof(&tree, wide(old), wide(new)).unwrap();
            let checked = verify_consistency(wide(old), roots[old], wide(new), roots[new], &proof);
            assert_eq!(checked, Ok(()), "{old} to {new}");
        }
    }
}

#[test]
fn proofs_about_what_is_not_there_are_not_made() {
    let tree = reference_tree();
    assert_eq!(inclusion_proof(&tree, 8, 8), None);
    assert_eq!(inclusion_proof(&tree, 0, 9), None);
    assert_eq!(consistency_proof(&tree, 0, 8), None);
    assert_eq!(consistency_proof(&tree, 8, 7), None);
    assert_eq!(consistency_proof(&tree, 3, 9), None);
}

#[test]
fn a_tree_without_leaves_is_a_beginning_of_every_tree() {
    let tree = reference_tree();
    let none = Hash::EMPTY_ROOT;
    assert_eq!(verify_consistency(0, none, 8, tree.root(), &[]), Ok(()));
    assert_eq!(
        verify_consistency(0, tree.root(), 8, tree.root(), &[]),
        Err(ProofRefused::OtherRoot)
    );
    assert_eq!(
        verify_consistency(0, none, 8, tree.root(), &[none]),
        Err(ProofRefused::Length)
    );
}

/// Nodes that fail the test when asked for one that was not announced.
struct Announced<'a>(&'a MemoryTree, Vec<NodeId>);

impl Nodes for Announced<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        assert!(self.1.contains(&NodeId { level, index }));
        self.0.node(level, index)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn proofs_ask_only_for_the_nodes_they_announced(size in 1_u64..=300, a in 0_u64..300, b in 1_u64..=300) {
        let tree: MemoryTree = leaves(300).into_iter().collect();
        let index = a % size;
        let announced = Announced(&tree, inclusion_nodes(index, size).unwrap());
        prop_assert!(inclusion_proof(&announced, index, size).is_some());
        let old = b.min(size);
        let announced = Announced(&tree, consistency_nodes(old, size).unwrap());
        prop_assert!(consistency_proof(&announced, old, size).is_some());
    }

    #[test]
    fn a_proof_with_any_change_is_refused(
        size in 2_u64..=300,
        a in 0_u64..300,
        at in 0_usize..9,
        bit in 0_usize..256,
    ) {
        let all = leaves(usize::try_from(size).unwrap());
        let tree: MemoryTree = all.iter().copied().collect();
        let index = a % size;
        let leaf = all[usize::try_from(index).unwrap()];
        let good = inclusion_proof(&tree, index, size).unwrap();
        let check = |proof: &[Hash]| verify_inclusion(leaf, index, size, proof, tree.root());

        let mut changed = good.clone();
        let place = at % changed.len();
        let mut bytes = *changed[place].as_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        changed[place] = Hash::from_bytes(bytes);
        prop_assert_eq!(check(&changed), Err(ProofRefused::OtherRoot));

        prop_assert_eq!(check(&good[..good.len() - 1]).is_err(), true);
        let longer = [&good[..], &[leaf]].concat();
        prop_assert_eq!(check(&longer), Err(ProofRefused::Length));
        let elsewhere = verify_inclusion(leaf, (index + 1) % size, size, &good, tree.root());
        prop_assert!(elsewhere.is_err());
    }

    #[test]
    fn a_rewritten_history_is_never_consistent(old in 1_u64..200, more in 1_u64..100, changed in 0_u64..200) {
        let size = old + more;
        let honest: MemoryTree = leaves(usize::try_from(size).unwrap()).into_iter().collect();
        let mut rewritten = leaves(usize::try_from(size).unwrap());
        rewritten[usize::try_from(changed % old).unwrap()] = leaf_hash(b"another story");
        let rewritten: MemoryTree = rewritten.into_iter().collect();
        let old_root = root(&honest, old).unwrap();
        for source in [&honest, &rewritten] {
            let proof = consistency_proof(source, old, size).unwrap();
            prop_assert!(verify_consistency(old, old_root, size, rewritten.root(), &proof).is_err());
        }
    }
}
