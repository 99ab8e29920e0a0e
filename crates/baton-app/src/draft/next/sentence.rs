//! Sentences, and whether one asks for something or takes something on.

/// What a sentence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It asks them for something: an answer, a photo.
    Asks,
    /// It says that we do something later.
    TakesOn,
    /// It tells something, or is a courtesy.
    Tells,
}

/// A sentence of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) says: Says,
}

/// Every sentence of a text, in order.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        let is_followed = letters
            .peek()
            .is_some_and(|(_, next)| !next.is_whitespace());
        let ends = match letter {
            '\n' | '。' | '！' | '？' => true,
            // Not within 3.5, example.com or "?!".
            '.' | '!' | '?' => !is_followed,
            _ => false,
        };
        if ends {
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    found
        .into_iter()
        .map(str::trim)
        .filter(|sentence| !sentence.is_empty())
        .map(|text| Sentence {
            text,
            says: says(text),
        })
        .collect()
}

/// Politeness at the end of a letter: it may look like a question or a promise and is neither.
const COURTESIES: &[&str] = &[
    "anything else",
    "any questions",
    "any other questions",
    "any further questions",
    "any more questions",
    "have questions",
    "further assistance",
    "feel free",
    "hesitate",
    "let us know if",
    "let me know if",
    "hope this helps",
    "be happy to",
    "be glad to",
    "还有其他",
    "还有别的",
    "还有什么",
    "其他问题",
    "如有",
    "如果有",
    "如果您有",
    "若有",
    "任何问题",
    "随时联系",
    "随时告诉",
    "随时联络",
];

/// What asks for something though no question mark ends it.
const REQUESTS: &[&str] = &[
    "please send",
    "please reply",
    "please confirm",
    "please provide",
    "please tell",
    "please share",
    "please attach",
    "please upload",
    "please answer",
    "please choose",
    "please give us",
    "please let us know",
    "please let me know",
    "could you",
    "can you",
    "would you",
    "let us know which",
    "let us know whether",
    "let us know when",
    "let us know what",
    "let us know how",
    "let us know your",
    "we need your",
    "we still need",
    "we would need",
    "we'd need",
    "麻烦您",
    "麻烦提供",
    "麻烦发",
    "能否",
    "可否",
    "还需要您",
    "我们需要您",
    "请您",
];

/// What may stand between 请 and what is asked for: 请在周五之前发, 请把照片发.
const MAX_BETWEEN: usize = 12;
/// What one is asked to do in Chinese.
const ASKED_FOR: &[&str] = &[
    "提供", "发送", "发给", "发来", "发一", "发到", "回复", "确认", "告知", "告诉", "上传", "补充",
    "拍", "选择", "填写", "说明",
];

/// Beginnings of what we take on.
const OURS: &[&str] = &[
    "we'll ",
    "we will ",
    "i'll ",
    "i will ",
    "we are going to ",
    "we're going to ",
    "i am going to ",
    "i'm going to ",
    "you will hear from us",
    "you'll hear from us",
    "you will hear from me",
    "you'll hear from me",
    "我们会",
    "我们将",
    "我们稍后",
    "我们尽快",
    "我们马上",
    "我会",
    "我将",
    "稍后会",
    "会尽快",
    "将尽快",
    "给您答复",
    "给您回复",
];

/// What looks taken on and is a rule, a refusal or a habit.
const NOT_OURS: &[&str] = &[
    "will not ",
    "won't ",
    "will never ",
    "will always ",
    "'ll never ",
    "'ll always ",
    "不会",
    "无法",
];

fn says(sentence: &str) -> Says {
    let folded = sentence.to_lowercase().replace('’', "'");
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    if has(COURTESIES) {
        return Says::Tells;
    }
    let is_question = folded
        .trim_end_matches(|end: char| end.is_whitespace() || "\"')）”」".contains(end))
        .ends_with(['?', '？']);
    if is_question || has(REQUESTS) || asks_in_chinese(&folded) {
        Says::Asks
    } else if has(OURS) && !has(NOT_OURS) {
        Says::TakesOn
    } else {
        Says::Tells
    }
}

fn asks_in_chinese(sentence: &str) -> bool {
    sentence.split('请').skip(1).any(|rest| {
        let near: String = rest.chars().take(MAX_BETWEEN).collect();
        ASKED_FOR.iter().any(|asked| near.contains(asked))
    })
}
