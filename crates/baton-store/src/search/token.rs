//! The analyser: from text to tokens, and from what somebody typed to terms.
//!
//! Words are folded to lower case. Scripts that are written without spaces become overlapping pairs
//! of characters, so that any two or more of them in a row are found. A token is ASCII letters,
//! digits and `_` alone: neither database's own tokeniser has anything left to split or to fold.

use std::fmt::Write as _;

/// Tokens of one document; what follows is not found. `PostgreSQL` places no more than 16,383.
const MAX_TOKENS: usize = 16_000;
/// Characters of one word that count.
const MAX_WORD_CHARS: usize = 48;
/// Terms of one search; further ones are ignored.
const MAX_TERMS: usize = 8;

/// Something that has to be found: tokens that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The tokens, in order; never empty.
    pub tokens: Vec<String>,
    /// Whether the last token may go on.
    pub is_prefix: bool,
}

/// One uninterrupted piece of a text.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// A word of a script with spaces between words.
    Word(Vec<char>),
    /// A run of a script without.
    Run(Vec<char>),
}

/// The tokens of a text, in order.
#[must_use]
pub fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Word(word) => tokens.push(written(&word)),
            Piece::Run(run) => {
                tokens.extend(run.windows(2).map(written));
                // The last character begins no pair; alone it makes one character findable.
                tokens.extend(run.last().map(|last| written(&[*last])));
            }
        }
        if tokens.len() >= MAX_TOKENS {
            tokens.truncate(MAX_TOKENS);
            break;
        }
    }
    tokens
}

/// What has to be found for what somebody typed. The last word may go on: they may still type.
#[must_use]
pub fn terms(words: &str) -> Vec<Term> {
    let mut terms: Vec<_> = pieces(words)
        .into_iter()
        .take(MAX_TERMS)
        .map(|piece| match piece {
            Piece::Word(word) => Term {
                tokens: vec![written(&word)],
                is_prefix: false,
            },
            Piece::Run(run) if run.len() == 1 => Term {
                tokens: vec![written(&run)],
                is_prefix: true,
            },
            Piece::Run(run) => Term {
                tokens: run.windows(2).map(written).collect(),
                is_prefix: false,
            },
        })
        .collect();
    let goes_on = words.chars().next_back().is_some_and(char::is_alphanumeric);
    if let Some(last) = terms.last_mut().filter(|_| goes_on) {
        // One letter begins too many words to be worth a search.
        last.is_prefix |= last.tokens.last().is_some_and(|token| token.len() > 1);
    }
    terms
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut is_joined = false;
    for char in text.chars().map(half_width).flat_map(char::to_lowercase) {
        if is_spaceless(char) {
            match pieces.last_mut() {
                Some(Piece::Run(run)) if is_joined => run.push(char),
                _ => pieces.push(Piece::Run(vec![char])),
            }
            is_joined = true;
        } else if char.is_alphanumeric() || (is_joined && is_mark(char)) {
            match pieces.last_mut() {
                Some(Piece::Word(word)) if is_joined => {
                    if word.len() < MAX_WORD_CHARS {
                        word.push(char);
                    }
                }
                _ => pieces.push(Piece::Word(vec![char])),
            }
            is_joined = true;
        } else {
            is_joined = false;
        }
    }
    pieces
}

/// The full-width forms of ASCII mean the same as ASCII.
fn half_width(char: char) -> char {
    match u32::from(char) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(char),
        _ => char,
    }
}

/// Scripts whose words are not told apart by spaces, and Hangul, whose words carry endings.
const fn is_spaceless(char: char) -> bool {
    matches!(char,
        '\u{0e00}'..='\u{0eff}'       // Thai, Lao
        | '\u{1000}'..='\u{109f}'     // Myanmar
        | '\u{1780}'..='\u{17d3}'     // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'     // Hiragana, Katakana
        | '\u{3105}'..='\u{312f}'     // Bopomofo
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'     // Han
        | '\u{ac00}'..='\u{d7af}'     // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{323af}')
}

/// Marks that belong to the letter before them.
const fn is_mark(char: char) -> bool {
    matches!(char, '\u{0300}'..='\u{036f}' | '\u{064b}'..='\u{065f}' | '\u{0900}'..='\u{0dff}')
}

/// Characters as a token: ASCII as it is, everything else as `_` and its code point.
fn written(chars: &[char]) -> String {
    let mut token = String::with_capacity(chars.len());
    for char in chars {
        if char.is_ascii_alphanumeric() {
            token.push(*char);
        } else if write!(token, "_{:05x}", u32::from(*char)).is_err() {
            token.push('_');
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|token| written(&token.chars().collect::<Vec<_>>()))
            .collect();
        assert_eq!(tokens(text), expected, "{text}");
    }

    #[test]
    fn words_are_folded_and_cut_at_what_is_no_letter() {
        check(
            "Where's my ORDER #A-1042?",
            &["where", "s", "my", "order", "a", "1042"],
        );
        check("MEI.lin@Example.com", &["mei", "lin", "example", "com"]);
        check("Größe naïve ЗАКАЗ", &["größe", "naïve", "заказ"]);
    }

    #[test]
    fn a_script_without_spaces_becomes_overlapping_pairs() {
        check("退款申请", &["退款", "款申", "申请", "请"]);
        check("我的iPhone坏了", &["我的", "的", "iphone", "坏了", "了"]);
        check("好", &["好"]);
    }

    #[test]
    fn full_width_letters_mean_the_same_as_ascii() {
        check("ＯＲＤＥＲ１０３９", &["order1039"]);
    }

    #[test]
    fn a_text_without_letters_has_no_tokens() {
        check("?! … —", &[]);
        assert_eq!(terms("?! … —"), []);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(tokens("cafe\u{301} हिन्दी").len(), 2);
    }

    #[test]
    fn a_token_is_ascii_whatever_the_text() {
        for token in tokens("Ünïcödé 退款 ไทย 한국어 عربي 🙂 x_y") {
            assert!(
                token
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            );
        }
    }

    #[test]
    fn a_long_text_has_a_bounded_number_of_tokens() {
        assert_eq!(tokens(&"字".repeat(100_000)).len(), MAX_TOKENS);
        assert_eq!(tokens(&"a".repeat(100_000))[0].len(), MAX_WORD_CHARS);
    }

    #[test]
    fn a_run_is_found_in_order_and_one_character_by_its_beginning() {
        assert_eq!(terms("退款申请")[0].tokens.len(), 3);
        assert!(terms("退")[0].is_prefix);
    }

    #[test]
    fn the_last_word_may_go_on_while_it_is_typed() {
        let prefixes =
            |words| -> Vec<bool> { terms(words).iter().map(|term| term.is_prefix).collect() };
        assert_eq!(prefixes("refund ord"), [false, true]);
        assert_eq!(prefixes("refund order "), [false, false]);
        assert_eq!(prefixes("plan b"), [false, false]);
    }
}
