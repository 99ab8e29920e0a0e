//! Filling the slots of approved wording.

use crate::facts::Facts;

/// What came of filling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Every slot has its fact.
    Complete(String),
    /// The names of the slots that have none, each once, in order.
    Missing(Vec<String>),
}

/// Puts facts into `{{slots}}`. An opening without its end is text like any other.
#[must_use]
pub fn fill(wording: &str, facts: &Facts, language: &str) -> Filled {
    let (mut text, mut missing) = (String::new(), Vec::new());
    let mut rest = wording;
    while let Some((before, slot, after)) = next_slot(rest) {
        text.push_str(before);
        match facts.get(slot) {
            Some(fact) => text.push_str(&fact.written(language)),
            None if missing.iter().all(|known| known != slot) => missing.push(slot.to_owned()),
            None => {}
        }
        rest = after;
    }
    text.push_str(rest);
    if missing.is_empty() {
        Filled::Complete(text)
    } else {
        Filled::Missing(missing)
    }
}

fn next_slot(text: &str) -> Option<(&str, &str, &str)> {
    let (before, opened) = text.split_once("{{")?;
    let (slot, after) = opened.split_once("}}")?;
    Some((before, slot.trim(), after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Fact;

    #[test]
    fn a_fact_is_never_read_for_slots_again() {
        let trick = Fact::Text("{{secret}}".to_owned());
        let facts = Facts::from([
            ("name".to_owned(), trick),
            ("secret".to_owned(), Fact::Text("42".to_owned())),
        ]);
        let filled = fill("Hi {{ name }}", &facts, "en");
        assert_eq!(filled, Filled::Complete("Hi {{secret}}".to_owned()));
    }

    #[test]
    fn each_missing_slot_is_named_once() {
        let filled = fill("{{a}} {{b}} {{a}}", &Facts::new(), "en");
        assert_eq!(
            filled,
            Filled::Missing(vec!["a".to_owned(), "b".to_owned()])
        );
    }
}
