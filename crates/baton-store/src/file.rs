//! Files of messages, read a chunk at a time.

use baton_domain::id::{PartId, WorkspaceId};

use crate::args;
use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// A file of a message, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// The part that holds its bytes.
    pub part: PartId,
    /// Its name; empty if that was erased.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
    /// Whether its bytes are in chunks, not in one row.
    pub is_chunked: bool,
}

impl Reader {
    /// A file that came with a message of this workspace: no other part is found here by its id, and
    /// none that was erased.
    pub async fn stored_file(
        &mut self,
        workspace: WorkspaceId,
        id: PartId,
    ) -> Result<Option<StoredFile>, StoreError> {
        let query = Query::new(
            "SELECT a.name_part, a.mime, a.size, CASE WHEN p.content IS NULL THEN 1 ELSE 0 END \
             FROM attachments a \
             JOIN messages m ON m.workspace = a.workspace AND m.id = a.message \
             JOIN parts p ON p.workspace = a.workspace AND p.id = a.id \
             WHERE a.workspace = $1 AND a.id = $2 AND p.salt IS NOT NULL",
            args![workspace, id],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        let name: PartId = row.take()?;
        let (mime, size, is_chunked) = (row.take()?, row.take()?, row.take()?);
        Ok(Some(StoredFile {
            part: id,
            name: self.part_text(workspace, name).await?.unwrap_or_default(),
            mime,
            size,
            is_chunked,
        }))
    }
}
