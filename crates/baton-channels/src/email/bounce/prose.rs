//! Delivery reports in prose: the sender, a telling phrase, and the mail that came back.

use baton_app::ports::channel::DeliveryReport;

use crate::email::address;
use crate::email::headers::Headers;
use crate::email::message_id;

/// Lines searched for the failed recipient.
const MAX_LINES: usize = 400;

/// Subjects of delivery reports, in lower case.
const SUBJECTS: &[&str] = &[
    "undeliver",
    "failure notice",
    "mail delivery",
    "delivery status notification",
    "delivery failure",
    "delivery notification",
    "returned mail",
    "there was an error sending your mail",
    "message delivery",
    "message you sent blocked",
    "mail failure",
    "could not be delivered",
    "メールエラー",
    "配信不能",
    "退信",
    "系统退信",
    "unzustellbar",
    "non remis",
    "non recapitabile",
    "no se puede entregar",
    "não entregue",
];

/// Phrases of delivery reports, in lower case.
const PHRASES: &[&str] = &[
    "wasn't able to deliver",
    "was not able to deliver",
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "could not deliver",
    "unable to deliver",
    "delivery failed",
    "delivery to the following recipient",
    "did not reach the following",
    "permanent error",
    "permanent fatal errors",
    "message could not be",
    "undeliverable",
    "undelivered",
    "user unknown",
    "unknown user",
    "no such user",
    "invalid user",
    "not member",
    "error sending your mail",
    "failed to deliver",
    "returned to sender",
    "following address",
    "was not delivered",
    "ошибка",
    "送信できません",
    "届けることができません",
    "配信できません",
];

/// Reads a report from a mail without machine-readable parts.
pub(super) fn read(
    headers: &Headers<'_>,
    text: &str,
    original: Option<String>,
) -> Option<DeliveryReport> {
    let subject = headers.text("subject").unwrap_or_default().to_lowercase();
    let failed_header = failed_recipient_header(headers);
    let is_daemon = address::mentions(headers, "from").iter().any(|from| {
        is_daemon(&from.address)
            || from
                .name
                .as_deref()
                .is_some_and(|name| is_daemon(&name.to_lowercase()))
    });
    let lower = text.to_lowercase();
    let is_titled = SUBJECTS.iter().any(|title| subject.contains(title));
    let is_said = PHRASES.iter().any(|phrase| lower.contains(phrase));
    let returned = returned_part(text);
    let original = original.or_else(|| returned.and_then(returned_id));
    let has_original = original.is_some() || returned.is_some();
    // One sign alone may be a person who writes about a failed delivery; a parcel, for example.
    let signs = [is_daemon, is_titled, is_said, has_original]
        .iter()
        .filter(|sign| **sign)
        .count();
    let is_machine = is_daemon
        || headers
            .plain("return-path")
            .is_some_and(|path| path == "<>");
    let is_report = failed_header.is_some() || (is_machine && signs >= 2) || signs >= 3;
    if !is_report || headers.has("in-reply-to") && !is_machine {
        return None;
    }
    let said = returned.map_or(text, |returned| {
        text.get(..text.len() - returned.len()).unwrap_or(text)
    });
    let status = status_code(said);
    let is_temporary = status
        .as_deref()
        .is_some_and(|status| status.starts_with('4'))
        || [
            "will be retried",
            "will retry",
            "still trying",
            "not been delivered yet",
            "temporar",
        ]
        .iter()
        .any(|phrase| said.to_lowercase().contains(phrase));
    Some(DeliveryReport {
        original_external_id: original,
        recipient: failed_header.or_else(|| recipient(headers, said, returned)),
        is_permanent: !is_temporary
            || status
                .as_deref()
                .is_some_and(|status| status.starts_with('5')),
        status,
    })
}

fn is_daemon(name: &str) -> bool {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    [
        "mailerdaemon",
        "postmaster",
        "maildelivery",
        "mailadmin",
        "ndradministrator",
    ]
    .iter()
    .any(|daemon| {
        plain.starts_with(daemon) || plain.contains("mailerdaemon") || plain.ends_with(daemon)
    })
}

/// What some servers name outright.
pub(super) fn failed_recipient_header(headers: &Headers<'_>) -> Option<String> {
    let value = headers.plain("x-failed-recipients")?;
    let first = value
        .split(',')
        .next()?
        .trim()
        .trim_matches(['<', '>'])
        .to_lowercase();
    address::is_address(&first).then_some(first)
}

/// The mail that came back inside the text: from the first line on that is a header of one, with
/// another such line below.
fn returned_part(text: &str) -> Option<&str> {
    const FIRST: &[&str] = &["return-path:", "received:", "message-id:", "from:", "date:"];
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let is_header = |line: &str, names: &[&str]| {
            let line = line.trim_start_matches("> ").to_ascii_lowercase();
            names.iter().any(|name| line.starts_with(name))
        };
        let next_is_header = lines.peek().is_some_and(|next| {
            is_header(next, FIRST)
                || is_header(
                    next,
                    &[
                        "to:",
                        "subject:",
                        "mime-version:",
                        "x-",
                        "by ",
                        "reply-to:",
                        "content-",
                    ],
                )
                || next.starts_with(['\t', ' '])
        });
        if is_header(line, FIRST) && next_is_header {
            return text.get(at..);
        }
        at += line.len();
    }
    None
}

fn returned_id(returned: &str) -> Option<String> {
    returned
        .lines()
        .map(|line| line.trim_start_matches(['>', ' ']))
        .find(|line| {
            line.get(..11)
                .is_some_and(|name| name.eq_ignore_ascii_case("message-id:"))
        })
        .and_then(|line| message_id::ids(line.get(11..)?).into_iter().next())
}

/// The first address that is neither the report's sender nor its reader.
fn recipient(headers: &Headers<'_>, said: &str, returned: Option<&str>) -> Option<String> {
    let readers: Vec<String> = ["to", "from", "delivered-to", "x-original-to"]
        .iter()
        .flat_map(|name| address::mentions(headers, name))
        .map(|mention| mention.address)
        .collect();
    let is_other = |candidate: &String| {
        !readers.contains(candidate) && !crate::email::automatic::is_machine_address(candidate)
    };
    let said = said
        .lines()
        .take(MAX_LINES)
        .flat_map(addresses)
        .find(is_other);
    said.or_else(|| {
        let to = returned?.lines().find(|line| {
            line.get(..3)
                .is_some_and(|name| name.eq_ignore_ascii_case("to:"))
        })?;
        addresses(to).find(|candidate| !candidate.is_empty())
    })
}

/// The mail addresses in a line.
fn addresses(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split(|letter: char| letter.is_whitespace() || "<>()[]\"',;".contains(letter))
        .map(|word| word.trim_matches([':', '.', '*']))
        .map(|word| word.strip_prefix("mailto:").unwrap_or(word).to_lowercase())
        .filter(|word| address::is_address(word) && address::domain(word).contains('.'))
}

/// The first enhanced status code (RFC 3463) in a text; else the first SMTP reply code as one.
pub(super) fn status_code(text: &str) -> Option<String> {
    let words = || {
        text.split(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .map(|word| word.trim_matches('.'))
    };
    let enhanced = words().find(|word| is_enhanced(word));
    if let Some(code) = enhanced {
        return Some(code.to_owned());
    }
    let lower = text.to_ascii_lowercase();
    let is_smtp = lower.contains("smtp")
        || lower.contains("said")
        || lower.contains("error")
        || lower.contains("unknown");
    let reply = words()
        .find(|word| word.len() == 3 && word.starts_with(['4', '5']) && !word.contains('.'))?;
    is_smtp.then(|| {
        if reply.starts_with('4') {
            "4.0.0"
        } else {
            "5.0.0"
        }
        .to_owned()
    })
}

fn is_enhanced(word: &str) -> bool {
    let mut parts = word.split('.');
    let class = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    matches!(class, "2" | "4" | "5")
        && rest.len() == 2
        && rest.iter().all(|part| (1..=3).contains(&part.len()))
}
