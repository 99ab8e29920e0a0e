//! Frames on the socket: a JSON head and a body, each behind its length in four bytes.

use anyhow::{Context as _, bail};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Largest head or body, in bytes.
const MAX_BYTES: u32 = 512 * 1024 * 1024;

/// Writes a frame.
pub(super) async fn write<T: Serialize>(
    stream: &mut (impl AsyncWrite + Unpin),
    head: &T,
    body: &[u8],
) -> anyhow::Result<()> {
    let head = serde_json::to_vec(head)?;
    for bytes in [head.as_slice(), body] {
        let length = u32::try_from(bytes.len()).context("more than a frame can hold")?;
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(bytes).await?;
    }
    stream.flush().await?;
    Ok(())
}

/// Reads a frame; nothing at the end of the stream.
pub(super) async fn read<T: DeserializeOwned>(
    stream: &mut (impl AsyncRead + Unpin),
) -> anyhow::Result<Option<(T, Vec<u8>)>> {
    let Some(head) = chunk(stream).await? else {
        return Ok(None);
    };
    let body = chunk(stream).await?.context("the other side went away")?;
    Ok(Some((serde_json::from_slice(&head)?, body)))
}

async fn chunk(stream: &mut (impl AsyncRead + Unpin)) -> anyhow::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match stream.read_exact(&mut length).await {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let length = u32::from_be_bytes(length);
    if length > MAX_BYTES {
        bail!("a frame of {length} bytes is too large");
    }
    let mut bytes = vec![0; usize::try_from(length)?];
    stream.read_exact(&mut bytes).await?;
    Ok(Some(bytes))
}
