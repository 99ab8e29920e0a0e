//! A mailbox on a mail server of the test's own, as far as fetching mail needs one (IMAP).

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// What the mailbox holds.
#[derive(Debug)]
struct Content {
    validity: u32,
    next: u32,
    mails: Vec<(u32, Vec<u8>)>,
    password: String,
    /// Every command that was given, without its tag.
    heard: Vec<String>,
    /// Breaks the connection off when this command comes.
    breaks_at: Option<&'static str>,
}

/// A mail server with one mailbox, gone when it is dropped.
pub struct TestMailbox {
    /// Its port on this machine.
    pub port: u16,
    content: Arc<Mutex<Content>>,
    _serving: JoinSet<()>,
}

impl TestMailbox {
    /// Starts it on a free port.
    ///
    /// # Panics
    /// If this machine has none.
    pub async fn start(password: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let content = Arc::new(Mutex::new(Content {
            validity: 1,
            next: 1,
            mails: Vec::new(),
            password: password.to_owned(),
            heard: Vec::new(),
            breaks_at: None,
        }));
        let mut serving = JoinSet::new();
        serving.spawn(serve(listener, Arc::clone(&content)));
        Self {
            port,
            content,
            _serving: serving,
        }
    }

    /// Puts a mail into it.
    pub fn deliver(&self, mail: &[u8]) {
        let mut content = lock(&self.content);
        let number = content.next;
        content.next += 1;
        content.mails.push((number, mail.to_vec()));
    }

    /// Gives all mails other numbers, as a restored server does.
    pub fn renumber(&self, validity: u32) {
        let mut content = lock(&self.content);
        content.validity = validity;
        content.mails.reverse();
        for (number, mail) in (1..).zip(&mut content.mails) {
            mail.0 = number;
        }
        content.next = u32::try_from(content.mails.len()).unwrap_or(u32::MAX) + 1;
    }

    /// Breaks the next connection off at a command.
    pub fn break_at(&self, command: &'static str) {
        lock(&self.content).breaks_at = Some(command);
    }

    /// Every command that was given so far.
    #[must_use]
    pub fn heard(&self) -> Vec<String> {
        lock(&self.content).heard.clone()
    }
}

fn lock(content: &Mutex<Content>) -> MutexGuard<'_, Content> {
    content.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, content: Arc<Mutex<Content>>) {
    let mut clients = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, _)) = accepted else { return };
                clients.spawn(talk(stream, Arc::clone(&content)));
            }
            Some(_) = clients.join_next() => {}
        }
    }
}

/// A client that goes away ends the talk; that is no failure of the test.
async fn talk(stream: TcpStream, content: Arc<Mutex<Content>>) {
    drop(answer(stream, &content).await);
}

async fn answer(stream: TcpStream, content: &Mutex<Content>) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"* OK ready\r\n").await?;
    loop {
        let line = command(&mut stream).await?;
        let Some((tag, command)) = line.split_once(' ') else {
            return Ok(());
        };
        let said = {
            let mut content = lock(content);
            content.heard.push(command.to_owned());
            if content.breaks_at.is_some_and(|at| command.starts_with(at)) {
                content.breaks_at = None;
                return Ok(());
            }
            said(&content, tag, command)
        };
        stream.write_all(&said).await?;
        if command == "LOGOUT" {
            return Ok(());
        }
    }
}

/// One command, its literals put in.
async fn command(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut whole = String::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await?;
        let line = line.trim_end_matches(['\r', '\n']);
        let literal = line
            .strip_suffix('}')
            .and_then(|line| line.rsplit_once('{'))
            .and_then(|(before, length)| Some((before, length.parse::<usize>().ok()?)));
        let Some((before, length)) = literal else {
            whole.push_str(line);
            return Ok(whole);
        };
        whole.push_str(before);
        stream.write_all(b"+ go ahead\r\n").await?;
        let mut bytes = vec![0; length];
        stream.read_exact(&mut bytes).await?;
        whole.push_str(&String::from_utf8_lossy(&bytes));
    }
}

fn said(content: &Content, tag: &str, command: &str) -> Vec<u8> {
    let mut said = Vec::new();
    let mut ok = true;
    let words: Vec<&str> = command.split(' ').collect();
    match words.as_slice() {
        // A password may hold spaces.
        ["LOGIN", _, password @ ..] => ok = password.join(" ") == content.password,
        ["EXAMINE", ..] => {
            let (validity, next) = (content.validity, content.next);
            said.extend_from_slice(
                format!("* OK [UIDVALIDITY {validity}] ok\r\n* OK [UIDNEXT {next}] ok\r\n")
                    .as_bytes(),
            );
        }
        ["UID", "SEARCH", criteria @ ..] => {
            let numbers = search(content, criteria);
            said.extend_from_slice(format!("* SEARCH {}\r\n", numbers.join(" ")).as_bytes());
        }
        ["UID", "FETCH", set, ..] => {
            for number in set
                .split(',')
                .filter_map(|number| number.parse::<u32>().ok())
            {
                fetch(content, number, command.contains("BODY.PEEK[]"), &mut said);
            }
        }
        _ => {}
    }
    let word = if ok { "OK" } else { "NO" };
    said.extend_from_slice(format!("{tag} {word} done\r\n").as_bytes());
    said
}

/// As servers do: `n:*` names the last mail even if it is below n.
fn search(content: &Content, criteria: &[&str]) -> Vec<String> {
    let from = match criteria {
        ["UID", range] => range
            .split(':')
            .next()
            .and_then(|from| from.parse().ok())
            .unwrap_or(1),
        _ => 1,
    };
    let last = content.mails.iter().map(|(number, _)| *number).max();
    let numbers = content.mails.iter().map(|(number, _)| *number);
    numbers
        .filter(|number| *number >= from || Some(*number) == last)
        .map(|number| number.to_string())
        .collect()
}

fn fetch(content: &Content, number: u32, has_body: bool, said: &mut Vec<u8>) {
    let Some((_, mail)) = content.mails.iter().find(|(known, _)| *known == number) else {
        return;
    };
    if has_body {
        let head = format!(
            "* {number} FETCH (UID {number} BODY[] {{{}}}\r\n",
            mail.len()
        );
        said.extend_from_slice(head.as_bytes());
        said.extend_from_slice(mail);
        said.extend_from_slice(b")\r\n");
    } else {
        let size = mail.len();
        let line = format!("* {number} FETCH (UID {number} RFC822.SIZE {size})\r\n");
        said.extend_from_slice(line.as_bytes());
    }
}
