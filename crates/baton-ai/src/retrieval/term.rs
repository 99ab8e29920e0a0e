//! What texts are compared by when searching.

use crate::text::{Token, TokenKind, fold, tokens};

/// Words of so many characters are also cut into runs.
const LEAST_RUN_WORD: usize = 5;
const RUN: usize = 4;

/// A term and the word of the text it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What is compared; runs begin with `~`.
    pub key: String,
    /// The word it comes from, folded.
    pub word: String,
}

impl Term {
    /// True for a run of characters, which says less than a word.
    #[must_use]
    pub fn is_run(&self) -> bool {
        self.key.starts_with('~')
    }
}

/// The terms of a text, repeated ones too.
#[must_use]
pub fn terms(text: &str) -> Vec<Term> {
    let folded = fold(text);
    let cut = tokens(&folded);
    let mut terms = Vec::new();
    for (at, token) in cut.iter().enumerate() {
        match token.kind {
            TokenKind::Symbol => {}
            TokenKind::Ideograph => ideographs(&folded, &cut, at, &mut terms),
            TokenKind::Word => words(&folded, token, &mut terms),
        }
    }
    terms
}

/// A pair with the next ideograph; a lone one by itself.
fn ideographs(folded: &[char], cut: &[Token], at: usize, terms: &mut Vec<Term>) {
    let neighbour = |at: Option<usize>| {
        let token = at.and_then(|at| cut.get(at))?;
        (token.kind == TokenKind::Ideograph).then_some(*token)
    };
    let Some(here) = neighbour(Some(at)) else {
        return;
    };
    let next = neighbour(Some(at + 1)).filter(|next| next.start == here.end);
    let before = neighbour(at.checked_sub(1)).filter(|before| before.end == here.start);
    let end = next.map_or(here.end, |next| next.end);
    if next.is_some() || before.is_none() {
        let word: String = folded
            .get(here.start..end)
            .unwrap_or_default()
            .iter()
            .collect();
        terms.push(Term {
            key: word.clone(),
            word,
        });
    }
}

fn words(folded: &[char], token: &Token, terms: &mut Vec<Term>) {
    let characters = token.of(folded);
    let word: String = characters.iter().collect();
    terms.push(Term {
        key: stem(&word).to_owned(),
        word: word.clone(),
    });
    if characters.len() >= LEAST_RUN_WORD {
        terms.extend(characters.windows(RUN).map(|run| Term {
            key: ['~'].iter().chain(run).collect(),
            word: word.clone(),
        }));
    }
}

/// The word without the endings that inflect it in western languages; short words stay whole.
#[must_use]
pub fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 11] = [
        "ings", "ing", "ies", "ied", "ed", "es", "en", "er", "s", "e", "y",
    ];
    if !word.is_ascii() {
        return word;
    }
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.len() >= 4 || (stem.len() == 3 && word.len() == 4))
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_share_a_stem() {
        assert_eq!(stem("returned"), stem("returns"));
        assert_eq!(stem("shipping"), stem("shipp"));
        assert_eq!(stem("bus"), "bus");
    }

    #[test]
    fn ideographs_come_in_pairs_and_alone_when_lonely() {
        let keys: Vec<String> = terms("退货吗 a 钱")
            .into_iter()
            .map(|term| term.key)
            .collect();
        assert_eq!(keys, ["退货", "货吗", "a", "钱"]);
    }
}
