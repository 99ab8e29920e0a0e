//! Randomness from a seed, so that a run can be repeated.

use std::sync::{Mutex, PoisonError};

use baton_store::random::Random;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Random bytes from a seed.
pub struct SeededRandom(Mutex<ChaCha8Rng>);

impl SeededRandom {
    /// The bytes of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(seed)))
    }
}

impl Random for SeededRandom {
    fn fill(&self, bytes: &mut [u8]) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(bytes);
    }
}
