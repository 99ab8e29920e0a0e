//! What goes out to a surface, and how that ended.

use baton_domain::id::MessageId;
use baton_domain::time::{Span, Timestamp};

use super::address::Address;

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
