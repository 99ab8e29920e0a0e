//! One keep-alive connection that speaks just enough HTTP.
//!
//! The load shares the machine with what it measures, so it has to cost next to nothing. Answers
//! must carry their length, as the server's do to those who ask for no compression.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use anyhow::{Context as _, bail, ensure};

/// Longest head of an answer, in bytes.
const MAX_HEAD_BYTES: usize = 16 * 1024;
/// Longest body of an answer, in bytes.
const MAX_BODY_BYTES: usize = 64 * 1024 * 1024;

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    /// JSON; none for reading.
    pub(super) body: Option<String>,
}

impl Request {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            method: "GET",
            path: path.into(),
            body: None,
        }
    }

    pub(super) fn post(path: impl Into<String>, body: String) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            body: Some(body),
        }
    }
}

/// What is answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON, if the answer is a good one.
    pub(super) fn json(&self) -> anyhow::Result<serde_json::Value> {
        ensure!(
            (200..300).contains(&self.status),
            "the server answered {}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        );
        serde_json::from_slice(&self.body).context("the answer is not JSON")
    }
}

/// A connection of one caller.
#[derive(Debug)]
pub(super) struct Client {
    stream: TcpStream,
    /// The headers that every request has.
    headers: String,
    /// What has arrived and is not read yet.
    arrived: Vec<u8>,
}

impl Client {
    pub(super) fn connect(address: &str, key: &str) -> anyhow::Result<Self> {
        let stream =
            TcpStream::connect(address).with_context(|| format!("nobody listens on {address}"))?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            headers: format!("Host: {address}\r\nAuthorization: Bearer {key}\r\n"),
            arrived: Vec::new(),
        })
    }

    pub(super) fn send(&mut self, request: &Request) -> anyhow::Result<Answer> {
        let body = request.body.as_deref().unwrap_or_default();
        let mut text = format!(
            "{} {} HTTP/1.1\r\n{}",
            request.method, request.path, self.headers
        );
        if request.body.is_some() {
            text.push_str(&format!(
                "Content-Type: application/json\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        text.push_str("\r\n");
        text.push_str(body);
        self.stream.write_all(text.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let head_len = loop {
            if let Some(end) = find(&self.arrived, b"\r\n\r\n") {
                break end + 4;
            }
            ensure!(self.arrived.len() < MAX_HEAD_BYTES, "the head is too long");
            self.more()?;
        };
        let head: Vec<u8> = self.arrived.drain(..head_len).collect();
        let (status, body_len) = read_head(&head)?;
        ensure!(body_len <= MAX_BODY_BYTES, "the body is too long");
        while self.arrived.len() < body_len {
            self.more()?;
        }
        let body = self.arrived.drain(..body_len).collect();
        Ok(Answer { status, body })
    }

    fn more(&mut self) -> anyhow::Result<()> {
        let mut more = [0; 16 * 1024];
        let count = self.stream.read(&mut more)?;
        if count == 0 {
            bail!("the server closed the connection");
        }
        self.arrived.extend(more.iter().take(count));
        Ok(())
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}

/// The status and the length of the body.
fn read_head(head: &[u8]) -> anyhow::Result<(u16, usize)> {
    let head = std::str::from_utf8(head).context("the head is not text")?;
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1)?.parse().ok())
        .context("the answer has no status")?;
    let length = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length")
            .then(|| value.trim().parse().ok())?
    });
    match length {
        Some(length) => Ok((status, length)),
        None if status == 204 => Ok((status, 0)),
        None => bail!("the answer does not tell its length"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_tells_status_and_length() {
        let head = b"HTTP/1.1 202 Accepted\r\ncontent-type: a\r\nContent-Length: 12\r\n\r\n";
        assert_eq!(read_head(head).unwrap(), (202, 12));
        assert_eq!(
            read_head(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap(),
            (204, 0)
        );
        assert!(read_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
