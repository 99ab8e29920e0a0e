//! The business conversation: everything that happened in a case in one order, whichever channel it
//! came through.

mod entry;

use std::collections::{BTreeSet, HashMap};

use baton_domain::actor::Actor;
use baton_domain::baton::NextMover;
use baton_domain::case::Case;
use baton_domain::event::Event;
use baton_domain::id::{CaseId, MessageId, PartId};
use baton_domain::time::Timestamp;
use baton_store::event::{StoredEvent, Stream};
use baton_store::read::texts::Texts;

use super::message::{AttachmentView, MessageView, Shown, files, signed, texts, view};
use super::names::{Names, Wanted};
use crate::app::App;
use crate::caller::Caller;
use crate::error::AppError;
use baton_store::read::messages::MessageRecord;
use entry::Told;

/// How many merged cases are shown within the one they went into.
const MAX_ABSORBED: usize = 16;

/// Everything that happened in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// In order.
    pub items: Vec<TimelineItem>,
    /// Everybody who is named.
    pub names: Names,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    /// When.
    pub at: Timestamp,
    /// Its position in the workspace's log, once it has one.
    pub position: Option<u64>,
    /// Who did it.
    pub actor: Actor,
    /// What.
    pub entry: Entry,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Somebody wrote.
    Message(Box<MessageView>),
    /// A teammate noted something.
    Note {
        /// What; empty if it was erased.
        text: String,
    },
    /// It became somebody's turn.
    Turn {
        /// Whose, and for what.
        mover: NextMover,
        /// Since when.
        since: Timestamp,
        /// Until when; none if it still is.
        until: Option<Timestamp>,
    },
    /// Something else.
    Happened(Happening),
}

/// Something that is told in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// `draft`, `review`, `wait`, `promise`, `status` or `triage`.
    pub kind: &'static str,
    /// The kind of the event.
    pub event: &'static str,
    /// What was written, if something was.
    pub text: Option<String>,
    /// What exactly is waited for, if somebody said.
    pub what: Option<String>,
    /// For what, as a code.
    pub reason: Option<String>,
    /// How it stands since then, as a code.
    pub status: Option<String>,
}

/// The timeline of a case, with those of the cases that went into it.
///
/// # Errors
/// [`AppError::NotFound`] if the caller's workspace has no such case.
pub async fn timeline(app: &App, caller: &Caller, id: CaseId) -> Result<Timeline, AppError> {
    let workspace = caller.workspace;
    let timeline = app.db.read(move |reader| {
        Box::pin(async move {
            let case = reader
                .case(workspace, id)
                .await?
                .ok_or(AppError::NotFound)?;
            let mut events = reader.events(workspace, &Stream::case(id), 0).await?;
            let absorbed = absorbed(&events);
            let mut cases: Vec<CaseId> = vec![id];
            for other in absorbed {
                events.extend(reader.events(workspace, &Stream::case(other), 0).await?);
                cases.push(other);
            }
            let records = reader.case_messages(workspace, &cases).await?;
            let mut shown = texts(reader, workspace, &records).await?;
            let parts: Vec<PartId> = events.iter().flat_map(|e| entry::parts(&e.event)).collect();
            shown.extend(reader.texts(workspace, &parts).await?);
            let mut wanted = Wanted::default();
            wanted.case(&case);
            for stored in &events {
                wanted.actor(stored.envelope.actor);
            }
            records
                .iter()
                .filter_map(|record| record.contact)
                .for_each(|id| wanted.contact(id));
            let names = wanted.load(reader, workspace).await?;
            let files = files(reader, workspace, &records).await?;
            let items = items(
                &Read {
                    case: &case,
                    texts: &shown,
                    names: &names,
                },
                events,
                records,
                files,
            );
            Ok::<_, AppError>(Timeline { items, names })
        })
    });
    timeline.await
}

/// The cases that went into this one.
fn absorbed(events: &[StoredEvent]) -> Vec<CaseId> {
    let from = events.iter().filter_map(|stored| match &stored.event {
        Event::Absorbed(event) => Some(event.from),
        _ => None,
    });
    from.collect::<BTreeSet<_>>()
        .into_iter()
        .take(MAX_ABSORBED)
        .collect()
}

/// What the items are made from.
struct Read<'a> {
    case: &'a Case,
    texts: &'a Texts,
    names: &'a Names,
}

fn items(
    read: &Read<'_>,
    mut events: Vec<StoredEvent>,
    records: Vec<MessageRecord>,
    mut files: HashMap<MessageId, Vec<AttachmentView>>,
) -> Vec<TimelineItem> {
    // Streams are in order already; a stable sort by time puts several of them into one.
    events.sort_by_key(|stored| stored.envelope.at);
    let shown = Shown {
        texts: read.texts,
        names: read.names,
    };
    let mut messages: HashMap<MessageId, MessageView> = records
        .into_iter()
        .map(|record| {
            let files = files.remove(&record.id).unwrap_or_default();
            (record.id, view(record, Some(read.case), &shown, files))
        })
        .collect();
    let mut items: Vec<TimelineItem> = Vec::new();
    for stored in &events {
        let (at, mut actor) = (stored.envelope.at, stored.envelope.actor);
        let is_own = stored.stream == Stream::case(read.case.id).as_str();
        let entry = match entry::told(&stored.event, read.texts) {
            Told::Message(id) => messages.remove(&id).map(|mut message| {
                if let Event::SendAuthorised(send) = &stored.event {
                    actor = send.approval.author;
                    signed(&mut message, actor, read.names);
                } else if let Some(contact) = message.record.contact {
                    actor = Actor::Contact(contact);
                }
                Entry::Message(Box::new(message))
            }),
            Told::Note(text) => Some(Entry::Note { text }),
            Told::Turn(mover) if is_own => {
                end_turn(&mut items, at);
                Some(Entry::Turn {
                    mover,
                    since: at,
                    until: None,
                })
            }
            Told::Ended(happening) => {
                if is_own {
                    end_turn(&mut items, at);
                }
                Some(Entry::Happened(happening))
            }
            Told::Happened(happening) => Some(Entry::Happened(happening)),
            Told::Turn(_) | Told::Nothing => None,
        };
        let position = stored.position;
        items.extend(entry.map(|entry| TimelineItem {
            at,
            position,
            actor,
            entry,
        }));
    }
    items
}

/// A turn lasts until the next one, or until the case ends.
fn end_turn(items: &mut [TimelineItem], at: Timestamp) {
    let turns = items
        .iter_mut()
        .rev()
        .find_map(|item| match &mut item.entry {
            Entry::Turn { until, .. } => Some(until),
            Entry::Message(_) | Entry::Note { .. } | Entry::Happened(_) => None,
        });
    if let Some(until @ None) = turns {
        *until = Some(at);
    }
}

#[cfg(test)]
mod tests;
