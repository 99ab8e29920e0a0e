//! One hint: that a case moved on, and how far.

use axum::response::sse::Event;
use baton_domain::id::CaseId;
use baton_store::event::StoredEvent;
use serde::Serialize;
use utoipa::ToSchema;

/// A placed event, as far as live streams speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Its position in the workspace's log.
    pub position: u64,
    /// The case, if it is one's; other streams only take up a position.
    pub case: Option<CaseId>,
    /// Its number within the stream.
    pub sequence: u64,
    /// What happened.
    pub kind: &'static str,
}

/// The `data` of a hint.
#[derive(Debug, Serialize, ToSchema)]
pub struct HintDto {
    /// The case to read again.
    pub case_id: Option<String>,
    /// How far it is now.
    pub sequence: Option<u64>,
    /// What happened.
    pub kind: String,
}

impl Hint {
    /// The hint of an event; nothing before it has a position.
    #[must_use]
    pub fn of(stored: &StoredEvent) -> Option<Self> {
        Some(Self {
            position: stored.position?,
            case: stored
                .stream
                .strip_prefix("case/")
                .and_then(|id| id.parse().ok()),
            sequence: stored.envelope.stream_seq,
            kind: stored.event.kind(),
        })
    }

    /// What `event:` says: `draft` for drafts and reviews, `case` for everything else.
    const fn name(&self) -> &'static str {
        match self.kind.as_bytes() {
            [b'd', b'r', b'a', b'f', b't', b'_', ..]
            | [b'r', b'e', b'v', b'i', b'e', b'w', b'_', ..] => "draft",
            _ => "case",
        }
    }

    /// The hint on the wire; nothing for what is no case's.
    pub(super) fn event(&self) -> Option<Event> {
        let data = HintDto {
            case_id: Some(self.case?.to_string()),
            sequence: Some(self.sequence),
            kind: self.kind.to_owned(),
        };
        let event = Event::default()
            .event(self.name())
            .id(self.position.to_string());
        event.json_data(data).ok()
    }
}

/// Tells a client that it lost its place: everything has to be read again. The next event is `next`.
pub(super) fn reset(next: u64) -> Event {
    let event = Event::default().event("reset");
    let event = match next.checked_sub(1) {
        Some(last) => event.id(last.to_string()),
        None => event,
    };
    event.data(r#"{"case_id":null,"sequence":null,"kind":"reset"}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(kind: &'static str) -> Hint {
        Hint {
            position: 1,
            case: None,
            sequence: 1,
            kind,
        }
    }

    #[test]
    fn drafts_and_reviews_are_told_apart_from_the_rest() {
        assert_eq!(hint("draft_proposed").name(), "draft");
        assert_eq!(hint("review_requested").name(), "draft");
        assert_eq!(hint("sent").name(), "case");
    }

    #[test]
    fn what_is_no_cases_is_not_told() {
        assert!(hint("record_changed").event().is_none());
    }
}
