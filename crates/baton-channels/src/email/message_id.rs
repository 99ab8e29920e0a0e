//! Message-IDs: the identity of mail, and the references between mails.

use sha2::{Digest as _, Sha256};

use super::headers::Headers;

/// The longest Message-ID kept verbatim, in bytes (one header line, RFC 5322).
const MAX_ID_BYTES: usize = 998;
/// References kept: the thread's first and the nearest ones.
const MAX_REFERENCES: usize = 100;

/// The mail's own id without angle brackets; `sha256:<hex>` of all bytes where it has none.
pub(crate) fn own(headers: &Headers<'_>, raw: &[u8]) -> String {
    headers
        .plain("message-id")
        .and_then(|value| ids(&value).into_iter().next())
        .unwrap_or_else(|| format!("sha256:{}", crate::hex(&Sha256::digest(raw))))
}

/// The ids of the mails this one refers to, nearest first, each once.
pub(crate) fn references(headers: &Headers<'_>) -> Vec<String> {
    let in_reply_to = headers
        .plain_all("in-reply-to")
        .flat_map(|value| ids(&value));
    let mut chain: Vec<String> = headers
        .plain_all("references")
        .flat_map(|value| ids(&value))
        .collect();
    chain.reverse();
    let mut seen = std::collections::HashSet::new();
    let mut all: Vec<String> = in_reply_to
        .chain(chain)
        .filter(|id| seen.insert(id.clone()))
        .collect();
    if all.len() > MAX_REFERENCES {
        let first = all.pop();
        all.truncate(MAX_REFERENCES - 1);
        all.extend(first);
    }
    all
}

/// The ids in a header value: what stands in angle brackets, or else the words with an `@`.
pub(crate) fn ids(value: &str) -> Vec<String> {
    let bracketed: Vec<String> = value
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(id, _)| id.split_whitespace().collect::<String>())
        .filter(|id| !id.is_empty() && id.len() <= MAX_ID_BYTES)
        .collect();
    if !bracketed.is_empty() {
        return bracketed;
    }
    value
        .split_whitespace()
        .map(|word| word.trim_matches(['<', '>', ',', ';', '"']))
        .filter(|word| word.contains('@') && word.len() <= MAX_ID_BYTES)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Headers<'_> {
        Headers::read(raw.as_bytes()).0
    }

    #[test]
    fn a_missing_or_empty_id_is_made_from_the_bytes() {
        for raw in ["Subject: x\n\n", "Message-ID: <>\n\n", "Message-ID:\n\n"] {
            let id = own(&read(raw), raw.as_bytes());
            assert_eq!(id.len(), "sha256:".len() + 64, "{raw}");
            assert_eq!(id, own(&read(raw), raw.as_bytes()));
        }
    }

    #[test]
    fn references_come_nearest_first_and_once() {
        let raw = "In-Reply-To: <c@x>\nReferences: <a@x> <b@x>\n <c@x>\n\n";
        assert_eq!(references(&read(raw)), ["c@x", "b@x", "a@x"]);
    }

    #[test]
    fn a_long_chain_keeps_its_first_and_its_nearest() {
        let chain = (0..500).fold(String::new(), |chain, number| {
            format!("{chain} <{number}@x>\n")
        });
        let raw = format!("References:{chain}\n");
        let all = references(&read(&raw));
        assert_eq!(all.len(), MAX_REFERENCES);
        assert_eq!(all.first().map(String::as_str), Some("499@x"));
        assert_eq!(all.last().map(String::as_str), Some("0@x"));
    }

    #[test]
    fn ids_without_brackets_are_found() {
        assert_eq!(ids("abc@host.example"), ["abc@host.example"]);
        assert!(ids("your message of Monday").is_empty());
    }
}
