//! Addresses of people outside, each in the space it means something in.

/// One address of somebody outside.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// What kind of address it is.
    pub kind: AddressKind,
    /// E-mail lower-cased, phone in E.164, provider ids verbatim.
    pub address: String,
    /// The name the sender goes by.
    pub name: Option<String>,
}

impl Address {
    /// With an `@` it is an e-mail address, in E.164 a phone number, else an id of the channel's
    /// own.
    #[must_use]
    pub fn read(text: &str, name: Option<String>) -> Self {
        let kind = if text.contains('@') {
            AddressKind::Email
        } else if is_e164(text) {
            AddressKind::Phone
        } else {
            AddressKind::Opaque
        };
        Self {
            address: match kind {
                AddressKind::Email => text.to_lowercase(),
                AddressKind::Phone | AddressKind::Opaque => text.to_owned(),
            },
            kind,
            name,
        }
    }

    /// An address that means the same on every channel; nothing if it is not one.
    #[must_use]
    pub fn of_person(text: &str, name: Option<String>) -> Option<Self> {
        let address = Self::read(text.trim(), name);
        let is_plain = match address.kind {
            AddressKind::Phone => true,
            AddressKind::Email => is_mailbox(&address.address),
            AddressKind::Opaque => false,
        };
        is_plain.then_some(address)
    }
}

/// One `@` with something on both sides, and nothing that could be a second header line.
fn is_mailbox(text: &str) -> bool {
    let sides = text.split_once('@');
    sides.is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@')
    }) && !text.contains(|character: char| character.is_whitespace() || character.is_control())
}

/// A plus sign and seven to fifteen digits, the first no zero (ITU-T E.164).
fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The id space of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// An id that means something only within its channel.
    Opaque,
}

impl AddressKind {
    /// The name in API and database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Opaque => "opaque",
        }
    }
}
