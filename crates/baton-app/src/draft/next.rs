//! What a text says comes next once it is sent: proposed to its sender, who changes it with one key.
//!
//! Reads words alone, in English and Chinese. What it does not understand counts as an answer. It
//! decides nothing: an approval says for itself what comes next.

mod due;
mod sentence;

use baton_domain::case::Case;
use baton_domain::id::ParticipantId;
use baton_domain::participant::ParticipantRole;
use baton_domain::time::Timestamp;
use baton_domain::wait::{Party, WaitKind};

use sentence::{Says, sentences};

/// The sentences of a text, in order.
pub(crate) fn sentence_texts(text: &str) -> Vec<&str> {
    sentences(text)
        .into_iter()
        .map(|sentence| sentence.text)
        .collect()
}

/// How long somebody outside gets to answer before it comes back to us, in days.
const ANSWER_WITHIN_DAYS: i64 = 3;
/// The longest description of what is waited for, in code points.
const MAX_WHAT_CHARACTERS: usize = 160;

/// What is proposed to come next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What comes next.
    pub next: Next,
    /// The sentence that says so; none where nothing in the text does.
    pub because: Option<String>,
    /// A promise with a date that the text makes, to be kept in the ledger.
    pub pledge: Option<Pledge>,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// We asked for something and wait for it.
    TheirTurn {
        /// Whose turn it is.
        on: Party,
        /// For what kind of thing we wait.
        reason: WaitKind,
        /// What exactly, in the words of the text.
        what: String,
        /// Until when.
        due: Timestamp,
    },
    /// We said that we do something more.
    OurTurn {
        /// What, in the words of the text.
        what: String,
        /// By when, if the text says.
        due: Option<Timestamp>,
    },
    /// It is answered.
    Answered {
        /// After how many days without objection the case is closed.
        closes_in_days: u16,
    },
}

/// Our word, with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// What we said.
    pub text: String,
    /// By when; the end of that day in UTC where only a day is named.
    pub due: Timestamp,
}

/// What a text to a participant says comes next.
#[must_use]
pub fn propose(text: &str, case: &Case, to: ParticipantId, now: Timestamp) -> Proposal {
    let said = sentences(text);
    let first = |says| said.iter().find(|sentence| sentence.says == says);
    let (asks, takes_on) = (first(Says::Asks), first(Says::TakesOn));
    let dated = said
        .iter()
        .filter(|sentence| sentence.says == Says::TakesOn);
    let pledge = dated.into_iter().find_map(|sentence| {
        due::named(sentence.text, now).map(|due| Pledge {
            text: shortened(sentence.text),
            due,
        })
    });
    let next = match (asks, takes_on) {
        (Some(asks), _) => {
            let (on, reason) = their_turn(case, to);
            let usual = || due::end_of_day_in(ANSWER_WITHIN_DAYS, now);
            Next::TheirTurn {
                on,
                reason,
                what: shortened(asks.text),
                due: due::named(asks.text, now).unwrap_or_else(usual),
            }
        }
        (None, Some(takes_on)) => Next::OurTurn {
            what: pledge
                .as_ref()
                .map_or_else(|| shortened(takes_on.text), |pledge| pledge.text.clone()),
            due: pledge.as_ref().map(|pledge| pledge.due),
        },
        (None, None) => Next::Answered {
            closes_in_days: baton_domain::settings::Settings::default().closes_in_days,
        },
    };
    let because = asks.or(takes_on).map(|sentence| shortened(sentence.text));
    Proposal {
        next,
        because,
        pledge,
    }
}

fn their_turn(case: &Case, to: ParticipantId) -> (Party, WaitKind) {
    match case.participant(to).map(|participant| participant.role) {
        Some(ParticipantRole::Executor) => (Party::Executor, WaitKind::ExecutorAction),
        Some(ParticipantRole::Partner) => (Party::Partner, WaitKind::PartnerResponse),
        Some(ParticipantRole::Platform) => (Party::Platform, WaitKind::PartnerResponse),
        Some(ParticipantRole::Customer | ParticipantRole::Internal) | None => {
            (Party::Customer, WaitKind::CustomerReply)
        }
    }
}

fn shortened(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let mut kept: String = letters.by_ref().take(MAX_WHAT_CHARACTERS).collect();
    if letters.next().is_some() {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests;
