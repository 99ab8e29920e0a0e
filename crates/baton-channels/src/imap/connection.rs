//! One connection to an IMAP server: a command, and everything that is said until it is done.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use baton_app::ports::channel::{MailServer, PullFailure, Security};
use rustls::pki_types::ServerName;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::response::{self, Line, announced};
use super::{BROKEN_OFF, MALFORMED, NOT_SIGNED_IN, REFUSED, TLS_FAILED, UNREACHABLE};
use crate::email::MAX_MESSAGE_BYTES;

/// How long connecting, and any one answer, may take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest line, in bytes.
const MAX_LINE_BYTES: u64 = 1024 * 1024;
/// Lines of one answer, at most.
const MAX_LINES: usize = 200_000;

/// A stream of either kind.
trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// An open connection.
pub(super) struct Connection {
    stream: BufReader<Box<dyn Stream>>,
    commands: u32,
}

/// An open mailbox.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mailbox {
    /// Which numbering this is.
    pub(super) validity: u32,
    /// The number that the next mail will have.
    pub(super) next: u32,
}

impl Connection {
    /// Connects and, where that is asked for, encrypts.
    pub(super) async fn open(server: &MailServer) -> Result<Self, PullFailure> {
        let connecting = TcpStream::connect((server.host.as_str(), server.port));
        let Ok(Ok(tcp)) = timeout(ANSWER_TIMEOUT, connecting).await else {
            return Err(UNREACHABLE);
        };
        let mut connection = match server.security {
            Security::Tls => Self::over(encrypt(&server.host, tcp).await?),
            Security::None | Security::StartTls => Self::over(tcp),
        };
        let greeting = connection.line().await?;
        if !greeting.text.to_ascii_uppercase().starts_with("* OK") {
            return Err(REFUSED);
        }
        if server.security == Security::StartTls {
            connection = connection.start_tls(&server.host).await?;
        }
        Ok(connection)
    }

    fn over(stream: impl Stream + 'static) -> Self {
        Self {
            stream: BufReader::new(Box::new(stream)),
            commands: 0,
        }
    }

    async fn start_tls(mut self, host: &str) -> Result<Self, PullFailure> {
        self.run("STARTTLS").await.map_err(|_| TLS_FAILED)?;
        // What was said before the encryption began may be anybody's.
        if !self.stream.buffer().is_empty() {
            return Err(TLS_FAILED);
        }
        let encrypted = encrypt(host, self.stream.into_inner()).await?;
        Ok(Self::over(encrypted))
    }

    /// Signs in. Name and password go as literals, which may hold any bytes.
    pub(super) async fn sign_in(&mut self, user: &str, password: &str) -> Result<(), PullFailure> {
        let tag = self.tag();
        self.write(&format!("{tag} LOGIN {{{}}}\r\n", user.len()))
            .await?;
        self.go_ahead().await?;
        self.write(&format!("{user} {{{}}}\r\n", password.len()))
            .await?;
        self.go_ahead().await?;
        self.write(&format!("{password}\r\n")).await?;
        let signed_in = self.until_done(&tag).await;
        signed_in.map(drop).map_err(|failure| match failure {
            REFUSED => NOT_SIGNED_IN,
            other => other,
        })
    }

    /// Opens the inbox, read-only.
    pub(super) async fn examine(&mut self) -> Result<Mailbox, PullFailure> {
        let lines = self.run("EXAMINE INBOX").await?;
        let validity = response::code_number(&lines, "UIDVALIDITY").ok_or(MALFORMED)?;
        let next = match response::code_number(&lines, "UIDNEXT") {
            Some(next) => next,
            // Old servers do not say.
            None => {
                let all = self.search("ALL").await?;
                all.into_iter().max().unwrap_or_default().saturating_add(1)
            }
        };
        Ok(Mailbox { validity, next })
    }

    /// The numbers of the mails that match.
    pub(super) async fn search(&mut self, criterion: &str) -> Result<Vec<u32>, PullFailure> {
        let lines = self.run(&format!("UID SEARCH {criterion}")).await?;
        Ok(response::found(&lines))
    }

    /// The sizes of mails, in bytes.
    pub(super) async fn sizes(
        &mut self,
        numbers: &[u32],
    ) -> Result<HashMap<u32, usize>, PullFailure> {
        let list: Vec<_> = numbers.iter().map(u32::to_string).collect();
        let command = format!("UID FETCH {} (UID RFC822.SIZE)", list.join(","));
        let lines = self.run(&command).await?;
        Ok(response::sizes(&lines))
    }

    /// One mail as it is; nothing if it is gone.
    pub(super) async fn mail(&mut self, number: u32) -> Result<Option<Vec<u8>>, PullFailure> {
        let command = format!("UID FETCH {number} (UID BODY.PEEK[])");
        let lines = self.run(&command).await?;
        Ok(response::mail(lines, number))
    }

    /// Says goodbye; how that goes changes nothing.
    pub(super) async fn sign_out(mut self) {
        drop(self.run("LOGOUT").await);
    }

    fn tag(&mut self) -> String {
        self.commands += 1;
        format!("b{}", self.commands)
    }

    async fn run(&mut self, command: &str) -> Result<Vec<Line>, PullFailure> {
        let tag = self.tag();
        self.write(&format!("{tag} {command}\r\n")).await?;
        self.until_done(&tag).await
    }

    async fn write(&mut self, text: &str) -> Result<(), PullFailure> {
        let writing = async {
            self.stream.write_all(text.as_bytes()).await?;
            self.stream.flush().await
        };
        match timeout(ANSWER_TIMEOUT, writing).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) | Err(_) => Err(BROKEN_OFF),
        }
    }

    /// Waits until the server takes a literal.
    async fn go_ahead(&mut self) -> Result<(), PullFailure> {
        for _ in 0..MAX_LINES {
            let line = self.line().await?;
            if line.text.starts_with('+') {
                return Ok(());
            }
            if !line.text.starts_with('*') {
                return Err(REFUSED);
            }
        }
        Err(MALFORMED)
    }

    /// Everything that is said until the command is done.
    async fn until_done(&mut self, tag: &str) -> Result<Vec<Line>, PullFailure> {
        let mut lines = Vec::new();
        for _ in 0..MAX_LINES {
            let line = self.line().await?;
            let Some(rest) = line
                .text
                .strip_prefix(tag)
                .and_then(|rest| rest.strip_prefix(' '))
            else {
                lines.push(line);
                continue;
            };
            let is_ok = rest
                .get(..2)
                .is_some_and(|word| word.eq_ignore_ascii_case("OK"));
            return if is_ok { Ok(lines) } else { Err(REFUSED) };
        }
        Err(MALFORMED)
    }

    /// One line, literals included.
    async fn line(&mut self) -> Result<Line, PullFailure> {
        match timeout(ANSWER_TIMEOUT, self.read_line()).await {
            Ok(line) => line,
            Err(_) => Err(BROKEN_OFF),
        }
    }

    async fn read_line(&mut self) -> Result<Line, PullFailure> {
        let mut line = Line::default();
        loop {
            let mut bytes = Vec::new();
            (&mut self.stream)
                .take(MAX_LINE_BYTES)
                .read_until(b'\n', &mut bytes)
                .await
                .map_err(|_| BROKEN_OFF)?;
            if !bytes.ends_with(b"\n") {
                return Err(BROKEN_OFF);
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\r', '\n']);
            line.text.push_str(text);
            let Some(length) = announced(text) else {
                return Ok(line);
            };
            if length > MAX_MESSAGE_BYTES {
                return Err(MALFORMED);
            }
            let mut literal = vec![0; length];
            self.stream
                .read_exact(&mut literal)
                .await
                .map_err(|_| BROKEN_OFF)?;
            line.literal = Some(literal);
        }
    }
}

async fn encrypt<S: Stream>(host: &str, stream: S) -> Result<TlsStream<S>, PullFailure> {
    let mut roots = rustls::RootCertStore::empty();
    roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| TLS_FAILED)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|_| TLS_FAILED)?;
    let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
    match timeout(ANSWER_TIMEOUT, connecting).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(_)) | Err(_) => Err(TLS_FAILED),
    }
}
