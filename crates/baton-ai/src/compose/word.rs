//! The words of a text that say what it is about.

use std::collections::BTreeSet;

use crate::retrieval::term::terms;

/// English words that every question and every answer has.
const ENGLISH: &[&str] = &[
    "about",
    "after",
    "again",
    "also",
    "and",
    "another",
    "any",
    "anything",
    "are",
    "because",
    "been",
    "before",
    "being",
    "both",
    "but",
    "can",
    "cannot",
    "come",
    "could",
    "did",
    "does",
    "doing",
    "done",
    "each",
    "else",
    "ever",
    "every",
    "for",
    "from",
    "get",
    "give",
    "got",
    "had",
    "has",
    "have",
    "having",
    "hello",
    "help",
    "here",
    "how",
    "into",
    "its",
    "just",
    "know",
    "like",
    "long",
    "make",
    "many",
    "maybe",
    "mean",
    "more",
    "much",
    "must",
    "need",
    "not",
    "often",
    "only",
    "other",
    "our",
    "please",
    "possible",
    "really",
    "said",
    "same",
    "send",
    "should",
    "since",
    "some",
    "something",
    "soon",
    "still",
    "such",
    "take",
    "takes",
    "tell",
    "than",
    "thank",
    "thanks",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "thing",
    "think",
    "this",
    "those",
    "through",
    "time",
    "use",
    "used",
    "using",
    "very",
    "want",
    "wants",
    "was",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
    "within",
    "without",
    "work",
    "works",
    "would",
    "you",
    "your",
    "yours",
];

/// Pairs of ideographs that ask rather than say what about.
const CHINESE: &[&str] = &[
    "请问", "你们", "我们", "可以", "什么", "怎么", "么办", "一下", "是什", "么意", "意思", "需要",
    "多久", "几点", "您好", "你好", "们可", "我可", "是否", "以吗",
];

/// Questions that a time answers, in English and Chinese.
const ASKS_FOR_A_TIME: &[&str] = &[
    "how long",
    "how often",
    "how soon",
    "how many days",
    "when ",
    "多久",
    "几天",
    "几点",
    "什么时候",
];
/// What times are told in.
const UNITS: &[&str] = &[
    "minute", "hour", "day", "week", "month", "year", ":00", "分钟", "小时", "天", "周", "月",
    "年", "点",
];
/// Numbers in words.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "every",
];
const CHINESE_NUMBERS: &str = "一二两三四五六七八九十每";

/// Whether a message asks how long something takes or when it is.
pub(super) fn asks_for_a_time(message: &str) -> bool {
    let message = message.to_lowercase();
    ASKS_FOR_A_TIME.iter().any(|words| message.contains(words))
}

/// Whether a sentence names a number and a unit of time.
pub(super) fn tells_a_time(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    let is_number = |letter: char| letter.is_ascii_digit() || CHINESE_NUMBERS.contains(letter);
    let in_words = || {
        let mut words = sentence.split(|letter: char| !letter.is_alphabetic());
        words.any(|word| NUMBERS.contains(&word))
    };
    let has_unit = UNITS.iter().any(|unit| sentence.contains(unit));
    has_unit && (sentence.contains(is_number) || in_words())
}

/// In other languages words so short say nothing.
const SHORT: usize = 3;

/// Words that carry meaning, by their stems; ideographs in pairs.
pub(super) fn words(text: &str, language: &str) -> BTreeSet<String> {
    terms(text)
        .into_iter()
        .filter(|term| !term.is_run() && carries(&term.word, language))
        .map(|term| single(term.key))
        .collect()
}

fn carries(word: &str, language: &str) -> bool {
    if !word.is_ascii() {
        !CHINESE.contains(&word)
    } else if language == "en" {
        word.len() >= SHORT && !ENGLISH.contains(&word)
    } else {
        word.len() > SHORT
    }
}

/// `cancell` of "cancelling" and `cancel` are one.
fn single(mut stem: String) -> String {
    let mut letters = stem.chars().rev();
    let is_doubled = stem.is_ascii() && letters.next() == letters.next() && stem.len() > SHORT;
    if is_doubled {
        stem.pop();
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_question_is_about_remains() {
        let found = words("How long does a repair take?", "en");
        assert_eq!(found, BTreeSet::from(["repair".to_owned()]));
        let found = words("请问礼品卡可以用多久", "zh");
        assert!(found.contains("礼品") && !found.contains("请问"));
    }

    #[test]
    fn a_doubled_letter_is_one() {
        assert_eq!(words("cancelling", "en"), words("cancel", "en"));
    }
}
