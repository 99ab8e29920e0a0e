//! Large content: chunks of a mebibyte, stored before the unit that refers to them.
//!
//! A mailbox of attachments goes through memory a chunk at a time, and no unit is held up by a large
//! write. What nobody refers to in time is swept.

use baton_domain::id::{ContactId, MessageId, PartId, UploadId, WorkspaceId};
use baton_domain::part::{Commitment, PartRef};
use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::db::Db;
use crate::error::StoreError;
use crate::part::speak_of;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// Bytes of a chunk; the last one may be shorter. Content up to this size stays in one row.
pub const CHUNK_BYTES: usize = 1024 * 1024;
/// How long content waits to be referred to.
pub const KEPT: Span = Span::from_hours(24);
/// Uploads swept in one unit.
const SWEPT_AT_ONCE: usize = 10;

/// Content that is on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arriving {
    /// The upload.
    pub id: UploadId,
    /// The part it becomes.
    pub part: PartId,
    /// The salt of its commitment.
    pub salt: [u8; 32],
}

/// Content that is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The upload.
    pub id: UploadId,
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
    /// The message that will refer to it, if one was received.
    pub claimed_by: Option<MessageId>,
    /// When it began to come in.
    pub created_at: Timestamp,
}

/// Content that became a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// The part.
    pub reference: PartRef,
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
}

/// What is known of content once all of it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Binds the bytes.
    pub commitment: Commitment,
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
}

impl Tx {
    /// Makes room for content of unknown size.
    pub async fn begin_upload(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
    ) -> Result<Arriving, StoreError> {
        let arriving = Arriving {
            id: UploadId::mint(&mut self.ids().at(at)),
            part: PartId::mint(&mut self.ids().at(at)),
            salt: self.ids().secret(),
        };
        self.exec(Query::new(
            "INSERT INTO uploads (workspace, id, part, salt, name, mime, size, created_at) \
             VALUES ($1, $2, $3, $4, '', '', 0, $5)",
            args![workspace, arriving.id, arriving.part, arriving.salt, at],
        ))
        .await?;
        Ok(arriving)
    }

    /// Stores one chunk, numbered from 0.
    pub async fn put_chunk(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
        number: u64,
        content: &[u8],
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO part_chunks (workspace, part, number, content) VALUES ($1, $2, $3, $4)",
            args![workspace, part, number, content],
        ))
        .await
        .map(drop)
    }

    /// Ends an upload; only then it can be referred to.
    pub async fn finish_upload(
        &mut self,
        workspace: WorkspaceId,
        id: UploadId,
        arrived: &Arrived,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "UPDATE uploads SET commitment = $3, name = $4, mime = $5, size = $6 \
             WHERE workspace = $1 AND id = $2",
            args![
                workspace,
                id,
                arrived.commitment,
                arrived.name,
                arrived.mime,
                arrived.size
            ],
        ))
        .await
        .map(drop)
    }

    /// Reserves an upload for the message that names it. False if there is none, or another message
    /// has it: content is never shared.
    pub async fn claim_upload(
        &mut self,
        workspace: WorkspaceId,
        id: UploadId,
        message: MessageId,
    ) -> Result<bool, StoreError> {
        let claimed = self
            .exec(Query::new(
                "UPDATE uploads SET claimed_by = $3 WHERE workspace = $1 AND id = $2 \
                 AND commitment IS NOT NULL AND claimed_by IS NULL",
                args![workspace, id, message],
            ))
            .await?;
        Ok(claimed == 1)
    }

    /// Turns an upload into a part.
    ///
    /// # Errors
    /// [`StoreError::Record`] if there is none: what was claimed is never swept.
    pub async fn adopt_upload(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
        id: UploadId,
        about: &[ContactId],
    ) -> Result<Adopted, StoreError> {
        let query = Query::new(
            "DELETE FROM uploads WHERE workspace = $1 AND id = $2 AND commitment IS NOT NULL \
             RETURNING part, salt, commitment, name, mime, size",
            args![workspace, id],
        );
        let mut row = self
            .opt(query)
            .await?
            .ok_or_else(|| StoreError::Record(format!("the upload {id} is gone")))?;
        let (part, salt): (PartId, [u8; 32]) = (row.take()?, row.take()?);
        let commitment: Commitment = row.take()?;
        let (name, mime): (String, String) = (row.take()?, row.take()?);
        let size = row.take()?;
        self.exec(Query::new(
            "INSERT INTO parts (workspace, id, commitment, salt, media, content, created_at) \
             VALUES ($1, $2, $3, $4, $5, NULL, $6)",
            args![workspace, part, commitment, salt, mime, at],
        ))
        .await?;
        speak_of(self, workspace, part, about).await?;
        Ok(Adopted {
            reference: PartRef {
                id: part,
                commitment,
            },
            name,
            mime,
            size,
        })
    }

    /// Deletes an upload and what has come of it.
    pub async fn discard_upload(
        &mut self,
        workspace: WorkspaceId,
        id: UploadId,
    ) -> Result<(), StoreError> {
        let query = Query::new(
            "DELETE FROM uploads WHERE workspace = $1 AND id = $2 RETURNING part",
            args![workspace, id],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(());
        };
        let part: PartId = row.take()?;
        self.exec(Query::new(
            "DELETE FROM part_chunks WHERE workspace = $1 AND part = $2",
            args![workspace, part],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    /// An upload that is in and that no message has taken over.
    pub async fn upload(
        &mut self,
        workspace: WorkspaceId,
        id: UploadId,
    ) -> Result<Option<Upload>, StoreError> {
        let query = Query::new(
            "SELECT name, mime, size, claimed_by, created_at FROM uploads \
             WHERE workspace = $1 AND id = $2 AND commitment IS NOT NULL",
            args![workspace, id],
        );
        let Some(mut row) = self.opt(query).await? else {
            return Ok(None);
        };
        Ok(Some(Upload {
            id,
            name: row.take()?,
            mime: row.take()?,
            size: row.take()?,
            claimed_by: row.take()?,
            created_at: row.take()?,
        }))
    }

    /// One chunk of a part's content, numbered from 0.
    pub async fn chunk(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
        number: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let query = Query::new(
            "SELECT content FROM part_chunks WHERE workspace = $1 AND part = $2 AND number = $3",
            args![workspace, part, number],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// Every chunk of a part's content, put together.
    pub(crate) async fn chunks(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
    ) -> Result<Vec<u8>, StoreError> {
        let mut content = Vec::new();
        let mut number = 0;
        while let Some(chunk) = self.chunk(workspace, part, number).await? {
            content.extend_from_slice(&chunk);
            number += 1;
        }
        Ok(content)
    }
}

/// Deletes what nobody referred to in time, and tells how many uploads.
pub async fn sweep(db: &Db, now: Timestamp) -> Result<u64, StoreError> {
    let mut swept = 0;
    loop {
        let some = db
            .write(move |tx| Box::pin(sweep_some(tx, now.minus(KEPT))))
            .await?;
        if some == 0 {
            return Ok(swept);
        }
        swept += some;
    }
}

async fn sweep_some(tx: &mut Tx, before: Timestamp) -> Result<u64, StoreError> {
    let query = Query::new(
        "SELECT workspace, id FROM uploads WHERE created_at < $1 AND claimed_by IS NULL \
         ORDER BY created_at LIMIT $2",
        args![before, SWEPT_AT_ONCE],
    );
    let mut swept = 0;
    for mut row in tx.all(query).await? {
        let (workspace, id): (WorkspaceId, UploadId) = (row.take()?, row.take()?);
        tx.discard_upload(workspace, id).await?;
        swept += 1;
    }
    Ok(swept)
}
