//! Cases on the wire: fields in the order of the contract, absent as null.

pub mod action;
pub mod briefing;
pub mod draft;
pub mod ledger;
pub mod next;
pub mod people;
pub mod timeline;

use baton_app::view::{CaseRow, CaseView, code, sentence};
use baton_domain::actor::Actor;
use baton_domain::baton::NextMover;
use baton_domain::case::Case;
use baton_store::event::StoredEvent;
use serde::Serialize;
use utoipa::ToSchema;

use action::ActionDto;
use baton_ledger::pack::Language;
use briefing::BriefingDto;
use draft::DraftDto;
use ledger::{ClockDto, MaterialDto, PromiseDto, WaitDto};
use people::{ConversationDto, NamedDto, ParticipantDto, ValueDto};

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDto {
    /// Its id.
    pub id: String,
    /// Its number for people, e.g. `B-1039`.
    pub number: String,
    /// What it is about, in a line.
    pub subject: String,
    /// What was last written.
    pub preview: Option<String>,
    /// `open`, `resolved`, `closed`, `cancelled` or `merged`.
    pub status: &'static str,
    /// The number of its last event.
    pub sequence: u64,
    /// The language its customer writes.
    pub language: Option<String>,
    /// What it is about in the large.
    pub category: Option<String>,
    /// What is wanted.
    pub intent: Option<String>,
    /// `standard`, `high` or `critical`.
    pub urgency: Option<String>,
    /// `neutral`, `frustrated` or `at_risk`.
    pub sentiment: Option<String>,
    /// What its customer is worth to us.
    pub value: Option<ValueDto>,
    /// Who works on it.
    pub assignee: Option<NamedDto>,
    /// Whose queue it is in.
    pub team: Option<NamedDto>,
    /// Who takes part.
    pub participants: Vec<ParticipantDto>,
    /// Who moves next; null unless it is open.
    pub next_mover: Option<NextMoverDto>,
    /// Who is waiting for whom.
    pub waits: Vec<WaitDto>,
    /// What was promised.
    pub promises: Vec<PromiseDto>,
    /// The checklist.
    pub materials: Vec<MaterialDto>,
    /// Service-level clocks.
    pub sla: Vec<ClockDto>,
    /// Whether a person has to answer first.
    pub empathy: EmpathyDto,
    /// Drafts, open ones and ended ones.
    pub drafts: Vec<DraftDto>,
    /// Executions against back offices.
    pub actions: Vec<ActionDto>,
    /// Cases that may be about the same.
    pub possibly_also: Vec<PossiblyAlsoDto>,
    /// The verbs this caller may run now.
    pub can: Vec<&'static str>,
    /// The conversations it uses.
    pub conversations: Vec<ConversationDto>,
    /// The case it went into.
    pub merged_into: Option<String>,
    /// When it was opened.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// Who moves next.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextMoverDto {
    /// Who.
    pub who: &'static str,
    /// The wait this follows from.
    pub wait_id: Option<String>,
    /// For what; `next_step` where nothing is agreed.
    #[serde(rename = "for")]
    pub reason_for: &'static str,
    /// Who exactly, or to whom it is owed.
    pub participant: Option<NamedDto>,
    /// Since when.
    pub since: String,
    /// Until when.
    pub due: Option<String>,
    /// Why, as a code.
    pub reason_code: String,
    /// Why, in English.
    pub reason: String,
}

/// Whether a person has to answer first.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmpathyDto {
    /// Null before triage.
    pub inside: Option<bool>,
    /// Why.
    pub reasons: Vec<String>,
    /// What a person should know before wording an answer.
    pub briefing: Option<BriefingDto>,
}

/// A case that may be about the same.
#[derive(Debug, Serialize, ToSchema)]
pub struct PossiblyAlsoDto {
    /// The case.
    pub case_id: String,
    /// Its number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// A row of a list of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseItemDto {
    /// Its id.
    pub id: String,
    /// Its number for people.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// What was last written.
    pub preview: Option<String>,
    /// How it stands.
    pub status: &'static str,
    /// Who moves next.
    pub next_mover: Option<NextMoverDto>,
    /// Why it stands where it stands, most pressing first.
    pub why: Vec<ReasonDto>,
    /// Who works on it.
    pub assignee: Option<NamedDto>,
    /// Whose queue it is in.
    pub team: Option<NamedDto>,
    /// The kinds of the channels it uses.
    pub channel_kinds: Vec<String>,
    /// The language its customer writes.
    pub language: Option<String>,
    /// What it is about in the large.
    pub category: Option<String>,
    /// How pressing it is.
    pub urgency: Option<String>,
    /// How the customer feels.
    pub sentiment: Option<String>,
    /// The service level that runs out first.
    pub sla: Option<ClockDto>,
    /// Whether a draft waits.
    pub has_draft: bool,
    /// Who first worded the latest of them: `teammate`, `ai` or `machine`.
    pub draft_origin: Option<String>,
    /// Whether something happened that this viewer has not seen.
    pub unread: bool,
    /// When it last changed.
    pub updated_at: String,
    /// Whom it is for.
    pub customer: Option<NamedDto>,
}

/// A reason with a stable code and English words.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonDto {
    /// The code.
    pub code: &'static str,
    /// The words.
    pub text: &'static str,
}

/// An event as the log keeps it.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventDto {
    /// Its stream.
    pub stream: String,
    /// Its number within the stream.
    pub stream_seq: u64,
    /// Its position in the workspace's log; null until it has one.
    pub position: Option<u64>,
    /// What happened.
    pub kind: &'static str,
    /// When.
    pub at: String,
    /// Who did it.
    pub actor: ActorDto,
    /// The rest, as the leaf holds it: ids, codes, numbers and references to content.
    #[schema(value_type = Object)]
    pub data: serde_json::Value,
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActorDto {
    /// `teammate`, `ai`, `machine`, `contact` or `system`.
    pub kind: &'static str,
    /// Their id; AI and Baton itself have none.
    pub id: Option<String>,
}

/// A case as a caller sees it, with a briefing in the case's own language.
#[must_use]
pub fn case(view: &CaseView) -> CaseDto {
    case_in(view, None)
}

/// A case as a caller sees it who reads this language.
#[must_use]
pub fn case_in(view: &CaseView, reader: Option<Language>) -> CaseDto {
    let (case, record) = (view.case(), &view.record);
    let class = Class::of(case);
    CaseDto {
        id: case.id.to_string(),
        number: number(case.number),
        subject: view.subject().to_owned(),
        preview: view.texts.opt(record.preview).map(str::to_owned),
        status: case.status.as_str(),
        sequence: case.sequence,
        language: class.language,
        category: class.category,
        intent: case
            .classification
            .intent
            .as_ref()
            .filter(|_| case.is_triaged)
            .map(ToString::to_string),
        urgency: class.urgency,
        sentiment: class.sentiment,
        value: people::value(view),
        assignee: people::assignee(
            case,
            case.assignee_id.and_then(|id| view.names.teammate(id)),
        ),
        team: people::team(case),
        participants: people::participants(view),
        next_mover: case.next_mover.as_ref().map(|mover| {
            let name = mover
                .participant_id
                .and_then(|id| view.names.participant(case, id));
            next_mover(mover, name)
        }),
        waits: case
            .waits
            .iter()
            .map(|wait| ledger::wait(view, wait))
            .collect(),
        promises: view
            .story
            .promises
            .iter()
            .map(|one| ledger::promise(view, one))
            .collect(),
        materials: case
            .materials
            .iter()
            .map(|one| ledger::material(view, one))
            .collect(),
        sla: case.clocks.iter().map(ledger::clock).collect(),
        empathy: empathy(view, reader),
        drafts: view
            .story
            .drafts
            .iter()
            .map(|one| draft::draft(view, one))
            .collect(),
        actions: view
            .story
            .actions
            .iter()
            .map(|one| action::action(view, one))
            .collect(),
        possibly_also: possibly_also(view),
        can: view.can.clone(),
        conversations: people::conversations(view),
        merged_into: case.merged_into.map(|id| id.to_string()),
        created_at: record.created_at.to_string(),
        updated_at: record.updated_at.to_string(),
    }
}

/// A row of a list.
#[must_use]
pub fn item(row: &CaseRow) -> CaseItemDto {
    let case = &row.record.case;
    let class = Class::of(case);
    CaseItemDto {
        id: case.id.to_string(),
        number: number(case.number),
        subject: row.subject.clone(),
        preview: row.preview.clone(),
        status: case.status.as_str(),
        next_mover: case
            .next_mover
            .as_ref()
            .map(|mover| next_mover(mover, row.mover_name.as_deref())),
        why: row
            .why
            .iter()
            .map(|why| ReasonDto {
                code: why.code(),
                text: why.text(),
            })
            .collect(),
        assignee: people::assignee(case, row.assignee_name.as_deref()),
        team: people::team(case),
        channel_kinds: row.channel_kinds.clone(),
        language: class.language,
        category: class.category,
        urgency: class.urgency,
        sentiment: class.sentiment,
        sla: ledger::first_clock(case),
        has_draft: case.drafts.iter().any(|draft| draft.status.is_open()),
        draft_origin: draft::latest_origin(case),
        unread: case.outside_sequence > row.record.seen,
        updated_at: row.record.updated_at.to_string(),
        customer: row.customer.as_ref().map(|(id, name)| NamedDto {
            id: id.to_string(),
            name: name.clone().unwrap_or_default(),
        }),
    }
}

/// An event as the log keeps it.
#[must_use]
pub fn event(stored: &StoredEvent) -> EventDto {
    let data = serde_json::to_value(&stored.event).ok();
    let data = data.and_then(|mut event| event.get_mut("data").map(serde_json::Value::take));
    EventDto {
        stream: stored.stream.clone(),
        stream_seq: stored.envelope.stream_seq,
        position: stored.position,
        kind: stored.event.kind(),
        at: stored.envelope.at.to_string(),
        actor: actor(stored.envelope.actor),
        data: data.unwrap_or_default(),
    }
}

/// Who did something.
#[must_use]
pub fn actor(actor: Actor) -> ActorDto {
    let (kind, id) = match actor {
        Actor::Teammate(id) => ("teammate", Some(id.to_string())),
        Actor::Ai => ("ai", None),
        Actor::Machine(id) => ("machine", Some(id.to_string())),
        Actor::Contact(id) => ("contact", Some(id.to_string())),
        Actor::System => ("system", None),
    };
    ActorDto { kind, id }
}

/// A case's number as people say it.
#[must_use]
pub fn number(number: u64) -> String {
    format!("B-{number}")
}

fn next_mover(mover: &NextMover, name: Option<&str>) -> NextMoverDto {
    NextMoverDto {
        who: mover.who.as_str(),
        wait_id: mover.wait_id.map(|id| id.to_string()),
        reason_for: mover.reason.map_or("next_step", |kind| kind.as_str()),
        participant: mover.participant_id.map(|id| NamedDto {
            id: id.to_string(),
            name: name.unwrap_or_default().to_owned(),
        }),
        since: mover.since.to_string(),
        due: mover.due.map(|due| due.to_string()),
        reason_code: code(&mover.reason_code),
        reason: sentence(mover, name),
    }
}

/// What triage said; nothing before it spoke.
#[derive(Default)]
struct Class {
    language: Option<String>,
    category: Option<String>,
    urgency: Option<String>,
    sentiment: Option<String>,
}

impl Class {
    fn of(case: &Case) -> Self {
        if !case.is_triaged {
            return Self::default();
        }
        let class = &case.classification;
        Self {
            language: class.language.as_ref().map(ToString::to_string),
            category: class.category.as_ref().map(ToString::to_string),
            urgency: Some(code(&class.urgency)),
            sentiment: Some(code(&class.sentiment)),
        }
    }
}

fn empathy(view: &CaseView, reader: Option<Language>) -> EmpathyDto {
    let case = view.case();
    let mut reasons: Vec<_> = case
        .boundaries
        .iter()
        .flat_map(|boundary| &boundary.reasons)
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    let is_known = case.is_triaged || case.is_inside_boundary();
    EmpathyDto {
        inside: is_known.then(|| case.is_inside_boundary()),
        reasons: reasons.into_iter().map(code).collect(),
        briefing: view
            .briefing
            .as_ref()
            .map(|one| briefing::briefing(one, reader)),
    }
}

fn possibly_also(view: &CaseView) -> Vec<PossiblyAlsoDto> {
    let links = view.story.links.iter().filter_map(|(case, reason)| {
        view.linked.get(case).map(|linked| PossiblyAlsoDto {
            case_id: case.to_string(),
            number: number(*linked),
            reason: code(reason),
        })
    });
    links.collect()
}
