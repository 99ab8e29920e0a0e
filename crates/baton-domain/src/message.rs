//! Messages as a case sees them: by id, never by content.

use serde::{Deserialize, Serialize};

use crate::id::{ChannelId, ConversationId, MessageId};
use crate::time::Timestamp;

/// Why a message of ours exists. Only a reply answers somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Answers what somebody wrote.
    Reply,
    /// Asks somebody for what they owe.
    Chase,
    /// The fixed, labelled, automatic "we have your message". Not a first response.
    Acknowledgement,
    /// Asks how the service was.
    Survey,
    /// Tells somebody that what they were asked for is no longer needed.
    StandDown,
    /// Tells somebody something on our own initiative.
    Notice,
}

/// Why a message was filed without a clock and without opening a wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FiledAs {
    /// Unwanted.
    Spam,
    /// An out-of-office or other automatic reply (RFC 3834).
    Automatic,
    /// A newsletter or mailing list.
    Bulk,
    /// A delivery report.
    Bounce,
    /// A machine's notice.
    Notice,
    /// Our own message that came back.
    Loop,
    /// Group talk that is not meant for us.
    Noise,
    /// What somebody wrote before we kept cases.
    History,
    /// What we sent before we kept cases.
    SentBefore,
}

/// What the provider says became of a message it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// It arrived.
    Delivered,
    /// It was opened.
    Read,
    /// It came back.
    Bounced,
}

/// Where a message belongs: the channel's own thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Thread {
    /// The surface.
    pub channel_id: ChannelId,
    /// The thread on it.
    pub conversation_id: ConversationId,
}

/// A message that somebody outside is owed an answer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unanswered {
    /// The message.
    pub message_id: MessageId,
    /// The event by which the case learnt of it: replies based on less do not answer it.
    pub sequence: u64,
    /// When it was received.
    pub at: Timestamp,
}
