//! Which writing system a character belongs to.
//!
//! Only the systems that decide something here: how text is cut, and which languages are possible.

/// A writing system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Chinese characters, also used in Japanese.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Devanagari letters.
    Devanagari,
    /// Bengali letters.
    Bengali,
    /// Gurmukhi letters.
    Gurmukhi,
    /// Gujarati letters.
    Gujarati,
    /// Tamil letters.
    Tamil,
    /// Telugu letters.
    Telugu,
    /// Thai letters.
    Thai,
    /// Armenian letters.
    Armenian,
    /// Georgian letters.
    Georgian,
    /// Any other letter.
    Other,
}

impl Script {
    /// The script of a letter; none for digits, punctuation, spaces and pictures.
    #[must_use]
    pub fn of(character: char) -> Option<Self> {
        if character.is_ascii_alphabetic() {
            return Some(Self::Latin);
        }
        if character.is_ascii() {
            return None;
        }
        let script = match character {
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2fa1f}' => {
                Self::Han
            }
            '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}' => {
                Self::Kana
            }
            '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => Self::Hangul,
            '\u{00c0}'..='\u{024f}' | '\u{1e00}'..='\u{1eff}' => Self::Latin,
            '\u{0370}'..='\u{03ff}' => Self::Greek,
            '\u{0400}'..='\u{052f}' => Self::Cyrillic,
            '\u{0530}'..='\u{058f}' => Self::Armenian,
            '\u{0590}'..='\u{05ff}' => Self::Hebrew,
            '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' => Self::Arabic,
            '\u{0900}'..='\u{097f}' => Self::Devanagari,
            '\u{0980}'..='\u{09ff}' => Self::Bengali,
            '\u{0a00}'..='\u{0a7f}' => Self::Gurmukhi,
            '\u{0a80}'..='\u{0aff}' => Self::Gujarati,
            '\u{0b80}'..='\u{0bff}' => Self::Tamil,
            '\u{0c00}'..='\u{0c7f}' => Self::Telugu,
            '\u{0e00}'..='\u{0e7f}' => Self::Thai,
            '\u{10a0}'..='\u{10ff}' => Self::Georgian,
            _ if character.is_alphabetic() => Self::Other,
            _ => return None,
        };
        Some(script)
    }

    /// True where words are written without spaces, so that single characters are the tokens.
    #[must_use]
    pub fn is_unspaced(self) -> bool {
        matches!(self, Self::Han | Self::Kana)
    }
}

/// True for a character that is a token by itself: Chinese characters and kana.
#[must_use]
pub fn is_ideograph(character: char) -> bool {
    u32::from(character) > 0x2fff && Script::of(character).is_some_and(Script::is_unspaced)
}
