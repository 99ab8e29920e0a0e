//! Messages as they come from phones: typing errors, capitals, pictures, words of other languages.
//!
//! The same seed and text give the same disturbed text. What a message says is never touched but for
//! single letters.

use crate::linear::next;

/// One word in so many gets a typing error.
const WORDS_PER_ERROR: u64 = 8;
const PICTURES: [&str; 6] = ["🙏", "😊", "👍", "🤔", "😅", "❗"];
const OPENINGS: [&str; 6] = [
    "Hallo zusammen,",
    "Bonjour,",
    "您好，",
    "Hola,",
    "すみません、",
    "Ciao,",
];
const CLOSINGS: [&str; 6] = [
    "danke im Voraus",
    "merci d'avance",
    "谢谢",
    "gracias",
    "よろしくお願いします",
    "grazie",
];

/// A way in which messages differ from what an engine learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disturbance {
    /// Letters swapped, doubled, left out.
    Typos,
    /// All capitals or none.
    Case,
    /// Pictures between the words.
    Emoji,
    /// A greeting and thanks of another language.
    Mixed,
}

impl Disturbance {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Typos, Self::Case, Self::Emoji, Self::Mixed];

    /// Its name in figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Typos => "typos",
            Self::Case => "case",
            Self::Emoji => "emoji",
            Self::Mixed => "mixed",
        }
    }

    /// The text, disturbed.
    #[must_use]
    pub fn apply(self, text: &str, seed: u64) -> String {
        let mut dice = text
            .bytes()
            .fold(seed, |state, byte| state.rotate_left(5) ^ u64::from(byte));
        match self {
            Self::Typos => each_word(text, |word| mistyped(word, &mut dice)),
            Self::Case if next(&mut dice).is_multiple_of(2) => text.to_uppercase(),
            Self::Case => text.to_lowercase(),
            Self::Emoji => each_word(text, |word| {
                if next(&mut dice).is_multiple_of(4) {
                    format!("{word} {}", pick(&PICTURES, &mut dice))
                } else {
                    word.to_owned()
                }
            }),
            Self::Mixed => format!(
                "{} {text} {}",
                pick(&OPENINGS, &mut dice),
                pick(&CLOSINGS, &mut dice)
            ),
        }
    }
}

fn each_word(text: &str, change: impl FnMut(&str) -> String) -> String {
    let words: Vec<String> = text.split(' ').map(change).collect();
    words.join(" ")
}

fn pick(from: &[&'static str], dice: &mut u64) -> &'static str {
    let count = u64::try_from(from.len()).unwrap_or(1).max(1);
    let at = usize::try_from(next(dice) % count).unwrap_or_default();
    from.get(at).copied().unwrap_or_default()
}

/// A letter inside the word swapped with its neighbour, doubled or left out.
fn mistyped(word: &str, dice: &mut u64) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let inner = letters.len().saturating_sub(2);
    if letters.len() < 4 || !next(dice).is_multiple_of(WORDS_PER_ERROR) {
        return word.to_owned();
    }
    let inner = u64::try_from(inner).unwrap_or(1).max(1);
    let at = 1 + usize::try_from(next(dice) % inner).unwrap_or_default();
    match next(dice) % 3 {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => {
            let letter = letters.get(at).copied().unwrap_or_default();
            letters.insert(at, letter);
        }
        _ => {
            letters.remove(at.min(letters.len() - 1));
        }
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Where is my order, it should have been delivered on Monday already";

    #[test]
    fn the_same_seed_disturbs_alike_and_every_way_changes_something() {
        let text = [TEXT; 8].join(" ");
        for way in Disturbance::ALL {
            let once = way.apply(&text, 1);
            assert_eq!(once, way.apply(&text, 1));
            assert_ne!(once, text, "{way:?}");
        }
    }

    #[test]
    fn a_typing_error_changes_a_letter_of_a_few_words() {
        let typed = Disturbance::Typos.apply(TEXT, 3);
        let changed = TEXT.split(' ').zip(typed.split(' '));
        assert!(
            changed.filter(|(was, is)| was != is).count() <= 6,
            "{typed}"
        );
    }

    #[test]
    fn an_empty_text_is_no_error() {
        for way in Disturbance::ALL {
            let _ = way.apply("", 1);
        }
    }
}
