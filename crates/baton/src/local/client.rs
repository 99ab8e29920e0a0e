//! Asking the server that holds the folder.

use std::path::Path;

use anyhow::Context as _;
use tokio::net::UnixStream;

use super::{Request, Response, frame};

/// A connection to the server.
pub(crate) struct Client(UnixStream);

impl Client {
    pub(super) async fn connect(socket: &Path) -> anyhow::Result<Self> {
        let stream = UnixStream::connect(socket).await.with_context(|| {
            format!(
                "another process holds the data folder and does not answer on {}; stop it, or \
                 wait until it has started",
                socket.display()
            )
        })?;
        Ok(Self(stream))
    }

    pub(super) async fn ask(
        &mut self,
        request: &Request,
        body: &[u8],
    ) -> anyhow::Result<(Response, Vec<u8>)> {
        frame::write(&mut self.0, request, body).await?;
        frame::read(&mut self.0)
            .await?
            .context("the server went away")
    }
}
