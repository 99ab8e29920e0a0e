//! How messages come in from a surface and go out to it.

mod address;
mod fetched;
mod inbound;
mod outbound;

use std::future::Future;
use std::pin::Pin;

use baton_domain::id::ChannelId;
use baton_domain::time::Timestamp;

pub use address::{Address, AddressKind};
pub use fetched::{Hook, HookRefusal, Place, PullFailure, Pulled};
pub use inbound::{
    Automatic, DeliveryProblem, DeliveryReport, Described, FileContent, Identified,
    InboundAttachment, InboundMessage, ParseFailure, SenderProof,
};
pub use outbound::{OutboundMessage, SendOutcome};

/// A boxed future, so that ports can be trait objects.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What a connected surface is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChannelKind {
    /// The generic channel: any program that speaks HTTP.
    Api,
    /// A mailbox.
    Email,
}

impl ChannelKind {
    /// The name in API, database and evidence.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Email => "email",
        }
    }
}

/// How a channel's threads behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Threads {
    /// One thread is one topic, as in e-mail.
    Topic,
    /// One lifelong thread per person, as in chat apps.
    Endless,
    /// Many people in one thread.
    Group,
    /// Comments and reviews that everybody sees.
    Public,
}

impl Threads {
    /// The name in API and database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Endless => "endless",
            Self::Group => "group",
            Self::Public => "public",
        }
    }
}

/// What a connector needs to know of the channel it serves.
#[derive(Debug, Clone)]
pub struct ChannelConfig {
    /// The channel.
    pub id: ChannelId,
    /// What it is.
    pub kind: ChannelKind,
    /// How its threads behave.
    pub threads: Threads,
    /// Whether the channel's owner answers for the sender's identity.
    pub vouches: bool,
    /// For e-mail: the only `authserv-id` whose `Authentication-Results` are trusted.
    pub authserv_id: Option<String>,
    /// For e-mail: the address that answers come from, e.g. `Baton <help@shop.example>`.
    pub from_address: Option<String>,
    /// For the generic channel: where sent messages are posted; without it they are polled.
    pub callback_url: Option<String>,
    /// Signs callbacks (Standard Webhooks).
    pub callback_secret: Option<Vec<u8>>,
    /// For e-mail: where new mail is fetched.
    pub imap: Option<MailServer>,
    /// For e-mail: where mail is handed over; the installation's relay without it.
    pub smtp: Option<MailServer>,
}

/// A mail server and who we are there.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its name, which its certificate has to bear.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// The user name.
    pub user: String,
    /// The password; absent until it is needed.
    pub password: Option<String>,
}

/// Shows no password.
impl std::fmt::Debug for MailServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}@{}:{}", self.user, self.host, self.port)
    }
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, required.
    StartTls,
    /// Not at all: for a server on the same machine.
    None,
}

/// Understands what a surface delivers, and delivers to it.
pub trait Channels: Send + Sync {
    /// Finds what tells one delivery from another, and checks what its sender could still mend.
    /// Pure and quick: the sender waits for it.
    ///
    /// # Errors
    /// What is wrong and where; nothing of it is kept then.
    fn identify(
        &self,
        channel: &ChannelConfig,
        raw: &[u8],
    ) -> Result<Identified, Vec<DeliveryProblem>>;

    /// Finds what a file is from its first bytes (a few hundred are enough) and what its sender
    /// says. Pure.
    fn describe(&self, head: &[u8], declared: Option<&str>, name: &str) -> Described;

    /// Understands one raw delivery. Pure: the same bytes give the same message.
    ///
    /// # Errors
    /// Says why the bytes cannot become a message; the caller keeps them as a dead letter.
    fn parse(&self, channel: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure>;

    /// Checks over the raw bytes that a hook comes from the channel's provider. Pure.
    ///
    /// # Errors
    /// [`HookRefusal`]; nothing of it is kept then.
    fn verify(
        &self,
        channel: &ChannelConfig,
        hook: &Hook,
        secret: &[u8],
        now: Timestamp,
    ) -> Result<(), HookRefusal> {
        let _ = (channel, hook, secret, now);
        Err(HookRefusal::NoHooks)
    }

    /// Fetches what is new in a mailbox, a bounded number of mails; changes nothing there. Without a
    /// place only what comes from now on is new.
    fn pull<'a>(
        &'a self,
        server: &'a MailServer,
        from: Option<Place>,
        now: Timestamp,
    ) -> Boxed<'a, Result<Pulled, PullFailure>> {
        let _ = (server, from, now);
        Box::pin(async { Err(PullFailure { code: "imap.none" }) })
    }

    /// Hands one message over. Called at most once for an attempt, outside any write unit.
    fn send<'a>(
        &'a self,
        channel: &'a ChannelConfig,
        message: &'a OutboundMessage,
    ) -> Boxed<'a, SendOutcome>;
}
