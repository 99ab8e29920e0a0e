//! The streams: the case's own and those of cases merged into it, each whole and in order.

use std::collections::{BTreeMap, BTreeSet};

use super::events::Event;
use super::meaning::decider;
use super::{Finding, FindingCode};
use crate::pack::layout;
use crate::pack::manifest::{FORMAT_COMPLETE, Manifest};
use crate::stream::Stream;

pub(super) fn check(manifest: &Manifest, events: &[Event], findings: &mut Vec<Finding>) {
    check_log_order(events, findings);
    let mut streams: BTreeMap<&str, Vec<&Event>> = BTreeMap::new();
    for event in events {
        streams.entry(&event.stream).or_default().push(event);
    }
    for events in streams.values() {
        check_stream(events, findings);
    }
    // That a case does not exist is for the completeness map to say.
    let is_denied = manifest.format == FORMAT_COMPLETE && manifest.events.is_empty();
    if !is_denied {
        check_beginning(&manifest.case, &streams, findings);
    }
    check_belonging(&manifest.case, &streams, findings);
}

fn gap(file: &str, sentence: &str) -> Finding {
    Finding::new(FindingCode::StreamGap, file, sentence)
}

fn check_log_order(events: &[Event], findings: &mut Vec<Finding>) {
    for (before, event) in events.iter().zip(events.iter().skip(1)) {
        if event.position <= before.position {
            let sentence = "The events are not in the order of the log.";
            findings.push(gap(&event.file, sentence));
        }
    }
}

/// Numbers from 1 without gaps, and each event names the hash of the one before.
fn check_stream(events: &[&Event], findings: &mut Vec<Finding>) {
    let mut before: Option<&Event> = None;
    for event in events {
        let expected = before.map_or(1, |before| before.leaf.stream_seq.saturating_add(1));
        if event.leaf.stream_seq != expected {
            let sentence = format!(
                "Expected number {expected} of the stream, found {}.",
                event.leaf.stream_seq
            );
            findings.push(gap(&event.file, &sentence));
        } else if event.leaf.prev != before.map(|before| before.hash) {
            findings.push(Finding::new(
                FindingCode::StreamPrev,
                &event.file,
                "The event names another predecessor than the one in the pack.",
            ));
        }
        before = Some(event);
    }
}

fn check_beginning(case: &str, streams: &BTreeMap<&str, Vec<&Event>>, findings: &mut Vec<Finding>) {
    let is_case = case
        .parse()
        .is_ok_and(|stream: Stream| stream.case_id().is_some());
    let first = streams.get(case).and_then(|events| events.first());
    let begins = first.is_some_and(|first| first.leaf.kind == "case_opened");
    if !is_case || !begins {
        let sentence = "The pack does not hold the beginning of the case it is about.";
        findings.push(gap(layout::MANIFEST, sentence));
    }
}

/// Starting from the case, every case that was taken over is there; beside them only teammates who
/// decided their reviews.
fn check_belonging(case: &str, streams: &BTreeMap<&str, Vec<&Event>>, findings: &mut Vec<Finding>) {
    let mut belonging = BTreeSet::from([case.to_owned()]);
    let mut open = vec![case.to_owned()];
    while let Some(stream) = open.pop() {
        for event in streams.get(&*stream).into_iter().flatten() {
            belonging.extend(decider(event).map(|id| format!("record/teammate/{id}")));
            let Some(absorbed) = absorbed(event) else {
                continue;
            };
            if !streams.contains_key(&*absorbed) {
                let sentence = "A case was merged here; its events are not in the pack.";
                findings.push(gap(&event.file, sentence));
            } else if belonging.insert(absorbed.clone()) {
                open.push(absorbed);
            }
        }
    }
    let strangers = streams
        .iter()
        .filter(|(stream, _)| !belonging.contains(**stream));
    for (_, events) in strangers {
        if let Some(first) = events.first() {
            let sentence = "The event is of a stream that does not belong to the case.";
            findings.push(gap(&first.file, sentence));
        }
    }
}

/// The stream of the case that this event took over.
fn absorbed(event: &Event) -> Option<String> {
    let from = event.leaf.view().text("from")?;
    (event.leaf.kind == "absorbed").then(|| format!("case/{from}"))
}
