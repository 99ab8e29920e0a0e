//! How messages come in from a surface and go out to it.

use std::future::Future;
use std::pin::Pin;

use baton_domain::id::{ChannelId, MessageId, UploadId};
use baton_domain::time::{Span, Timestamp};

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

/// What a provider's program sent to us over HTTP, as far as its signature covers it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hook {
    /// Header names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, as it came.
    pub body: Vec<u8>,
}

impl Hook {
    /// The first header of a name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Why a hook is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HookRefusal {
    /// This kind of channel takes no hooks.
    NoHooks,
    /// It is not signed with the channel's secret, or not for now.
    NotSigned,
}

/// How far a mailbox was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Which numbering of the mailbox (UIDVALIDITY). Under another one numbers mean nothing.
    pub validity: u32,
    /// The last mail that was taken over, by its number.
    pub last: u32,
    /// When it was read.
    pub at: Timestamp,
}

/// What is new in a mailbox, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulled {
    /// The mails, as they are.
    pub mails: Vec<Vec<u8>>,
    /// Mails that are larger than one may be; they stay where they are.
    pub too_large: usize,
    /// How far it was read.
    pub place: Place,
    /// Whether there is more.
    pub has_more: bool,
}

/// Why nothing was fetched, as a stable code such as `imap.unreachable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PullFailure {
    /// The code.
    pub code: &'static str,
}

/// One address of somebody outside.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// What kind of address it is.
    pub kind: AddressKind,
    /// E-mail lower-cased, phone in E.164, provider ids verbatim.
    pub address: String,
    /// The name the sender goes by.
    pub name: Option<String>,
}

impl Address {
    /// With an `@` it is an e-mail address, in E.164 a phone number, else an id of the channel's
    /// own.
    #[must_use]
    pub fn read(text: &str, name: Option<String>) -> Self {
        let kind = if text.contains('@') {
            AddressKind::Email
        } else if is_e164(text) {
            AddressKind::Phone
        } else {
            AddressKind::Opaque
        };
        Self {
            address: match kind {
                AddressKind::Email => text.to_lowercase(),
                AddressKind::Phone | AddressKind::Opaque => text.to_owned(),
            },
            kind,
            name,
        }
    }

    /// An address that means the same on every channel; nothing if it is not one.
    #[must_use]
    pub fn of_person(text: &str, name: Option<String>) -> Option<Self> {
        let address = Self::read(text.trim(), name);
        let is_plain = match address.kind {
            AddressKind::Phone => true,
            AddressKind::Email => is_mailbox(&address.address),
            AddressKind::Opaque => false,
        };
        is_plain.then_some(address)
    }
}

/// One `@` with something on both sides, and nothing that could be a second header line.
fn is_mailbox(text: &str) -> bool {
    let sides = text.split_once('@');
    sides.is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@')
    }) && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}

/// A plus sign and seven to fifteen digits, the first no zero (ITU-T E.164).
fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The id space of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An id that means something only within its channel.
    Opaque,
}

impl AddressKind {
    /// The name in API and database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Opaque => "opaque",
        }
    }
}

/// A file that came with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundAttachment {
    /// The file name as sent, cleaned of paths and control characters.
    pub name: String,
    /// The media type found by looking at the bytes first, at the declaration second.
    pub mime: String,
    /// The bytes, or where they are.
    pub content: FileContent,
    /// For pictures inside an HTML body: the `cid` it is referred to by.
    pub content_id: Option<String>,
}

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileContent {
    /// Here.
    Bytes(Vec<u8>),
    /// They came ahead, as an upload; its name and media type were found then.
    Upload(UploadId),
}

/// What a file is called, and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its name, cleaned of paths and control characters.
    pub name: String,
    /// Its media type, by the bytes first and by what was declared second.
    pub mime: String,
}

/// Why a message needs no answer and gets no clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Automatic {
    /// An out-of-office or other automatic reply (RFC 3834).
    AutoReply,
    /// A mailing list or newsletter.
    Bulk,
    /// A delivery report about something we sent.
    Bounce,
    /// A machine notice (no-reply senders, mailer daemons).
    Notice,
    /// Our own message that came back.
    Loop,
}

/// What a delivery report says about one message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// The Message-ID of what we sent, if the report names it.
    pub original_external_id: Option<String>,
    /// Whose mailbox it is about.
    pub recipient: Option<String>,
    /// Whether trying again is pointless (5.x.x) or may help (4.x.x).
    pub is_permanent: bool,
    /// The status code, e.g. `5.1.1`.
    pub status: Option<String>,
}

/// How sure the channel is of who sent the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SenderProof {
    /// Nothing vouches for the sender.
    Unverified,
    /// The provider vouches: DMARC alignment passed, or the channel vouches.
    ChannelVerified,
}

/// One message as a connector understood it: everything that joining and triage need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundMessage {
    /// The provider's id of the message; an e-mail's Message-ID without angle brackets. Made from
    /// the bytes (`sha256:…`) where the provider gave none.
    pub external_id: String,
    /// The provider's id of the thread, where it has threads.
    pub thread: Option<String>,
    /// The subject line.
    pub subject: Option<String>,
    /// Who wrote it.
    pub from: Address,
    /// How sure the channel is of that.
    pub proof: SenderProof,
    /// A Reply-To that differs from the sender.
    pub reply_to: Option<Address>,
    /// The other recipients (To and Cc without our own addresses).
    pub others: Vec<Address>,
    /// When the provider says it was sent.
    pub sent_at: Option<Timestamp>,
    /// What was newly written, as plain text.
    pub text: String,
    /// The quoted history and the signature, as plain text.
    pub quoted: Option<String>,
    /// The sanitised HTML: no scripts, no remote loads, safe to show in a sandboxed frame.
    pub html: Option<String>,
    /// Files.
    pub attachments: Vec<InboundAttachment>,
    /// External ids of earlier messages this one refers to, nearest first.
    pub references: Vec<String>,
    /// Why it needs no answer, if it is automatic.
    pub automatic: Option<Automatic>,
    /// What it reports, if it is a delivery report.
    pub delivery_report: Option<DeliveryReport>,
    /// Reasons to file it as spam (a provider's verdict or our own rules); empty if none.
    pub spam_reasons: Vec<&'static str>,
    /// Parts of the raw message that could not be read (unknown charset, broken encoding …).
    pub defects: Vec<&'static str>,
}

/// Why a raw delivery could not be understood at all. It is kept as a dead letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum ParseFailure {
    /// There is no sender to file it under.
    #[error("the message names no sender")]
    NoSender,
    /// The bytes are not a message of this channel's kind.
    #[error("the bytes are not a message of this kind")]
    NotAMessage,
    /// A bound was exceeded (nesting, parts, size).
    #[error("the message exceeds a limit")]
    TooLarge,
}

impl ParseFailure {
    /// The stable code, shown with the dead letter.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSender => "parse.no_sender",
            Self::NotAMessage => "parse.not_a_message",
            Self::TooLarge => "parse.too_large",
        }
    }
}

/// Exactly what is to leave: what was authorised, nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboundMessage {
    /// The message.
    pub id: MessageId,
    /// Our stable external id (for e-mail the Message-ID without angle brackets).
    pub external_id: String,
    /// The provider's id of the thread, where it has threads.
    pub thread: Option<String>,
    /// Who gets it.
    pub to: Address,
    /// The subject line, for channels that have one.
    pub subject: Option<String>,
    /// The text, byte for byte as authorised, signature included.
    pub text: String,
    /// External ids of the thread so far, oldest first.
    pub references: Vec<String>,
    /// When it was authorised: the date it carries.
    pub authorised_at: Timestamp,
    /// Which attempt this is, from 1.
    pub attempt: u32,
}

/// How an attempt to send ended. See `docs/adr` on sending: only these decide what may be retried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SendOutcome {
    /// The provider took it.
    Sent {
        /// The provider's id, where it gave one.
        provider_id: Option<String>,
    },
    /// It provably did not leave (connection refused, TLS failure, a reply before the final dot,
    /// 429): trying again cannot send it twice.
    NotAccepted {
        /// A stable code for the reason.
        code: &'static str,
        /// How long the provider asked us to wait.
        retry_after: Option<Span>,
    },
    /// The provider refused it for good; trying again is pointless.
    Refused {
        /// A stable code for the reason.
        code: &'static str,
    },
    /// It may have left or not: nobody but a person may try again.
    Unknown {
        /// A stable code for the reason.
        code: &'static str,
    },
}

/// What is known of a delivery before it is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    /// The provider's id of the message; made from the bytes where it gave none.
    pub external_id: String,
    /// Deliveries with the same key are understood one after the other: the provider's thread, or
    /// the sender where there is none.
    pub order_key: String,
    /// Uploads it names: where, as a JSON pointer, and which.
    pub uploads: Vec<(String, UploadId)>,
}

/// What is wrong with one field of a delivery that its sender can mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryProblem {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What, as a stable code.
    pub code: &'static str,
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
