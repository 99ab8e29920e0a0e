//! The names of closed sets.

use serde::Serialize;

/// The name that a closed set's value has in events and in the API; empty for what is no name.
pub fn code(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_domain::draft::ComposeFailure;

    #[test]
    fn a_code_is_the_name_in_events() {
        assert_eq!(code(&ComposeFailure::GuardFigures), "guard.figures");
    }
}
