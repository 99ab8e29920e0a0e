//! Folding of width, case, accents and quotation marks.
//!
//! One character in, one character out. Nothing is removed and nothing is added.

/// Folds a text to the characters that features and searches compare.
#[must_use]
pub fn fold(text: &str) -> Vec<char> {
    text.chars().map(fold_char).collect()
}

/// Folds a text and gives it back as a string.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().map(fold_char).collect()
}

fn fold_char(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let narrow = narrow(character);
    let lower = narrow.to_lowercase().next().unwrap_or(narrow);
    plain(lower)
}

/// Full-width forms to their ASCII counterparts, ideographic punctuation to western punctuation.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => u32::from(character)
            .checked_sub(0xfee0)
            .and_then(char::from_u32)
            .unwrap_or(character),
        '\u{3000}' | '\u{00a0}' | '\u{202f}' => ' ',
        '’' | '‘' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '「' | '」' => '"',
        '。' => '.',
        '、' => ',',
        _ => character,
    }
}

/// The letter without its accent, as customers type it on a phone.
fn plain(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' => 'i',
        'ł' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_accents_are_folded() {
        assert_eq!(folded("Ｏｒｄｅｒ　１２３ NÚMERO"), "order 123 numero");
    }

    #[test]
    fn folding_keeps_the_number_of_code_points() {
        for text in ["İstanbul ß", "退款！", "“Why?”", "👩‍🔧 ok"] {
            assert_eq!(fold(text).len(), text.chars().count(), "{text}");
        }
    }
}
