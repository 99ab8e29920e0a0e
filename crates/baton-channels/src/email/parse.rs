//! One mail, understood.
//!
//! Pure, linear, and total: any bytes give a message or one of three named failures. What could not be
//! read is named in `defects`; the raw source is the caller's to keep.

use baton_app::ports::channel::{
    Address, AddressKind, ChannelConfig, Identified, InboundMessage, ParseFailure,
};
use baton_domain::time::{Span, Timestamp};
use mail_parser::DateTime;

use super::address::{self, Mention};
use super::automatic::{self, Signs};
use super::body::{self, Body};
use super::bounce::{self, Report};
use super::headers::Headers;
use super::{identity, message_id, mime, quote, spam};

/// The largest mail that is opened, in bytes: a file of 70 MiB, encoded.
pub const MAX_MESSAGE_BYTES: usize = 100 * 1024 * 1024;
/// The longest subject kept, in characters.
const MAX_SUBJECT_CHARS: usize = 500;
/// The longest date that is looked at, in bytes.
const MAX_DATE_BYTES: usize = 128;
/// Recipients named beside us that are kept.
const MAX_OTHERS: usize = 50;

/// The header section exceeded a limit and was read in part.
const HEADERS_CUT: &str = "headers.cut";
/// There is a date, and it is none.
const BROKEN_DATE: &str = "date.broken";

/// Finds what tells a mail from others: its Message-ID, and its sender to keep one sender's mails in
/// order. Any bytes have both.
#[must_use]
pub fn identify(raw: &[u8]) -> Identified {
    let (headers, _) = Headers::read(raw.trim_ascii_start());
    let external_id = message_id::own(&headers, raw);
    let authors = address::mentions(&headers, "from");
    let order_key = author(&headers, &authors)
        .map(|author| sender(author).address)
        .filter(|address| !address.is_empty())
        .unwrap_or_else(|| external_id.clone());
    Identified {
        external_id,
        order_key,
        uploads: Vec::new(),
    }
}

/// Understands one mail that a channel received.
///
/// # Errors
/// [`ParseFailure`]: it names no sender, is no mail at all, or is too large.
pub fn parse(channel: &ChannelConfig, raw: &[u8]) -> Result<InboundMessage, ParseFailure> {
    if raw.len() > MAX_MESSAGE_BYTES {
        return Err(ParseFailure::TooLarge);
    }
    let (headers, rest) = Headers::read(raw.trim_ascii_start());
    if headers.is_empty() {
        return Err(ParseFailure::NotAMessage);
    }
    let external_id = message_id::own(&headers, raw);
    let authors = address::mentions(&headers, "from");
    let own_address = own_address(channel);
    let references = message_id::references(&headers);
    let proof = identity::judge(&headers, &authors, channel.authserv_id.as_deref());
    let subject = headers
        .text("subject")
        .map(|subject| subject.chars().take(MAX_SUBJECT_CHARS).collect::<String>());
    let (sent_at, date_defect) = sent_at(&headers);
    let others = others(&headers, &own_address);
    let author = author(&headers, &authors);
    let header_defect = headers.is_cut().then_some(HEADERS_CUT);

    // Opening the parts takes the header section; what is judged by it later is read again.
    let tree = mime::open(headers, rest);
    let body = body::read(&tree.leaves);
    let (headers, _) = Headers::read(raw.trim_ascii_start());
    let report = bounce::read(&headers, &tree.leaves);
    let author = author.ok_or(ParseFailure::NoSender)?;
    let reply_to = reply_to(&headers, &author);
    let automatic = automatic::judge(&Signs {
        headers: &headers,
        from: &author,
        has_other_reply_to: reply_to.is_some(),
        external_id: &external_id,
        own_address: &own_address,
        is_bounce: matches!(report, Report::Failure(_)),
        is_report: matches!(report, Report::Other),
    });
    let spam_reasons = spam::reasons(&headers, subject.as_deref().unwrap_or_default(), &body.text);
    let (text, quoted) = piles(&body);
    let mut defects = tree.defects;
    defects.extend(&body.defects);
    defects.extend(date_defect);
    defects.extend(header_defect);
    defects.sort_unstable();
    defects.dedup();
    Ok(InboundMessage {
        external_id,
        thread: None,
        subject,
        from: sender(author),
        proof,
        reply_to,
        others,
        sent_at,
        text,
        quoted,
        html: body.html,
        attachments: body.attachments,
        references,
        automatic,
        delivery_report: match report {
            Report::Failure(report) => Some(report),
            Report::Other | Report::None => None,
        },
        spam_reasons,
        defects,
    })
}

/// The channel's own address, lower-cased; empty if it has none.
fn own_address(channel: &ChannelConfig) -> String {
    channel
        .from_address
        .as_deref()
        .and_then(|value| address::parse(value.as_bytes()).into_iter().next())
        .map(|mention| mention.address)
        .unwrap_or_default()
}

/// Who wrote it: the author, else who handed it in, else where failures go.
fn author(headers: &Headers<'_>, authors: &[Mention]) -> Option<Mention> {
    let is_handle = |mention: &&Mention| address::is_address(&mention.address);
    let named = |name: &str| {
        let all = address::mentions(headers, name);
        all.iter().find(is_handle).cloned()
    };
    authors
        .iter()
        .find(is_handle)
        .cloned()
        .or_else(|| named("sender"))
        .or_else(|| named("resent-from"))
        .or_else(|| named("return-path"))
        .or_else(|| authors.first().cloned())
}

/// A daemon may have a name and no address; the name is then all there is to file it under.
fn sender(author: Mention) -> Address {
    let address = if author.address.is_empty() {
        author.name.as_deref().unwrap_or_default().to_lowercase()
    } else {
        author.address
    };
    Address {
        kind: AddressKind::Email,
        address,
        name: author.name,
    }
}

/// Where answers are asked to go, if not to the author.
fn reply_to(headers: &Headers<'_>, author: &Mention) -> Option<Address> {
    let all = address::mentions(headers, "reply-to");
    let is_author = all.iter().any(|mention| mention.address == author.address);
    if is_author {
        return None;
    }
    all.iter().find_map(Mention::handle)
}

/// Everybody else it was sent to, each once.
fn others(headers: &Headers<'_>, own_address: &str) -> Vec<Address> {
    let mut seen = std::collections::HashSet::new();
    ["to", "cc"]
        .iter()
        .flat_map(|name| address::mentions(headers, name))
        .filter(|mention| mention.address != own_address)
        .filter(|mention| seen.insert(mention.address.clone()))
        .filter_map(|mention| mention.handle())
        .take(MAX_OTHERS)
        .collect()
}

fn sent_at(headers: &Headers<'_>) -> (Option<Timestamp>, Option<&'static str>) {
    let Some(value) = headers.plain("date").filter(|value| !value.is_empty()) else {
        return (None, None);
    };
    let head = value
        .get(..value.floor_char_boundary(MAX_DATE_BYTES))
        .unwrap_or_default();
    let date = DateTime::parse_rfc822(&format!("{head}\r\n")).filter(DateTime::is_valid);
    let at =
        date.map(|date| Timestamp::from_micros(0).plus(Span::from_seconds(date.to_timestamp())));
    (at, at.is_none().then_some(BROKEN_DATE))
}

/// What is new and what is history, by the markup where the text came from it, then by the words.
fn piles(body: &Body) -> (String, Option<String>) {
    let split = quote::split(&body.text);
    let mut quoted = split.quoted.unwrap_or_default();
    if body.quoted_by_markup.is_empty() {
        return (split.written, (!quoted.is_empty()).then_some(quoted));
    }
    // A mail that is nothing but quoted markup is a bare forward: its words count.
    if split.written.is_empty() {
        return (body.quoted_by_markup.clone(), None);
    }
    if !quoted.is_empty() {
        quoted.push_str("\n\n");
    }
    quoted.push_str(&body.quoted_by_markup);
    (split.written, Some(quoted))
}

#[cfg(test)]
mod tests;
