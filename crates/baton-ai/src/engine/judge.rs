//! Triage of one message.

use super::concern::Concern;
use super::{Engine, explain};
use crate::empathy::{self, Bars, Facts};
use crate::entities::{self, Entity, EntityKind};
use crate::features::{Prepared, Vector};
use crate::gist::{self, Gist};
use crate::head::Head;
use crate::language::Language;
use crate::lexicon::Cue;
use crate::odds::nudge;
use crate::text::sentences;
use crate::triage::{
    Empathy, EmpathyReason, Feeling, Intent, Judged, Reason, Sentiment, Taught, Triage,
    TriageInput, Urgency,
};
use crate::{feeling, language, pressing};

/// Below this the engine says nothing about what a message wants.
const LEAST_INTENT: f32 = 0.25;
/// A second intent of the whole message must be this probable.
const LEAST_SECOND_INTENT: f32 = 0.3;
/// An intent that only one sentence shows must be this probable there.
const LEAST_SENTENCE_INTENT: f32 = 0.6;
const MOST_INTENTS: usize = 4;
const LEAST_CATEGORY: f32 = 0.4;
const LEAST_THANKS: f32 = 0.5;
const BILLING_FAILURES: [&str; 2] = ["billing_error", "double_charge"];
const PROMISE_FAILURES: [&str; 2] = ["broken_promise", "technician_no_show"];
const THANKS: &str = "thanks";
const COMPLAINT: &str = "complaint";

/// A message as the heads see it.
struct Read<'a> {
    text: &'a str,
    prepared: Prepared,
    vector: Vector,
    /// Probability by kind.
    intents: Vec<f32>,
    concern: Concern,
    memory: Option<&'a Taught>,
}

fn language_of(read: &Read<'_>) -> Language {
    match read.memory.and_then(|memory| memory.language.clone()) {
        Some(code) => Language {
            value: Some(code),
            confidence: 1.0,
        },
        None => language::identify(read.text),
    }
}

impl Engine {
    /// Says what a message is about, how urgent it is, how the customer feels, and why.
    #[must_use]
    pub fn triage(&self, input: &TriageInput) -> Triage {
        let read = self.read(&input.text, input.context.taught.as_ref());
        let context = &input.context;
        let feeling = self.feeling(&read, context.previous.len());
        let urgency = self.urgency_of(&read, context.tier.as_deref());
        let intents = self.intents_of(&read);
        let entities = entities::find(&input.text, context.today);
        let gist = self.gist(&read, &feeling);
        let needs_answer = matches!(gist, Gist::Asks | Gist::ClaimsDone);
        let empathy = empathy::judge(
            Facts {
                sentiment: feeling.value,
                frustration: feeling.frustration,
                complaint: self.complaint(&read),
                failure: read.concern.failure,
                kind_of_failure: self.kind_of_failure(&read),
                tenure_days: context.tenure_days,
                open_broken_promise: context.open_broken_promise,
                needs_answer,
            },
            Bars::default(),
        );
        Triage {
            language: language_of(&read),
            category: self.category(&read, &intents),
            order_context_needed: self.needs_order(&read, &entities),
            reasons: self.reasons(&read, &intents, (&urgency, &feeling, &empathy)),
            needs_answer,
            gist,
            intents,
            urgency,
            sentiment: feeling,
            entities,
            empathy,
            model: self.model.clone(),
        }
    }

    fn read<'a>(&'a self, text: &'a str, taught: Option<&'a Taught>) -> Read<'a> {
        let prepared = Prepared::new(text);
        let vector = self.vectoriser.vector(&prepared);
        Read {
            concern: self.concern(text, &prepared, &vector),
            intents: probabilities(&self.intents, &vector),
            memory: taught.or_else(|| self.recall(text)),
            text,
            prepared,
            vector,
        }
    }

    /// Who says that it is a complaint complains, unless they say that it is none.
    fn complaint(&self, read: &Read<'_>) -> f32 {
        let intents = read
            .concern
            .vector
            .as_ref()
            .map(|vector| probabilities(&self.intents, vector));
        let kinds = self
            .kinds
            .iter()
            .zip(intents.as_ref().unwrap_or(&read.intents));
        let complains = kinds.filter(|(kind, _)| kind.category.as_deref() == Some(COMPLAINT));
        let learnt = complains.map(|(_, chance)| chance).sum();
        let says_so =
            read.concern.signals.has(Cue::Complaint) && !read.concern.signals.has(Cue::Calm);
        if says_so { nudge(learnt, 3.0) } else { learnt }
    }

    fn feeling(&self, read: &Read<'_>, previous: usize) -> Feeling {
        if let Some(sentiment) = read.memory.and_then(|memory| memory.sentiment) {
            let frustration = if sentiment == Sentiment::Neutral {
                0.0
            } else {
                1.0
            };
            return Feeling {
                value: Some(sentiment),
                confidence: 1.0,
                frustration,
            };
        }
        if read.prepared.is_wordless() && !read.concern.signals.has_angry_picture {
            return Feeling {
                value: None,
                confidence: 0.0,
                frustration: 0.0,
            };
        }
        feeling::judge(feeling::Evidence {
            model: three(
                &self.sentiment,
                read.concern.vector.as_ref().unwrap_or(&read.vector),
            ),
            signals: &read.concern.signals,
            bearing: &read.concern.bearing,
            thanks: self.chance(read, |kind| kind.name == THANKS),
            failure: read.concern.failure,
            previous,
        })
    }

    fn urgency_of(&self, read: &Read<'_>, tier: Option<&str>) -> Judged<Urgency> {
        if let Some(urgency) = read.memory.and_then(|memory| memory.urgency) {
            return Judged {
                value: Some(urgency),
                confidence: 1.0,
            };
        }
        if read.prepared.is_wordless() {
            return Judged {
                value: None,
                confidence: 0.0,
            };
        }
        pressing::judge(pressing::Evidence {
            model: three(&self.urgency, &read.vector),
            signals: &read.concern.signals,
            failure: read.concern.failure,
            tier,
        })
    }

    /// The intents of the whole message, then those that a single sentence shows clearly.
    fn intents_of(&self, read: &Read<'_>) -> Vec<Intent> {
        if let Some(name) = read.memory.and_then(|memory| memory.intent.clone()) {
            return vec![Intent {
                name,
                confidence: 1.0,
            }];
        }
        let mut found: Vec<(usize, f32)> = read
            .intents
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, confidence)| *confidence >= LEAST_INTENT)
            .collect();
        found.sort_by(|left, right| right.1.total_cmp(&left.1));
        let is_first = |place: usize| place == 0;
        let mut place = 0..;
        found.retain(|(_, confidence)| {
            is_first(place.next().unwrap_or(1)) || *confidence >= LEAST_SECOND_INTENT
        });
        for (at, confidence) in self.intents_of_sentences(read) {
            if found.iter().all(|(other, _)| *other != at) {
                found.push((at, confidence));
            }
        }
        found.sort_by(|left, right| right.1.total_cmp(&left.1));
        found
            .into_iter()
            .filter_map(|(at, confidence)| {
                let name = self.intents.labels().get(at)?.clone();
                Some(Intent { name, confidence })
            })
            .take(MOST_INTENTS)
            .collect()
    }

    fn intents_of_sentences(&self, read: &Read<'_>) -> Vec<(usize, f32)> {
        let ranges = sentences(&read.prepared.folded);
        if ranges.len() < 2 {
            return Vec::new();
        }
        ranges
            .into_iter()
            .take(2 * MOST_INTENTS)
            .filter_map(|range| read.prepared.folded.get(range))
            .filter_map(|sentence| {
                let sentence = Prepared::new(&sentence.iter().collect::<String>());
                let vector = self.vectoriser.vector(&sentence);
                let best = best(&probabilities(&self.intents, &vector))?;
                let kind = self.kinds.get(best.0)?;
                let is_matter = kind.category.is_some();
                (is_matter && best.1 >= LEAST_SENTENCE_INTENT).then_some(best)
            })
            .collect()
    }

    /// The probability that a message is of one of the kinds that satisfy `wanted`.
    fn chance(
        &self,
        read: &Read<'_>,
        wanted: impl Fn(&crate::training::IntentKind) -> bool,
    ) -> f32 {
        let kinds = self.kinds.iter().zip(&read.intents);
        kinds
            .filter(|(kind, _)| wanted(kind))
            .map(|(_, chance)| chance)
            .sum()
    }

    fn category(&self, read: &Read<'_>, intents: &[Intent]) -> Judged<String> {
        if let Some(category) = read.memory.and_then(|memory| memory.category.clone()) {
            return Judged {
                value: Some(category),
                confidence: 1.0,
            };
        }
        let remembered = read.memory.is_some_and(|memory| memory.intent.is_some());
        if let (true, Some(intent)) = (remembered, intents.first()) {
            let value = self
                .kind(&intent.name)
                .and_then(|kind| kind.category.clone());
            return Judged {
                value,
                confidence: 1.0,
            };
        }
        let mut categories: Vec<Option<&str>> = self
            .kinds
            .iter()
            .map(|kind| kind.category.as_deref())
            .collect();
        categories.sort_unstable();
        categories.dedup();
        let chances = categories.into_iter().map(|category| {
            (
                category,
                self.chance(read, |kind| kind.category.as_deref() == category),
            )
        });
        match chances.max_by(|left, right| left.1.total_cmp(&right.1)) {
            Some((Some(category), confidence)) if confidence >= LEAST_CATEGORY => Judged {
                value: Some(category.to_owned()),
                confidence,
            },
            Some((_, confidence)) => Judged {
                value: None,
                confidence,
            },
            None => Judged {
                value: None,
                confidence: 0.0,
            },
        }
    }

    fn needs_order(&self, read: &Read<'_>, entities: &[Entity]) -> bool {
        let names_order = entities
            .iter()
            .any(|entity| matches!(entity.kind, EntityKind::Order | EntityKind::Tracking));
        names_order || self.chance(read, |kind| kind.order_context_needed) >= 0.5
    }

    /// What the message does. A remembered text does what it was corrected to.
    fn gist(&self, read: &Read<'_>, feeling: &Feeling) -> Gist {
        let known = gist::Known {
            needs_answer: self.wants_answer(read, feeling),
            is_automatic: read.concern.signals.has(Cue::Automatic),
            is_calm: feeling.value != Some(Sentiment::AtRisk) && feeling.frustration < 0.5,
            failure: read.concern.failure,
        };
        match (&read.memory, known.needs_answer) {
            (Some(memory), true) if memory.intent.is_some() => Gist::Asks,
            _ => gist::of(&read.prepared, &read.concern.signals, known),
        }
    }

    /// Thanks without a question or trouble want no answer; thanks for something broken are not meant.
    fn wants_answer(&self, read: &Read<'_>, feeling: &Feeling) -> bool {
        if read.prepared.is_wordless() {
            return read.concern.signals.asks || read.concern.signals.has_angry_picture;
        }
        let remembered = read.memory.and_then(|memory| memory.intent.as_deref());
        let is_thanks = match remembered {
            Some(name) => name == THANKS,
            None => self.chance(read, |kind| kind.name == THANKS) >= LEAST_THANKS,
        };
        let is_calm = feeling.value == Some(Sentiment::Neutral);
        let reports_failure = read.concern.failure >= gist::FAILURE;
        !is_thanks || !is_calm || read.concern.signals.asks || reports_failure
    }

    fn kind_of_failure(&self, read: &Read<'_>) -> EmpathyReason {
        let is_one_of = |names: &[&str], cue: Cue| {
            let chance = self.chance(read, |kind| names.contains(&kind.name.as_str()));
            chance
                + if read.concern.signals.has(cue) {
                    0.3
                } else {
                    0.0
                }
        };
        let billing = is_one_of(&BILLING_FAILURES, Cue::Billing);
        let promise = is_one_of(&PROMISE_FAILURES, Cue::Promise);
        let broken = self.chance(read, |kind| kind.claims_failure)
            - self.chance(read, |kind| BILLING_FAILURES.contains(&kind.name.as_str()))
            - self.chance(read, |kind| PROMISE_FAILURES.contains(&kind.name.as_str()))
            + if read.concern.signals.has(Cue::Defect) {
                0.3
            } else {
                0.0
            };
        if billing > promise && billing > broken {
            EmpathyReason::BillingError
        } else if promise > broken {
            EmpathyReason::BrokenPromise
        } else {
            EmpathyReason::Defect
        }
    }

    fn reasons(
        &self,
        read: &Read<'_>,
        intents: &[Intent],
        (urgency, feeling, empathy): (&Judged<Urgency>, &Feeling, &Empathy),
    ) -> Vec<Reason> {
        let mut asked: Vec<(String, &Head, usize)> = Vec::new();
        for intent in intents.iter().take(2) {
            let at = self
                .intents
                .labels()
                .iter()
                .position(|label| *label == intent.name);
            asked.extend(at.map(|at| (intent.name.clone(), &self.intents, at)));
        }
        if let Some(urgency) = urgency.value.filter(|value| *value != Urgency::Standard) {
            let at = Urgency::ALL.iter().position(|one| *one == urgency);
            asked.extend(at.map(|at| ("urgency".to_owned(), &self.urgency, at)));
        }
        if let Some(sentiment) = feeling.value.filter(|value| *value != Sentiment::Neutral) {
            let at = Sentiment::ALL.iter().position(|one| *one == sentiment);
            asked.extend(at.map(|at| ("sentiment".to_owned(), &self.sentiment, at)));
        }
        if empathy.reasons.contains(&self.kind_of_failure(read)) {
            asked.push(("failure".to_owned(), &self.failure, 0));
        }
        asked
            .into_iter()
            .map(|(judgement, head, label)| Reason {
                judgement,
                words: explain::words(
                    (read.text, &read.prepared),
                    (&self.vectoriser, &read.vector),
                    (head, label),
                ),
            })
            .filter(|reason| !reason.words.is_empty())
            .collect()
    }
}

/// Nothing known is nothing said: a text without a learnt feature has no probable label.
fn probabilities(head: &Head, vector: &Vector) -> Vec<f32> {
    if vector.ids().is_empty() {
        return vec![0.0; head.labels().len()];
    }
    head.probabilities(&head.margins(vector))
}

fn best(chances: &[f32]) -> Option<(usize, f32)> {
    let ranked = chances.iter().copied().enumerate();
    ranked.max_by(|left, right| left.1.total_cmp(&right.1))
}

fn three(head: &Head, vector: &Vector) -> [f32; 3] {
    let chances = probabilities(head, vector);
    let at = |place: usize| chances.get(place).copied().unwrap_or_default();
    [at(0), at(1), at(2)]
}
