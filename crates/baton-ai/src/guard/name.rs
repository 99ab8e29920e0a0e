//! Names of people must have a source.
//!
//! After a salutation in every language; elsewhere two capitalised words in a row, but not in German,
//! where every noun has a capital.

use super::ground::Ground;
use super::{Guard, GuardRequest, Objection};
use crate::text::fold::folded;

const SALUTATIONS: [&str; 24] = [
    "dear", "hi", "hello", "hey", "mr", "mrs", "ms", "miss", "dr", "hallo", "liebe", "lieber",
    "herr", "frau", "bonjour", "cher", "chere", "monsieur", "madame", "hola", "estimado",
    "estimada", "señor", "señora",
];
/// Words that follow a salutation and name nobody.
const NOBODY: [&str; 16] = [
    "there", "customer", "team", "all", "everyone", "sir", "madam", "kunde", "kundin", "zusammen",
    "client", "cliente", "et", "und", "and", "y",
];

/// Follow a name in Chinese.
const HONORIFICS: [&str; 5] = ["先生", "女士", "小姐", "太太", "同学"];
/// The most frequent Chinese family names.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪石范廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";

pub(super) fn check(request: &GuardRequest<'_>, ground: &Ground) -> Vec<Objection> {
    let words: Vec<Word<'_>> = words(request.text);
    let is_known = |word: &str| is_known(word, request, ground);
    let mut objections = Vec::new();
    for pair in words.windows(2) {
        let [first, second] = pair else {
            continue;
        };
        let (left, right) = (folded(first.text), folded(second.text));
        let is_addressed = SALUTATIONS.iter().any(|word| folded(word) == left)
            && second.is_capital
            && !second.starts
            && !NOBODY.contains(&right.as_str())
            && !SALUTATIONS.contains(&right.as_str());
        let is_pair = request.language != "de"
            && first.is_capital
            && second.is_capital
            && !first.starts
            && !second.starts
            && !is_known(first.text);
        if (is_addressed || is_pair) && !is_known(second.text) {
            objections.push(Objection {
                guard: Guard::Name,
                words: second.text.to_owned(),
            });
        }
    }
    objections.extend(before_honorifics(request.text, is_known));
    objections
}

/// Chinese names stand before an honorific, without a space.
fn before_honorifics(text: &str, is_known: impl Fn(&str) -> bool) -> Vec<Objection> {
    let named = HONORIFICS.iter().flat_map(|honorific| {
        text.match_indices(honorific)
            .filter_map(|(end, _)| chinese_name(text.get(..end)?))
    });
    named
        .filter(|name| !is_known(name))
        .map(|words| Objection {
            guard: Guard::Name,
            words,
        })
        .collect()
}

/// A family name and up to two characters more, at the end of a text.
fn chinese_name(text: &str) -> Option<String> {
    const LONGEST: usize = 3;
    let last: Vec<char> = text.chars().rev().take(LONGEST).collect();
    let family = last.iter().rposition(|letter| FAMILIES.contains(*letter))?;
    Some(last.iter().take(family + 1).rev().collect())
}

struct Word<'a> {
    text: &'a str,
    is_capital: bool,
    /// The first word of a sentence or line.
    starts: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut starts = true;
        for piece in line.split_whitespace() {
            let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
            let is_title = matches!(word, "Mr" | "Mrs" | "Ms" | "Dr");
            if !word.is_empty() {
                let mut letters = word.chars();
                let is_capital = letters.next().is_some_and(char::is_uppercase)
                    && letters.next().is_some_and(char::is_lowercase);
                found.push(Word {
                    text: word,
                    is_capital,
                    starts,
                });
            }
            starts = !is_title && piece.ends_with(['.', '!', '?', ':']);
        }
    }
    found
}

fn is_known(word: &str, request: &GuardRequest<'_>, ground: &Ground) -> bool {
    let word = folded(word);
    let is_unspaced = word.chars().any(|letter| FAMILIES.contains(letter));
    let contains = |text: &str| {
        let text = folded(text);
        if is_unspaced {
            return text.contains(&word);
        }
        text.split(|c: char| !c.is_alphanumeric())
            .any(|other| other == word)
    };
    request.names.iter().any(|name| contains(name))
        || contains(request.message)
        || contains(&ground.text)
}
