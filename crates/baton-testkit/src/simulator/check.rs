//! What must hold after every run, whatever happened in it.

use std::collections::{BTreeMap, BTreeSet};

use baton_app::act::Parameters;
use baton_app::send::Content;
use baton_domain::action::ActionStatus;
use baton_domain::event::Event;
use baton_domain::id::{ActionId, MessageId, PartId};
use baton_domain::send::SendState;
use baton_domain::status::CaseStatus;
use baton_ledger::checkpoint::Checkpoint;
use baton_ledger::hash::leaf_hash;
use baton_ledger::note::{Note, SignatureKind};
use baton_ledger::tree::MemoryTree;
use baton_store::event::StoredEvent;
use baton_store::rebuild::{Rebuild, rebuild};
use baton_store::{Query, StoreError, args, log};

use super::Run;
use super::memory::Memory;
use crate::baton::TestBaton;

/// More events than a run makes.
const ALL: u64 = 1_000_000;

/// Checks everything.
pub(super) async fn check(baton: &TestBaton, memory: &Memory, run: &mut Run, name: &str) {
    let log = events(baton).await;
    run.events = log.len();
    one_order(baton, &log, name).await;
    acknowledged_is_stored(memory, &log, name);
    deliveries_are_messages(baton, memory, &log, name).await;
    states_are_folds(baton, name).await;
    checkpoints_fit(baton, &log, name).await;
    at_most_one_send(baton, &log, run, name).await;
    at_most_one_execution(baton, &log, run, name).await;
    nothing_is_held(baton, name).await;
}

async fn events(baton: &TestBaton) -> Vec<StoredEvent> {
    let workspace = baton.workspace;
    baton
        .app
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.log(workspace, 0, ALL)))
        .await
        .expect("the log is read")
}

async fn number(baton: &TestBaton, query: Query) -> usize {
    baton
        .app
        .db
        .read::<_, StoreError, _>(move |reader| {
            Box::pin(async move { reader.opt(query).await?.expect("a row").take() })
        })
        .await
        .expect("a number")
}

/// Rows and positions are a bijection, gap-free, and no event stands before its predecessor.
async fn one_order(baton: &TestBaton, log: &[StoredEvent], name: &str) {
    let query = "SELECT COUNT(*) FROM events WHERE workspace = $1";
    let stored = number(baton, Query::new(query, args![baton.workspace])).await;
    assert_eq!(stored, log.len(), "{name}: every event has one position");
    let mut last: BTreeMap<&str, u64> = BTreeMap::new();
    for (expected, stored) in (0..).zip(log) {
        assert_eq!(
            stored.position,
            Some(expected),
            "{name}: positions have no gap"
        );
        let before = last
            .insert(&stored.stream, stored.envelope.stream_seq)
            .unwrap_or(0);
        assert_eq!(
            stored.envelope.stream_seq,
            before + 1,
            "{name}: {}",
            stored.stream
        );
    }
}

fn acknowledged_is_stored(memory: &Memory, log: &[StoredEvent], name: &str) {
    let by_place: BTreeMap<_, _> = log
        .iter()
        .map(|stored| {
            (
                (stored.stream.as_str(), stored.envelope.stream_seq),
                &stored.event,
            )
        })
        .collect();
    for change in &memory.changes {
        let stream = format!("case/{}", change.case);
        for (seq, event) in (change.first..).zip(&change.events) {
            let stored = by_place.get(&(stream.as_str(), seq));
            assert_eq!(
                stored,
                Some(&event),
                "{name}: {stream} {seq} was acknowledged"
            );
        }
    }
}

/// Each delivery is one message, however often it came, and each message has one place.
async fn deliveries_are_messages(
    baton: &TestBaton,
    memory: &Memory,
    log: &[StoredEvent],
    name: &str,
) {
    let mut messages: BTreeMap<&str, MessageId> = BTreeMap::new();
    for (delivery, message) in &memory.deliveries {
        let first = messages.entry(&delivery.id).or_insert(*message);
        assert_eq!(first, message, "{name}: {} is two messages", delivery.id);
    }
    let mut received: BTreeMap<MessageId, usize> = BTreeMap::new();
    for stored in log {
        if let Event::MessageReceived(event) = &stored.event {
            *received.entry(event.message_id).or_default() += 1;
        }
    }
    for message in messages.into_values() {
        let query = "SELECT COUNT(*) FROM jobs WHERE workspace = $1 AND kind = 'intake' \
             AND payload LIKE $2";
        let args = args![baton.workspace, format!("%{message}%")];
        let waiting = number(baton, Query::new(query, args)).await;
        let found = received.get(&message).copied().unwrap_or_default();
        assert_eq!(
            found + waiting,
            1,
            "{name}: {message} is received or visibly dead"
        );
    }
    assert!(
        received.values().all(|count| *count == 1),
        "{name}: a message was received twice"
    );
}

/// Folding gives the stored state; every other row is what the events say; an open case has
/// exactly one next mover.
async fn states_are_folds(baton: &TestBaton, name: &str) {
    let workspace = baton.workspace;
    let db = &baton.app.db;
    let report = rebuild(db, workspace, Rebuild::Check)
        .await
        .expect("a rebuild ends");
    assert_eq!(
        report.differences,
        [],
        "{name}: rows differ from their events"
    );
    assert_eq!(report.unreadable, [], "{name}: cases cannot be read");
    let streams = db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.streams(workspace, "case/")))
        .await
        .expect("streams are listed");
    for stream in streams {
        let id = stream
            .as_str()
            .trim_start_matches("case/")
            .parse()
            .expect("a case's stream");
        let (stored, folded) = db
            .read::<_, StoreError, _>(move |reader| {
                Box::pin(async move {
                    let stored = reader.case(workspace, id).await?;
                    Ok((stored, reader.fold(workspace, id).await?))
                })
            })
            .await
            .expect("a case is read");
        assert_eq!(
            stored.as_ref(),
            Some(&folded),
            "{name}: {id} is not what its events say"
        );
        if folded.status == CaseStatus::Open {
            assert!(
                folded.next_mover.is_some(),
                "{name}: nobody moves next on {id}"
            );
        }
    }
}

/// Every checkpoint ever signed is a beginning of the log, and the last covers all of it.
async fn checkpoints_fit(baton: &TestBaton, log: &[StoredEvent], name: &str) {
    let workspace = baton.workspace;
    let (db, vault) = (&baton.app.db, &baton.app.vault);
    let found = db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.workspace(workspace)))
        .await
        .expect("the workspace is read")
        .expect("there is a workspace");
    let now = baton_app::clock::Clock::now(baton.clock.as_ref());
    let key = log::signing_key(db, vault, &found, now)
        .await
        .expect("there is a key");
    let key = key.verifier(SignatureKind::Ed25519);
    let mut tree = MemoryTree::new();
    let mut leaves = log.iter().map(|stored| leaf_hash(&stored.leaf));
    while let Some(stored) = db
        .read::<_, StoreError, _>({
            let size = tree.size() + 1;
            move |reader| Box::pin(reader.stored_checkpoint(workspace, Some(size)))
        })
        .await
        .expect("checkpoints are read")
    {
        let note = Note::parse(&stored.note).expect("a note");
        note.verify(&key).expect("a signature of ours");
        let signed = Checkpoint::parse(&note.text).expect("a checkpoint");
        while tree.size() < signed.size {
            tree.append(
                leaves
                    .next()
                    .unwrap_or_else(|| panic!("{name}: events are gone")),
            );
        }
        assert_eq!(
            tree.root(),
            signed.root,
            "{name}: the checkpoint of {}",
            signed.size
        );
    }
    assert_eq!(
        leaves.next(),
        None,
        "{name}: the last checkpoint covers every event"
    );
}

/// What the log says of each message of ours at the end.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all kinds of events these are the ones about messages of ours"
)]
fn sends(log: &[StoredEvent]) -> BTreeMap<MessageId, (PartId, SendState)> {
    let mut sends = BTreeMap::new();
    for stored in log {
        let (message, state) = match &stored.event {
            Event::SendAuthorised(event) => {
                sends.insert(event.message_id, (event.content.id, SendState::Queued));
                continue;
            }
            Event::SendStarted(event) => (event.message_id, SendState::Sending),
            Event::Sent(event) => (event.message_id, SendState::Sent),
            Event::SendFailed(event) if event.retry_at.is_some() => {
                (event.message_id, SendState::Queued)
            }
            Event::SendFailed(event) => (event.message_id, SendState::Failed),
            Event::SendUnknown(event) => (event.message_id, SendState::Unknown),
            Event::SendWithdrawn(event) => (event.message_id, SendState::Withdrawn),
            _ => continue,
        };
        if let Some(send) = sends.get_mut(&message) {
            send.1 = state;
        }
    }
    sends
}

/// The provider took each message at most once, exactly as it was authorised, and we say of none
/// that it left or did not leave where the provider knows better.
async fn at_most_one_send(baton: &TestBaton, log: &[StoredEvent], run: &mut Run, name: &str) {
    let (accepted, sends) = (baton.provider.accepted(), sends(log));
    run.accepted = accepted.len();
    for (id, taken) in &accepted {
        assert_eq!(taken.len(), 1, "{name}: {id} was handed over twice");
        let Some((content, _)) = sends.get(id) else {
            panic!("{name}: {id} left without an authorisation")
        };
        let authorised = content_of(baton, *content).await;
        let texts: BTreeSet<_> = taken.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(
            texts,
            BTreeSet::from([authorised.text.as_str()]),
            "{name}: {id}"
        );
    }
    for (id, (_, state)) in &sends {
        let was_taken = accepted.contains_key(id);
        match state {
            SendState::Sent => assert!(was_taken, "{name}: {id} did not leave"),
            SendState::Failed | SendState::Withdrawn => {
                assert!(!was_taken, "{name}: {id} left, and we say it did not");
            }
            SendState::Unknown => run.unknown += 1,
            SendState::Queued | SendState::Sending => {
                let dead = dead_jobs(baton, "send", &id.to_string()).await;
                assert!(dead > 0, "{name}: {id} is {state:?} and nobody works on it");
            }
        }
    }
}

/// What the log says of each action at the end, with the part that was approved.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "of all kinds of events these are the ones about actions"
)]
fn actions(log: &[StoredEvent]) -> BTreeMap<ActionId, (Option<PartId>, ActionStatus)> {
    let mut actions = BTreeMap::new();
    for stored in log {
        let (action, status) = match &stored.event {
            Event::ActionProposed(event) => {
                actions.insert(event.action_id, (None, ActionStatus::Proposed));
                continue;
            }
            Event::ActionApproved(event) => {
                let approved = (Some(event.parameters.id), ActionStatus::Approved);
                actions.insert(event.action_id, approved);
                continue;
            }
            Event::ActionRejected(event) => (event.action_id, ActionStatus::Rejected),
            Event::ActionWithdrawn(event) => (event.action_id, ActionStatus::Withdrawn),
            Event::ActionStarted(event) => (event.action_id, ActionStatus::Running),
            Event::ActionDone(event) => (event.action_id, ActionStatus::Done),
            Event::ActionFailed(event) if event.retry_at.is_some() => {
                (event.action_id, ActionStatus::Approved)
            }
            Event::ActionFailed(event) => (event.action_id, ActionStatus::Failed),
            Event::ActionUnknown(event) => (event.action_id, ActionStatus::Unknown),
            _ => continue,
        };
        if let Some(known) = actions.get_mut(&action) {
            known.1 = status;
        }
    }
    actions
}

/// The back office did each action at most once, exactly as it was approved, and we say of none
/// that it was not done where the back office knows better.
async fn at_most_one_execution(baton: &TestBaton, log: &[StoredEvent], run: &mut Run, name: &str) {
    let (done, actions) = (baton.shop.done(), actions(log));
    run.done = done.len();
    for (key, operations) in &done {
        assert_eq!(operations.len(), 1, "{name}: {key} was done twice");
        let id: ActionId = key.parse().expect("the key is our id");
        let approved = actions.get(&id).and_then(|action| action.0);
        let approved = approved.unwrap_or_else(|| panic!("{name}: {id} was never approved"));
        let workspace = baton.workspace;
        let part = baton
            .app
            .db
            .read::<_, StoreError, _>(move |reader| Box::pin(reader.part(workspace, approved)))
            .await
            .expect("a part is read");
        let body = part.and_then(|part| part.body).expect("it is there");
        let approved = Parameters::from_bytes(&body.content);
        let was_done = operations.first().cloned().map(Parameters::Change);
        assert_eq!(was_done, approved, "{name}: {id} was done otherwise");
    }
    for (id, (_, status)) in &actions {
        let was_done = done.contains_key(&id.to_string());
        match status {
            // A teammate may say that what is unknown was done.
            ActionStatus::Done | ActionStatus::Unknown => {}
            ActionStatus::Proposed
            | ActionStatus::Failed
            | ActionStatus::Rejected
            | ActionStatus::Withdrawn => {
                assert!(!was_done, "{name}: {id} was done, and we say {status:?}");
            }
            ActionStatus::Approved | ActionStatus::Running => {
                let dead = dead_jobs(baton, "act", &id.to_string()).await;
                assert!(
                    dead > 0,
                    "{name}: {id} is {status:?} and nobody works on it"
                );
            }
        }
    }
}

async fn content_of(baton: &TestBaton, part: PartId) -> Content {
    let workspace = baton.workspace;
    let part = baton
        .app
        .db
        .read::<_, StoreError, _>(move |reader| Box::pin(reader.part(workspace, part)))
        .await
        .expect("a part is read");
    let body = part
        .and_then(|part| part.body)
        .expect("the content is there");
    Content::from_bytes(&body.content).expect("the content of a message")
}

/// Jobs that died with their workers: visible, and a person's to decide.
async fn dead_jobs(baton: &TestBaton, kind: &str, about: &str) -> usize {
    let query = "SELECT COUNT(*) FROM jobs WHERE workspace = $1 AND kind = $2 \
         AND state = 'dead' AND payload LIKE $3";
    let args = args![baton.workspace, kind, format!("%{about}%")];
    number(baton, Query::new(query, args)).await
}

/// No job is held and no lane blocked when nobody works.
async fn nothing_is_held(baton: &TestBaton, name: &str) {
    let running = "SELECT COUNT(*) FROM jobs WHERE workspace = $1 AND state = 'running'";
    let running = number(baton, Query::new(running, args![baton.workspace])).await;
    assert_eq!(running, 0, "{name}: a job is held by nobody");
    let lanes = number(baton, Query::new("SELECT COUNT(*) FROM lanes", args![])).await;
    assert_eq!(lanes, 0, "{name}: a lane is blocked");
}
