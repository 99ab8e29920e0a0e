//! Mail addresses: `From`, `To` and their like, as handles.

use baton_app::ports::channel::{Address, AddressKind};
use mail_parser::parsers::MessageStream;

use super::headers::{self, Headers};

/// Addresses of one header that are kept.
const MAX_ADDRESSES: usize = 200;
/// Characters of a display name that are kept.
const MAX_NAME_CHARS: usize = 256;
/// The longest address there may be, in bytes (RFC 5321).
const MAX_ADDRESS_BYTES: usize = 320;

/// Someone named in a header: a name, an address, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The name as written.
    pub(crate) name: Option<String>,
    /// The address, lower-cased; empty if there was none.
    pub(crate) address: String,
}

impl Mention {
    /// The handle, if the address is one.
    pub(crate) fn handle(&self) -> Option<Address> {
        is_address(&self.address).then(|| Address {
            kind: AddressKind::Email,
            address: self.address.clone(),
            name: self.name.clone(),
        })
    }
}

/// Everyone named in every field of this name, groups opened, in order.
pub(crate) fn mentions(headers: &Headers<'_>, name: &str) -> Vec<Mention> {
    headers
        .raw(name)
        .flat_map(parse)
        .take(MAX_ADDRESSES)
        .collect()
}

/// Everyone named in one header value.
pub(crate) fn parse(value: &[u8]) -> Vec<Mention> {
    let bytes = headers::with_end(value);
    let parsed = MessageStream::new(&bytes).parse_address();
    let Some(addresses) = parsed.as_address() else {
        return Vec::new();
    };
    addresses
        .iter()
        .map(|mention| Mention {
            name: mention
                .name()
                .map(clean_name)
                .filter(|name| !name.is_empty()),
            address: clean_address(mention.address().unwrap_or_default()),
        })
        .filter(|mention| !mention.address.is_empty() || mention.name.is_some())
        .take(MAX_ADDRESSES)
        .collect()
}

fn clean_name(name: &str) -> String {
    let name = headers::one_line(name);
    name.trim_matches(['"', '\''])
        .chars()
        .take(MAX_NAME_CHARS)
        .collect()
}

fn clean_address(address: &str) -> String {
    let visible: String = address
        .chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .collect();
    visible.trim_matches(['<', '>', '"', '\'']).to_lowercase()
}

/// Whether a text is shaped like a mail address.
pub(crate) fn is_address(text: &str) -> bool {
    text.len() <= MAX_ADDRESS_BYTES
        && !text.contains(['<', '>', ',', ';', ' '])
        && text
            .rsplit_once('@')
            .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// What stands after the last `@`; empty if there is none.
pub(crate) fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(value: &str) -> Mention {
        parse(value.as_bytes())
            .into_iter()
            .next()
            .expect("one mention")
    }

    #[test]
    fn a_name_is_decoded_and_an_address_lower_cased() {
        let mention = only("=?utf-8?B?5p2O5qKF?= <Mei.Lin@Example.COM>");
        assert_eq!(mention.name.as_deref(), Some("李梅"));
        assert_eq!(mention.address, "mei.lin@example.com");
    }

    #[test]
    fn groups_are_opened() {
        let all = parse(b"Team: a@x.example, B <b@x.example>;, c@x.example");
        let addresses: Vec<_> = all.iter().map(|one| one.address.as_str()).collect();
        assert_eq!(addresses, ["a@x.example", "b@x.example", "c@x.example"]);
    }

    #[test]
    fn a_daemon_without_an_address_has_a_name_only() {
        let mention = only("MAILER-DAEMON <>");
        assert_eq!(mention.handle(), None);
    }

    #[test]
    fn a_list_of_a_hundred_thousand_is_cut() {
        let value = "a@b.example, ".repeat(100_000);
        assert!(parse(value.as_bytes()).len() <= MAX_ADDRESSES);
    }
}
