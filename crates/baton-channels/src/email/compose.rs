//! What leaves by mail, as bytes (RFC 5322).
//!
//! Written by hand because the text must arrive byte for byte as it was authorised: base 64 is the one
//! transfer encoding in which no relay and no line end changes it. Nothing but what was authorised and
//! the headers that threading needs goes in, and no value can open a header of its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use baton_app::ports::channel::OutboundMessage;
use baton_domain::time::Timestamp;
use mail_parser::DateTime;

use super::address::{self, Mention};

/// Characters of a body line (RFC 2045).
const BODY_LINE_CHARS: usize = 76;
/// Bytes of text in one encoded word: with its frame it stays within 75 characters (RFC 2047).
const ENCODED_WORD_BYTES: usize = 42;
/// The nearest references that are kept beside the first.
const NEAREST_REFERENCES: usize = 20;

/// What a mail needs besides the message.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The channel's own address, e.g. `Baton <help@shop.example>`.
    pub from: &'a str,
    /// Whether no person decided on this very message: it is then marked so (RFC 3834).
    pub is_automatic: bool,
}

/// A mail ready to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    /// Whom failures go to.
    pub sender: String,
    /// Who gets it.
    pub recipient: String,
    /// The bytes, lines ended by CRLF, all ASCII.
    pub bytes: Vec<u8>,
}

/// Why no mail can be made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComposeFailure {
    /// The channel has no usable address of its own.
    #[error("the channel has no address to send from")]
    NoSender,
    /// The recipient's address is none, or is not ASCII.
    #[error("the recipient's address cannot be written to")]
    BadRecipient,
}

impl ComposeFailure {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSender => "send.no_sender",
            Self::BadRecipient => "send.bad_recipient",
        }
    }
}

/// Makes the mail.
///
/// # Errors
/// [`ComposeFailure`]: one of the two addresses cannot be used.
pub fn compose(
    message: &OutboundMessage,
    options: Options<'_>,
) -> Result<Composed, ComposeFailure> {
    let sender = address::parse(options.from.as_bytes())
        .into_iter()
        .find(|mention| is_writable(&mention.address))
        .ok_or(ComposeFailure::NoSender)?;
    if !is_writable(&message.to.address) {
        return Err(ComposeFailure::BadRecipient);
    }
    let recipient = Mention {
        name: message.to.name.clone(),
        address: message.to.address.clone(),
    };
    let mut mail = Mail::default();
    mail.header("Date", &date(message.authorised_at));
    mail.header("From", &mailbox(&sender));
    mail.header("To", &mailbox(&recipient));
    mail.header(
        "Subject",
        &words(message.subject.as_deref().unwrap_or_default()),
    );
    mail.header("Message-ID", &bracketed(&message.external_id));
    if let Some(nearest) = message.references.iter().rev().find(|id| is_reference(id)) {
        mail.header("In-Reply-To", &bracketed(nearest));
        mail.header("References", &references(&message.references));
    }
    if options.is_automatic {
        mail.header("Auto-Submitted", "auto-replied");
        mail.header("X-Auto-Response-Suppress", "All");
    }
    // What comes back with this mark is our own.
    mail.header("X-Loop", &sender.address);
    mail.header("MIME-Version", "1.0");
    mail.header("Content-Type", "text/plain; charset=utf-8");
    mail.header("Content-Transfer-Encoding", "base64");
    mail.body(message.text.as_bytes());
    Ok(Composed {
        sender: sender.address,
        recipient: recipient.address,
        bytes: mail.bytes.into_bytes(),
    })
}

/// Whether an address fits an SMTP command as it stands.
fn is_writable(address: &str) -> bool {
    address::is_address(address) && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[derive(Default)]
struct Mail {
    bytes: String,
}

impl Mail {
    /// One field, folded between words. Values come in as words without line ends.
    fn header(&mut self, name: &str, value: &str) {
        self.bytes.push_str(name);
        self.bytes.push(':');
        let mut line_chars = name.len() + 1;
        for word in value.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
            if word.is_empty() {
                continue;
            }
            if line_chars + 1 + word.len() > BODY_LINE_CHARS + 2 && line_chars > name.len() + 1 {
                self.bytes.push_str("\r\n");
                line_chars = 0;
            }
            self.bytes.push(' ');
            self.bytes.push_str(word);
            line_chars += 1 + word.len();
        }
        self.bytes.push_str("\r\n");
    }

    fn body(&mut self, text: &[u8]) {
        self.bytes.push_str("\r\n");
        // 57 bytes make 76 characters.
        for line in text.chunks(BODY_LINE_CHARS / 4 * 3) {
            self.bytes.push_str(&STANDARD.encode(line));
            self.bytes.push_str("\r\n");
        }
    }
}

/// The instant as mail writes it; outside the years mail can write, the Unix epoch.
fn date(at: Timestamp) -> String {
    let seconds = at.as_micros().div_euclid(1_000_000);
    let is_writable = (0..=253_402_300_799).contains(&seconds);
    DateTime::from_timestamp(if is_writable { seconds } else { 0 }).to_rfc822()
}

/// `"Name" <address>`, or the address alone.
fn mailbox(mention: &Mention) -> String {
    let name = mention.name.as_deref().unwrap_or_default().trim();
    let is_plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b" !#$%&'*+-/=?^_`{|}~".contains(&byte));
    if name.is_empty() {
        format!("<{}>", mention.address)
    } else if is_plain && !name.contains("=?") {
        format!("{name} <{}>", mention.address)
    } else {
        format!("{} <{}>", encoded(name), mention.address)
    }
}

/// A text for people: as it is where it is ASCII in short words, else as encoded words.
fn words(text: &str) -> String {
    let text = super::headers::one_line(text);
    let is_plain = text.is_ascii()
        && !text.contains("=?")
        && text
            .split(' ')
            .all(|word| word.len() <= BODY_LINE_CHARS - 10);
    if is_plain { text } else { encoded(&text) }
}

/// Encoded words (RFC 2047), cut between characters.
fn encoded(text: &str) -> String {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        if word.len() + letter.len_utf8() > ENCODED_WORD_BYTES {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.push(word);
    let words = words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)));
    words.collect::<Vec<_>>().join(" ")
}

fn bracketed(id: &str) -> String {
    let id: String = id
        .chars()
        .filter(|letter| letter.is_ascii_graphic() && !matches!(letter, '<' | '>'))
        .collect();
    format!("<{id}>")
}

/// Ids that we made up for mails without one name nothing elsewhere.
fn is_reference(id: &str) -> bool {
    !id.starts_with("sha256:") && id.is_ascii() && !id.is_empty() && id.len() <= 900
}

/// The chain, oldest first: the first of the thread and the nearest.
fn references(chain: &[String]) -> String {
    let chain: Vec<&String> = chain.iter().filter(|id| is_reference(id)).collect();
    let skipped = chain.len().saturating_sub(NEAREST_REFERENCES);
    let first = chain.first().filter(|_| skipped > 0);
    let nearest = chain.iter().skip(skipped);
    let kept: Vec<String> = first
        .into_iter()
        .chain(nearest)
        .map(|id| bracketed(id))
        .collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests;
