//! Reasons to file a mail as spam: what the mail server before us found, and two rules that cannot hit
//! a customer.

use super::headers::Headers;

/// The mail server's filter calls it spam.
const PROVIDER_VERDICT: &str = "spam.provider_verdict";
/// The mail server's filter marked the subject.
const MARKED_SUBJECT: &str = "spam.marked_subject";
/// The agreed test text for spam filters.
const TEST_TEXT: &str = "spam.test_text";

/// The test text, in halves so that this file is no spam.
const GTUBE: [&str; 2] = [
    "XJS*C4JDBQADN1.NSBN3*2IDNEN*",
    "GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X",
];
/// The confidence from which Exchange files a mail as junk.
const EXCHANGE_JUNK_LEVEL: i8 = 5;

/// Reasons to file the mail as spam; empty if none.
pub(crate) fn reasons(headers: &Headers<'_>, subject: &str, text: &str) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    if is_provider_verdict(headers) {
        reasons.push(PROVIDER_VERDICT);
    }
    let subject = subject.to_ascii_lowercase();
    if ["[spam]", "***spam***", "*****spam*****", "{spam?}"]
        .iter()
        .any(|mark| subject.starts_with(mark))
    {
        reasons.push(MARKED_SUBJECT);
    }
    let [head, tail] = GTUBE;
    if text.match_indices(head).any(|(at, _)| {
        text.get(at + head.len()..)
            .is_some_and(|rest| rest.starts_with(tail))
    }) {
        reasons.push(TEST_TEXT);
    }
    reasons
}

fn is_provider_verdict(headers: &Headers<'_>) -> bool {
    let starts = |name: &str, word: &str| {
        headers
            .plain_all(name)
            .any(|value| value.to_ascii_lowercase().starts_with(word))
    };
    let level = headers
        .plain("x-ms-exchange-organization-scl")
        .and_then(|value| value.trim().parse::<i8>().ok());
    starts("x-spam-flag", "yes")
        || starts("x-spam-status", "yes")
        || starts("x-spam", "yes")
        || starts("x-rspamd-action", "reject")
        || starts("x-rspamd-action", "add header")
        || starts("x-rspamd-action", "rewrite subject")
        || level.is_some_and(|level| level >= EXCHANGE_JUNK_LEVEL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(header: &str, subject: &str, text: &str) -> Vec<&'static str> {
        let raw = format!("{header}\n\n");
        reasons(&Headers::read(raw.as_bytes()).0, subject, text)
    }

    #[test]
    fn verdicts_of_the_server_before_us_count() {
        for header in [
            "X-Spam-Flag: YES",
            "X-Spam-Status: Yes, score=9",
            "X-Rspamd-Action: add header",
            "X-MS-Exchange-Organization-SCL: 6",
        ] {
            assert_eq!(found(header, "", ""), [PROVIDER_VERDICT], "{header}");
        }
        assert!(found("X-Spam-Status: No, score=-1", "", "").is_empty());
        assert!(found("X-MS-Exchange-Organization-SCL: -1", "", "").is_empty());
    }

    #[test]
    fn marked_subjects_and_the_test_text_count() {
        assert_eq!(found("A: b", "[SPAM] win", ""), [MARKED_SUBJECT]);
        assert_eq!(found("A: b", "", &GTUBE.concat()), [TEST_TEXT]);
        assert!(found("A: b", "about your [spam] filter", "spam").is_empty());
    }
}
