//! The read models: dropped, made again from the events, and the same as before.

use std::collections::BTreeSet;

use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::id::{
    CaseId, ChannelId, ConversationId, DraftId, MessageId, ParticipantId, ReviewId,
};
use baton_domain::part::PartRef;
use baton_store::rebuild::{READ_MODELS, Rebuild, Report, rebuild};
use baton_store::{Query, StoreError, args};
use serde_json::{Value, json};

use crate::support::{Bench, at, noted, opened, part};

/// An event as leaves write it: what was stored once is read for ever.
fn event(kind: &str, data: Value) -> Event {
    serde_json::from_value(json!({ "kind": kind, "data": data })).unwrap()
}

fn channel() -> ChannelId {
    ChannelId::from_bits(1)
}

fn conversation() -> ConversationId {
    ConversationId::from_bits(1)
}

fn customer() -> ParticipantId {
    ParticipantId::from_bits(1)
}

fn content(number: u128) -> Value {
    let PartRef { id, commitment } = part(number);
    json!({ "id": id, "commitment": commitment })
}

/// Somebody wrote, as intake and the case record it.
async fn receive(bench: &Bench, case: &Case, message: MessageId) -> Case {
    bench
        .exec(Query::new(
            "INSERT INTO messages (workspace, id, channel, direction, state, received_at) \
             VALUES ($1, $2, $3, 'inbound', 'received', 0)",
            args![bench.id(), message, channel()],
        ))
        .await
        .unwrap();
    bench
        .record(1, case, vec![received(message)])
        .await
        .unwrap()
}

fn received(message: MessageId) -> Event {
    event(
        "message_received",
        json!({
            "message_id": message, "participant_id": customer(), "channel_id": channel(),
            "conversation_id": conversation(), "content": content(10),
            "received_at": at(1), "joined_by": "new",
        }),
    )
}

/// A draft that was reviewed, sent and delivered.
fn answer(draft: DraftId, review: ReviewId, message: MessageId) -> Vec<Event> {
    let thread = json!({ "channel_id": channel(), "conversation_id": conversation() });
    let with = |mut data: Value| {
        data.as_object_mut()
            .unwrap()
            .extend(thread.as_object().unwrap().clone());
        data
    };
    let proposed = with(json!({
        "draft_id": draft, "origin": "ai", "purpose": "reply", "to": customer(),
        "text": content(11), "based_on_sequence": 3,
    }));
    let requested = json!({
        "review_id": review, "draft_id": draft, "version": 2, "role": "supervisor",
        "content": content(13), "then": "next_step", "hold": 0, "due": at(90),
        "comment": content(14),
    });
    let decided = json!({
        "review_id": review, "draft_id": draft, "version": 2, "outcome": "approved",
        "role": "supervisor",
    });
    let authorised = with(json!({
        "message_id": message, "draft_id": draft, "version": 2, "origin": "ai",
        "purpose": "reply", "to": customer(), "content": content(13), "based_on_sequence": 3,
        "author": { "kind": "ai" }, "approved_by": { "kind": "system" }, "policies": [],
        "then": "next_step", "not_before": at(5),
    }));
    vec![
        event("draft_proposed", proposed),
        event(
            "draft_edited",
            json!({ "draft_id": draft, "text": content(12), "version": 2, "based_on_sequence": 3 }),
        ),
        event("review_requested", requested),
        event("review_decided", decided),
        event("send_authorised", authorised),
        event(
            "send_started",
            json!({ "message_id": message, "attempt": 1 }),
        ),
        event(
            "sent",
            json!({ "message_id": message, "content": content(13) }),
        ),
        event(
            "delivery_updated",
            json!({ "message_id": message, "delivery": "delivered" }),
        ),
    ]
}

async fn add_channel(bench: &Bench) {
    let columns = "INSERT INTO channels (workspace, id, kind, slug, name, threads, vouches, stage, is_paused, \
         configuration, created_at) VALUES ($1, $2, 'email', 'mail', 'Mail', 'topic', 0, 'off', 0, \
         '{}', 0)";
    bench
        .exec(Query::new(columns, args![bench.id(), channel()]))
        .await
        .unwrap();
}

/// A case in which nearly every kind of row is written, one unit an event or several.
async fn busy_case(bench: &Bench, number: u64) -> Case {
    let bits = u128::from(number);
    let id = CaseId::mint(&mut bench.db.ids().at(at(0)));
    let begun = vec![
        opened(number),
        event(
            "participant_added",
            json!({ "participant": {
                "id": customer(), "who": { "contact": baton_domain::id::ContactId::from_bits(1).to_string() },
                "role": "customer",
            } }),
        ),
    ];
    let mut case = bench.record(0, &Case::unopened(id), begun).await.unwrap();
    case = receive(bench, &case, MessageId::from_bits(bits)).await;
    let events = answer(
        DraftId::from_bits(bits),
        ReviewId::from_bits(bits),
        MessageId::from_bits(bits + 100_000),
    );
    for (index, event) in events.into_iter().enumerate() {
        let seconds = i64::try_from(index).unwrap() + 2;
        case = bench.record(seconds, &case, vec![event]).await.unwrap();
    }
    bench
        .record(20, &case, vec![noted(20), noted(21)])
        .await
        .unwrap()
}

async fn run(bench: &Bench, mode: Rebuild) -> Report {
    rebuild(&bench.db, bench.id(), mode).await.unwrap()
}

/// Every row of the read models, as text.
async fn rows(bench: &Bench) -> Vec<String> {
    let workspace = bench.id();
    bench
        .db
        .read::<_, StoreError, _>(move |reader| {
            Box::pin(async move {
                let mut found = Vec::new();
                for model in READ_MODELS {
                    let query = Query::start("SELECT ")
                        .sql(model.columns)
                        .sql(" FROM ")
                        .sql(model.table)
                        .sql(" WHERE workspace = ")
                        .arg(workspace)
                        .sql(" ORDER BY 1");
                    found.extend(
                        reader
                            .all(query)
                            .await?
                            .iter()
                            .map(|row| format!("{row:?}")),
                    );
                }
                Ok(found)
            })
        })
        .await
        .unwrap()
}

async fn drop_all(bench: &Bench) {
    for table in ["cases", "case_channels", "drafts", "reviews"] {
        let query = Query::start("DELETE FROM ")
            .sql(table)
            .sql(" WHERE workspace = ");
        bench.exec(query.arg(bench.id())).await.unwrap();
    }
    bench
        .exec(Query::new(
            "UPDATE messages SET case_id = NULL, state = 'lost'",
            args![],
        ))
        .await
        .unwrap();
}

#[tokio::test]
async fn every_read_model_is_made_again_exactly_as_it_was() {
    for bench in Bench::all().await {
        add_channel(&bench).await;
        let mut cases = Vec::new();
        for number in 1_001..1_006 {
            cases.push(busy_case(&bench, number).await);
        }
        let before = rows(&bench).await;
        assert!(before.len() >= 5 * 6, "{}: {}", bench.name, before.len());
        drop_all(&bench).await;
        assert!(
            run(&bench, Rebuild::Repair).await.differences.len() >= 25,
            "{}",
            bench.name
        );
        assert_eq!(rows(&bench).await, before, "{}", bench.name);
        for case in cases {
            assert_eq!(
                bench.case(case.id).await.unwrap(),
                Some(case),
                "{}",
                bench.name
            );
        }
    }
}

#[tokio::test]
async fn what_the_events_say_already_is_not_a_difference() {
    for bench in Bench::all().await {
        add_channel(&bench).await;
        let case = busy_case(&bench, 1_001).await;
        let report = run(&bench, Rebuild::Check).await;
        let expected = Report {
            cases: 1,
            events: case.sequence,
            ..Report::default()
        };
        assert_eq!(report, expected, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_check_names_the_column_and_changes_nothing() {
    for bench in Bench::all().await {
        add_channel(&bench).await;
        let case = busy_case(&bench, 1_001).await;
        bench
            .exec(Query::new(
                "UPDATE cases SET status = 'closed' WHERE id = $1",
                args![case.id],
            ))
            .await
            .unwrap();
        bench
            .exec(Query::new("UPDATE drafts SET reason_code = 'x'", args![]))
            .await
            .unwrap();
        let before = rows(&bench).await;
        for _ in 0..2 {
            let found: Vec<_> = run(&bench, Rebuild::Check)
                .await
                .differences
                .into_iter()
                .map(|difference| (difference.table, difference.column))
                .collect();
            let expected = [("cases", Some("status")), ("drafts", Some("reason_code"))];
            assert_eq!(found, expected, "{}", bench.name);
        }
        assert_eq!(rows(&bench).await, before, "{}", bench.name);
        run(&bench, Rebuild::Repair).await;
        assert!(
            run(&bench, Rebuild::Check).await.differences.is_empty(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_row_without_events_is_taken_away() {
    for bench in Bench::all().await {
        add_channel(&bench).await;
        let case = busy_case(&bench, 1_001).await;
        let stray = CaseId::from_bits(77);
        bench
            .exec(Query::new("UPDATE reviews SET case_id = $1", args![stray]))
            .await
            .unwrap();
        let report = run(&bench, Rebuild::Repair).await;
        let found: BTreeSet<_> = report
            .differences
            .iter()
            .map(|d| (d.case, d.table))
            .collect();
        assert_eq!(
            found,
            BTreeSet::from([(case.id, "reviews"), (stray, "reviews")])
        );
        assert!(
            run(&bench, Rebuild::Check).await.differences.is_empty(),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn a_message_that_went_to_another_case_stays_there() {
    for bench in Bench::all().await {
        add_channel(&bench).await;
        let (first, second) = (bench.open_case(1_001).await, bench.open_case(1_002).await);
        let message = MessageId::from_bits(5);
        let first = receive(&bench, &first, message).await;
        let moved = |arrival: Value| {
            event(
                "message_moved",
                json!({
                    "message_id": message, "from": first.id, "to": second.id, "arrival": arrival,
                }),
            )
        };
        bench
            .record(2, &first, vec![moved(Value::Null)])
            .await
            .unwrap();
        let arrival = json!({
            "participant_id": customer(), "channel_id": channel(),
            "conversation_id": conversation(), "received_at": at(1), "is_unanswered": true,
            "is_untriaged": false,
        });
        bench
            .record(2, &second, vec![moved(arrival)])
            .await
            .unwrap();
        let query = Query::start("SELECT COUNT(*) FROM messages WHERE case_id = ").arg(second.id);
        assert_eq!(bench.number(query.clone()).await, 1, "{}", bench.name);
        let report = run(&bench, Rebuild::Repair).await;
        assert!(
            report.differences.is_empty(),
            "{}: {:?}",
            bench.name,
            report.differences
        );
        assert_eq!(bench.number(query).await, 1, "{}", bench.name);
    }
}

#[tokio::test]
async fn a_case_that_this_version_cannot_read_is_left_alone_and_named() {
    for bench in Bench::all().await {
        let (strange, plain) = (bench.open_case(1_001).await, bench.open_case(1_002).await);
        bench
            .exec(Query::new(
                "UPDATE events SET leaf = $2 WHERE stream = $1",
                args![format!("case/{}", strange.id), b"{}".to_vec()],
            ))
            .await
            .unwrap();
        let before = rows(&bench).await;
        let report = run(&bench, Rebuild::Repair).await;
        assert_eq!(report.unreadable, [strange.id], "{}", bench.name);
        assert_eq!(report.cases, 1, "{}", bench.name);
        assert_eq!(rows(&bench).await, before, "{}", bench.name);
        assert_eq!(
            bench.case(plain.id).await.unwrap(),
            Some(plain),
            "{}",
            bench.name
        );
    }
}

#[tokio::test]
async fn the_list_of_read_models_names_every_column_of_them() {
    for bench in Bench::all().await {
        if bench.db.dialect() == baton_store::dialect::Dialect::Postgres {
            continue; // Both schemas have the same columns; another test says so.
        }
        for model in READ_MODELS.iter().filter(|model| model.is_projected_whole) {
            let query = Query::start("SELECT name FROM pragma_table_info(")
                .arg(model.table)
                .sql(")");
            let actual: BTreeSet<String> = bench
                .db
                .read::<_, StoreError, _>(move |reader| {
                    Box::pin(async move {
                        let rows = reader.all(query).await?;
                        rows.into_iter().map(|mut row| row.take()).collect()
                    })
                })
                .await
                .unwrap();
            let listed: BTreeSet<_> = model
                .columns
                .split(", ")
                .chain(["workspace", model.case])
                .map(str::to_owned)
                .collect();
            assert_eq!(listed, actual, "{}", model.table);
        }
    }
}
