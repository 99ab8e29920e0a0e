//! One mail handed to a mail server, with one honest outcome.
//!
//! The conversation is driven command by command, because the outcome turns on one line: up to the
//! final dot nothing has left, after it silence means that nobody knows.

use std::time::Duration;

use baton_app::ports::channel::SendOutcome;
use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};
use tokio::time::timeout;

use super::compose::Composed;

/// Nobody answers there, or not in time.
const UNREACHABLE: &str = "smtp.unreachable";
/// No encrypted connection came about where one is asked for.
const TLS_FAILED: &str = "smtp.tls_failed";
/// The server does not accept our credentials.
const NOT_SIGNED_IN: &str = "smtp.not_signed_in";
/// The server asks to try later.
const TRY_LATER: &str = "smtp.try_later";
/// The server refuses the message for good.
const REFUSED: &str = "smtp.refused";
/// The connection broke before the message was handed over.
const BROKEN_OFF: &str = "smtp.broken_off";
/// No answer came after the final dot.
const NO_ANSWER: &str = "smtp.no_answer";
/// An address that mail servers do not take.
const BAD_ADDRESS: &str = "send.bad_recipient";

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a relay on the same machine.
    None,
    /// STARTTLS, required.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

/// A mail server that takes our mail.
#[derive(Clone)]
pub struct Relay {
    /// Its name, which its certificate has to bear.
    pub host: String,
    /// Its port: 587 for STARTTLS, 465 for TLS.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User name and password, if it asks for them.
    pub credentials: Option<(String, String)>,
    /// How we introduce ourselves: a host name.
    pub hello_name: String,
    /// The longest wait for any one answer, in milliseconds.
    pub timeout_ms: u64,
}

/// Why no message was handed over.
enum Stop {
    /// Nothing has left; trying again is safe.
    NotAccepted(&'static str),
    /// Trying again is pointless.
    Refused(&'static str),
}

impl From<Stop> for SendOutcome {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::NotAccepted(code) => Self::NotAccepted {
                code,
                retry_after: None,
            },
            Stop::Refused(code) => Self::Refused { code },
        }
    }
}

impl Relay {
    /// Hands one mail over, once.
    pub async fn deliver(&self, mail: &Composed) -> SendOutcome {
        let mut connection = match self.prepare(mail).await {
            Ok(connection) => connection,
            Err(stop) => return stop.into(),
        };
        // From here on the final dot may be on its way: only an answer tells.
        let outcome = match timeout(self.timeout(), connection.message(&mail.bytes)).await {
            Ok(Ok(response)) => SendOutcome::Sent {
                provider_id: queue_id(&response),
            },
            Ok(Err(error)) if error.is_permanent() => SendOutcome::Refused { code: REFUSED },
            Ok(Err(error)) if error.is_transient() => SendOutcome::NotAccepted {
                code: TRY_LATER,
                retry_after: None,
            },
            Ok(Err(_)) | Err(_) => SendOutcome::Unknown { code: NO_ANSWER },
        };
        // The outcome stands; how the server says goodbye changes nothing.
        if matches!(outcome, SendOutcome::Sent { .. }) {
            let _ = timeout(self.timeout(), connection.quit()).await;
        }
        outcome
    }

    /// Everything up to the server's "go ahead".
    async fn prepare(&self, mail: &Composed) -> Result<AsyncSmtpConnection, Stop> {
        let sender: Address = parsed(&mail.sender)?;
        let recipient: Address = parsed(&mail.recipient)?;
        let mut connection = self.connect().await?;
        self.sign_in(&mut connection).await?;
        self.tell(&mut connection, Mail::new(Some(sender), Vec::new()))
            .await?;
        self.tell(&mut connection, Rcpt::new(recipient, Vec::new()))
            .await?;
        self.tell(&mut connection, Data).await?;
        Ok(connection)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Stop> {
        let hello = ClientId::Domain(self.hello_name.clone());
        let tls =
            TlsParameters::new(self.host.clone()).map_err(|_| Stop::NotAccepted(TLS_FAILED))?;
        let wrapped = (self.security == Security::Tls).then(|| tls.clone());
        let server = (self.host.as_str(), self.port);
        let connecting = AsyncSmtpConnection::connect_tokio1(
            server,
            Some(self.timeout()),
            &hello,
            wrapped,
            None,
        );
        let mut connection = match timeout(self.timeout(), connecting).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) if error.is_tls() => return Err(Stop::NotAccepted(TLS_FAILED)),
            Ok(Err(error)) if error.status().is_some() => return Err(Stop::NotAccepted(TRY_LATER)),
            Ok(Err(_)) | Err(_) => return Err(Stop::NotAccepted(UNREACHABLE)),
        };
        if self.security == Security::StartTls {
            let started = timeout(self.timeout(), connection.starttls(tls, &hello)).await;
            if !matches!(started, Ok(Ok(()))) {
                return Err(Stop::NotAccepted(TLS_FAILED));
            }
        }
        Ok(connection)
    }

    async fn sign_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Stop> {
        let Some((user, password)) = &self.credentials else {
            return Ok(());
        };
        let credentials = Credentials::new(user.clone(), password.clone());
        match timeout(
            self.timeout(),
            connection.auth(DEFAULT_MECHANISMS, &credentials),
        )
        .await
        {
            Ok(Ok(_)) => Ok(()),
            // Wrong credentials say nothing about the message.
            Ok(Err(_)) => Err(Stop::NotAccepted(NOT_SIGNED_IN)),
            Err(_) => Err(Stop::NotAccepted(UNREACHABLE)),
        }
    }

    async fn tell(
        &self,
        connection: &mut AsyncSmtpConnection,
        command: impl std::fmt::Display,
    ) -> Result<(), Stop> {
        match timeout(self.timeout(), connection.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(before_the_dot(&error)),
            Err(_) => Err(Stop::NotAccepted(BROKEN_OFF)),
        }
    }

    const fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms)
    }
}

fn before_the_dot(error: &Error) -> Stop {
    if error.is_permanent() {
        Stop::Refused(REFUSED)
    } else if error.is_transient() {
        Stop::NotAccepted(TRY_LATER)
    } else {
        Stop::NotAccepted(BROKEN_OFF)
    }
}

fn parsed(address: &str) -> Result<Address, Stop> {
    address.parse().map_err(|_| Stop::Refused(BAD_ADDRESS))
}

/// What the server calls the message, as far as its answer says: useful in its logs, nothing more.
fn queue_id(response: &Response) -> Option<String> {
    response.first_line().map(|line| {
        line.chars()
            .filter(|letter| !letter.is_control())
            .take(200)
            .collect()
    })
}
