//! What comes in from a surface: deliveries, the messages made of them, and why they cannot be.

use baton_domain::id::UploadId;
use baton_domain::time::Timestamp;

use super::address::Address;

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
