//! Delivery reports: what became of something we sent (RFC 3464, and the mail servers that write
//! their own prose instead).

use baton_app::ports::channel::DeliveryReport;

use super::address;
use super::headers::Headers;
use super::message_id;
use super::mime::Leaf;
use super::transfer;

mod prose;

/// Bytes of a part that are searched.
const MAX_SEARCHED_BYTES: usize = 128 * 1024;

/// What kind of report a mail is.
pub(crate) enum Report {
    /// Something was not delivered, or not yet.
    Failure(DeliveryReport),
    /// A report about something else: delivered, read, a complaint.
    Other,
    /// No report.
    None,
}

/// Reads the report that a mail is, if it is one.
pub(crate) fn read(headers: &Headers<'_>, leaves: &[Leaf<'_>]) -> Report {
    let original = original_id(leaves);
    if let Some(leaf) = leaves
        .iter()
        .find(|leaf| leaf.content_type.subkind == "delivery-status")
    {
        return structured(&decoded(leaf), original, headers);
    }
    if is_report(headers) && leaves.iter().any(is_other_report) {
        return Report::Other;
    }
    let texts: Vec<String> = leaves
        .iter()
        .filter(|leaf| {
            leaf.content_type.kind == "text" && leaf.content_type.subkind != "rfc822-headers"
        })
        .map(decoded)
        .collect();
    match prose::read(headers, &texts.join("\n"), original) {
        Some(report) => Report::Failure(report),
        None if is_report(headers) => Report::Other,
        None => Report::None,
    }
}

fn is_report(headers: &Headers<'_>) -> bool {
    headers
        .plain("content-type")
        .is_some_and(|value| value.to_ascii_lowercase().starts_with("multipart/report"))
}

/// Read receipts and complaints: about our mail, but no failure to deliver it.
fn is_other_report(leaf: &Leaf<'_>) -> bool {
    leaf.content_type.is("message", "disposition-notification")
        || leaf.content_type.is("message", "feedback-report")
}

/// The fields of RFC 3464: groups about the message and about each recipient.
fn structured(status: &str, original: Option<String>, headers: &Headers<'_>) -> Report {
    let groups: Vec<Headers<'_>> = blocks(status).collect();
    let field =
        |group: &Headers<'_>, name: &str| group.plain(name).map(|one| one.to_ascii_lowercase());
    let failed = groups.iter().find(|group| {
        field(group, "action")
            .is_some_and(|action| action.starts_with("fail") || action.starts_with("delay"))
    });
    let has_action = groups.iter().any(|group| group.has("action"));
    let group = match failed {
        Some(group) => group,
        None if has_action => return Report::Other,
        // Some servers leave the action out; a recipient with a failing status says enough.
        None => match groups
            .iter()
            .find(|group| group.has("status") || group.has("final-recipient"))
        {
            Some(group) => group,
            None => return Report::Other,
        },
    };
    let status = group
        .plain("status")
        .and_then(|value| prose::status_code(&value))
        .or_else(|| {
            group
                .plain("diagnostic-code")
                .and_then(|value| prose::status_code(&value))
        });
    if status
        .as_deref()
        .is_some_and(|status| status.starts_with('2'))
    {
        return Report::Other;
    }
    let is_delayed = field(group, "action").is_some_and(|action| action.starts_with("delay"));
    let recipient = [
        "final-recipient",
        "original-recipient",
        "x-actual-recipient",
    ]
    .iter()
    .filter_map(|name| group.plain(name))
    .find_map(|value| typed_address(&value))
    .or_else(|| prose::failed_recipient_header(headers));
    Report::Failure(DeliveryReport {
        original_external_id: original,
        recipient,
        is_permanent: !is_delayed
            && status
                .as_deref()
                .is_none_or(|status| status.starts_with('5')),
        status,
    })
}

/// The address of `rfc822; ann@x.example`.
fn typed_address(value: &str) -> Option<String> {
    let address = value.split_once(';').map_or(value, |(_, address)| address);
    let address = address.trim().trim_matches(['<', '>']).to_lowercase();
    address::is_address(&address).then_some(address)
}

/// Header sections one after another, separated by empty lines.
fn blocks(text: &str) -> impl Iterator<Item = Headers<'_>> {
    let mut rest = text.as_bytes();
    std::iter::from_fn(move || {
        while !rest.is_empty() {
            let (headers, after) = Headers::read(rest);
            rest = after;
            if !headers.is_empty() {
                return Some(headers);
            }
        }
        None
    })
}

/// The Message-ID of the mail that the report carries, whole or as its header.
fn original_id(leaves: &[Leaf<'_>]) -> Option<String> {
    let mut carried = leaves.iter().filter(|leaf| {
        leaf.content_type.is("message", "rfc822")
            || leaf.content_type.is("message", "global")
            || leaf.content_type.is("text", "rfc822-headers")
            || leaf.content_type.is("message", "rfc822-headers")
    });
    carried.find_map(|leaf| {
        let text = decoded(leaf);
        let (headers, _) = Headers::read(text.trim_start().as_bytes());
        let id = headers.plain("message-id")?;
        message_id::ids(&id).into_iter().next()
    })
}

fn decoded(leaf: &Leaf<'_>) -> String {
    let encoding = leaf.headers.plain("content-transfer-encoding");
    let body = leaf.body.get(..MAX_SEARCHED_BYTES).unwrap_or(leaf.body);
    let (bytes, _) = transfer::decode(body, encoding.as_deref());
    super::charset::decode(&bytes, leaf.content_type.parameter("charset")).text
}
