//! What speaks against a model's text, before the guard that every text passes.
//!
//! A sentence without ground in what is cited, or words of the customer's instructions, end it.

use std::collections::BTreeSet;

use baton_domain::draft::ComposeFailure;

use super::answer::Read;
use super::question::written;
use crate::app::App;
use crate::draft::next::sentence_texts;
use crate::ports::composer::{Brief, Worded};

/// Of a sentence's words so many in a hundred must stand in the sources.
const LEAST_GROUNDED_PERCENT: usize = 40;
/// So few words state nothing that could be false; the guard looks at their figures.
const FEW_WORDS: usize = 3;
/// From so many words in a row on, an answer repeats the customer's message.
const REPEATED_WORDS: usize = 8;
/// The same where the message gives instructions.
const REPEATED_WORDS_OF_INSTRUCTIONS: usize = 3;

/// Beginnings of sentences that are polite and state nothing.
const POLITE: &[&str] = &[
    "thank",
    "hello",
    "hi ",
    "hi,",
    "dear",
    "sorry",
    "we are sorry",
    "i am sorry",
    "i'm sorry",
    "we apolog",
    "i apolog",
    "good morning",
    "good afternoon",
    "kind regards",
    "best regards",
    "您好",
    "你好",
    "感谢",
    "谢谢",
    "抱歉",
    "非常抱歉",
    "很抱歉",
    "祝",
];

/// Words that want to command a machine.
const COMMANDS: &[&str] = &[
    "ignore",
    "disregard",
    "instruction",
    "system prompt",
    "you are now",
    "as an ai",
    "reply with",
    "respond with",
    "say exactly",
    "repeat after",
    "忽略",
    "无视",
    "指令",
    "提示词",
    "你现在是",
    "请回复：",
    "只回复",
    "照着说",
];

/// Lets a text through, or says why not.
pub(super) fn check(app: &App, brief: &Brief, read: &Read) -> Result<(), ComposeFailure> {
    let sources = Sources::of(brief);
    if repeats(&read.text, brief, &sources) {
        return Err(ComposeFailure::GuardInjection);
    }
    let is_grounded = sentence_texts(&read.text)
        .into_iter()
        .all(|sentence| is_polite(sentence) || sources.carry(sentence));
    if !is_grounded {
        return Err(ComposeFailure::GuardGrounded);
    }
    let worded = Worded {
        text: &read.text,
        language: &read.language,
        cited: &read.citations,
    };
    app.ports.guard.check(brief, &worded)
}

fn is_polite(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    POLITE.iter().any(|start| sentence.starts_with(start))
}

/// The words of everything that may be said.
struct Sources {
    words: BTreeSet<String>,
    lines: Vec<Vec<String>>,
}

impl Sources {
    fn of(brief: &Brief) -> Self {
        let passages = brief.passages.iter().map(|passage| passage.text.clone());
        let wordings = brief.wordings.iter().map(|wording| wording.text.clone());
        let facts = brief.facts.values().map(written);
        let names = brief.names.iter().cloned();
        let lines: Vec<Vec<String>> = passages
            .chain(wordings)
            .chain(facts)
            .chain(names)
            .map(|text| words(&text))
            .collect();
        Self {
            words: lines.iter().flatten().cloned().collect(),
            lines,
        }
    }

    fn carry(&self, sentence: &str) -> bool {
        let said: BTreeSet<String> = words(sentence)
            .into_iter()
            .filter(|word| !word.is_ascii() || word.len() > 3)
            .collect();
        let carried = said.intersection(&self.words).count();
        said.len() < FEW_WORDS || carried * 100 >= said.len() * LEAST_GROUNDED_PERCENT
    }

    fn hold(&self, run: &[String]) -> bool {
        let holds = |line: &Vec<String>| line.windows(run.len()).any(|window| window == run);
        self.lines.iter().any(holds)
    }
}

/// Whether the text says after the customer what no source says.
fn repeats(text: &str, brief: &Brief, sources: &Sources) -> bool {
    let asked = brief.asked.as_data().to_lowercase();
    let commands = COMMANDS.iter().any(|command| asked.contains(command));
    let length = if commands {
        REPEATED_WORDS_OF_INSTRUCTIONS
    } else {
        REPEATED_WORDS
    };
    let (said, asked) = (words(text), words(&asked));
    said.windows(length)
        .any(|run| asked.windows(length).any(|window| window == run) && !sources.hold(run))
}

/// Words in lower case; of scripts without spaces pairs of characters.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for word in text
        .to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
    {
        let letters: Vec<char> = word.chars().collect();
        if word.is_empty() {
            continue;
        }
        let is_unspaced = letters.iter().any(|letter| u32::from(*letter) >= 0x2e80);
        if is_unspaced && letters.len() > 1 {
            found.extend(
                letters
                    .windows(2)
                    .map(|pair| pair.iter().collect::<String>()),
            );
        } else {
            found.push(word.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests;
