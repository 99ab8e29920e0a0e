//! Reading a leaf's data by field: what a verifier and a report need, without the domain's types.

use serde_json::{Map, Value};

use super::Leaf;
use crate::hash::Hash;

/// The data of a leaf, or an object within it.
#[derive(Debug, Clone, Copy)]
pub struct LeafView<'a>(&'a Map<String, Value>);

/// A piece of content that a leaf refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartRef {
    /// The part's id.
    pub id: String,
    /// What binds its content.
    pub commitment: Hash,
}

impl Leaf {
    /// The leaf's data, read by field.
    #[must_use]
    pub const fn view(&self) -> LeafView<'_> {
        LeafView(&self.data)
    }
}

impl<'a> LeafView<'a> {
    /// The token in this field.
    #[must_use]
    pub fn text(self, field: &str) -> Option<&'a str> {
        self.0.get(field)?.as_str()
    }

    /// The integer in this field: a number, or an instant in microseconds.
    #[must_use]
    pub fn integer(self, field: &str) -> Option<i64> {
        self.0.get(field)?.as_i64()
    }

    /// The truth value in this field.
    #[must_use]
    pub fn flag(self, field: &str) -> Option<bool> {
        self.0.get(field)?.as_bool()
    }

    /// The object in this field.
    #[must_use]
    pub fn object(self, field: &str) -> Option<LeafView<'a>> {
        self.0.get(field)?.as_object().map(LeafView)
    }

    /// The objects in this field's list; empty if there is none.
    pub fn objects(self, field: &str) -> impl Iterator<Item = LeafView<'a>> + use<'a> {
        self.list(field).filter_map(Value::as_object).map(LeafView)
    }

    /// The tokens in this field's list; empty if there is none.
    pub fn texts(self, field: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.list(field).filter_map(Value::as_str)
    }

    /// The part that this field refers to.
    #[must_use]
    pub fn part(self, field: &str) -> Option<PartRef> {
        part_ref(self.0.get(field)?)
    }

    /// Every part that this data refers to, at any depth, in the order of the bytes.
    #[must_use]
    pub fn parts(self) -> Vec<PartRef> {
        let mut found = Vec::new();
        collect_fields(self.0, &mut found);
        found
    }

    fn list(self, field: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
        self.0
            .get(field)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    }
}

/// Reads `{id, commitment}`, exactly these two, as a reference to content.
pub(crate) fn part_ref(value: &Value) -> Option<PartRef> {
    let fields = value.as_object()?;
    let id = fields.get("id")?.as_str()?;
    let commitment = fields.get("commitment")?.as_str()?.parse().ok()?;
    (fields.len() == 2 && crate::stream::is_id(id, "part")).then(|| PartRef {
        id: id.to_owned(),
        commitment,
    })
}

fn collect(value: &Value, found: &mut Vec<PartRef>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(fields) => match part_ref(value) {
            Some(part) => found.push(part),
            None => collect_fields(fields, found),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn collect_fields(fields: &Map<String, Value>, found: &mut Vec<PartRef>) {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_unstable_by_key(|(name, _)| name.as_bytes());
    for (_, value) in sorted {
        collect(value, found);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_are_found_at_any_depth() {
        let part = json!({
            "id": "part_01ja8zk3m4n5p6q7r8s9t0v1wx",
            "commitment": Hash::of(b"text").to_string(),
        });
        let data = json!({"b": part, "a": [{"file": part}], "c": {"id": "part_1"}});
        let view = LeafView(data.as_object().unwrap());
        assert_eq!(view.parts().len(), 2);
        assert_eq!(view.part("b").unwrap().commitment, Hash::of(b"text"));
        assert_eq!(view.part("c"), None);
    }

    #[test]
    fn a_field_of_another_type_reads_as_absent() {
        let data = json!({"text": "en", "count": 3, "flag": true, "list": ["a", 1]});
        let view = LeafView(data.as_object().unwrap());
        assert_eq!(view.text("text"), Some("en"));
        assert_eq!(view.text("count"), None);
        assert_eq!(view.integer("count"), Some(3));
        assert_eq!(view.flag("flag"), Some(true));
        assert_eq!(view.texts("list").collect::<Vec<_>>(), ["a"]);
        assert_eq!(view.objects("missing").count(), 0);
    }
}
