//! What a write unit leaves for after the commit.
//!
//! Whatever lives in memory (wake-ups, live hints) hears of a change only when it is durable.

use baton_domain::id::WorkspaceId;

use crate::job::Queue;

/// An event that was appended and has no position yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appended {
    /// The tenant.
    pub workspace: WorkspaceId,
    /// The stream's name.
    pub stream: String,
    /// Its number within the stream, from 1.
    pub stream_seq: u64,
    /// The leaf's hash in the log.
    pub leaf_hash: [u8; 32],
}

/// Notes of one unit, or of a group of units that were committed together.
#[derive(Debug, Default)]
pub struct Journal {
    /// Events in the order in which they were appended.
    pub appended: Vec<Appended>,
    /// The queues in which work became due, some perhaps several times.
    pub due: Vec<Queue>,
    /// What becomes of search documents when the group commits. `SQLite` alone: `PostgreSQL` writes
    /// them at once.
    pub documents: Vec<Document>,
}

/// What becomes of a document in the search index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// It is added, with its tokens.
    Added(i64, String),
    /// It is forgotten.
    Forgotten(i64),
}

/// How far a journal had come when a unit began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    appended: usize,
    documents: usize,
    due: usize,
}

impl Journal {
    pub(crate) const fn mark(&self) -> Mark {
        Mark {
            appended: self.appended.len(),
            documents: self.documents.len(),
            due: self.due.len(),
        }
    }

    /// Forgets what a unit noted that was rolled back.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.appended.truncate(mark.appended);
        self.documents.truncate(mark.documents);
        self.due.truncate(mark.due);
    }

    /// Whether this group adds a document with this number.
    pub(crate) fn adds(&self, number: i64) -> bool {
        self.documents
            .iter()
            .any(|document| matches!(document, Document::Added(other, _) if *other == number))
    }
}
