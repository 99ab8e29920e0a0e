//! The cases that somebody had before.

use baton_domain::id::{CaseId, ContactId, PartId, WorkspaceId};
use baton_domain::status::CaseStatus;
use baton_domain::time::Timestamp;

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// A case that somebody had before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierCase {
    /// Its number.
    pub number: u64,
    /// The line shown as subject.
    pub subject: Option<PartId>,
    /// How it stands.
    pub status: CaseStatus,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The cases that somebody had before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EarlierCases {
    /// How many.
    pub count: u64,
    /// The latest of them, latest first.
    pub latest: Vec<EarlierCase>,
}

impl Reader {
    /// The cases whose customer a contact is, but this one and those that went into another.
    pub async fn earlier_cases(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
        but: CaseId,
        limit: usize,
    ) -> Result<EarlierCases, StoreError> {
        let counted = Query::new(
            "SELECT COUNT(*) FROM cases WHERE workspace = $1 AND customer = $2 AND id <> $3 \
             AND status <> 'merged'",
            args![workspace, contact, but],
        );
        let count = match self.opt(counted).await? {
            Some(mut row) => row.take()?,
            None => 0,
        };
        let latest = Query::new(
            "SELECT number, subject_part, status, updated_at FROM cases WHERE workspace = $1 \
             AND customer = $2 AND id <> $3 AND status <> 'merged' \
             ORDER BY updated_at DESC, id DESC LIMIT $4",
            args![workspace, contact, but, limit],
        );
        let mut found = Vec::new();
        for mut row in self.all(latest).await? {
            let (number, subject) = (row.take()?, row.take()?);
            let status: String = row.take()?;
            let status =
                serde_json::from_value(serde_json::Value::String(status)).map_err(|error| {
                    StoreError::Record(format!("the status of B-{number}: {error}"))
                })?;
            found.push(EarlierCase {
                number,
                subject,
                status,
                updated_at: row.take()?,
            });
        }
        Ok(EarlierCases {
            count,
            latest: found,
        })
    }
}
