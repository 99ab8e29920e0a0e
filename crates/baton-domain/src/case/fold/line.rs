//! Conversations the case uses: who is at the other end, and when we last spoke there.

use crate::case::{Case, Line, limit};
use crate::id::ParticipantId;
use crate::message::Thread;

impl Case {
    /// Somebody outside wrote on a conversation.
    pub(super) fn heard_on(&mut self, thread: Thread, participant_id: ParticipantId) {
        let sent_sequence = self.take_line(thread);
        self.lines.push(Line {
            thread,
            participant_id,
            sent_sequence,
        });
    }

    /// Something of ours left on a conversation.
    pub(super) fn spoke_on(&mut self, thread: Thread, to: ParticipantId, sequence: u64) {
        self.take_line(thread);
        self.lines.push(Line {
            thread,
            participant_id: to,
            sent_sequence: sequence,
        });
    }

    /// Takes a conversation out of the list, which is kept in the order of last use.
    fn take_line(&mut self, thread: Thread) -> u64 {
        let sent_sequence = self
            .lines
            .iter()
            .find(|line| line.thread == thread)
            .map_or(0, |line| line.sent_sequence);
        self.lines.retain(|line| line.thread != thread);
        if self.lines.len() >= limit::LINES {
            self.lines.remove(0);
        }
        sent_sequence
    }
}
