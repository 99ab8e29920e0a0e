//! Waits, promises, materials and clocks on the wire.

use baton_app::view::{CaseView, PromiseStory, code};
use baton_domain::case::Case;
use baton_domain::material::Material;
use baton_domain::sla::{Clock, ClockState};
use baton_domain::time::Timestamp;
use baton_domain::wait::Wait;
use serde::Serialize;
use utoipa::ToSchema;

/// Who is waiting for whom.
#[derive(Debug, Serialize, ToSchema)]
pub struct WaitDto {
    /// Names the wait.
    pub id: String,
    /// Who owes the move.
    pub on: &'static str,
    /// Who exactly, or to whom it is owed.
    pub participant_id: Option<String>,
    /// What is waited for.
    #[serde(rename = "for")]
    pub reason_for: &'static str,
    /// What exactly, in words.
    pub what: Option<String>,
    /// The event that caused it.
    pub because: u64,
    /// Since when.
    pub since: String,
    /// Until when.
    pub due: Option<String>,
    /// Whether its due has passed.
    pub is_overdue: bool,
    /// Whether the party says it is done.
    pub is_claimed: bool,
    /// How often they were reminded.
    pub chases: u8,
}

/// What was promised.
#[derive(Debug, Serialize, ToSchema)]
pub struct PromiseDto {
    /// Names the promise.
    pub id: String,
    /// Its wording; empty if it was erased.
    pub text: String,
    /// To whom.
    pub to: Option<String>,
    /// By when.
    pub due: Option<String>,
    /// `open`, `kept`, `broken` or `withdrawn`.
    pub status: String,
}

/// An item of the checklist.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaterialDto {
    /// Names the item.
    pub id: String,
    /// What is needed; empty if it was erased.
    pub what: String,
    /// From whom.
    pub from: Option<String>,
    /// `missing`, `received`, `accepted` or `rejected`.
    pub status: String,
    /// Whether the case cannot go on without it.
    pub is_required: bool,
    /// The file that was handed in last.
    pub file_id: Option<String>,
}

/// A service-level clock.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClockDto {
    /// `first_response`, `next_response` or `resolution`.
    pub kind: String,
    /// When it runs out; null unless it runs.
    pub due: Option<String>,
    /// `running`, `paused`, `met` or `breached`.
    pub state: &'static str,
}

pub(super) fn wait(view: &CaseView, wait: &Wait) -> WaitDto {
    WaitDto {
        id: wait.id.to_string(),
        on: wait.on.as_str(),
        participant_id: wait.participant_id.map(|id| id.to_string()),
        reason_for: wait.reason.kind().as_str(),
        what: wait
            .what
            .and_then(|part| view.texts.get(part.id))
            .map(str::to_owned),
        because: wait.because,
        since: wait.since.to_string(),
        due: wait.due.map(|due| due.to_string()),
        is_overdue: wait.is_overdue,
        is_claimed: wait.is_claimed,
        chases: wait.chases,
    }
}

pub(super) fn promise(view: &CaseView, promise: &PromiseStory) -> PromiseDto {
    PromiseDto {
        id: promise.id.to_string(),
        text: view
            .texts
            .get(promise.text.id)
            .unwrap_or_default()
            .to_owned(),
        to: Some(promise.to.to_string()),
        due: Some(promise.due.to_string()),
        status: code(&promise.status),
    }
}

pub(super) fn material(view: &CaseView, material: &Material) -> MaterialDto {
    MaterialDto {
        id: material.id.to_string(),
        what: view
            .texts
            .get(material.what.id)
            .unwrap_or_default()
            .to_owned(),
        from: Some(material.from.to_string()),
        status: code(&material.status),
        is_required: material.is_required,
        file_id: material.content.map(|part| part.id.to_string()),
    }
}

pub(super) fn clock(clock: &Clock) -> ClockDto {
    let state = match clock.state {
        ClockState::Running { .. } => "running",
        ClockState::Paused { .. } => "paused",
        ClockState::Met => "met",
        ClockState::Breached => "breached",
    };
    let due = runs_out(clock).map(|due| due.to_string());
    ClockDto {
        kind: code(&clock.kind),
        due,
        state,
    }
}

/// The clock that runs out first; one that stands still or is over only if none runs.
pub(super) fn first_clock(case: &Case) -> Option<ClockDto> {
    let order = |one: &&Clock| match one.state {
        ClockState::Running { due } => (0, Some(due)),
        ClockState::Breached => (1, None),
        ClockState::Paused { .. } => (2, None),
        ClockState::Met => (3, None),
    };
    case.clocks.iter().min_by_key(order).map(clock)
}

const fn runs_out(clock: &Clock) -> Option<Timestamp> {
    match clock.state {
        ClockState::Running { due } => Some(due),
        ClockState::Paused { .. } | ClockState::Met | ClockState::Breached => None,
    }
}
