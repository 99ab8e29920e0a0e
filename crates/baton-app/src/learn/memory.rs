//! What teammates said of exactly one text, so that a corrected text never repeats its error.
//!
//! This node keeps digests and codes, no words. What was erased is forgotten: the part is asked for
//! again before anything said of it counts.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use baton_domain::id::{PartId, WorkspaceId};
use baton_store::training::{Example, LabelKind, Taught};
use baton_store::{Reader, StoreError};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::ports::triage::Labels;

/// Read in one go.
const PAGE: usize = 500;
/// Texts kept for one workspace; beyond, the model alone remembers.
const MAX_TEXTS: usize = 100_000;

type Key = [u8; 32];

/// The memories of the workspaces that wrote since this node started.
#[derive(Default)]
pub(super) struct Memories(Mutex<HashMap<WorkspaceId, Memory>>);

#[derive(Default, Clone)]
struct Memory {
    /// The number of the last thing taught that is in here.
    taught_to: u64,
    said: HashMap<Key, Vec<Said>>,
}

#[derive(Clone)]
struct Said {
    part: PartId,
    kind: LabelKind,
    value: String,
}

impl Memories {
    fn taught_to(&self, workspace: WorkspaceId) -> u64 {
        self.read(workspace, |memory| memory.taught_to)
            .unwrap_or_default()
    }

    fn said(&self, workspace: WorkspaceId, key: Key) -> Vec<Said> {
        self.read(workspace, |memory| memory.said.get(&key).cloned())
            .flatten()
            .unwrap_or_default()
    }

    fn read<T>(&self, workspace: WorkspaceId, read: impl FnOnce(&Memory) -> T) -> Option<T> {
        let memories = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memories.get(&workspace).map(read)
    }

    fn add(&self, workspace: WorkspaceId, taught_to: u64, lessons: Vec<(Key, Said)>) {
        let mut memories = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let memory = memories.entry(workspace).or_default();
        memory.taught_to = memory.taught_to.max(taught_to);
        for (key, said) in lessons {
            if memory.said.len() >= MAX_TEXTS && !memory.said.contains_key(&key) {
                continue;
            }
            let known = memory.said.entry(key).or_default();
            known.retain(|other| other.kind != said.kind);
            known.push(said);
        }
    }
}

/// What was said of this very text, if anything was.
pub(super) async fn recall(
    app: &App,
    workspace: WorkspaceId,
    text: &str,
) -> Result<Option<Labels>, StoreError> {
    let last = app
        .db
        .peek(move |reader| Box::pin(reader.last_taught(workspace)))
        .await?;
    let memories = &app.lessons.memories;
    if last > memories.taught_to(workspace) {
        read_on(app, workspace, last).await?;
    }
    let said = memories.said(workspace, key(text));
    if said.is_empty() {
        return Ok(None);
    }
    let still_there = app
        .db
        .read(move |reader| Box::pin(not_erased(reader, workspace, said)))
        .await?;
    Ok(labels(still_there))
}

async fn read_on(app: &App, workspace: WorkspaceId, last: u64) -> Result<(), StoreError> {
    let memories = &app.lessons.memories;
    let mut after = memories.taught_to(workspace);
    while after < last {
        let (examples, lessons) = app
            .db
            .read(move |reader| Box::pin(page(reader, workspace, after)))
            .await?;
        after = examples.last().map_or(last, |example| example.number);
        memories.add(workspace, after, lessons);
    }
    Ok(())
}

async fn page(
    reader: &mut Reader,
    workspace: WorkspaceId,
    after: u64,
) -> Result<(Vec<Example>, Vec<(Key, Said)>), StoreError> {
    let examples = reader.training_examples(workspace, after, PAGE).await?;
    let mut lessons = Vec::new();
    for example in &examples {
        let taught = &example.taught;
        if taught.taught != Taught::Correction {
            continue;
        }
        let Some(text) = reader.part_text(workspace, taught.text).await? else {
            continue;
        };
        let said = Said {
            part: taught.text,
            kind: taught.kind,
            value: taught.value.clone(),
        };
        lessons.push((key(&text), said));
    }
    Ok((examples, lessons))
}

async fn not_erased(
    reader: &mut Reader,
    workspace: WorkspaceId,
    said: Vec<Said>,
) -> Result<Vec<Said>, StoreError> {
    let mut kept = Vec::new();
    for one in said {
        if reader.part_text(workspace, one.part).await?.is_some() {
            kept.push(one);
        }
    }
    Ok(kept)
}

fn labels(said: Vec<Said>) -> Option<Labels> {
    let mut labels = Labels::default();
    for Said { kind, value, .. } in said {
        set(&mut labels, kind, value);
    }
    (labels != Labels::default()).then_some(labels)
}

/// Sets one label; how an answer fared is none.
pub(super) fn set(labels: &mut Labels, kind: LabelKind, value: String) {
    let place = match kind {
        LabelKind::Language => &mut labels.language,
        LabelKind::Intent => &mut labels.intent,
        LabelKind::Category => &mut labels.category,
        LabelKind::Urgency => &mut labels.urgency,
        LabelKind::Sentiment => &mut labels.sentiment,
        LabelKind::Answer => return,
    };
    *place = Some(value);
}

/// Texts that differ in case and in spaces alone are the same.
fn key(text: &str) -> Key {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    Sha256::digest(words.join(" ")).into()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn case_and_spaces_make_no_other_text() {
        assert_eq!(key(" Where is\nit? "), key("where is it?"));
        assert_ne!(key("where is it?"), key("where is it"));
    }
}
