//! Parts: the only place where content lives (docs/adr/0002).
//!
//! An event refers to a part by id and commitment. Erasing a part deletes content and salt and
//! leaves the commitment, so that proofs over the events still verify.

use baton_domain::id::{ContactId, MessageId, PartId, WorkspaceId};
use baton_domain::part::{Commitment, PartRef};
use baton_domain::time::Timestamp;
use baton_ledger::hash::commitment;

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// Content on its way into the store.
#[derive(Debug, Clone, Copy)]
pub struct NewPart<'a> {
    /// Its media type, e.g. `text/plain; charset=utf-8`.
    pub media: &'a str,
    /// The bytes.
    pub content: &'a [u8],
    /// The contacts it speaks of: erasing one of them erases it.
    pub about: &'a [ContactId],
}

/// The media type of plain text.
pub const TEXT: &str = "text/plain; charset=utf-8";
/// The media type of sanitised HTML.
pub const HTML: &str = "text/html; charset=utf-8";
/// The media type of structured content.
pub const JSON: &str = "application/json";

/// A stored part. Content and salt are gone once it is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which part.
    pub reference: PartRef,
    /// Its media type.
    pub media: String,
    /// Salt and content, unless erased.
    pub body: Option<PartBody>,
    /// When it was erased.
    pub erased_at: Option<Timestamp>,
}

/// What erasure takes away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartBody {
    /// Makes the commitment unguessable.
    pub salt: [u8; 32],
    /// The bytes.
    pub content: Vec<u8>,
}

impl Tx {
    /// Stores content and gives the reference that events may hold.
    pub async fn put_part(
        &mut self,
        workspace: WorkspaceId,
        at: Timestamp,
        part: NewPart<'_>,
    ) -> Result<PartRef, StoreError> {
        let id = PartId::mint(&mut self.ids().at(at));
        let salt = self.ids().secret();
        let commitment = Commitment::from_bytes(*commitment(&salt, part.content).as_bytes());
        self.exec(Query::new(
            "INSERT INTO parts (workspace, id, commitment, salt, media, content, created_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![
                workspace,
                id,
                commitment,
                salt,
                part.media,
                part.content,
                at
            ],
        ))
        .await?;
        speak_of(self, workspace, id, part.about).await?;
        Ok(PartRef { id, commitment })
    }
}

impl Tx {
    /// Records of whom the raw bytes of a message and its name at the provider speak: nobody knew
    /// that when they came.
    pub async fn delivered_by(
        &mut self,
        workspace: WorkspaceId,
        message: MessageId,
        contact: ContactId,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO part_subjects (workspace, part, contact) \
             SELECT m.workspace, p.id, $3 FROM messages m JOIN parts p \
             ON p.workspace = m.workspace AND p.id IN (m.raw_part, m.external_part) \
             WHERE m.workspace = $1 AND m.id = $2 ON CONFLICT DO NOTHING",
            args![workspace, message, contact],
        ))
        .await
        .map(drop)
    }
}

/// Records whom a part speaks of.
pub(crate) async fn speak_of(
    tx: &mut Tx,
    workspace: WorkspaceId,
    id: PartId,
    about: &[ContactId],
) -> Result<(), StoreError> {
    for contact in about {
        tx.exec(Query::new(
            "INSERT INTO part_subjects (workspace, part, contact) VALUES ($1, $2, $3) \
             ON CONFLICT DO NOTHING",
            args![workspace, id, contact],
        ))
        .await?;
    }
    Ok(())
}

impl Reader {
    /// A part, if there is one with this id.
    pub async fn part(
        &mut self,
        workspace: WorkspaceId,
        id: PartId,
    ) -> Result<Option<Part>, StoreError> {
        Ok(self.parts(workspace, &[id]).await?.pop())
    }

    /// Several parts, in no particular order; unknown ids are left out.
    pub async fn parts(
        &mut self,
        workspace: WorkspaceId,
        ids: &[PartId],
    ) -> Result<Vec<Part>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for batch in ids.chunks(PARTS_PER_QUERY) {
            let query = Query::start(
                "SELECT id, commitment, salt, media, content, erased_at FROM parts \
                 WHERE workspace = ",
            )
            .arg(workspace)
            .sql(" AND id IN ")
            .list(batch);
            for mut row in self.all(query).await? {
                let reference = PartRef {
                    id: row.take()?,
                    commitment: row.take()?,
                };
                let salt: Option<[u8; 32]> = row.take()?;
                let media = row.take()?;
                let mut content: Option<Vec<u8>> = row.take()?;
                if content.is_none() && salt.is_some() {
                    content = Some(self.chunks(workspace, reference.id).await?);
                }
                let body = salt
                    .zip(content)
                    .map(|(salt, content)| PartBody { salt, content });
                found.push(Part {
                    reference,
                    media,
                    body,
                    erased_at: row.take()?,
                });
            }
        }
        Ok(found)
    }

    /// A part's content as text; nothing if it is unknown, erased or not UTF-8.
    pub async fn part_text(
        &mut self,
        workspace: WorkspaceId,
        id: PartId,
    ) -> Result<Option<String>, StoreError> {
        Ok(self.part(workspace, id).await?.and_then(Part::into_text))
    }
}

impl Part {
    /// The content as text; nothing if it is erased or not UTF-8.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        self.body
            .and_then(|body| String::from_utf8(body.content).ok())
    }
}

/// Ids in one statement, well below either database's limit.
const PARTS_PER_QUERY: usize = 200;
