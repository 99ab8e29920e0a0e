//! Turns, messages and lines in one order.

use baton_domain::event::Envelope;
use baton_domain::id::{ChannelId, ConversationId, ParticipantId};
use baton_domain::part::{Commitment, PartRef};
use baton_domain::time::Span;
use baton_domain::wait::Party;
use serde_json::{Value, json};

use super::*;

const CASE: CaseId = CaseId::from_bits(1);

fn stored(case: CaseId, second: i64, kind: &str, data: Value) -> StoredEvent {
    StoredEvent {
        stream: Stream::case(case).as_str().to_owned(),
        envelope: Envelope {
            at: at(second),
            actor: Actor::System,
            stream_seq: 1,
        },
        event: serde_json::from_value(json!({"kind": kind, "data": data})).unwrap(),
        position: None,
        leaf: Vec::new(),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_micros(0).plus(Span::from_seconds(second))
}

fn turn(who: &str) -> Value {
    json!({"who": who, "since": 0, "reason_code": "next_step"})
}

fn received(id: MessageId) -> (Value, MessageRecord) {
    let (channel, conversation) = (ChannelId::from_bits(1), ConversationId::from_bits(1));
    let content = PartRef {
        id: PartId::from_bits(1),
        commitment: Commitment::from_bytes([1; 32]),
    };
    let event = json!({
        "message_id": id, "participant_id": ParticipantId::from_bits(1), "channel_id": channel,
        "conversation_id": conversation, "content": content, "received_at": 0, "joined_by": "new",
    });
    let record = MessageRecord {
        id,
        channel,
        conversation: Some(conversation),
        case: Some(CASE),
        direction: "inbound".to_owned(),
        state: "received".to_owned(),
        contact: None,
        participant: None,
        external: None,
        from: None,
        to: None,
        subject: None,
        text: None,
        quoted: None,
        html: None,
        raw: None,
        language: None,
        reason_code: None,
        provider_at: None,
        received_at: at(0),
        is_history: false,
    };
    (event, record)
}

fn told_of(events: Vec<StoredEvent>, records: Vec<MessageRecord>) -> Vec<Entry> {
    let (case, texts, names) = (Case::unopened(CASE), Texts::default(), Names::default());
    let read = Read {
        case: &case,
        texts: &texts,
        names: &names,
    };
    items(&read, events, records, HashMap::new())
        .into_iter()
        .map(|item| item.entry)
        .collect()
}

fn turns(entries: &[Entry]) -> Vec<(Party, Timestamp, Option<Timestamp>)> {
    let turns = entries.iter().filter_map(|entry| match entry {
        Entry::Turn {
            mover,
            since,
            until,
        } => Some((mover.who, *since, *until)),
        _ => None,
    });
    turns.collect()
}

#[test]
fn a_turn_lasts_until_the_next_one_and_the_last_one_goes_on() {
    let entries = told_of(
        vec![
            stored(CASE, 1, "next_mover_changed", turn("us")),
            stored(CASE, 5, "next_mover_changed", turn("customer")),
        ],
        Vec::new(),
    );
    assert_eq!(
        turns(&entries),
        [
            (Party::Us, at(1), Some(at(5))),
            (Party::Customer, at(5), None)
        ]
    );
}

#[test]
fn the_end_of_a_case_ends_the_turn() {
    let entries = told_of(
        vec![
            stored(CASE, 1, "next_mover_changed", turn("us")),
            stored(CASE, 7, "closed", json!({"reason": "teammate"})),
            stored(CASE, 9, "next_mover_changed", turn("us")),
        ],
        Vec::new(),
    );
    assert_eq!(
        turns(&entries),
        [(Party::Us, at(1), Some(at(7))), (Party::Us, at(9), None)]
    );
}

#[test]
fn a_message_stands_where_it_came_in_and_only_once() {
    let id = MessageId::from_bits(3);
    let (event, record) = received(id);
    let again = event.clone();
    let entries = told_of(
        vec![
            stored(CASE, 1, "message_received", event),
            stored(CASE, 2, "message_received", again),
        ],
        vec![record],
    );
    assert!(matches!(&entries[..], [Entry::Message(message)] if message.record.id == id));
}

#[test]
fn what_happened_in_a_merged_case_stands_in_its_place_without_its_turns() {
    let other = CaseId::from_bits(2);
    let entries = told_of(
        vec![
            stored(CASE, 2, "next_mover_changed", turn("us")),
            stored(other, 1, "next_mover_changed", turn("us")),
            stored(other, 3, "closed", json!({"reason": "teammate"})),
        ],
        Vec::new(),
    );
    assert_eq!(turns(&entries), [(Party::Us, at(2), None)]);
    assert!(matches!(&entries[1], Entry::Happened(line) if line.event == "closed"));
}
