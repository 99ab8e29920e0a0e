//! Canonical JSON: RFC 8785, narrowed to what a leaf or a manifest may hold.
//!
//! Numbers are integers below 2⁵³ in size, object keys are ASCII; so the sort by UTF-16 units that
//! the RFC asks for is a sort of bytes, and no number needs the float algorithm. Keys are sorted here
//! and never taken in the order of the map, so a feature flag of `serde_json` elsewhere in the build
//! cannot change a byte.

use std::fmt;

use serde_json::Value;

/// Integers are smaller than this in size, so that every JSON reader keeps them exact.
pub const MAX_INTEGER: i64 = 1 << 53;

/// Why a value has no canonical form, or bytes are not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCanonical {
    /// The bytes are not JSON.
    NotJson,
    /// A number is a float, or 2⁵³ or more in size.
    Number,
    /// An object has a key outside ASCII.
    Key,
    /// The bytes are JSON, spelt in another way than the canonical one.
    Spelling,
}

impl fmt::Display for NotCanonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotJson => "not JSON",
            Self::Number => "a number that is not an integer below 2^53",
            Self::Key => "an object key outside ASCII",
            Self::Spelling => "JSON, but not in its canonical spelling",
        })
    }
}

impl std::error::Error for NotCanonical {}

/// The one byte sequence that stands for this value.
pub fn canonical(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::new();
    write_value(value, &mut out)?;
    Ok(out)
}

/// Reads JSON that must already be in its canonical spelling.
pub fn parse_canonical(bytes: &[u8]) -> Result<Value, NotCanonical> {
    let value = serde_json::from_slice(bytes).map_err(|_| NotCanonical::NotJson)?;
    if canonical(&value)? == bytes {
        Ok(value)
    } else {
        Err(NotCanonical::Spelling)
    }
}

/// Whether these bytes are the canonical spelling of some value.
#[must_use]
pub fn is_canonical(bytes: &[u8]) -> bool {
    parse_canonical(bytes).is_ok()
}

fn write_value(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let integer = number.as_i64().ok_or(NotCanonical::Number)?;
            if integer <= -MAX_INTEGER || integer >= MAX_INTEGER {
                return Err(NotCanonical::Number);
            }
            out.extend_from_slice(integer.to_string().as_bytes());
        }
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write_value(item, out)?;
            }
            out.push(b']');
        }
        Value::Object(fields) => write_object(fields, out)?,
    }
    Ok(())
}

fn write_object(
    fields: &serde_json::Map<String, Value>,
    out: &mut Vec<u8>,
) -> Result<(), NotCanonical> {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_unstable_by_key(|(key, _)| key.as_bytes());
    out.push(b'{');
    for (index, (key, value)) in sorted.into_iter().enumerate() {
        if !key.is_ascii() {
            return Err(NotCanonical::Key);
        }
        if index > 0 {
            out.push(b',');
        }
        write_string(key, out);
        out.push(b':');
        write_value(value, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// RFC 8785 section 3.2.2.2: the short escapes where JSON has them, `\u00xx` for other controls.
fn write_string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            0x08 => out.extend_from_slice(b"\\b"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'\n' => out.extend_from_slice(b"\\n"),
            0x0c => out.extend_from_slice(b"\\f"),
            b'\r' => out.extend_from_slice(b"\\r"),
            0x00..0x20 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            other => out.push(other),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn text(value: &Value) -> String {
        String::from_utf8(canonical(value).unwrap()).unwrap()
    }

    #[test]
    fn keys_are_sorted_whatever_their_order_was() {
        let value: Value = serde_json::from_str(r#"{"b":1,"a":{"d":[],"c":{}},"B":2}"#).unwrap();
        assert_eq!(text(&value), r#"{"B":2,"a":{"c":{},"d":[]},"b":1}"#);
    }

    #[test]
    fn strings_use_the_escapes_of_the_rfc() {
        let value = json!("\u{20ac}$\u{0f}\nA'B\"\\\\\"/\u{7f}\u{8}\t\u{c}\r");
        assert_eq!(
            text(&value),
            "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\\b\\t\\f\\r\""
        );
    }

    #[test]
    fn numbers_that_other_readers_would_round_are_refused() {
        assert_eq!(
            text(&json!(-9_007_199_254_740_991_i64)),
            "-9007199254740991"
        );
        assert_eq!(
            canonical(&json!(9_007_199_254_740_992_i64)),
            Err(NotCanonical::Number)
        );
        assert_eq!(canonical(&json!(u64::MAX)), Err(NotCanonical::Number));
        assert_eq!(canonical(&json!(1.5)), Err(NotCanonical::Number));
        assert_eq!(canonical(&json!(1.0)), Err(NotCanonical::Number));
    }

    #[test]
    fn keys_outside_ascii_are_refused() {
        assert_eq!(canonical(&json!({"é": 1})), Err(NotCanonical::Key));
    }

    #[test]
    fn only_one_spelling_of_a_value_is_canonical() {
        assert!(is_canonical(br#"{"a":1,"b":[true,null]}"#));
        for other in [
            r#"{ "a":1}"#,
            r#"{"b":1,"a":1}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":-0}"#,
            r#"{"a":1e1}"#,
            r#"{"a":"\u0041"}"#,
            "{\"a\":1}\n",
            "",
        ] {
            assert!(!is_canonical(other.as_bytes()), "{other}");
        }
    }
}
