//! Words that several crates share: event kinds, field dictionaries and error codes.

use std::collections::BTreeSet;
use std::path::Path;

use baton_domain::event::Event;
use baton_domain::refusal::{
    CaseRefusal, ContactRefusal, DraftRefusal, MaterialRefusal, PromiseRefusal, ReviewRefusal,
    WaitRefusal,
};

#[test]
fn the_ledger_knows_every_kind_of_event() {
    let known: BTreeSet<_> = baton_ledger::dictionary::known_kinds().collect();
    let missing: Vec<_> = Event::KINDS
        .iter()
        .filter(|kind| !known.contains(*kind))
        .collect();
    assert!(missing.is_empty(), "the field dictionary lacks {missing:?}");
}

#[test]
fn every_refusal_has_a_line_in_the_list_of_errors() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/errors.md");
    let text = std::fs::read_to_string(file).unwrap();
    let codes = CaseRefusal::ALL
        .iter()
        .map(|refusal| refusal.code())
        .chain(ContactRefusal::ALL.iter().map(|refusal| refusal.code()))
        .chain(WaitRefusal::ALL.iter().map(|refusal| refusal.code()))
        .chain(DraftRefusal::ALL.iter().map(|refusal| refusal.code()))
        .chain(ReviewRefusal::ALL.iter().map(|refusal| refusal.code()))
        .chain(PromiseRefusal::ALL.iter().map(|refusal| refusal.code()))
        .chain(MaterialRefusal::ALL.iter().map(|refusal| refusal.code()));
    let missing: Vec<_> = codes
        .filter(|code| !text.contains(&format!("`{code}`")))
        .collect();
    assert!(missing.is_empty(), "docs/errors.md lacks {missing:?}");
}
