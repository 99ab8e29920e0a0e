//! Mail handed to servers that accept, refuse, fall silent and break off.

use std::sync::Arc;

use baton_app::clock::SystemClock;
use baton_app::ports::channel::{
    Address, AddressKind, ChannelKind, Channels as _, OutboundMessage, SendOutcome,
};
use baton_channels::callback::Reach;
use baton_channels::email::smtp::{Relay, Security};
use baton_channels::{Connectors, MailOut, Ways};
use baton_domain::id::MessageId;
use baton_domain::time::Timestamp;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::fixtures::channel;

/// When the server has something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Greeting,
    Sender,
    Recipient,
    Data,
    Message,
}

/// What the server does when its turn comes.
#[derive(Debug, Clone, Copy)]
enum Answer {
    Say(&'static str),
    /// Keeps the connection open and says nothing.
    Silence,
    /// Closes the connection.
    Drop,
}

/// A friendly server but for one turn.
#[derive(Clone, Copy)]
struct Script {
    turn: Turn,
    answer: Answer,
}

impl Script {
    fn answer(self, turn: Turn) -> Answer {
        if turn == self.turn {
            return self.answer;
        }
        match turn {
            Turn::Greeting => Say("220 mx.example ESMTP"),
            Turn::Sender | Turn::Recipient => Say("250 ok"),
            Turn::Data => Say("354 go ahead"),
            Turn::Message => Say("250 2.0.0 queued as 4711"),
        }
    }
}

const fn at(turn: Turn, answer: Answer) -> Script {
    Script { turn, answer }
}

use Answer::{Drop, Say, Silence};

const FRIENDLY: Script = at(Turn::Greeting, Say("220 mx.example ESMTP"));

/// Plays the script to one client; gives what it received as the message.
async fn play(script: Script, stream: TcpStream) -> std::io::Result<Vec<u8>> {
    let mut stream = BufReader::new(stream);
    let mut received = Vec::new();
    if !act(&mut stream, script.answer(Turn::Greeting)).await? {
        return Ok(received);
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(received);
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match verb.as_str() {
            "EHLO" => Say("250 mx.example"),
            "MAIL" => script.answer(Turn::Sender),
            "RCPT" => script.answer(Turn::Recipient),
            "DATA" => script.answer(Turn::Data),
            "QUIT" => Drop,
            _ => Say("500 what?"),
        };
        if !act(&mut stream, answer).await? {
            return Ok(received);
        }
        if verb == "DATA" && matches!(answer, Say(text) if text.starts_with("354")) {
            received = message(&mut stream).await?;
            if !act(&mut stream, script.answer(Turn::Message)).await? {
                return Ok(received);
            }
        }
    }
}

async fn say(stream: &mut BufReader<TcpStream>, text: &str) -> std::io::Result<()> {
    stream.write_all(format!("{text}\r\n").as_bytes()).await
}

/// Whether the conversation goes on.
async fn act(stream: &mut BufReader<TcpStream>, answer: Answer) -> std::io::Result<bool> {
    match answer {
        Say(text) => say(stream, text).await.map(|()| true),
        Silence => {
            // Until the client gives up and closes.
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.map(|_| false)
        }
        Drop => Ok(false),
    }
}

/// The lines up to the lone dot, dots undone.
async fn message(stream: &mut BufReader<TcpStream>) -> std::io::Result<Vec<u8>> {
    let mut message = Vec::new();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line).await? == 0 || line == b".\r\n" {
            return Ok(message);
        }
        message.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
    }
}

/// A server for one client on this machine.
async fn serve(script: Script) -> (u16, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        // A client that breaks off is part of some scripts.
        play(script, stream).await.unwrap_or_default()
    });
    (port, task)
}

fn relay(port: u16) -> Relay {
    Relay {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        credentials: None,
        hello_name: "baton.example".to_owned(),
        timeout_ms: 500,
    }
}

fn outbound() -> OutboundMessage {
    OutboundMessage {
        id: MessageId::from_bits(7),
        external_id: "msg_7@shop.example".to_owned(),
        thread: None,
        to: Address {
            kind: AddressKind::Email,
            address: "ann@customer.example".to_owned(),
            name: None,
        },
        subject: Some("Re: Order".to_owned()),
        text: "Hello\n.\n你好".to_owned(),
        references: vec!["a1@customer.example".to_owned()],
        authorised_at: Timestamp::from_micros(1_700_000_000_000_000),
        attempt: 1,
    }
}

async fn send(relay: Relay) -> SendOutcome {
    let ways = Ways {
        mail: MailOut::Relay(relay),
        callbacks: Reach::Public,
    };
    let connectors = Connectors::new(ways, Arc::new(SystemClock)).expect("connectors");
    connectors
        .send(&channel(ChannelKind::Email), &outbound())
        .await
}

async fn outcome(script: Script) -> SendOutcome {
    let (port, server) = serve(script).await;
    let outcome = send(relay(port)).await;
    server.await.expect("the server ends");
    outcome
}

fn code(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Sent { .. } => "sent",
        SendOutcome::NotAccepted { .. } => "not accepted",
        SendOutcome::Refused { .. } => "refused",
        SendOutcome::Unknown { .. } => "unknown",
    }
}

#[tokio::test]
async fn a_mail_that_was_taken_is_sent_and_arrives_whole() {
    let (port, server) = serve(FRIENDLY).await;
    let outcome = send(relay(port)).await;
    assert_eq!(code(&outcome), "sent", "{outcome:?}");
    let received = server.await.expect("the server ends");
    let read = baton_channels::email::parse(&channel(ChannelKind::Email), &received);
    let read = read.expect("a message");
    assert_eq!(read.text, "Hello\n.\n你好");
    assert_eq!(read.external_id, "msg_7@shop.example");
    assert_eq!(read.references, ["a1@customer.example"]);
}

#[tokio::test]
async fn up_to_the_final_dot_nothing_has_left() {
    for (turn, answer, expected) in [
        (Turn::Greeting, Say("554 no"), "not accepted"),
        (Turn::Greeting, Say("421 busy"), "not accepted"),
        (Turn::Greeting, Silence, "not accepted"),
        (Turn::Sender, Say("451 later"), "not accepted"),
        (Turn::Sender, Say("553 not you"), "refused"),
        (Turn::Recipient, Say("450 greylisted"), "not accepted"),
        (Turn::Recipient, Say("550 5.1.1 unknown"), "refused"),
        (Turn::Recipient, Silence, "not accepted"),
        (Turn::Recipient, Drop, "not accepted"),
        (Turn::Data, Say("452 full"), "not accepted"),
        (Turn::Data, Drop, "not accepted"),
        (Turn::Message, Say("451 later"), "not accepted"),
        (Turn::Message, Say("554 spam"), "refused"),
    ] {
        let outcome = outcome(at(turn, answer)).await;
        assert_eq!(code(&outcome), expected, "{turn:?} {answer:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn silence_after_the_final_dot_means_that_nobody_knows() {
    for message in [Silence, Drop, Say("nonsense")] {
        let outcome = outcome(at(Turn::Message, message)).await;
        assert_eq!(code(&outcome), "unknown", "{outcome:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_has_taken_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    drop(listener);
    assert_eq!(code(&send(relay(port)).await), "not accepted");
}

#[tokio::test]
async fn without_the_protection_asked_for_nothing_is_handed_over() {
    for security in [Security::StartTls, Security::Tls] {
        let (port, server) = serve(FRIENDLY).await;
        let relay = Relay {
            security,
            ..relay(port)
        };
        let outcome = send(relay).await;
        assert_eq!(code(&outcome), "not accepted", "{outcome:?}");
        assert!(server.await.expect("the server ends").is_empty());
    }
}

#[tokio::test]
async fn credentials_that_are_not_taken_say_nothing_about_the_message() {
    let (port, server) = serve(FRIENDLY).await;
    let relay = Relay {
        credentials: Some(("user".to_owned(), "password".to_owned())),
        ..relay(port)
    };
    assert_eq!(code(&send(relay).await), "not accepted");
    server.await.expect("the server ends");
}
