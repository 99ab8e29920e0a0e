//! Witnesses outside: who vouches that the log only grows, and how they are asked.

use std::sync::Arc;

use baton_domain::time::Span;
use baton_ledger::policy_file::TrustPolicy;

use super::channel::Boxed;

/// What a witness answered over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WitnessAnswer {
    /// The status.
    pub status: u16,
    /// The body, cut at a few kilobytes.
    pub body: String,
}

/// Asks witnesses.
pub trait AskWitness: Send + Sync {
    /// Posts the body of an `add-checkpoint` request to a witness with this submission prefix; none
    /// if it cannot be reached.
    fn add_checkpoint<'a>(
        &'a self,
        prefix: &'a str,
        body: String,
    ) -> Boxed<'a, Option<WitnessAnswer>>;
}

/// The witnesses of this server's logs.
#[derive(Clone)]
pub struct Witnesses {
    /// Their keys and addresses, and how many must agree.
    pub policy: TrustPolicy,
    /// The same as text, without the addresses: what a reader of the log's proofs needs to know.
    pub told: String,
    /// Each is asked about one log no more often than this.
    pub every: Span,
    /// Who asks.
    pub asker: Arc<dyn AskWitness>,
}
