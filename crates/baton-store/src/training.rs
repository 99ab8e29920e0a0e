//! What people taught: texts with the labels they deserve, and how proposed answers fared.
//!
//! A row names parts and codes, never words. What is erased is not read any more.

use baton_domain::id::{CaseId, PartId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// The counter that numbers what was taught. Whoever takes a number holds the counter until the
/// commit, so that no reader sees a number before a smaller one.
const COUNTER: &str = "training";

/// What a text is told to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// Its language, as ISO 639-1 has it.
    Language,
    /// What is wanted.
    Intent,
    /// What it is about.
    Category,
    /// How pressing it is.
    Urgency,
    /// How its writer feels.
    Sentiment,
    /// How the answer that was proposed to it fared: `unedited`, `edited` or `own`.
    Answer,
}

impl LabelKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Language,
        Self::Intent,
        Self::Category,
        Self::Urgency,
        Self::Sentiment,
        Self::Answer,
    ];

    /// The name in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Intent => "intent",
            Self::Category => "category",
            Self::Urgency => "urgency",
            Self::Sentiment => "sentiment",
            Self::Answer => "answer",
        }
    }

    fn named(name: &str) -> Result<Self, StoreError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == name)
            .ok_or_else(|| StoreError::Record(format!("a label of the unknown kind {name}")))
    }
}

/// How a teammate taught it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taught {
    /// By changing what triage said, or the wording that AI proposed.
    Correction,
    /// By answering and leaving it as it was.
    Confirmation,
}

impl Taught {
    /// The name in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Confirmation => "confirmation",
        }
    }

    fn named(name: &str) -> Result<Self, StoreError> {
        match name {
            "correction" => Ok(Self::Correction),
            "confirmation" => Ok(Self::Confirmation),
            other => Err(StoreError::Record(format!("taught by the unknown {other}"))),
        }
    }
}

/// One thing that was taught, on its way into the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExample {
    /// The part that holds what somebody outside wrote.
    pub text: PartId,
    /// What it is told to be.
    pub kind: LabelKind,
    /// The label's code.
    pub value: String,
    /// How it was taught.
    pub taught: Taught,
    /// In which case.
    pub case: CaseId,
    /// Of an answer: what AI proposed first.
    pub draft: Option<PartId>,
    /// Of an answer: exactly what left.
    pub answer: Option<PartId>,
}

/// One thing that was taught and is not erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its place: rising, not without gaps. What is taught again gets a new one.
    pub number: u64,
    /// What was taught.
    pub taught: NewExample,
    /// When.
    pub at: Timestamp,
}

impl Tx {
    /// Keeps what was taught. A confirmation never replaces a correction; else the last one counts.
    pub async fn teach(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
        example: &NewExample,
    ) -> Result<(), StoreError> {
        let number = self.take_numbers(workspace, COUNTER, 1).await?;
        self.exec(Query::new(
            "INSERT INTO training_examples (workspace, text_part, label_kind, label_value, source, \
             case_id, draft_part, answer_part, number, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT (workspace, text_part, label_kind) DO UPDATE SET \
             label_value = excluded.label_value, source = excluded.source, \
             case_id = excluded.case_id, draft_part = excluded.draft_part, \
             answer_part = excluded.answer_part, number = excluded.number, \
             created_at = excluded.created_at \
             WHERE excluded.source = 'correction' OR training_examples.source = 'confirmation'",
            args![
                workspace,
                example.text,
                example.kind.as_str(),
                &*example.value,
                example.taught.as_str(),
                example.case,
                example.draft,
                example.answer,
                number,
                at
            ],
        ))
        .await
        .map(drop)
    }
}

impl Tx {
    /// Forgets what a text taught, and every model that may know it.
    pub(crate) async fn unteach(
        &mut self,
        workspace: WorkspaceId,
        text: PartId,
    ) -> Result<(), StoreError> {
        let query = Query::new(
            "DELETE FROM training_examples WHERE workspace = $1 AND text_part = $2 \
             RETURNING number",
            args![workspace, text],
        );
        let mut numbers = Vec::<u64>::new();
        for mut row in self.all(query).await? {
            numbers.push(row.take()?);
        }
        match numbers.into_iter().min() {
            Some(first) => self.retire_models(workspace, first).await,
            None => Ok(()),
        }
    }
}

impl Reader {
    /// What was taught after a number, oldest first, without what has been erased.
    pub async fn training_examples(
        &mut self,
        workspace: WorkspaceId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<Example>, StoreError> {
        let query = Query::new(
            "SELECT t.number, t.text_part, t.label_kind, t.label_value, t.source, t.case_id, \
             t.draft_part, t.answer_part, t.created_at FROM training_examples t \
             JOIN parts p ON p.workspace = t.workspace AND p.id = t.text_part \
             WHERE t.workspace = $1 AND t.number > $2 AND p.erased_at IS NULL \
             ORDER BY t.number LIMIT $3",
            args![workspace, after, limit],
        );
        self.all(query)
            .await?
            .into_iter()
            .map(|mut row| {
                let (number, text) = (row.take()?, row.take()?);
                let (kind, value): (String, String) = (row.take()?, row.take()?);
                let source: String = row.take()?;
                Ok(Example {
                    number,
                    taught: NewExample {
                        text,
                        kind: LabelKind::named(&kind)?,
                        value,
                        taught: Taught::named(&source)?,
                        case: row.take()?,
                        draft: row.take()?,
                        answer: row.take()?,
                    },
                    at: row.take()?,
                })
            })
            .collect()
    }
}
