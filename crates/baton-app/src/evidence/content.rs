//! The parts of a pack, and which of them its reader may see.

use std::collections::BTreeSet;

use baton_domain::event::Event;
use baton_domain::id::PartId;
use baton_ledger::hash::Hash;
use baton_ledger::pack::{Audience, PackPart, PartState};
use baton_store::event::{Stamp, StoredEvent};
use baton_store::part::Part;
use baton_store::{Reader, StoreError};

use crate::error::AppError;

pub(super) async fn parts(
    reader: &mut Reader,
    stamp: Stamp,
    events: &[StoredEvent],
    audience: Audience,
) -> Result<Vec<PackPart>, AppError> {
    let mut shown = BTreeSet::new();
    let mut withheld = BTreeSet::new();
    for event in events {
        let refs = references(&event.leaf)?;
        if may_see(audience, &event.event) {
            shown.extend(refs);
        } else {
            withheld.extend(refs);
        }
    }
    let ids: Vec<_> = shown.union(&withheld).copied().collect();
    let parts = reader.parts(stamp.workspace, &ids).await?;
    Ok(parts
        .into_iter()
        .map(|part| {
            let is_shown = shown.contains(&part.reference.id);
            packed(part, is_shown)
        })
        .collect())
}

fn packed(part: Part, is_shown: bool) -> PackPart {
    let state = match (part.body, part.erased_at) {
        (Some(_), _) if !is_shown => PartState::Withheld,
        (Some(body), _) => PartState::Present {
            salt: body.salt,
            content: body.content,
        },
        (None, at) => PartState::Erased {
            at: at.map_or(0, |at| at.as_micros()),
        },
    };
    PackPart {
        id: part.reference.id.to_string(),
        commitment: Hash::from_bytes(*part.reference.commitment.as_bytes()),
        media: part.media,
        state,
    }
}

/// What people outside may read: what was said to and by them. The rest is shown to be there.
const fn may_see(audience: Audience, event: &Event) -> bool {
    match audience {
        Audience::Auditor | Audience::Court => true,
        Audience::Customer | Audience::Platform => matches!(
            event,
            Event::CaseOpened(_)
                | Event::MessageReceived(_)
                | Event::MessageEdited(_)
                | Event::SentElsewhere(_)
                | Event::SendAuthorised(_)
                | Event::Sent(_)
                | Event::PromiseMade(_)
                | Event::MaterialReceived(_)
        ),
    }
}

/// The parts that a leaf refers to: every id of a part in it.
fn references(leaf: &[u8]) -> Result<Vec<PartId>, AppError> {
    let value: serde_json::Value = serde_json::from_slice(leaf)
        .map_err(|error| StoreError::Record(format!("a leaf: {error}")))?;
    let mut found = Vec::new();
    collect(&value, &mut found);
    Ok(found)
}

fn collect(value: &serde_json::Value, found: &mut Vec<PartId>) {
    match value {
        serde_json::Value::String(text) => found.extend(text.parse::<PartId>()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        serde_json::Value::Object(fields) => {
            fields.values().for_each(|value| collect(value, found));
        }
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
    }
}
