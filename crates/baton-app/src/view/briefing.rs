//! What a person should know before wording an answer to somebody inside the empathy boundary.
//!
//! Made when it is read, from the case alone, by no model. Facts and advice on tone; it never
//! proposes what to say. Outside the boundary there is none.

mod words;

use std::collections::BTreeSet;

use baton_domain::case::Case;
use baton_domain::empathy::BoundaryReason;
use baton_domain::event::Event;
use baton_domain::id::{ContactId, MessageId, PartId, WorkspaceId};
use baton_domain::participant::Who;
use baton_domain::promise::PromiseStatus;
use baton_domain::status::CaseStatus;
use baton_domain::time::{Span, Timestamp};
use baton_domain::triage::{FailureClaim, TriageOutcome};
use baton_ledger::pack::Language;
use baton_store::event::StoredEvent;
use baton_store::read::texts::Texts;
use baton_store::{Reader, StoreError};
use serde_json::Value;

use super::names::ContactView;
use super::story::PromiseStory;

/// Messages that are quoted at most: the latest ones.
const MAX_QUOTES: usize = 5;
/// The longest quotation, in code points.
const MAX_QUOTE_CHARACTERS: usize = 400;
/// Earlier cases that are named at most: the latest ones.
const MAX_EARLIER: usize = 3;
/// Things they named that are shown at most.
const MAX_NAMED: usize = 8;

/// What is known; in words by [`Briefing::in_words`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Briefing {
    language: Option<String>,
    with_us_days: Option<u32>,
    tier: Option<String>,
    earlier_count: u64,
    earlier: Vec<Earlier>,
    quotes: Vec<String>,
    claims: Vec<FailureClaim>,
    named: Vec<(String, String)>,
    promises: Vec<Pledged>,
    reasons: Vec<BoundaryReason>,
}

/// A case they had before.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Earlier {
    number: u64,
    subject: Option<String>,
    status: CaseStatus,
    at: Timestamp,
}

/// Something we promised and have not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pledged {
    text: Option<String>,
    due: Timestamp,
    is_broken: bool,
}

/// A briefing in the words of one language, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefingWords {
    /// The language of our words; what people wrote stays as they wrote it.
    pub language: Language,
    /// What they told us, in their words, and what they say has failed.
    pub reported: Vec<String>,
    /// Who they are to us, and what was before.
    pub history: Vec<String>,
    /// What we promised and have not kept.
    pub promised: Vec<String>,
    /// The tone to take.
    pub tone: Vec<String>,
}

impl Briefing {
    /// The briefing in the reader's language, or in the case's: Chinese for Chinese, else English.
    #[must_use]
    pub fn in_words(&self, reader: Option<Language>) -> BriefingWords {
        let of_case = || match self.language.as_deref() {
            Some("zh") => Language::Chinese,
            Some(_) | None => Language::English,
        };
        let language = reader.unwrap_or_else(of_case);
        BriefingWords {
            language,
            reported: words::reported(self, language),
            history: words::history(self, language),
            promised: words::promised(self, language),
            tone: words::tone(self, language),
        }
    }
}

/// What a case's events say about whoever has to hear from a person first.
#[derive(Debug, Default)]
pub(super) struct Sources {
    contact: Option<ContactId>,
    quotes: Vec<PartId>,
    details: Vec<PartId>,
    claims: Vec<FailureClaim>,
}

impl Sources {
    /// Nothing outside the boundary.
    pub(super) fn of(case: &Case, events: &[StoredEvent]) -> Option<Self> {
        let first = case.boundaries.first()?;
        let contact = match case.participant(first.participant_id).map(|one| one.who) {
            Some(Who::Contact(contact)) => Some(contact),
            Some(Who::Partner(_) | Who::Teammate(_)) | None => None,
        };
        let unanswered: BTreeSet<MessageId> = case
            .boundaries
            .iter()
            .filter_map(|boundary| case.our_reply(boundary.participant_id))
            .flat_map(|wait| wait.unanswered())
            .map(|message| message.message_id)
            .collect();
        let mut sources = Self {
            contact,
            ..Self::default()
        };
        for stored in events {
            sources.read(&stored.event, &unanswered);
        }
        let surplus = sources.quotes.len().saturating_sub(MAX_QUOTES);
        sources.quotes.drain(..surplus);
        sources.claims.dedup();
        Some(sources)
    }

    fn read(&mut self, event: &Event, unanswered: &BTreeSet<MessageId>) {
        match event {
            Event::MessageReceived(event) if unanswered.contains(&event.message_id) => {
                self.quotes.push(event.content.id);
            }
            Event::Triaged(event) if event.message_ids.iter().any(|id| unanswered.contains(id)) => {
                if let TriageOutcome::Found(findings) = &event.outcome {
                    self.claims.extend(&findings.failure_claims);
                    self.details.extend(findings.detail.map(|part| part.id));
                }
            }
            _ => {}
        }
    }

    /// The parts whose content is shown.
    pub(super) fn parts(&self) -> impl Iterator<Item = PartId> {
        self.quotes.iter().chain(&self.details).copied()
    }
}

/// What the briefing is made from besides the events.
pub(super) struct Known<'a> {
    pub(super) workspace: WorkspaceId,
    pub(super) case: &'a Case,
    pub(super) texts: &'a Texts,
    pub(super) contact: Option<&'a ContactView>,
    pub(super) promises: &'a [PromiseStory],
    pub(super) now: Timestamp,
}

impl Sources {
    /// Whom it is about.
    pub(super) const fn contact(&self) -> Option<ContactId> {
        self.contact
    }

    /// The briefing, with what was before in other cases.
    pub(super) async fn briefing(
        self,
        reader: &mut Reader,
        known: Known<'_>,
    ) -> Result<Briefing, StoreError> {
        let Known { case, texts, .. } = known;
        let (earlier_count, earlier) = match self.contact {
            Some(contact) => earlier(reader, known.workspace, contact, case).await?,
            None => (0, Vec::new()),
        };
        let quotes = self.quotes.iter().filter_map(|part| texts.get(*part));
        let details = self.details.iter().filter_map(|part| texts.json(*part));
        let mut reasons: Vec<_> = case
            .boundaries
            .iter()
            .flat_map(|boundary| boundary.reasons.iter().copied())
            .collect();
        reasons.sort_unstable();
        reasons.dedup();
        let contact = known.contact;
        let since = contact.and_then(|contact| contact.since);
        let language = case.classification.language.as_ref();
        Ok(Briefing {
            language: language.map(|tag| crate::knowledge::primary_language(tag.as_str())),
            with_us_days: since
                .and_then(|since| days(known.now.since(since)))
                .or(case.tenure_days),
            tier: contact.and_then(|contact| contact.tier.clone()),
            earlier_count,
            earlier,
            quotes: quotes.map(quoted).filter(|text| !text.is_empty()).collect(),
            named: named(details),
            claims: self.claims,
            promises: known
                .promises
                .iter()
                .filter_map(|promise| pledged(promise, texts))
                .collect(),
            reasons,
        })
    }
}

async fn earlier(
    reader: &mut Reader,
    workspace: WorkspaceId,
    contact: ContactId,
    case: &Case,
) -> Result<(u64, Vec<Earlier>), StoreError> {
    let found = reader
        .earlier_cases(workspace, contact, case.id, MAX_EARLIER)
        .await?;
    let parts: Vec<_> = found.latest.iter().filter_map(|one| one.subject).collect();
    let subjects = reader.texts(workspace, &parts).await?;
    let latest = found.latest.into_iter().map(|one| Earlier {
        number: one.number,
        subject: subjects.opt(one.subject).map(str::to_owned),
        status: one.status,
        at: one.updated_at,
    });
    Ok((found.count, latest.collect()))
}

fn days(span: Span) -> Option<u32> {
    u32::try_from(span.as_micros() / Span::from_days(1).as_micros()).ok()
}

/// A text on one line, not longer than can be taken in at a glance.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut kept: String = line.chars().take(MAX_QUOTE_CHARACTERS).collect();
    if kept.len() < line.len() {
        kept.push('…');
    }
    kept
}

/// What they named: orders, amounts, dates; each once.
fn named(details: impl Iterator<Item = Value>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for detail in details {
        let entities = detail.get("entities").and_then(Value::as_array);
        for entity in entities.into_iter().flatten() {
            let text = |field| entity.get(field).and_then(Value::as_str).map(str::to_owned);
            let Some(one) = text("kind").zip(text("text")) else {
                continue;
            };
            if !found.contains(&one) && found.len() < MAX_NAMED {
                found.push(one);
            }
        }
    }
    found
}

fn pledged(promise: &PromiseStory, texts: &Texts) -> Option<Pledged> {
    let is_broken = match promise.status {
        PromiseStatus::Open => false,
        PromiseStatus::Broken => true,
        PromiseStatus::Kept | PromiseStatus::Withdrawn => return None,
    };
    Some(Pledged {
        text: texts.get(promise.text.id).map(quoted),
        due: promise.due,
        is_broken,
    })
}

#[cfg(test)]
mod tests;
