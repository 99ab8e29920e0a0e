//! Some of a contact's parts, and all that was made from them.

use baton_domain::id::{ContactId, PartId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::event::Stamp;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// Parts that one unit erases at most.
const PARTS_AT_ONCE: usize = 50;
/// Chunks of a mebibyte that one unit erases at most.
const CHUNKS_AT_ONCE: u64 = 16;

/// Parts about the contact that speak of nobody whose content has to stay.
const FREE: &str = "SELECT s.part FROM part_subjects s WHERE s.workspace = $1 AND s.contact = $2 \
    AND NOT EXISTS (SELECT 1 FROM legal_holds h JOIN part_subjects o \
        ON o.workspace = h.workspace AND o.contact = h.contact AND o.part = s.part \
        WHERE h.workspace = $1) ORDER BY s.part LIMIT $3";

/// What one unit erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Erased {
    /// Parts that lost their content.
    pub parts: u64,
    /// False once nothing is left that may go.
    pub is_more: bool,
}

impl Reader {
    /// How many parts about a contact are still there: those that have to stay, and those that were
    /// not erased yet.
    pub async fn parts_about(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<u64, StoreError> {
        let query = Query::new(
            "SELECT COUNT(*) FROM part_subjects WHERE workspace = $1 AND contact = $2",
            args![workspace, contact],
        );
        let row = self.opt(query).await?;
        row.map_or(Ok(0), |mut row| row.take())
    }
}

impl Tx {
    /// Erases some parts about a contact, with what was made from them.
    pub async fn erase_some(
        &mut self,
        stamp: &Stamp,
        contact: ContactId,
    ) -> Result<Erased, StoreError> {
        let workspace = stamp.workspace;
        let query = Query::new(FREE, args![workspace, contact, PARTS_AT_ONCE]);
        let rows = self.all(query).await?;
        let is_more = !rows.is_empty();
        let mut parts = 0;
        for mut row in rows {
            let part: PartId = row.take()?;
            parts += self.erase_part(stamp, part).await?;
            if self.erase_chunks(workspace, part).await? {
                break;
            }
            self.exec(Query::new(
                "DELETE FROM part_subjects WHERE workspace = $1 AND contact = $2 AND part = $3",
                args![workspace, contact, part],
            ))
            .await?;
        }
        self.exec(Query::new(
            "UPDATE erasures SET parts = parts + $3 WHERE workspace = $1 AND contact = $2",
            args![workspace, contact, parts],
        ))
        .await?;
        Ok(Erased { parts, is_more })
    }

    /// Takes a part's content and salt away, and everything made from it. One for a part that had
    /// them.
    async fn erase_part(&mut self, stamp: &Stamp, part: PartId) -> Result<u64, StoreError> {
        let workspace = stamp.workspace;
        self.exec(Query::new(
            "DELETE FROM case_entities WHERE workspace = $1 AND part = $2 AND case_id IN \
             (SELECT case_id FROM search_documents WHERE workspace = $1 AND part = $2)",
            args![workspace, part],
        ))
        .await?;
        self.unindex_part(workspace, part).await?;
        self.unteach(workspace, part).await?;
        self.exec(Query::new(
            "UPDATE parts SET content = NULL, salt = NULL, erased_at = $3 \
             WHERE workspace = $1 AND id = $2 AND erased_at IS NULL",
            args![workspace, part, stamp.at],
        ))
        .await
    }

    /// Takes some of a large part's chunks away; tells whether there may be more.
    async fn erase_chunks(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
    ) -> Result<bool, StoreError> {
        let gone = self
            .exec(Query::new(
                "DELETE FROM part_chunks WHERE workspace = $1 AND part = $2 AND number IN \
                 (SELECT number FROM part_chunks WHERE workspace = $1 AND part = $2 LIMIT $3)",
                args![workspace, part, CHUNKS_AT_ONCE],
            ))
            .await?;
        Ok(gone == CHUNKS_AT_ONCE)
    }
}
