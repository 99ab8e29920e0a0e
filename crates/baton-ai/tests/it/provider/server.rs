//! A server on this machine that gives the replies a test wrote down, one a connection.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// What it does with one question.
#[derive(Clone)]
pub(crate) enum Reply {
    /// A stream of these events.
    Events(Vec<Value>),
    /// A stream of these bytes.
    Stream(Vec<u8>),
    /// A status and a JSON body.
    Whole(u16, Vec<u8>),
    /// Nothing, and the connection ends.
    Closed,
    /// Nothing, and the connection stays.
    Silence,
}

impl Reply {
    pub(crate) fn name(&self) -> String {
        let start =
            |bytes: &[u8]| String::from_utf8_lossy(bytes.get(..60).unwrap_or(bytes)).into_owned();
        match self {
            Self::Events(events) => format!(
                "{} events, first {:?}",
                events.len(),
                events.first().map(|one| start(one.to_string().as_bytes()))
            ),
            Self::Stream(bytes) => format!("stream {}", start(bytes)),
            Self::Whole(status, body) => format!("{status} {}", start(body)),
            Self::Closed => "closed".to_owned(),
            Self::Silence => "silence".to_owned(),
        }
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub(crate) fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&asked);
        // The thread ends with its replies; a test that asks less leaves it to the process's end.
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for reply in replies {
                let Ok((mut stream, _)) = listener.accept() else {
                    return;
                };
                let question = question(&mut stream);
                seen.lock().unwrap().push(question);
                if matches!(reply, Reply::Silence) {
                    silent.push(stream);
                    continue;
                }
                // A client that has heard enough closes first.
                let _ = answer(&mut stream, &reply);
            }
            if !silent.is_empty() {
                std::thread::park();
            }
        });
        Self { url, asked }
    }

    /// The questions so far, head and body.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn question(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer).unwrap_or(0);
        bytes.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let is_whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head.lines().find_map(|line| {
                line.to_lowercase()
                    .strip_prefix("content-length:")
                    .map(str::to_owned)
            });
            length.is_none_or(|length| body.len() >= length.trim().parse().unwrap_or(0))
        });
        if is_whole || read == 0 {
            return text;
        }
    }
}

fn answer(stream: &mut TcpStream, reply: &Reply) -> std::io::Result<()> {
    let (status, kind, body) = match reply {
        Reply::Events(events) => {
            let lines: Vec<String> = events
                .iter()
                .map(|event| format!("data: {event}\n\n"))
                .collect();
            (200, "text/event-stream", lines.concat().into_bytes())
        }
        Reply::Stream(bytes) => (200, "text/event-stream; charset=utf-8", bytes.clone()),
        Reply::Whole(status, body) => (*status, "application/json", body.clone()),
        Reply::Closed | Reply::Silence => return Ok(()),
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} Reply\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)?;
    stream.flush()
}
