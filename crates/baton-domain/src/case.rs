//! A case as its events leave it: what `decide` needs to know, and no content.
//!
//! A cache: folding the stream gives it again. Every list in it is bounded (see [`limit`]), so its
//! JSON stays below 64 KiB however long the case lives.

mod find;
mod fold;
pub mod limit;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::baton::NextMover;
use crate::confidence::Confidence;
use crate::draft::{ClosedDraft, Draft};
use crate::empathy::Boundary;
use crate::id::{CaseId, ChannelId, MessageId, ParticipantId, TeamId, TeammateId};
use crate::material::Material;
use crate::message::Thread;
use crate::participant::Participant;
use crate::promise::Promise;
use crate::review::Review;
use crate::send::Send;
use crate::sla::Clock;
use crate::status::CaseStatus;
use crate::time::Timestamp;
use crate::triage::Classification;
use crate::wait::Wait;

/// Names the way in which events are folded. A stored state with another number is folded again.
pub const FOLD_VERSION: u32 = 1;

/// A message that triage has not spoken about yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untriaged {
    /// The message.
    pub message_id: MessageId,
    /// Who wrote it.
    pub participant_id: ParticipantId,
    /// The event by which the case learnt of it.
    pub sequence: u64,
    /// When it was received.
    pub received_at: Timestamp,
}

/// A conversation that the case uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The conversation and its channel.
    #[serde(flatten)]
    pub thread: Thread,
    /// Who is at the other end; in a group, who wrote last.
    pub participant_id: ParticipantId,
    /// The event by which something of ours last left on it; 0 if nothing did.
    pub sent_sequence: u64,
}

/// One piece of service, as far as its rules need to know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The case.
    pub id: CaseId,
    /// The number of its last event; 0 before it was opened.
    pub sequence: u64,
    /// Its number for people; 0 before it was opened.
    pub number: u64,
    /// How it stands.
    pub status: CaseStatus,
    /// When it was opened.
    pub opened_at: Option<Timestamp>,
    /// When it last ended; none while it is open.
    pub ended_at: Option<Timestamp>,
    /// Where it goes on, once merged.
    pub merged_into: Option<CaseId>,
    /// Where it began.
    pub channel_id: Option<ChannelId>,
    /// Whose queue it is in.
    pub team_id: Option<TeamId>,
    /// Who works on it.
    pub assignee_id: Option<TeammateId>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The conversations it uses.
    pub lines: Vec<Line>,
    /// The last event by which somebody outside wrote, edited or recalled.
    pub outside_sequence: u64,
    /// Messages that triage has not spoken about yet, oldest first.
    pub untriaged: Vec<Untriaged>,
    /// Whether triage, or a teammate in its place, ever spoke.
    pub is_triaged: bool,
    /// The last event by which a teammate classified it; triage of older messages yields to that.
    pub corrected_sequence: u64,
    /// How it is classified.
    pub classification: Classification,
    /// How frustrated the last writer was.
    pub frustration: Confidence,
    /// How long its customer has been with us; none where unknown.
    pub tenure_days: Option<u32>,
    /// Who has to hear from a person first; empty outside the empathy boundary.
    pub boundaries: Vec<Boundary>,
    /// Who is waiting for whom; open waits only.
    pub waits: Vec<Wait>,
    /// The waits that a cancellation closed, to be opened again if it is undone.
    pub parked_waits: Vec<Wait>,
    /// Drafts that somebody can still do something with.
    pub drafts: Vec<Draft>,
    /// How the latest others ended.
    pub closed_drafts: Vec<ClosedDraft>,
    /// Open reviews.
    pub reviews: Vec<Review>,
    /// Messages of ours: all unfinished ones, and the latest others.
    pub sends: Vec<Send>,
    /// Actions: all unfinished ones, and the latest others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// Open promises, and broken ones.
    pub promises: Vec<Promise>,
    /// The checklist.
    pub materials: Vec<Material>,
    /// Service-level clocks.
    pub clocks: Vec<Clock>,
    /// Who still has to be told that the case was cancelled.
    pub stand_down: Vec<ParticipantId>,
    /// Who moves next; none while it is not open.
    pub next_mover: Option<NextMover>,
}

impl Case {
    /// A case of which nothing has happened yet.
    #[must_use]
    pub fn unopened(id: CaseId) -> Self {
        Self {
            id,
            sequence: 0,
            number: 0,
            status: CaseStatus::Open,
            opened_at: None,
            ended_at: None,
            merged_into: None,
            channel_id: None,
            team_id: None,
            assignee_id: None,
            participants: Vec::new(),
            lines: Vec::new(),
            outside_sequence: 0,
            untriaged: Vec::new(),
            is_triaged: false,
            corrected_sequence: 0,
            classification: Classification::default(),
            frustration: Confidence::from_per_mille(0),
            tenure_days: None,
            boundaries: Vec::new(),
            waits: Vec::new(),
            parked_waits: Vec::new(),
            drafts: Vec::new(),
            closed_drafts: Vec::new(),
            reviews: Vec::new(),
            sends: Vec::new(),
            actions: Vec::new(),
            promises: Vec::new(),
            materials: Vec::new(),
            clocks: Vec::new(),
            stand_down: Vec::new(),
            next_mover: None,
        }
    }

    /// Whether nothing has happened yet.
    #[must_use]
    pub const fn is_unopened(&self) -> bool {
        self.sequence == 0
    }

    /// Whether somebody has to do something.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_unopened() && self.status == CaseStatus::Open
    }

    /// Whether a person has to answer somebody first.
    #[must_use]
    pub const fn is_inside_boundary(&self) -> bool {
        !self.boundaries.is_empty()
    }
}
