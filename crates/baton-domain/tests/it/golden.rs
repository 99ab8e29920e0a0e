//! Events as they were once written. The file is added to, never edited: what is in somebody's log
//! must be read for ever, and written again byte for byte.

use std::collections::BTreeSet;

use baton_domain::event::Event;

const WRITTEN: &str = include_str!("../golden/events-v1.jsonl");

#[test]
fn every_event_ever_written_is_read_and_written_again_the_same() {
    for line in WRITTEN.lines() {
        let event: Event = serde_json::from_str(line).unwrap_or_else(|why| panic!("{why}: {line}"));
        assert_eq!(serde_json::to_string(&event).unwrap(), line);
    }
}

#[test]
fn there_is_an_example_of_every_kind() {
    let written: BTreeSet<String> = WRITTEN
        .lines()
        .map(|line| {
            serde_json::from_str::<Event>(line)
                .unwrap()
                .kind()
                .to_owned()
        })
        .collect();
    let known: BTreeSet<String> = Event::KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(written, known);
}

#[test]
fn no_event_is_larger_than_a_leaf_may_be() {
    for line in WRITTEN.lines() {
        assert!(line.len() < 15 * 1024);
    }
}
