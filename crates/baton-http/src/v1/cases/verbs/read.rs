//! Words of a body, read: what is malformed is named by its place.

use baton_app::case::verb::Whom;
use serde::de::DeserializeOwned;

use crate::problem::Problem;

pub(super) fn id<T: std::str::FromStr>(pointer: &str, text: &str) -> Result<T, Problem> {
    text.parse()
        .map_err(|_| Problem::invalid(pointer, "id.malformed"))
}

pub(super) fn optional_id<T: std::str::FromStr>(
    pointer: &str,
    text: Option<&String>,
) -> Result<Option<T>, Problem> {
    text.map(|text| id(pointer, text)).transpose()
}

/// A participant, or the only one with a role.
pub(super) fn whom(pointer: &str, text: &str) -> Result<Whom, Problem> {
    match word(pointer, text) {
        Ok(role) => Ok(Whom::Role(role)),
        Err(_) => id(pointer, text).map(Whom::Participant),
    }
}

/// A word with a closed pattern.
pub(super) fn token<T: std::str::FromStr>(
    pointer: &str,
    text: Option<String>,
) -> Result<Option<T>, Problem> {
    let read = |text: String| {
        text.parse()
            .map_err(|_| Problem::invalid(pointer, "value.unknown"))
    };
    text.map(read).transpose()
}

/// A word out of a closed set.
pub(super) fn word<T: DeserializeOwned>(pointer: &str, text: &str) -> Result<T, Problem> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| Problem::invalid(pointer, "value.unknown"))
}
