//! Storage on `SQLite` and `PostgreSQL`: the write unit, events, parts, read models, jobs and search.
//!
//! One SQL text serves both databases behind a small seam ([`Db`], [`Tx`], [`Reader`]). Nothing
//! here knows of HTTP, channels or prompts, and nothing here decides: rules live in the domain.

pub mod action;
pub mod article;
pub mod backup;
pub mod case;
pub mod channel;
pub mod channel_health;
pub mod contact;
pub mod conversation;
pub mod cosignature;
pub mod counter;
pub mod db;
pub mod dialect;
pub mod entity;
pub mod epoch;
pub mod erasure;
pub mod error;
pub mod event;
pub mod figures;
pub mod file;
pub mod idempotency;
pub mod job;
pub mod journal;
pub mod key;
pub mod lease;
pub mod log;
pub mod message;
pub mod migrate;
pub mod model;
pub mod outbox;
pub mod part;
pub mod person;
pub mod policy;
pub mod project;
pub mod random;
pub mod read;
pub mod rebuild;
pub mod seal;
pub mod search;
pub mod sequencer;
pub mod settings;
pub mod teammate;
pub mod training;
pub mod tx;
pub mod upload;
pub mod value;
pub mod workspace;

pub use db::{Db, UnitFuture};
pub use error::{Retry, StoreError, UnitError};
pub use tx::{Reader, Tx};
pub use value::{Query, Row};
