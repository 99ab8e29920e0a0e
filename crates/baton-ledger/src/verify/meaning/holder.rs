//! No gap in who held the case: at every instant an open case has a next mover.
//!
//! Events of one instant belong together. At the end of each the case is not open, or its holder is
//! known and the wait that makes it the holder's turn is still open.

use std::collections::BTreeSet;

use super::super::events::Event;
use super::super::{Finding, FindingCode};

#[derive(Default)]
struct Held<'a> {
    is_open: bool,
    has_holder: bool,
    by_wait: Option<&'a str>,
    open_waits: BTreeSet<&'a str>,
}

pub(super) fn check(events: &[&Event], findings: &mut Vec<Finding>) {
    let mut held = Held::default();
    for instant in events.chunk_by(|one, next| one.leaf.at == next.leaf.at) {
        let was_held = held.gap().is_none();
        for event in instant {
            held.apply(event);
        }
        // One finding where a gap begins, not one for every event until it ends.
        if let (true, Some(sentence), Some(last)) = (was_held, held.gap(), instant.last()) {
            findings.push(Finding::new(FindingCode::HolderGap, &last.file, sentence));
        }
    }
}

impl<'a> Held<'a> {
    fn apply(&mut self, event: &'a Event) {
        let data = event.leaf.view();
        match &*event.leaf.kind {
            "case_opened" | "reopened" => {
                self.is_open = true;
                self.has_holder = false;
            }
            "resolved" | "closed" | "cancelled" | "merged" => self.is_open = false,
            "wait_opened" => self.open_waits.extend(data.text("id")),
            "wait_closed" => {
                if let Some(wait) = data.text("wait_id") {
                    self.open_waits.remove(wait);
                }
            }
            "next_mover_changed" => {
                self.has_holder = true;
                self.by_wait = data.text("wait_id");
            }
            _ => {}
        }
    }

    fn gap(&self) -> Option<&'static str> {
        if !self.is_open {
            return None;
        }
        if !self.has_holder {
            return Some("The case is open, and it is nobody's turn.");
        }
        let is_over = self
            .by_wait
            .is_some_and(|wait| !self.open_waits.contains(wait));
        is_over.then_some("The wait that made it somebody's turn is over, and nobody took over.")
    }
}
