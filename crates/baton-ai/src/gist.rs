//! What a message does besides its topic: asks, thanks, confirms, says that something is done.
//!
//! Rules over phrases, not learnt: confirming closes a case and claiming opens a task for us, so
//! each has to be said in so many words. What could be either asks.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::features::Prepared;
use crate::lexicon::{self, Lexicon};
use crate::signals::Signals;

const FILE: &str = include_str!("../lexicon/gist.txt");
const CONFIRMS: &str = "confirms";
const DONE: &str = "done";
/// A message that is longer has more to say than that something works or is done.
const MOST_TOKENS: usize = 40;
/// From this probability on the message says that something failed: then nothing is confirmed.
pub(crate) const FAILURE: f32 = 0.35;

/// What a message does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gist {
    /// Wants something.
    Asks,
    /// Thanks, greets or acknowledges, and no more.
    Thanks,
    /// Was written by a machine.
    Automatic,
    /// Says that the result is good.
    Confirms,
    /// Says that what was asked of the writer is done.
    ClaimsDone,
}

/// What else is known of the message.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Whether somebody expects an answer, by its words.
    pub needs_answer: bool,
    /// Whether a machine wrote it.
    pub is_automatic: bool,
    /// Whether the writer is calm.
    pub is_calm: bool,
    /// How probably something of ours is said to have failed.
    pub failure: f32,
}

/// Says what a message does.
#[must_use]
pub fn of(prepared: &Prepared, signals: &Signals, known: Known) -> Gist {
    if known.is_automatic {
        return Gist::Automatic;
    }
    let may_settle = known.is_calm && !signals.asks && prepared.tokens.len() <= MOST_TOKENS;
    if may_settle && known.failure < FAILURE && says(prepared, CONFIRMS) {
        return Gist::Confirms;
    }
    if may_settle && says(prepared, DONE) {
        return Gist::ClaimsDone;
    }
    if known.needs_answer {
        Gist::Asks
    } else {
        Gist::Thanks
    }
}

fn says(prepared: &Prepared, group: &str) -> bool {
    static PHRASES: OnceLock<Lexicon> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| Lexicon::read([FILE]));
    lexicon::find(phrases, &prepared.folded, &prepared.tokens)
        .iter()
        .any(|hit| hit.group == group && !is_denied(prepared, hit.first))
}

/// "not fixed it", "还没解决了": a denial within three tokens before the phrase.
pub(crate) fn is_denied(prepared: &Prepared, first: usize) -> bool {
    const DENIALS: [&str; 16] = [
        "not", "n't", "never", "no", "isn't", "hasn't", "nicht", "kein", "pas", "jamais", "nunca",
        "non", "没", "未", "不", "nie",
    ];
    let before = prepared.tokens.iter().take(first).rev().take(3);
    before
        .map(|token| token.of(&prepared.folded).iter().collect::<String>())
        .any(|word| DENIALS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Gist) {
        let prepared = Prepared::new(text);
        let signals = Signals::of(text, &prepared);
        let known = Known {
            needs_answer: true,
            is_automatic: false,
            is_calm: true,
            failure: 0.0,
        };
        assert_eq!(of(&prepared, &signals, known), expected, "{text}");
    }

    #[test]
    fn a_result_that_works_is_confirmed() {
        for text in [
            "Thanks, it works now!",
            "Perfect, that fixed it.",
            "谢谢，已经好了",
            "Danke, es funktioniert wieder",
            "Merci, ça marche",
            "Gracias, ya funciona",
            "ありがとうございます、直りました",
        ] {
            check(text, Gist::Confirms);
        }
    }

    #[test]
    fn what_was_done_is_claimed() {
        check(
            "The machine has been repaired and is back",
            Gist::ClaimsDone,
        );
        check("客户的水壶已更换", Gist::ClaimsDone);
        check("Das Paket wurde abgeholt", Gist::ClaimsDone);
    }

    #[test]
    fn a_question_or_a_denial_confirms_nothing() {
        check("Does it mean it works now?", Gist::Asks);
        check("It has not arrived, it is not fixed now", Gist::Asks);
        check("还没解决了", Gist::Asks);
        check("Where is my order", Gist::Asks);
    }
}
