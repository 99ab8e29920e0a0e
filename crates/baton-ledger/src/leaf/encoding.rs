//! Leaves to canonical bytes and back.
//!
//! Decoding is strict: the fields of the envelope and no others, each of the one form that encoding
//! would write, so that a leaf has one spelling.

use serde_json::{Map, Value};

use super::{ActorKind, LEAF_VERSION, Leaf, LeafActor, MAX_LEAF_BYTES, MalformedLeaf, is_token};
use crate::canonical::{canonical, parse_canonical};
use crate::hash::Hash;
use crate::stream::is_id;

pub(super) fn encode(leaf: &Leaf) -> Result<Vec<u8>, MalformedLeaf> {
    check(leaf)?;
    let mut actor = Map::new();
    actor.insert("kind".to_owned(), leaf.actor.kind.as_str().into());
    if let Some(id) = &leaf.actor.id {
        actor.insert("id".to_owned(), id.as_str().into());
    }
    let mut envelope = Map::new();
    envelope.insert("v".to_owned(), LEAF_VERSION.into());
    envelope.insert("kind".to_owned(), leaf.kind.as_str().into());
    envelope.insert("at".to_owned(), leaf.at.into());
    envelope.insert("actor".to_owned(), actor.into());
    envelope.insert("stream".to_owned(), leaf.stream.to_string().into());
    envelope.insert("stream_seq".to_owned(), leaf.stream_seq.into());
    if let Some(prev) = &leaf.prev {
        envelope.insert("prev".to_owned(), prev.to_string().into());
    }
    envelope.insert("data".to_owned(), leaf.data.clone().into());
    let bytes = canonical(&envelope.into())?;
    if bytes.len() > MAX_LEAF_BYTES {
        return Err(MalformedLeaf::TooLarge);
    }
    Ok(bytes)
}

pub(super) fn decode(bytes: &[u8]) -> Result<Leaf, MalformedLeaf> {
    if bytes.len() > MAX_LEAF_BYTES {
        return Err(MalformedLeaf::TooLarge);
    }
    let Value::Object(mut envelope) = parse_canonical(bytes)? else {
        return Err(MalformedLeaf::Envelope("v"));
    };
    if envelope.remove("v").and_then(|v| v.as_i64()) != Some(LEAF_VERSION) {
        return Err(MalformedLeaf::Version);
    }
    let mut text = |field: &'static str| match envelope.remove(field) {
        Some(Value::String(text)) => Ok(text),
        _ => Err(MalformedLeaf::Envelope(field)),
    };
    let kind = text("kind")?;
    let stream = text("stream")?
        .parse()
        .map_err(|_| MalformedLeaf::Envelope("stream"))?;
    let prev = match envelope.remove("prev") {
        None => None,
        Some(prev) => Some(
            prev.as_str()
                .and_then(|prev| prev.parse::<Hash>().ok())
                .ok_or(MalformedLeaf::Envelope("prev"))?,
        ),
    };
    let at = envelope.remove("at").and_then(|at| at.as_i64());
    let stream_seq = envelope.remove("stream_seq").and_then(|seq| seq.as_u64());
    let actor = envelope.remove("actor").and_then(decode_actor);
    let Some(Value::Object(data)) = envelope.remove("data") else {
        return Err(MalformedLeaf::Envelope("data"));
    };
    if !envelope.is_empty() {
        return Err(MalformedLeaf::Envelope("(one that does not exist)"));
    }
    let leaf = Leaf {
        kind,
        at: at.ok_or(MalformedLeaf::Envelope("at"))?,
        actor: actor.ok_or(MalformedLeaf::Envelope("actor"))?,
        stream,
        stream_seq: stream_seq.ok_or(MalformedLeaf::Envelope("stream_seq"))?,
        prev,
        data,
    };
    check(&leaf)?;
    Ok(leaf)
}

fn decode_actor(value: Value) -> Option<LeafActor> {
    let Value::Object(mut fields) = value else {
        return None;
    };
    let Some(Value::String(name)) = fields.remove("kind") else {
        return None;
    };
    let kind = ActorKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)?;
    let id = match fields.remove("id") {
        None => None,
        Some(Value::String(id)) => Some(id),
        Some(_) => return None,
    };
    fields.is_empty().then_some(LeafActor { kind, id })
}

/// What holds for a leaf however it came to be.
fn check(leaf: &Leaf) -> Result<(), MalformedLeaf> {
    let kind_is_word = is_token(&leaf.kind)
        && leaf
            .kind
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    if !kind_is_word {
        return Err(MalformedLeaf::Envelope("kind"));
    }
    let actor_is_whole = match (leaf.actor.kind.id_prefix(), &leaf.actor.id) {
        (Some(prefix), Some(id)) => is_id(id, prefix),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !actor_is_whole {
        return Err(MalformedLeaf::Envelope("actor"));
    }
    if leaf.stream_seq == 0 {
        return Err(MalformedLeaf::Envelope("stream_seq"));
    }
    if (leaf.stream_seq == 1) != leaf.prev.is_none() {
        return Err(MalformedLeaf::Envelope("prev"));
    }
    // The name parses back: a stream that was put together by hand may hold anything.
    if leaf.stream.to_string().parse().as_ref() != Ok(&leaf.stream) {
        return Err(MalformedLeaf::Envelope("stream"));
    }
    leaf.data
        .iter()
        .try_for_each(|(field, value)| check_tokens(field, value))
}

fn check_tokens(field: &str, value: &Value) -> Result<(), MalformedLeaf> {
    let refused = || Err(MalformedLeaf::FreeText(field.chars().take(64).collect()));
    match value {
        Value::Bool(_) | Value::Number(_) => Ok(()),
        Value::String(text) if is_token(text) => Ok(()),
        Value::Null | Value::String(_) => refused(),
        Value::Array(items) => items.iter().try_for_each(|item| check_tokens(field, item)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            if is_token(name) {
                check_tokens(name, value)
            } else {
                refused()
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CASE: &str = "case/case_01ja8zk3m4n5p6q7r8s9t0v1wx";

    fn leaf() -> Leaf {
        Leaf {
            kind: "wait_closed".to_owned(),
            at: 1_763_596_800_000_001,
            actor: LeafActor {
                kind: ActorKind::Teammate,
                id: Some("mate_01ja8zk3m4n5p6q7r8s9t0v1wx".to_owned()),
            },
            stream: CASE.parse().unwrap(),
            stream_seq: 2,
            prev: Some(Hash::of(b"before")),
            data: json!({"wait_id": "wait_01ja8zk3m4n5p6q7r8s9t0v1wx", "reason": "answered"})
                .as_object()
                .unwrap()
                .clone(),
        }
    }

    #[test]
    fn a_leaf_is_written_in_one_way_and_reads_back() {
        let bytes = leaf().encode().unwrap();
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            format!(
                "{{\"actor\":{{\"id\":\"mate_01ja8zk3m4n5p6q7r8s9t0v1wx\",\"kind\":\"teammate\"}},\
                 \"at\":1763596800000001,\
                 \"data\":{{\"reason\":\"answered\",\"wait_id\":\"wait_01ja8zk3m4n5p6q7r8s9t0v1wx\"}},\
                 \"kind\":\"wait_closed\",\"prev\":\"{}\",\"stream\":\"{CASE}\",\"stream_seq\":2,\"v\":1}}",
                Hash::of(b"before")
            )
        );
        assert_eq!(Leaf::decode(&bytes), Ok(leaf()));
    }

    #[test]
    fn free_text_cannot_become_part_of_a_leaf() {
        for value in [
            json!("where is it?"),
            json!(""),
            json!(null),
            json!("x".repeat(129)),
        ] {
            let mut leaf = leaf();
            leaf.data
                .insert("note".to_owned(), json!([{"deep": value}]));
            assert_eq!(
                leaf.encode(),
                Err(MalformedLeaf::FreeText("deep".to_owned()))
            );
        }
    }

    #[test]
    fn only_the_first_leaf_of_a_stream_has_no_predecessor() {
        let first = Leaf {
            stream_seq: 1,
            prev: None,
            ..leaf()
        };
        assert!(first.encode().is_ok());
        for broken in [
            Leaf {
                prev: None,
                ..leaf()
            },
            Leaf {
                stream_seq: 1,
                ..leaf()
            },
            Leaf {
                stream_seq: 0,
                prev: None,
                ..leaf()
            },
        ] {
            assert!(broken.encode().is_err());
        }
    }

    #[test]
    fn an_actor_has_an_id_exactly_where_its_kind_has_one() {
        for (kind, id) in [
            (ActorKind::Teammate, None),
            (ActorKind::Contact, Some("mate_01ja8zk3m4n5p6q7r8s9t0v1wx")),
            (ActorKind::Ai, Some("mate_01ja8zk3m4n5p6q7r8s9t0v1wx")),
        ] {
            let id = id.map(str::to_owned);
            let actor = LeafActor { kind, id };
            assert_eq!(
                Leaf { actor, ..leaf() }.encode(),
                Err(MalformedLeaf::Envelope("actor"))
            );
        }
    }

    #[test]
    fn bytes_that_encoding_would_not_write_are_refused() {
        let good = String::from_utf8(leaf().encode().unwrap()).unwrap();
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            ("\"v\":1", "\"v\":1,\"w\":1"),
            ("\"stream_seq\":2", "\"stream_seq\":2.0"),
            ("\"stream_seq\":2", "\"stream_seq\":\"2\""),
            ("teammate", "manager"),
            ("case/case_", "case/wait_"),
            ("wait_closed", "Wait closed"),
            ("\"data\":{", "\"data\": {"),
        ] {
            let bad = good.replacen(from, to, 1);
            assert_ne!(bad, good);
            assert!(Leaf::decode(bad.as_bytes()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_leaf_larger_than_the_limit_is_refused() {
        let mut leaf = leaf();
        let ids: Vec<_> = (0..2_000).map(|_| json!("token.token")).collect();
        leaf.data.insert("list".to_owned(), ids.into());
        assert_eq!(leaf.encode(), Err(MalformedLeaf::TooLarge));
    }
}
