//! Files that come ahead of the message that names them, and content too large for one row.
//!
//! Bytes go through memory a chunk at a time, each chunk a unit of its own; the unit that refers to
//! them takes over what is stored already. What nobody refers to within a day is swept.

use baton_domain::id::{UploadId, WorkspaceId};
use baton_domain::part::Commitment;
use baton_ledger::hash::Committing;
use baton_store::event::Stamp;
use baton_store::idempotency::{Claimed, Request};
use baton_store::upload::{Arrived, Arriving, CHUNK_BYTES, Upload};
use baton_store::{StoreError, Tx};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::call::Call;
use crate::error::{AppError, Invalid};

/// Bytes of an upload at most.
pub const MAX_UPLOAD_BYTES: u64 = 100 * 1024 * 1024;

/// What its sender says about a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: Option<String>,
}

/// A file that is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    /// What is stored.
    pub upload: Upload,
    /// Whether it was uploaded before under the same idempotency key.
    pub is_replay: bool,
}

/// Content on its way in.
pub struct Incoming<'a> {
    app: &'a App,
    workspace: WorkspaceId,
    arriving: Arriving,
    committing: Committing,
    digest: Sha256,
    pending: Vec<u8>,
    head: Vec<u8>,
    chunks: u64,
    size: u64,
}

/// Bytes at the beginning that tell what a file is.
const HEAD_BYTES: usize = 4096;

impl<'a> Incoming<'a> {
    /// Makes room.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn begin(app: &'a App, workspace: WorkspaceId) -> Result<Self, AppError> {
        let at = app.clock.now();
        let arriving = app
            .db
            .write::<_, StoreError, _>(move |tx| Box::pin(tx.begin_upload(workspace, at)))
            .await?;
        Ok(Self {
            committing: Committing::new(&arriving.salt),
            app,
            workspace,
            arriving,
            digest: Sha256::new(),
            pending: Vec::new(),
            head: Vec::new(),
            chunks: 0,
            size: 0,
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with `body.too_large` beyond [`MAX_UPLOAD_BYTES`]; [`Self::discard`] then.
    pub async fn write(&mut self, mut bytes: &[u8]) -> Result<(), AppError> {
        self.size += u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.size > MAX_UPLOAD_BYTES {
            return Err(Invalid::at("", "body.too_large").into());
        }
        self.committing.update(bytes);
        self.digest.update(bytes);
        let missing = HEAD_BYTES.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.iter().take(missing));
        while !bytes.is_empty() {
            let room = CHUNK_BYTES.saturating_sub(self.pending.len());
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.pending.extend_from_slice(now);
            bytes = later;
            if self.pending.len() == CHUNK_BYTES {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), AppError> {
        let content = std::sync::Arc::new(std::mem::take(&mut self.pending));
        let (workspace, part, number) = (self.workspace, self.arriving.part, self.chunks);
        self.chunks += 1;
        self.app
            .db
            .write::<_, StoreError, _>(move |tx| {
                let content = std::sync::Arc::clone(&content);
                Box::pin(async move { tx.put_chunk(workspace, part, number, &content).await })
            })
            .await
            .map_err(AppError::from)
    }

    /// Ends it: from now on it can be referred to.
    ///
    /// # Errors
    /// [`AppError::Mismatch`] if the call's idempotency key was used for another file.
    pub async fn finish(mut self, call: &Call, label: &Label) -> Result<Uploaded, AppError> {
        if !self.pending.is_empty() {
            self.flush().await?;
        }
        let described =
            self.app
                .ports
                .channels
                .describe(&self.head, label.mime.as_deref(), &label.name);
        let stamp = call.stamp(self.app);
        // The body was streamed, so what it was is known only now.
        let body: [u8; 32] = self.digest.finalize().into();
        let request = call.request.as_ref().map(|request| Request {
            key_digest: request.key_digest,
            request_digest: Sha256::new()
                .chain_update(request.request_digest)
                .chain_update(body)
                .finalize()
                .into(),
        });
        let id = self.arriving.id;
        let arrived = Arrived {
            commitment: Commitment::from_bytes(*self.committing.finish().as_bytes()),
            name: described.name,
            mime: described.mime,
            size: self.size,
        };
        self.app
            .db
            .write(move |tx| {
                let arrived = arrived.clone();
                Box::pin(async move { end(tx, &stamp, id, request.as_ref(), &arrived).await })
            })
            .await
    }

    /// Deletes what has come.
    ///
    /// # Errors
    /// If the database fails; it is swept later then.
    pub async fn discard(self) -> Result<(), StoreError> {
        let (workspace, id) = (self.workspace, self.arriving.id);
        self.app
            .db
            .write(move |tx| Box::pin(tx.discard_upload(workspace, id)))
            .await
    }
}

async fn end(
    tx: &mut Tx,
    stamp: &Stamp,
    id: UploadId,
    request: Option<&Request>,
    arrived: &Arrived,
) -> Result<Uploaded, AppError> {
    let gone = || AppError::Store(StoreError::Record("an upload is gone".into()));
    if let Some(request) = request {
        match tx.claim_request(stamp, request, &id.to_string()).await? {
            Claimed::Fresh => {}
            Claimed::Mismatch => return Err(AppError::Mismatch),
            Claimed::Before(resource) => {
                tx.discard_upload(stamp.workspace, id).await?;
                let before = resource.parse().map_err(|_| gone())?;
                let upload = tx.upload(stamp.workspace, before).await?;
                return Ok(Uploaded {
                    // A message has taken it over in the meantime.
                    upload: upload.ok_or(AppError::NotFound)?,
                    is_replay: true,
                });
            }
        }
    }
    tx.finish_upload(stamp.workspace, id, arrived).await?;
    let upload = tx.upload(stamp.workspace, id).await?;
    Ok(Uploaded {
        upload: upload.ok_or_else(gone)?,
        is_replay: false,
    })
}

/// Stores content that is too large for one row ahead of the unit that refers to it; nothing for
/// content that is not.
///
/// # Errors
/// If the database fails; what was stored by then is swept later.
pub(crate) async fn stage(
    app: &App,
    workspace: WorkspaceId,
    mime: &str,
    content: &[u8],
) -> Result<Option<UploadId>, AppError> {
    if content.len() <= CHUNK_BYTES {
        return Ok(None);
    }
    let mut incoming = Incoming::begin(app, workspace).await?;
    incoming.committing.update(content);
    for chunk in content.chunks(CHUNK_BYTES) {
        incoming.pending = chunk.to_vec();
        incoming.flush().await?;
    }
    let arrived = Arrived {
        commitment: Commitment::from_bytes(*incoming.committing.finish().as_bytes()),
        name: String::new(),
        mime: mime.to_owned(),
        size: u64::try_from(content.len()).unwrap_or(u64::MAX),
    };
    let id = incoming.arriving.id;
    app.db
        .write::<_, StoreError, _>(move |tx| {
            let arrived = arrived.clone();
            Box::pin(async move { tx.finish_upload(workspace, id, &arrived).await })
        })
        .await?;
    Ok(Some(id))
}
