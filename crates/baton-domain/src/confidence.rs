//! How sure a model is of what it says.

use serde::{Deserialize, Serialize};

/// A calibrated probability in per mille: evidence holds no floats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u16);

impl Confidence {
    /// No doubt at all.
    pub const FULL: Self = Self(1_000);

    /// This many per mille; more than a thousand counts as a thousand.
    #[must_use]
    pub const fn from_per_mille(per_mille: u16) -> Self {
        if per_mille > 1_000 {
            Self::FULL
        } else {
            Self(per_mille)
        }
    }

    /// The probability in per mille, 0 to 1000.
    #[must_use]
    pub const fn as_per_mille(self) -> u16 {
        self.0
    }
}

/// A value and how sure its source is of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rated<T> {
    /// What was found.
    pub value: T,
    /// How sure the source is.
    pub confidence: Confidence,
}
