//! What governance says to a request.
//!
//! A verdict is data: the policy engine reaches it, the case machine obeys it and records the
//! policies by which it was reached.

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::token::{PolicyId, Slug};

/// The answer of governance, with the policies that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// What was decided.
    pub ruling: Ruling,
    /// The policies that decided; `policy.none` or `policy.error` where none could.
    pub policies: Vec<PolicyId>,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case")]
pub enum Ruling {
    /// It may proceed.
    Allow,
    /// A second person has to agree.
    Review {
        /// Which role that person needs.
        role: Role,
        /// Why, as a code with a sentence of its own in the interface.
        why: Slug,
    },
    /// It may not proceed.
    Forbid {
        /// Why, as a code with a sentence of its own in the interface.
        why: Slug,
    },
}
