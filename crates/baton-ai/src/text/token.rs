//! Cutting folded text into tokens.
//!
//! Words keep inner apostrophes; each Chinese or Japanese character is a token; runs of `!` and
//! `?` and pictures are tokens because they carry mood. Spaces and other punctuation are dropped.

use super::script::is_ideograph;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters and digits between spaces.
    Word,
    /// One character of a script without spaces.
    Ideograph,
    /// An exclamation, a question mark or a picture.
    Symbol,
}

/// A piece of text; offsets are in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first character.
    pub start: usize,
    /// One after its last character.
    pub end: usize,
}

impl Token {
    /// The characters of this token; empty if it is not one of this text.
    #[must_use]
    pub fn of<'a>(&self, text: &'a [char]) -> &'a [char] {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// Cuts folded text into tokens, in order.
#[must_use]
pub fn tokens(text: &[char]) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 4 + 1);
    let mut start = 0;
    while let Some(kind) = next_kind(text, &mut start) {
        let end = end_of(text, start, kind);
        found.push(Token { kind, start, end });
        start = end;
    }
    found
}

fn next_kind(text: &[char], start: &mut usize) -> Option<TokenKind> {
    loop {
        if let Some(kind) = kind_of(*text.get(*start)?) {
            return Some(kind);
        }
        *start += 1;
    }
}

fn kind_of(character: char) -> Option<TokenKind> {
    if is_ideograph(character) {
        Some(TokenKind::Ideograph)
    } else if is_word(character) {
        Some(TokenKind::Word)
    } else if is_symbol(character) {
        Some(TokenKind::Symbol)
    } else {
        None
    }
}

/// Letters, digits and the combining marks that belong to letters of Indic and Arabic scripts.
fn is_word(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}')
        || matches!(character, '\u{0900}'..='\u{0dff}' | '\u{0e31}'..='\u{0e4e}')
}

fn is_symbol(character: char) -> bool {
    matches!(character, '!' | '?' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

fn end_of(text: &[char], start: usize, kind: TokenKind) -> usize {
    let mut end = start + 1;
    match kind {
        TokenKind::Ideograph => {}
        TokenKind::Symbol => {
            while end < text.len() && text.get(end) == text.get(start) {
                end += 1;
            }
        }
        TokenKind::Word => {
            while continues_word(text, end) {
                end += 1;
            }
        }
    }
    end
}

fn continues_word(text: &[char], at: usize) -> bool {
    let Some(&character) = text.get(at) else {
        return false;
    };
    let next_is_word = || text.get(at + 1).is_some_and(|&next| is_word(next));
    (is_word(character) && !is_ideograph(character)) || (character == '\'' && next_is_word())
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let folded = fold(text);
        tokens(&folded)
            .iter()
            .map(|token| token.of(&folded).iter().collect())
            .collect()
    }

    #[test]
    fn words_keep_inner_apostrophes() {
        assert_eq!(
            cut("It doesn’t work, 'really'."),
            ["it", "doesn't", "work", "really"]
        );
    }

    #[test]
    fn each_ideograph_is_a_token() {
        assert_eq!(cut("退款ok吗"), ["退", "款", "ok", "吗"]);
    }

    #[test]
    fn exclamations_and_pictures_are_tokens() {
        assert_eq!(cut("why?!! 😡😡"), ["why", "?", "!!", "😡😡"]);
    }
}
