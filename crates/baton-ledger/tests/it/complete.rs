//! Packs of format 2: they prove that nothing was left out, and what roles reviewers held.

use std::collections::BTreeMap;

use baton_ledger::hash::{Hash, leaf_hash};
use baton_ledger::leaf::Leaf;
use baton_ledger::map::{Entry, Pages, key};
use baton_ledger::pack::completeness::StreamProof;
use baton_ledger::pack::{Completeness, PackEvent, PackInput, build};
use baton_ledger::stream::Stream;
use baton_ledger::tree::inclusion_proof;
use baton_ledger::verify::{Report, Trust, verify};
use serde_json::json;

use crate::story::{Log, MINUTE, START, Story, Told, case, id, input, log_key, system};

/// What a teammate's stream says of the roles they hold.
pub(crate) fn roles(number: u32, minute: i64, roles: &[&str]) -> Told {
    let held: BTreeMap<_, _> = roles
        .iter()
        .map(|role| (format!("roles.{role}"), "held"))
        .collect();
    let id = id("mate", number);
    Told {
        stream: Stream::Record {
            kind: "teammate".to_owned(),
            id,
        },
        at: START + minute * MINUTE,
        actor: system(),
        kind: "record_changed".to_owned(),
        data: json!({"fields": ["roles"], "values": held}),
    }
}

/// The honest story, told after the supervisor became one.
pub(crate) fn honest() -> Story {
    let mut story = Story::honest();
    story
        .told
        .insert(0, roles(2, -60, &["agent", "supervisor"]));
    story
}

/// A log that closed an epoch over all its leaves.
pub(crate) struct Closed {
    pub(crate) log: Log,
    pub(crate) map: Pages,
    pub(crate) epoch: Vec<u8>,
    pub(crate) position: u64,
}

impl Closed {
    pub(crate) fn of(story: &Story) -> Self {
        let log = story.log();
        let map = map(&log.placed);
        Self::with(log, map)
    }

    /// The log whose epoch names this map, be it right or wrong.
    pub(crate) fn with(mut log: Log, map: Pages) -> Self {
        let size = log.tree.size();
        let epoch = epoch(size, map.root());
        log.tree.append(leaf_hash(&epoch));
        Self {
            log,
            map,
            epoch,
            position: size,
        }
    }

    pub(crate) fn completeness(&self, streams: &[&str]) -> Completeness {
        let prove = |stream: &&str| {
            let proof = self.map.prove(&key(stream)).unwrap();
            StreamProof::of((*stream).to_owned(), proof)
        };
        Completeness {
            epoch: self.epoch.clone(),
            position: self.position,
            proof: inclusion_proof(&self.log.tree, self.position, self.log.tree.size()).unwrap(),
            streams: streams.iter().map(prove).collect(),
        }
    }

    pub(crate) fn pack(&self, story: &Story) -> Vec<u8> {
        self.pack_of(story, |_, _| {})
    }

    /// The pack, after what goes into it was changed.
    pub(crate) fn pack_of(
        &self,
        story: &Story,
        change: impl FnOnce(&mut Vec<PackEvent>, &mut Completeness),
    ) -> Vec<u8> {
        let mut events = self.log.events();
        let mut streams: Vec<_> = story
            .told
            .iter()
            .map(|told| told.stream.to_string())
            .collect();
        streams.sort_unstable();
        streams.dedup();
        let streams: Vec<_> = streams.iter().map(String::as_str).collect();
        let mut completeness = self.completeness(&streams);
        change(&mut events, &mut completeness);
        let note = self.log.checkpoint().sign(&log_key()).unwrap();
        build(&PackInput {
            completeness: Some(&completeness),
            ..input(&events, &story.parts, &note)
        })
        .unwrap()
    }
}

/// The map over these leaves.
pub(crate) fn map(placed: &[(u64, Vec<u8>)]) -> Pages {
    let mut pages = Pages::default();
    pages.put(placed.iter().map(|(_, bytes)| {
        let leaf = Leaf::decode(bytes).unwrap();
        Entry::of(&leaf.stream.to_string(), leaf.stream_seq, leaf_hash(bytes))
    }));
    pages
}

pub(crate) fn epoch(size: u64, root: Hash) -> Vec<u8> {
    Leaf {
        kind: "epoch_closed".to_owned(),
        at: START + 60 * MINUTE,
        actor: system(),
        stream: Stream::Log,
        stream_seq: 1,
        prev: None,
        data: json!({"size": size, "map": root.to_string()})
            .as_object()
            .unwrap()
            .clone(),
    }
    .encode()
    .unwrap()
}

pub(crate) fn checked(pack: &[u8]) -> Report {
    verify(pack, &Trust::default())
}

/// The codes that a pack earns, sorted, each once.
pub(crate) fn found(pack: &[u8]) -> Vec<&'static str> {
    let mut codes: Vec<_> = checked(pack)
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn a_pack_that_proves_that_it_is_complete_is_sound() {
    let story = honest();
    let closed = Closed::of(&story);
    let report = checked(&closed.pack(&story));
    assert_eq!(report.to_string(), "keys not pinned\n");
    assert_eq!(report.summary.unwrap().complete_to, Some(closed.position));
}

#[test]
fn a_case_that_does_not_exist_is_proven_not_to() {
    let closed = Closed::of(&honest());
    let stranger = case(77);
    let completeness = closed.completeness(&[&stranger.to_string()]);
    let note = closed.log.checkpoint().sign(&log_key()).unwrap();
    let denial = |case: &Stream, completeness| {
        build(&PackInput {
            case,
            completeness: Some(completeness),
            ..input(&[], &[], &note)
        })
        .unwrap()
    };
    let report = checked(&denial(&stranger, &completeness));
    assert_eq!(report.to_string(), "keys not pinned\n");
    let known = case(1);
    let existing = closed.completeness(&[&known.to_string()]);
    assert_eq!(found(&denial(&known, &existing)), ["map.mismatch"]);
}

#[test]
fn a_last_event_that_is_left_out_is_missed_by_the_map() {
    let story = honest();
    let pack = Closed::of(&story).pack_of(&story, |events, _| {
        events.pop();
    });
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn a_map_that_leaves_the_last_event_out_contradicts_the_pack() {
    let story = honest();
    let log = story.log();
    let shorter = map(&log.placed[..log.placed.len() - 1]);
    let pack = Closed::with(log, shorter).pack(&story);
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn an_epoch_that_ended_before_the_last_event_proves_nothing_about_it() {
    let story = honest();
    let mut log = story.log();
    let early = map(&log.placed[..4]);
    let size = log.placed[4].0;
    let epoch = epoch(size, early.root());
    let position = log.tree.size();
    log.tree.append(leaf_hash(&epoch));
    let closed = Closed {
        log,
        map: early,
        epoch,
        position,
    };
    assert_eq!(found(&closed.pack(&story)), ["map.mismatch"]);
}

#[test]
fn an_epoch_that_is_not_in_the_log_proves_nothing() {
    let story = honest();
    let closed = Closed::of(&story);
    let pack = closed.pack_of(&story, |_, completeness| {
        completeness.epoch = epoch(closed.position, Hash::of(b"another map"));
    });
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn an_event_of_another_kind_is_no_epoch() {
    let story = honest();
    let closed = Closed::of(&story);
    let pack = closed.pack_of(&story, |events, completeness| {
        completeness.epoch = events[0].leaf.clone();
        completeness.position = events[0].position;
        completeness.proof = events[0].proof.clone();
    });
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn a_stream_without_a_way_through_the_map_is_not_proven() {
    let story = honest();
    let pack = Closed::of(&story).pack_of(&story, |_, completeness| {
        completeness.streams.remove(0);
    });
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn a_way_through_the_map_to_another_stream_is_refused() {
    let story = honest();
    let closed = Closed::of(&story);
    let pack = closed.pack_of(&story, |_, completeness| {
        let other = completeness.streams[1].path.clone();
        completeness.streams[0].path = other;
        completeness.streams[0].path.push(Hash::of(b"one more"));
    });
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn an_approver_without_the_role_is_found_out() {
    let mut story = Story::honest();
    story.told.insert(0, roles(2, -60, &["agent"]));
    assert_eq!(found(&Closed::of(&story).pack(&story)), ["meaning.role"]);
}

#[test]
fn an_approver_whose_role_had_been_taken_away_is_found_out() {
    let mut story = honest();
    story.told.insert(1, roles(2, -30, &["agent"]));
    assert_eq!(found(&Closed::of(&story).pack(&story)), ["meaning.role"]);
}

#[test]
fn a_role_that_came_after_the_decision_does_not_count() {
    let mut story = Story::honest();
    story.told.push(roles(2, 90, &["supervisor"]));
    assert_eq!(found(&Closed::of(&story).pack(&story)), ["meaning.role"]);
}

#[test]
fn an_approver_whose_roles_are_kept_back_is_found_out() {
    let story = Story::honest();
    assert_eq!(found(&Closed::of(&story).pack(&story)), ["meaning.role"]);
}

#[test]
fn the_roles_of_somebody_who_decided_nothing_do_not_belong() {
    let mut story = honest();
    story.told.insert(1, roles(9, -30, &["admin"]));
    assert_eq!(found(&Closed::of(&story).pack(&story)), ["stream.gap"]);
}

#[test]
fn a_change_of_roles_that_is_left_out_is_missed_by_the_map() {
    let mut story = honest();
    story.told.insert(1, roles(2, -30, &["agent"]));
    let mut log = story.log();
    let whole = map(&log.placed);
    log.placed.remove(1);
    let pack = Closed::with(log, whole).pack(&story);
    assert_eq!(found(&pack), ["map.mismatch"]);
}

#[test]
fn a_supervisor_stays_one_when_something_else_about_them_changes() {
    let mut story = honest();
    let mut renamed = roles(2, -30, &[]);
    renamed.data = json!({"fields": ["name"]});
    story.told.insert(1, renamed);
    assert_eq!(found(&Closed::of(&story).pack(&story)), [""; 0]);
}
