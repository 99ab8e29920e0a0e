//! The built-in engine: triage, retrieval, drafting from approved wording, and its evaluation.
//!
//! Pure computation on one thread: no clock, no randomness of its own, and no network but for
//! [`provider`], which asks a model outside where one is configured. Training the same examples
//! gives the same bytes on every machine. It proposes and explains; whether a draft may exist or
//! leave is decided elsewhere.

pub mod bearing;
pub mod classifier;
pub mod codec;
pub mod compose;
pub mod composer_port;
pub mod dense;
pub mod empathy;
pub mod engine;
pub mod entities;
pub mod eval;
pub mod facts;
pub mod features;
pub mod feeling;
pub mod gaps;
pub mod gist;
pub mod guard;
pub mod head;
pub mod language;
pub mod lexicon;
pub mod linear;
pub mod logistic;
pub mod odds;
pub mod port;
pub mod pressing;
pub mod provider;
pub mod retrieval;
pub mod retrieval_port;
pub mod signals;
pub mod spikes;
pub mod text;
pub mod training;
pub mod triage;
