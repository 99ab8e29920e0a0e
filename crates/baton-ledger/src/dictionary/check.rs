//! Comparing values with the types of the dictionary.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::kinds::KINDS;
use super::{Checked, Field, Type};
use crate::hash::Hash;
use crate::leaf::view::part_ref;
use crate::leaf::{ActorKind, Leaf};
use crate::stream::is_id;

pub(super) fn check(leaf: &Leaf) -> Checked {
    let Some((_, fields)) = KINDS.iter().find(|(kind, _)| *kind == leaf.kind) else {
        return Checked::UnknownKind;
    };
    let mut younger = BTreeSet::new();
    match object(&leaf.kind, &leaf.data, fields, &mut younger) {
        Ok(()) => Checked::Known(younger),
        Err(path) => Checked::Malformed(path),
    }
}

/// The path of the first field that is missing or of another type, if there is one.
fn object(
    path: &str,
    data: &Map<String, Value>,
    fields: &[Field],
    younger: &mut BTreeSet<String>,
) -> Result<(), String> {
    for (name, found) in data {
        let path = format!("{path}.{name}");
        match fields.iter().find(|field| field.name == name) {
            Some(field) => value(&path, found, field.of, younger)?,
            None => {
                younger.insert(path);
            }
        }
    }
    let missing = fields
        .iter()
        .find(|field| field.is_required && !data.contains_key(field.name));
    match missing {
        Some(field) => Err(format!("{path}.{}", field.name)),
        None => Ok(()),
    }
}

fn value(
    path: &str,
    found: &Value,
    of: Type,
    younger: &mut BTreeSet<String>,
) -> Result<(), String> {
    let fits = match of {
        Type::Id(prefixes) => is_text(found, |text| {
            prefixes.iter().any(|prefix| is_id(text, prefix))
        }),
        Type::Word(words) => {
            let word = found.as_str().ok_or(path)?;
            if !words.contains(&word) {
                younger.insert(format!("{path}={word}"));
            }
            is_slug(word)
        }
        Type::Slug => is_text(found, is_slug),
        Type::Language => is_text(found, is_language),
        Type::Currency => is_text(found, is_currency),
        Type::Count => found.as_u64().is_some(),
        Type::Span | Type::Instant => found.as_i64().is_some(),
        Type::PerMille => found.as_u64().is_some_and(|share| share <= 1_000),
        Type::Flag => found.is_boolean(),
        Type::Part => part_ref(found).is_some(),
        Type::Digest => is_text(found, |text| text.parse::<Hash>().is_ok()),
        Type::Actor => found.as_object().is_some_and(is_actor),
        Type::Slugs => found.as_object().is_some_and(|slugs| {
            slugs
                .iter()
                .all(|(name, slug)| is_slug(name) && is_text(slug, is_slug))
        }),
        Type::List(of) => {
            let items = found.as_array().ok_or(path)?;
            return items
                .iter()
                .try_for_each(|item| value(path, item, *of, younger));
        }
        Type::Object(fields) => {
            let data = found.as_object().ok_or(path)?;
            return object(path, data, fields, younger);
        }
        Type::Either(word, other) => {
            let of = if found.is_string() { word } else { other };
            return value(path, found, *of, younger);
        }
    };
    if fits { Ok(()) } else { Err(path.to_owned()) }
}

fn is_text(value: &Value, is_valid: impl Fn(&str) -> bool) -> bool {
    value.as_str().is_some_and(is_valid)
}

fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-'))
}

fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

fn is_currency(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_actor(fields: &Map<String, Value>) -> bool {
    let name = fields.get("kind").and_then(Value::as_str);
    let Some(kind) = ActorKind::ALL
        .into_iter()
        .find(|kind| Some(kind.as_str()) == name)
    else {
        return false;
    };
    match (kind.id_prefix(), fields.get("id")) {
        (Some(prefix), Some(id)) => {
            fields.len() == 2 && id.as_str().is_some_and(|id| is_id(id, prefix))
        }
        (None, None) => fields.len() == 1,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::leaf::LeafActor;

    const WAIT: &str = "wait_01ja8zk3m4n5p6q7r8s9t0v1wx";

    fn checked(kind: &str, data: Value) -> Checked {
        let Value::Object(data) = data else {
            panic!("data is an object");
        };
        check(&Leaf {
            kind: kind.to_owned(),
            at: 0,
            actor: LeafActor {
                kind: ActorKind::System,
                id: None,
            },
            stream: "log".parse().unwrap(),
            stream_seq: 1,
            prev: None,
            data,
        })
    }

    fn younger<const N: usize>(found: [&str; N]) -> Checked {
        Checked::Known(found.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn data_as_the_dictionary_says_are_known() {
        let data = json!({"wait_id": WAIT, "reason": "replied"});
        assert_eq!(checked("wait_closed", data), younger([]));
    }

    #[test]
    fn a_missing_field_and_one_of_another_type_are_named() {
        let malformed = |field: &str| Checked::Malformed(field.to_owned());
        assert_eq!(
            checked("wait_closed", json!({"reason": "replied"})),
            malformed("wait_closed.wait_id")
        );
        assert_eq!(
            checked(
                "wait_closed",
                json!({"wait_id": "case_x", "reason": "replied"})
            ),
            malformed("wait_closed.wait_id")
        );
        assert_eq!(
            checked(
                "wait_updated",
                json!({"wait_id": WAIT, "since": "yesterday"})
            ),
            malformed("wait_updated.since")
        );
        assert_eq!(
            checked(
                "wait_closed",
                json!({"wait_id": WAIT, "reason": "See/above"})
            ),
            malformed("wait_closed.reason")
        );
    }

    #[test]
    fn what_is_younger_than_the_dictionary_is_reported() {
        assert_eq!(checked("teleported", json!({})), Checked::UnknownKind);
        assert_eq!(
            checked(
                "wait_closed",
                json!({"wait_id": WAIT, "reason": "teleported", "by": "us"})
            ),
            younger(["wait_closed.by", "wait_closed.reason=teleported"])
        );
    }
}
