//! What letters alone say about the language.

use std::collections::BTreeMap;

use crate::text::script::Script;

/// The script most letters of a text belong to; Japanese counts as kana where there is any.
pub(super) fn main_script(text: &str) -> Option<Script> {
    let mut counts: BTreeMap<Script, usize> = BTreeMap::new();
    for script in text.chars().filter_map(Script::of) {
        *counts.entry(script).or_default() += weight(script);
    }
    let count = |script| counts.get(&script).copied().unwrap_or_default();
    let east = count(Script::Han) + count(Script::Kana);
    let best = counts.iter().max_by_key(|(_, count)| **count);
    match best {
        Some((script, count_of_best)) if *count_of_best > east => Some(*script),
        None => None,
        // A product name in kana does not make a Chinese sentence Japanese.
        Some(_) if count(Script::Kana) * 8 >= east => Some(Script::Kana),
        Some(_) => Some(Script::Han),
    }
}

/// A syllable or a Chinese character says as much as several letters.
fn weight(script: Script) -> usize {
    let says_much = script.is_unspaced() || script == Script::Hangul;
    if says_much { 3 } else { 1 }
}

/// The language of a script that only one language here uses.
pub(super) fn only_language(script: Script, text: &str) -> Option<&'static str> {
    match script {
        Script::Han => Some("zh"),
        Script::Kana => Some("ja"),
        Script::Hangul => Some("ko"),
        Script::Greek => Some("el"),
        Script::Bengali => Some("bn"),
        Script::Gurmukhi => Some("pa"),
        Script::Gujarati => Some("gu"),
        Script::Tamil => Some("ta"),
        Script::Telugu => Some("te"),
        Script::Thai => Some("th"),
        Script::Armenian => Some("hy"),
        Script::Georgian => Some("ka"),
        Script::Hebrew if !text.contains("װ") && !text.contains("ײ") => Some("he"),
        Script::Latin
        | Script::Cyrillic
        | Script::Arabic
        | Script::Hebrew
        | Script::Devanagari
        | Script::Other => None,
    }
}

type Telling = &'static [(&'static str, &'static str)];

/// Letters that one language has and its neighbours lack, most telling first.
const TELLING: &[(Script, Telling)] = &[
    (
        Script::Cyrillic,
        &[
            ("ў", "be"),
            ("әғқңұһ", "kk"),
            ("өү", "mn"),
            ("їґє", "uk"),
            ("ѓќѕ", "mk"),
            ("ђћјљњџ", "sr"),
            ("ыэё", "ru"),
            ("і", "uk"),
        ],
    ),
    (
        Script::Arabic,
        &[("ٹڈڑںےہھ", "ur"), ("پچژگکی", "fa"), ("ةىيك", "ar")],
    ),
    (Script::Devanagari, &[("ळ", "mr")]),
];

/// The language whose own letters appear in a text, most telling first.
pub(super) fn by_letters(script: Script, text: &str) -> Option<&'static str> {
    let telling = TELLING
        .iter()
        .find(|(written_in, _)| *written_in == script)?
        .1;
    let has = |letters: &str| {
        text.chars()
            .flat_map(char::to_lowercase)
            .any(|letter| letters.contains(letter))
    };
    let both_slavic = script == Script::Cyrillic && has("і") && has("ыэё");
    if both_slavic {
        return Some("be");
    }
    telling
        .iter()
        .find(|(letters, _)| has(letters))
        .map(|(_, code)| *code)
}
