//! A case while one command unfolds: what was recorded so far, already folded in.

use crate::actor::Actor;
use crate::case::Case;
use crate::command::{Context, Decision};
use crate::decide::follow;
use crate::effect::Effect;
use crate::event::{Envelope, Event};
use crate::id::MintIds;
use crate::refusal::CaseRefusal;
use crate::settings::Settings;
use crate::status::CaseStatus;
use crate::time::Timestamp;

/// The working copy of a case, with the command's surroundings.
pub(super) struct Unfolding<'a, 'b> {
    /// The case with everything that was recorded so far.
    pub(super) case: Case,
    context: &'a mut Context<'b>,
    decision: Decision,
}

impl<'a, 'b> Unfolding<'a, 'b> {
    pub(super) fn new(case: &Case, context: &'a mut Context<'b>) -> Self {
        Self {
            case: case.clone(),
            context,
            decision: Decision::default(),
        }
    }

    pub(super) fn finish(self) -> Decision {
        self.decision
    }

    /// Records an event, folds it in, and asks for what follows from it.
    pub(super) fn record(&mut self, event: Event) {
        let envelope = Envelope {
            at: self.context.at,
            actor: self.context.actor,
            stream_seq: self.case.sequence.saturating_add(1),
        };
        self.case.apply(&event, &envelope);
        follow::follow(&event, &self.case, &mut self.decision.effects);
        self.decision.events.push(event);
    }

    /// Asks for something to be done.
    pub(super) fn effect(&mut self, effect: Effect) {
        self.decision.effects.push(effect);
    }

    pub(super) fn at(&self) -> Timestamp {
        self.context.at
    }

    pub(super) fn actor(&self) -> Actor {
        self.context.actor
    }

    pub(super) fn context(&self) -> &Context<'b> {
        self.context
    }

    pub(super) fn settings(&self) -> &'b Settings {
        self.context.settings
    }

    pub(super) fn ids(&mut self) -> &mut dyn MintIds {
        self.context.ids
    }

    /// Refuses unless something has happened already.
    pub(super) fn require_opened(&self) -> Result<(), CaseRefusal> {
        if self.case.is_unopened() {
            Err(CaseRefusal::Unopened)
        } else {
            Ok(())
        }
    }

    /// Refuses unless the case is open.
    pub(super) fn require_open(&self) -> Result<(), CaseRefusal> {
        self.require_opened()?;
        match self.case.status {
            CaseStatus::Open => Ok(()),
            CaseStatus::Resolved | CaseStatus::Closed | CaseStatus::Cancelled => {
                Err(CaseRefusal::NotOpen)
            }
            CaseStatus::Merged => Err(CaseRefusal::Merged),
        }
    }

    /// Refuses unless a person of ours asks.
    pub(super) fn require_teammate(&self) -> Result<(), CaseRefusal> {
        if self.actor().is_teammate() {
            Ok(())
        } else {
            Err(CaseRefusal::NotATeammate)
        }
    }

    /// Refuses AI and people outside: they do not steer a case.
    pub(super) fn require_steering(&self) -> Result<(), CaseRefusal> {
        match self.actor() {
            Actor::Teammate(_) | Actor::Machine(_) | Actor::System => Ok(()),
            Actor::Ai | Actor::Contact(_) => Err(CaseRefusal::NotATeammate),
        }
    }
}
