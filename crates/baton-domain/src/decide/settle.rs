//! After every command: clocks stand still or run as the waits ask, and the baton is where the
//! waits put it. The only place that moves the baton.

use crate::baton;
use crate::decide::rule::clock;
use crate::decide::unfolding::Unfolding;
use crate::event::Event;

pub(super) fn settle(unfolding: &mut Unfolding<'_, '_>) {
    if !unfolding.case.is_open() {
        return;
    }
    clock::tend(unfolding);
    let next = baton::next_mover(&unfolding.case, unfolding.at());
    if let Some(next) = next.filter(|next| unfolding.case.next_mover != Some(*next)) {
        unfolding.record(Event::NextMoverChanged(next));
    }
}
