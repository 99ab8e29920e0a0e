//! What a program posts to us, and what we fetch ourselves from a mailbox.

use baton_domain::time::Timestamp;

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
