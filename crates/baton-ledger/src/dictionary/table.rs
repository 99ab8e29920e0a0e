//! The dictionary as JSON, for the verifier that stands in every pack.
//!
//! A type is a word; `@` and the prefixes of ids; a list of one type; an object of fields, with `!`
//! behind the names of those that are always there; or `{"|": …}` for a word or such an object. Words
//! out of a list are slugs here: those that are not known break nothing.

use serde_json::{Map, Value, json};

use super::kinds::KINDS;
use super::{Field, Type};

/// Longest line of the table.
const WIDTH: usize = 118;

/// Every kind with the types of its fields, broken into lines.
pub(crate) fn table() -> String {
    let kinds: Map<_, _> = KINDS
        .iter()
        .map(|(kind, fields)| ((*kind).to_owned(), object(fields)))
        .collect();
    let mut lines = vec![String::new()];
    // No string in the table holds a comma.
    for piece in Value::Object(kinds).to_string().split_inclusive(',') {
        match lines.last_mut() {
            Some(line) if line.len() + piece.len() <= WIDTH => line.push_str(piece),
            Some(_) | None => lines.push(piece.to_owned()),
        }
    }
    lines.join("\n")
}

fn object(fields: &[Field]) -> Value {
    let line = |field: &Field| {
        let mark = if field.is_required { "!" } else { "" };
        (format!("{}{mark}", field.name), name(field.of))
    };
    Value::Object(fields.iter().map(line).collect())
}

fn name(of: Type) -> Value {
    match of {
        Type::Id(prefixes) => format!("@{}", prefixes.join("|")).into(),
        Type::Word(_) | Type::Slug => "slug".into(),
        Type::Language => "language".into(),
        Type::Currency => "currency".into(),
        Type::Count => "count".into(),
        Type::Span | Type::Instant => "integer".into(),
        Type::PerMille => "share".into(),
        Type::Flag => "flag".into(),
        Type::Part => "part".into(),
        Type::Digest => "hash".into(),
        Type::Actor => "actor".into(),
        Type::Slugs => "slugs".into(),
        Type::List(of) => json!([name(*of)]),
        Type::Object(fields) => object(fields),
        Type::Either(_, other) => json!({"|": name(*other)}),
    }
}
