//! The verifiable log: leaves, Merkle tree, checkpoints, proofs, evidence packs and their verifier.
