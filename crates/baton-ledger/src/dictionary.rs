//! The field dictionary: which fields the data of each kind of event has, and of what type.
//!
//! Kinds, fields and words are only ever added, so a verifier meets some that are younger than it
//! is. Those are checked for structure alone (the leaf holds no free text) and reported as not
//! known. A known field of another type, or a field that is always there and is missing, is
//! malformed.

mod check;
mod kinds;
mod table;

use std::collections::BTreeSet;

use crate::leaf::Leaf;

pub(crate) use table::table;

/// The type of a field.
#[derive(Debug, Clone, Copy)]
enum Type {
    /// An id with one of these prefixes.
    Id(&'static [&'static str]),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A name out of a list that an administrator or we keep.
    Slug,
    /// A language tag.
    Language,
    /// A currency: three capital letters.
    Currency,
    /// A number of something: 0 or more.
    Count,
    /// A length of time in microseconds; may be negative.
    Span,
    /// An instant in microseconds since 1970-01-01 UTC.
    Instant,
    /// A share in per mille, 0 to 1000.
    PerMille,
    /// True or false.
    Flag,
    /// A reference to content.
    Part,
    /// A SHA-256 hash in hexadecimal.
    Digest,
    /// A principal: kind and, where it has one, id.
    Actor,
    /// A list of one type.
    List(&'static Self),
    /// An object with these fields.
    Object(&'static [Field]),
    /// Names mapped to names.
    Slugs,
    /// A word, or an object.
    Either(&'static Self, &'static Self),
}

/// A field of an object.
#[derive(Debug, Clone, Copy)]
struct Field {
    name: &'static str,
    of: Type,
    is_required: bool,
}

const fn must(name: &'static str, of: Type) -> Field {
    Field {
        name,
        of,
        is_required: true,
    }
}

const fn may(name: &'static str, of: Type) -> Field {
    Field {
        name,
        of,
        is_required: false,
    }
}

/// What a verifier learnt about a leaf's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The kind is known and its data are as the dictionary says, but for these fields and words,
    /// which are younger: `kind.field` or `kind.field=word`.
    Known(BTreeSet<String>),
    /// The kind is younger than this dictionary.
    UnknownKind,
    /// The named field is missing or of another type.
    Malformed(String),
}

/// Checks the data of a leaf against the dictionary.
#[must_use]
pub fn check(leaf: &Leaf) -> Checked {
    check::check(leaf)
}

/// Every kind that this dictionary knows.
pub fn known_kinds() -> impl Iterator<Item = &'static str> {
    kinds::KINDS.iter().map(|(kind, _)| *kind)
}
