//! Folding promises, materials and clocks.

use crate::case::{Case, limit};
use crate::event::Envelope;
use crate::event::clock::{ClockPaused, ClockResumed, ClockStarted, ClockStopped};
use crate::event::material::{MaterialJudged, MaterialReceived, MaterialRequested};
use crate::event::promise::{PromiseEnded, PromiseMade};
use crate::id::MaterialId;
use crate::material::{Judgement, Material, MaterialStatus};
use crate::promise::{Promise, PromiseStatus};
use crate::sla::{Clock, ClockKind, ClockState};

impl Case {
    pub(super) fn apply_promised(&mut self, event: PromiseMade) {
        if self.promises.len() >= limit::PROMISES
            && let Some(broken) = self
                .promises
                .iter()
                .position(|promise| promise.status == PromiseStatus::Broken)
        {
            self.promises.remove(broken);
        }
        self.promises.push(Promise {
            id: event.promise_id,
            to: event.to,
            text: event.text,
            due: event.due,
            status: PromiseStatus::Open,
        });
    }

    pub(super) fn apply_broken(&mut self, event: PromiseEnded) {
        if let Some(promise) = self
            .promises
            .iter_mut()
            .find(|promise| promise.id == event.promise_id)
        {
            promise.status = PromiseStatus::Broken;
        }
    }

    fn with_material(&mut self, id: MaterialId, change: impl FnOnce(&mut Material)) {
        if let Some(material) = self.materials.iter_mut().find(|other| other.id == id) {
            change(material);
        }
    }

    pub(super) fn apply_material_requested(
        &mut self,
        event: MaterialRequested,
        envelope: &Envelope,
    ) {
        self.materials.push(Material {
            id: event.material_id,
            from: event.from,
            what: event.what,
            is_required: event.is_required,
            status: MaterialStatus::Missing,
            content: None,
            since: envelope.at,
        });
    }

    pub(super) fn apply_material_received(&mut self, event: MaterialReceived, envelope: &Envelope) {
        self.with_material(event.material_id, |material| {
            material.status = MaterialStatus::Received;
            material.content = Some(event.content);
            material.since = envelope.at;
        });
    }

    pub(super) fn apply_material_judged(&mut self, event: MaterialJudged, envelope: &Envelope) {
        self.with_material(event.material_id, |material| {
            material.status = match event.judgement {
                Judgement::Accepted => MaterialStatus::Accepted,
                Judgement::Rejected => MaterialStatus::Rejected,
            };
            material.since = envelope.at;
        });
    }

    pub(super) fn apply_clock_started(&mut self, event: ClockStarted) {
        self.clocks.retain(|clock| clock.kind != event.clock);
        self.clocks.push(Clock {
            kind: event.clock,
            started_at: event.started_at,
            target: event.target,
            state: ClockState::Running { due: event.due },
        });
    }

    fn set_clock(&mut self, kind: ClockKind, state: ClockState) {
        if let Some(clock) = self.clocks.iter_mut().find(|clock| clock.kind == kind) {
            clock.state = state;
        }
    }

    pub(super) fn apply_clock_paused(&mut self, event: ClockPaused) {
        self.set_clock(event.clock, ClockState::Paused { left: event.left });
    }

    pub(super) fn apply_clock_resumed(&mut self, event: ClockResumed) {
        self.set_clock(event.clock, ClockState::Running { due: event.due });
    }

    pub(super) fn apply_clock_met(&mut self, event: ClockStopped) {
        self.set_clock(event.clock, ClockState::Met);
    }

    pub(super) fn apply_clock_breached(&mut self, event: ClockStopped) {
        self.set_clock(event.clock, ClockState::Breached);
    }
}
