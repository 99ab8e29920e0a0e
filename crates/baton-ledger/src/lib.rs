//! The verifiable log: leaves, Merkle tree, checkpoints, proofs, evidence packs and their verifier.
//!
//! Bytes in, bytes out: nothing here reads a clock, a disk, a network or a source of randomness, and
//! nothing knows the rest of Baton. An auditor can build a verifier from this crate alone. The
//! formats are those of RFC 6962 and of the C2SP specifications, so another verifier can check what
//! this one wrote.

pub mod canonical;
pub mod checkpoint;
pub mod consistency_file;
pub mod dictionary;
pub mod hash;
pub mod leaf;
pub mod map;
pub mod note;
pub mod pack;
pub mod policy_file;
pub mod proof_file;
pub mod report;
pub mod stream;
pub mod tile;
pub mod tree;
pub mod verify;
pub mod witness;
