//! Whose matter a message is, and in what light: what a feeling or a failure in it is about.
//!
//! Anger about somebody else's goods, trouble of one's own making and a question about what is
//! normal read like complaints word by word, but concern nothing we did. Rules over phrases; where
//! a clause speaks of us it always counts. Promises nothing about languages without phrases.

use std::ops::Range;
use std::sync::OnceLock;

use crate::features::Prepared;
use crate::gist::is_denied;
use crate::lexicon::{self, Cue, Hit, Lexicon};
use crate::signals::Signals;
use crate::text::TokenKind;

const FILE: &str = include_str!("../lexicon/bearing.txt");
/// What follows makes praise mockery: "love it when", "love how".
const MOCKING: [&str; 8] = [
    "when", "how", "wenn", "wie", "quand", "comment", "cuando", "como",
];
/// Between two of these there is a new clause.
const STOPS: [char; 9] = [',', '.', ';', ':', '\n', '–', '—', '…', '('];

/// What a message concerns, as far as phrases tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "observations that exclude nothing"
)]
pub struct Bearing {
    /// The clauses that may concern us; nothing if that is the whole message.
    pub rest: Option<String>,
    /// Speaks of another seller's failings.
    pub names_rival: bool,
    /// The writer says that it was their own doing.
    pub is_own_doing: bool,
    /// Asks whether something is as it should be, and says of nothing that it failed.
    pub asks_what_is_normal: bool,
    /// Asks something, accuses nobody of anything and denies nothing.
    pub asks_plainly: bool,
    /// Asks what would be.
    pub supposes: bool,
    /// Says of itself that it is a small remark.
    pub is_mild: bool,
    /// Is taken with what we sell, however rough the words.
    pub is_delighted: bool,
    /// Tells of trouble that has passed.
    pub is_over: bool,
    /// Demands, and shouts or wants it at once.
    pub insists: bool,
}

/// Says what a message concerns.
#[must_use]
pub fn of(prepared: &Prepared, signals: &Signals) -> Bearing {
    let read = Read::of(prepared);
    let is_delighted = read.delights(signals);
    let is_past = read.any("past") && (is_delighted || read.any("settled"));
    let raises_voice = signals.is_shouted || signals.is_emphatic || signals.has_loud_word;
    let at_once = read.any("at_once") && !signals.asks;
    Bearing {
        names_rival: read.clauses().iter().any(|clause| read.is_of_rival(clause)),
        rest: read.rest(),
        is_own_doing: read.any("own_doing"),
        asks_what_is_normal: read.asks_what_is_normal(signals),
        asks_plainly: read.asks(signals)
            && !read.any("denies")
            && !read.any("nobody")
            && !signals.has_any(&[Cue::Leaving, Cue::Complaint])
            && read.accuses_nobody(signals),
        supposes: read.asks(signals) && read.any("supposing") && read.accuses_nobody(signals),
        is_mild: read.any("mild") && read.accuses_nobody(signals),
        is_delighted,
        is_over: is_past && !signals.has_any(&[Cue::Repeat, Cue::Leaving, Cue::Threat]),
        insists: read.any("demand") && (raises_voice || at_once),
    }
}

/// A message and the phrases in it that tell what it concerns.
struct Read<'a> {
    prepared: &'a Prepared,
    hits: Vec<Hit>,
}

impl<'a> Read<'a> {
    fn of(prepared: &'a Prepared) -> Self {
        static PHRASES: OnceLock<Lexicon> = OnceLock::new();
        let phrases = PHRASES.get_or_init(|| Lexicon::read([FILE]));
        let hits = lexicon::find(phrases, &prepared.folded, &prepared.tokens);
        let hits = hits
            .into_iter()
            .filter(|hit| hit.group != "own_doing" || !is_denied(prepared, hit.first))
            .collect();
        Self { prepared, hits }
    }

    fn any(&self, group: &str) -> bool {
        self.hits.iter().any(|hit| hit.group == group)
    }

    fn says(&self, clause: &Range<usize>, group: &str) -> bool {
        let mut hits = self.hits.iter();
        hits.any(|hit| hit.group == group && clause.contains(&hit.first))
    }

    fn shows(&self, clause: &Range<usize>, cues: &[Cue]) -> bool {
        let mut hits = self.prepared.hits.iter();
        hits.any(|hit| {
            clause.contains(&hit.first) && hit.cue.is_some_and(|cue| cues.contains(&cue))
        })
    }

    fn delights(&self, signals: &Signals) -> bool {
        let means_it = |hit: &&Hit| {
            let next = self.prepared.tokens.get(hit.last + 1);
            let next = next.map(|token| token.of(&self.prepared.folded).iter().collect::<String>());
            hit.group == "delight" && next.is_none_or(|word| !MOCKING.contains(&word.as_str()))
        };
        let against = [
            Cue::Repeat,
            Cue::Billing,
            Cue::Promise,
            Cue::Defect,
            Cue::Leaving,
            Cue::Threat,
        ];
        self.hits.iter().any(|hit| means_it(&hit)) && !signals.has_any(&against)
    }

    fn asks(&self, signals: &Signals) -> bool {
        signals.asks || self.any("asks")
    }

    fn asks_what_is_normal(&self, signals: &Signals) -> bool {
        let asks = self.any("normal") || (self.any("usually") && signals.asks);
        let breaks = signals.has_any(&[Cue::Defect, Cue::Promise]);
        asks && !breaks && !self.any("nobody") && self.accuses_nobody(signals)
    }

    fn accuses_nobody(&self, signals: &Signals) -> bool {
        let accuses = [
            Cue::Safety,
            Cue::Repeat,
            Cue::Billing,
            Cue::Threat,
            Cue::Anger,
            Cue::Profanity,
            Cue::Fraud,
            Cue::Outage,
        ];
        let is_loud = signals.is_emphatic || signals.is_shouted || signals.has_angry_picture;
        !is_loud && !self.any("demand") && !signals.has_any(&accuses)
    }

    /// The clauses that may concern us, if some do not.
    fn rest(&self) -> Option<String> {
        let clauses = self.clauses();
        let (aside, kept): (Vec<_>, Vec<_>) = clauses
            .into_iter()
            .partition(|clause| self.is_aside(clause));
        if aside.is_empty() {
            return None;
        }
        let kept = kept.iter().filter_map(|clause| self.text(clause));
        Some(kept.collect::<Vec<String>>().join(", "))
    }

    /// True for a clause about other sellers, about people at home, about the writer's own doing.
    fn is_aside(&self, clause: &Range<usize>) -> bool {
        if self.says(clause, "us") {
            return false;
        }
        let moods = [Cue::Anger, Cue::Profanity, Cue::Calm, Cue::Praise];
        let matters = [
            Cue::Defect,
            Cue::Billing,
            Cue::Promise,
            Cue::Repeat,
            Cue::Safety,
            Cue::Threat,
        ];
        let is_mood = self.says(clause, "home_mood") || self.shows(clause, &moods);
        let of_people = self.says(clause, "people") && is_mood && !self.shows(clause, &matters);
        let of_own = self.says(clause, "own_doing") && !self.shows(clause, &[Cue::Safety]);
        of_people || of_own || self.is_of_rival(clause)
    }

    /// Another seller who failed the writer; one who is better than us is no comfort.
    fn is_of_rival(&self, clause: &Range<usize>) -> bool {
        let failings = [
            Cue::Anger,
            Cue::Profanity,
            Cue::Defect,
            Cue::Billing,
            Cue::Promise,
        ];
        let failed = self.says(clause, "let_down") || self.shows(clause, &failings);
        failed && self.says(clause, "rival") && !self.says(clause, "us")
    }

    fn text(&self, clause: &Range<usize>) -> Option<String> {
        let tokens = self.prepared.tokens.get(clause.clone())?;
        let (first, last) = (tokens.first()?, tokens.last()?);
        Some(
            self.prepared
                .folded
                .get(first.start..last.end)?
                .iter()
                .collect(),
        )
    }

    /// The clauses as ranges of tokens.
    fn clauses(&self) -> Vec<Range<usize>> {
        let count = self.prepared.tokens.len();
        let mut starts: Vec<usize> = (1..count).filter(|at| self.begins_clause(*at)).collect();
        starts.insert(0, 0);
        let ends = starts.iter().copied().skip(1).chain([count]);
        starts
            .iter()
            .zip(ends)
            .map(|(start, end)| *start..end)
            .collect()
    }

    fn begins_clause(&self, at: usize) -> bool {
        let tokens = &self.prepared.tokens;
        let (Some(before), Some(here)) = (tokens.get(at - 1), tokens.get(at)) else {
            return false;
        };
        let between = self.prepared.folded.get(before.end..here.start);
        let turns = |hit: &Hit| hit.group == "turn" && hit.first == at;
        let after_mark = before.kind == TokenKind::Symbol && here.kind != TokenKind::Symbol;
        let is_stop = |gap: &[char]| gap.iter().any(|character| STOPS.contains(character));
        after_mark || between.is_some_and(is_stop) || self.hits.iter().any(turns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearing(text: &str) -> Bearing {
        let prepared = Prepared::new(text);
        of(&prepared, &Signals::of(text, &prepared))
    }

    #[test]
    fn a_clause_about_somebody_else_is_set_aside() {
        let rest = |text: &str| bearing(text).rest;
        assert_eq!(
            rest("I was angry at my old brand, so I bought yours").as_deref(),
            Some("so i bought yours")
        );
        assert_eq!(
            rest("子供たちがうるさくて気が狂いそう、静かな掃除機は？").as_deref(),
            Some("静かな掃除機は?")
        );
        assert_eq!(
            rest("Mein Hund hat das Kabel zerkaut, was kostet ein neues?").as_deref(),
            Some("was kostet ein neues?")
        );
    }

    #[test]
    fn a_clause_that_speaks_of_us_always_counts() {
        for text in [
            "My kids are furious about your swing",
            "My old brand beats you in every way",
            "I dropped it in your shop because of your wet floor",
            "你们把我老公气得够呛",
        ] {
            assert_eq!(bearing(text).rest, None, "{text}");
        }
    }

    #[test]
    fn what_somebody_denies_was_not_their_doing() {
        assert!(bearing("I broke the lid, my fault").is_own_doing);
        assert!(!bearing("It is not my fault that it leaks").is_own_doing);
        assert!(!bearing("Das ist nicht meine Schuld").is_own_doing);
    }

    #[test]
    fn asking_what_is_normal_is_no_accusation_unless_it_names_one() {
        assert!(bearing("Is it normal that it gets warm?").asks_what_is_normal);
        assert!(bearing("烧水时外壳发热正常吗").asks_what_is_normal);
        assert!(!bearing("Is it normal that nobody answers?").asks_what_is_normal);
        assert!(!bearing("Ist es normal, dass es nach Gas riecht?").asks_what_is_normal);
    }

    #[test]
    fn rough_words_may_praise_and_praise_may_mock() {
        assert!(bearing("damn good coffee").is_delighted);
        assert!(bearing("putain de bon café").is_delighted);
        assert!(!bearing("love it when the app logs me out").is_delighted);
        assert!(!bearing("damn good at ignoring, I am still waiting").is_delighted);
    }

    #[test]
    fn a_demand_insists_when_it_is_shouted_or_wants_it_at_once() {
        for text in [
            "I want my money back NOW!!!",
            "Refund me. NOW.",
            "马上退钱",
            "Geld zurück, sofort",
            "今すぐ返金して",
        ] {
            assert!(bearing(text).insists, "{text}");
        }
        assert!(!bearing("Can I get my money back?").insists);
        assert!(!bearing("When do you refund me, today or tomorrow?").insists);
    }
}
