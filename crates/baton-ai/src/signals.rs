//! What a text shows besides its words: phrases that signal, shouting, exclamations, pictures.

use std::collections::BTreeSet;

use crate::features::Prepared;
use crate::lexicon::Cue;
use crate::text::TokenKind;

const ANGRY_PICTURES: [char; 10] = ['😡', '🤬', '😠', '👎', '🤮', '💩', '😤', '🖕', '😒', '🙄'];
/// Shorter texts in capitals are codes or names.
const LEAST_SHOUTED_LETTERS: usize = 8;

/// The signals of one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "observations that exclude nothing"
)]
pub struct Signals {
    cues: BTreeSet<Cue>,
    /// Most letters are capitals.
    pub is_shouted: bool,
    /// A whole word in capitals, be it shouted or a code.
    pub has_loud_word: bool,
    /// Several exclamation or question marks in a row.
    pub is_emphatic: bool,
    /// A picture of anger.
    pub has_angry_picture: bool,
    /// A question mark, or a word that asks.
    pub asks: bool,
}

impl Signals {
    /// Reads the signals of a text.
    #[must_use]
    pub fn of(text: &str, prepared: &Prepared) -> Self {
        let symbols = || {
            let is_symbol = prepared
                .tokens
                .iter()
                .filter(|token| token.kind == TokenKind::Symbol);
            is_symbol.map(|token| token.of(&prepared.folded))
        };
        Self {
            cues: prepared.hits.iter().filter_map(|hit| hit.cue).collect(),
            is_shouted: is_shouted(text),
            has_loud_word: has_loud_word(text),
            is_emphatic: text.contains("!!")
                || text.contains("?!")
                || text.contains("！！")
                || symbols().any(|run| run.len() > 1 && matches!(run.first(), Some('!' | '?'))),
            has_angry_picture: text.contains(ANGRY_PICTURES),
            asks: symbols().any(|run| run.contains(&'?'))
                || has_group(prepared, &["how_to", "when"]),
        }
    }

    /// True if a phrase signals this.
    #[must_use]
    pub fn has(&self, cue: Cue) -> bool {
        self.cues.contains(&cue)
    }

    /// True if phrases signal any of these.
    #[must_use]
    pub fn has_any(&self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }
}

fn has_group(prepared: &Prepared, groups: &[&str]) -> bool {
    prepared.hits.iter().any(|hit| groups.contains(&hit.group))
}

fn is_shouted(text: &str) -> bool {
    let upper = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    upper >= LEAST_SHOUTED_LETTERS && upper > lower * 2
}

fn has_loud_word(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word.chars().count() >= 2 && word.chars().all(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals(text: &str) -> Signals {
        Signals::of(text, &Prepared::new(text))
    }

    #[test]
    fn capitals_are_shouting_but_a_code_is_not() {
        assert!(signals("WHERE IS MY ORDER").is_shouted);
        assert!(!signals("Order XJ-900 please").is_shouted);
    }

    #[test]
    fn several_marks_are_emphatic() {
        assert!(signals("why??").is_emphatic);
        assert!(signals("还没到！！").is_emphatic);
        assert!(!signals("why?").is_emphatic);
    }
}
