//! Words and phrases that signal something, in six languages.
//!
//! Evidence, not verdicts: a cue is a feature for the learnt models and an input to the rules. The
//! phrases are data (`lexicon/*.txt`), matched token by token on folded text.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::text::{Token, TokenKind, fold, tokens};

const CUES: [&str; 2] = [
    include_str!("../lexicon/mood.txt"),
    include_str!("../lexicon/failure.txt"),
];
const TOPICS: &str = include_str!("../lexicon/topics.txt");

/// What a phrase signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cue {
    /// Anger or disappointment.
    Anger,
    /// Swearing.
    Profanity,
    /// Leaving for somebody else.
    Leaving,
    /// Lawyers, chargebacks, bad reviews.
    Threat,
    /// Not the first time, or waiting for long.
    Repeat,
    /// Praise, which beside a failure is sarcasm.
    Praise,
    /// Thanks and confirmation.
    Thanks,
    /// Patience and contentment.
    Calm,
    /// Something does not work or came wrong.
    Defect,
    /// A wrong charge or invoice.
    Billing,
    /// Something was promised.
    Promise,
    /// Danger to people.
    Safety,
    /// Somebody else has access or money.
    Fraud,
    /// Nothing works, for many.
    Outage,
    /// Soon, or by a time.
    Deadline,
    /// Written by a machine.
    Automatic,
    /// Asks for a person.
    Person,
    /// Says that it is a complaint.
    Complaint,
    /// About what might break, or what somebody else made.
    Hypothetical,
}

impl Cue {
    /// Every cue.
    pub const ALL: [Self; 19] = [
        Self::Anger,
        Self::Profanity,
        Self::Leaving,
        Self::Threat,
        Self::Repeat,
        Self::Praise,
        Self::Thanks,
        Self::Calm,
        Self::Defect,
        Self::Billing,
        Self::Promise,
        Self::Safety,
        Self::Fraud,
        Self::Outage,
        Self::Deadline,
        Self::Automatic,
        Self::Person,
        Self::Complaint,
        Self::Hypothetical,
    ];

    /// The heading of this cue in the files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Anger => "anger",
            Self::Profanity => "profanity",
            Self::Leaving => "leaving",
            Self::Threat => "threat",
            Self::Repeat => "repeat",
            Self::Praise => "praise",
            Self::Thanks => "thanks",
            Self::Calm => "calm",
            Self::Defect => "defect",
            Self::Billing => "billing",
            Self::Promise => "promise",
            Self::Safety => "safety",
            Self::Fraud => "fraud",
            Self::Outage => "outage",
            Self::Deadline => "deadline",
            Self::Automatic => "automatic",
            Self::Person => "person",
            Self::Complaint => "complaint",
            Self::Hypothetical => "hypothetical",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cue| cue.name() == name)
    }
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The heading it stands under.
    pub group: &'static str,
    /// What it signals, if rules care; topics are for the learnt models alone.
    pub cue: Option<Cue>,
    /// Its first token, by index.
    pub first: usize,
    /// Its last token, by index.
    pub last: usize,
}

#[derive(Debug)]
struct Phrase {
    group: &'static str,
    cue: Option<Cue>,
    words: Vec<Vec<char>>,
    is_prefix: bool,
}

/// Phrases, by the first characters of their first word.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    by_start: HashMap<[char; 2], Vec<Phrase>>,
}

/// The phrases in a text, in the order they begin; overlapping ones too.
#[must_use]
pub fn hits(folded: &[char], tokens: &[Token]) -> Vec<Hit> {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    let lexicon = LEXICON.get_or_init(|| Lexicon::read(CUES.into_iter().chain([TOPICS])));
    find(lexicon, folded, tokens)
}

impl Lexicon {
    /// The phrases of these files.
    pub(crate) fn read(files: impl IntoIterator<Item = &'static str>) -> Self {
        files.into_iter().fold(Self::default(), read)
    }
}

/// The phrases of one lexicon in a text, in the order they begin; overlapping ones too.
pub(crate) fn find(lexicon: &Lexicon, folded: &[char], tokens: &[Token]) -> Vec<Hit> {
    let mut found = Vec::new();
    for (first, token) in tokens.iter().enumerate() {
        let phrases = lexicon.by_start.get(&start_of(token.of(folded)));
        for phrase in phrases.into_iter().flatten() {
            if let Some(last) = phrase.last_token(folded, tokens, first) {
                found.push(Hit {
                    group: phrase.group,
                    cue: phrase.cue,
                    first,
                    last,
                });
            }
        }
    }
    found
}

impl Phrase {
    /// The last token of this phrase where it begins at `first`, if it does.
    fn last_token(&self, folded: &[char], tokens: &[Token], first: usize) -> Option<usize> {
        let last = first + self.words.len() - 1;
        let window = tokens.get(first..=last)?;
        let matches = self
            .words
            .iter()
            .zip(window)
            .enumerate()
            .all(|(place, (word, token))| {
                let written = token.of(folded);
                let may_end_differently = self.is_prefix && place + 1 == self.words.len();
                if may_end_differently {
                    written.starts_with(word)
                } else {
                    written == word
                }
            });
        matches.then_some(last)
    }
}

/// Adds the phrases of one file; lines before the first heading are left out.
fn read(mut lexicon: Lexicon, file: &'static str) -> Lexicon {
    let mut group = "";
    for line in file.lines() {
        if let Some(heading) = line.strip_prefix('[') {
            group = heading.trim_end_matches(']');
        } else if let Some((_, phrases)) = line.split_once(':') {
            for phrase in phrases.split('|').filter_map(|text| parse(group, text)) {
                let start = phrase.words.first().map(|word| start_of(word));
                let known = lexicon.by_start.entry(start.unwrap_or_default());
                known.or_default().push(phrase);
            }
        }
    }
    lexicon
}

fn parse(group: &'static str, text: &str) -> Option<Phrase> {
    let folded = fold(text);
    let words: Vec<Vec<char>> = tokens(&folded)
        .iter()
        .filter(|token| token.kind != TokenKind::Symbol)
        .map(|token| token.of(&folded).to_vec())
        .collect();
    (!words.is_empty()).then_some(Phrase {
        group,
        cue: Cue::named(group),
        words,
        is_prefix: text.trim_end().ends_with('*'),
    })
}

/// Two characters tell most first words apart; one-character words leave the second empty.
fn start_of(word: &[char]) -> [char; 2] {
    let at = |index: usize| word.get(index).copied().unwrap_or_default();
    [at(0), at(1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(text: &str) -> Vec<Cue> {
        let folded = fold(text);
        let mut cues: Vec<Cue> = hits(&folded, &tokens(&folded))
            .into_iter()
            .filter_map(|hit| hit.cue)
            .collect();
        cues.dedup();
        cues
    }

    #[test]
    fn every_heading_names_a_cue_and_every_cue_has_a_heading() {
        let headings: Vec<&str> = CUES
            .iter()
            .flat_map(|file| file.lines())
            .filter_map(|line| line.strip_prefix('['))
            .map(|heading| heading.trim_end_matches(']'))
            .collect();
        for heading in &headings {
            assert!(Cue::named(heading).is_some(), "{heading}");
        }
        for cue in Cue::ALL {
            assert!(headings.contains(&cue.name()), "{}", cue.name());
        }
    }

    #[test]
    fn phrases_are_found_in_six_languages() {
        assert_eq!(cues("It STOPPED working"), [Cue::Defect]);
        assert_eq!(
            cues("收到就是坏的，垃圾"),
            [Cue::Thanks, Cue::Defect, Cue::Anger]
        );
        assert_eq!(cues("Ich wurde doppelt abgebucht"), [Cue::Billing]);
        assert_eq!(cues("C'est inadmissible"), [Cue::Anger]);
        assert_eq!(cues("huele a gas"), [Cue::Safety]);
        assert_eq!(cues("もう二度と買いません"), [Cue::Leaving]);
    }

    #[test]
    fn a_word_inside_another_is_not_a_cue() {
        assert_eq!(cues("firewood and a courtyard"), []);
    }
}
