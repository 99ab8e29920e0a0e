//! What a story tells of drafts, promises and links.

use baton_domain::id::{ArticleId, ChannelId, ConversationId, PartId};
use baton_domain::part::Commitment;
use serde_json::{Value, json};

use super::*;

const DRAFT: DraftId = DraftId::from_bits(1);
const MESSAGE: MessageId = MessageId::from_bits(2);
const PROMISE: PromiseId = PromiseId::from_bits(3);

fn part(number: u128) -> PartRef {
    PartRef {
        id: PartId::from_bits(number),
        commitment: Commitment::from_bytes([1; 32]),
    }
}

/// Events in the order of their stream, as leaves write them.
fn story(events: &[(&str, Value)]) -> Story {
    let events: Vec<_> = (1..)
        .zip(events)
        .map(|(stream_seq, (kind, data))| StoredEvent {
            stream: "case/x".to_owned(),
            envelope: Envelope {
                at: Timestamp::from_micros(0),
                actor: Actor::Ai,
                stream_seq,
            },
            event: serde_json::from_value(json!({"kind": kind, "data": data})).unwrap(),
            position: None,
            leaf: Vec::new(),
        })
        .collect();
    Story::of(&events)
}

fn proposed() -> (&'static str, Value) {
    let data = json!({
        "draft_id": DRAFT, "origin": "ai", "purpose": "reply", "to": ParticipantId::from_bits(1),
        "channel_id": ChannelId::from_bits(1), "conversation_id": ConversationId::from_bits(1),
        "text": part(1), "based_on_sequence": 1, "confidence": 910, "flags": ["refund"],
        "citations": [{"article_id": ArticleId::from_bits(1), "version": 2, "passage": 3}],
    });
    ("draft_proposed", data)
}

fn edited() -> (&'static str, Value) {
    let data = json!({"draft_id": DRAFT, "text": part(2), "version": 2, "based_on_sequence": 1});
    ("draft_edited", data)
}

fn authorised() -> (&'static str, Value) {
    let data = json!({
        "message_id": MESSAGE, "draft_id": DRAFT, "version": 1, "origin": "ai", "purpose": "reply",
        "to": ParticipantId::from_bits(1), "channel_id": ChannelId::from_bits(1),
        "conversation_id": ConversationId::from_bits(1), "content": part(3),
        "based_on_sequence": 1, "author": {"kind": "ai"}, "approved_by": {"kind": "system"},
        "policies": [], "then": "next_step", "not_before": 0,
    });
    ("send_authorised", data)
}

#[test]
fn a_draft_keeps_what_was_first_worded_and_what_it_rests_on() {
    let story = story(&[proposed(), edited()]);
    let draft = story.draft(DRAFT).unwrap();
    assert_eq!((draft.text, draft.original), (Some(part(2)), Some(part(1))));
    assert_eq!((draft.version, draft.status), (2, DraftStatus::Proposed));
    assert_eq!((draft.citations.len(), draft.flags.len()), (1, 1));
}

#[test]
fn a_draft_that_left_names_its_message() {
    let sent = ("sent", json!({"message_id": MESSAGE, "content": part(3)}));
    let story = story(&[proposed(), authorised(), sent]);
    let draft = story.draft(DRAFT).unwrap();
    assert_eq!(
        (draft.status, draft.message_id),
        (DraftStatus::Sent, Some(MESSAGE))
    );
}

#[test]
fn a_draft_comes_back_only_when_its_message_is_not_tried_again() {
    let failed = |retry: Value| {
        let mut data = json!({"message_id": MESSAGE, "attempt": 1, "reason": "refused"});
        if !retry.is_null() {
            data["retry_at"] = retry;
        }
        story(&[proposed(), authorised(), ("send_failed", data)])
            .draft(DRAFT)
            .unwrap()
            .status
    };
    assert_eq!(failed(json!(5)), DraftStatus::Approved);
    assert_eq!(failed(Value::Null), DraftStatus::Proposed);
}

#[test]
fn a_draft_that_went_away_says_why() {
    let gone = (
        "draft_withdrawn",
        json!({"draft_id": DRAFT, "reason": "wrote_again"}),
    );
    let story = story(&[proposed(), gone]);
    let draft = story.draft(DRAFT).unwrap();
    assert_eq!(draft.status, DraftStatus::Withdrawn);
    assert_eq!(draft.reason_code.as_deref(), Some("wrote_again"));
}

#[test]
fn a_kept_promise_is_still_told() {
    let made = json!({
        "promise_id": PROMISE, "to": ParticipantId::from_bits(1), "text": part(4), "due": 9,
    });
    let story = story(&[
        ("promise_made", made),
        ("promise_kept", json!({"promise_id": PROMISE})),
    ]);
    assert_eq!(story.promises[0].status, PromiseStatus::Kept);
}

#[test]
fn a_case_is_linked_once_for_its_latest_reason() {
    let other = CaseId::from_bits(5);
    let link = |reason: &str| ("linked", json!({"case_id": other, "reason": reason}));
    let story = story(&[link("possibly_also"), link("teammate")]);
    assert_eq!(story.links, [(other, LinkReason::Teammate)]);
}
