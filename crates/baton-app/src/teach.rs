//! Keeping what teammates teach: corrections of the classification, and what became of AI's wording.
//!
//! A job reads the case's events and writes training examples. It trains nothing, copies no words,
//! and run twice it says the same.

mod correction;
mod sent;

use baton_domain::event::Event;
use baton_domain::id::{CaseId, DraftId, MessageId, PartId, WorkspaceId};
use baton_store::Reader;
use baton_store::event::{StoredEvent, Stream};
use baton_store::job::Claim;
use baton_store::training::{LabelKind, NewExample};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::error::AppError;
use crate::learn;

/// What the job is to look at.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Lesson {
    /// In which case.
    pub(crate) case: CaseId,
    /// What was taught there.
    #[serde(flatten)]
    pub(crate) about: About,
}

/// What was taught.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub(crate) enum About {
    /// The classification, at the latest by this event.
    Correction {
        /// The number of an event of the case.
        sequence: u64,
    },
    /// The wording of a message that left.
    Sent {
        /// The draft it was.
        draft: DraftId,
        /// The message.
        message: MessageId,
    },
}

/// Runs the job.
pub(crate) async fn run(app: &App, claim: &Claim) -> Result<(), AppError> {
    let lesson: Lesson = crate::case::payload(claim)?;
    let at = app.clock.now();
    let claim = claim.clone();
    app.db
        .write(move |tx| {
            let claim = claim.clone();
            Box::pin(async move {
                let examples = examples(tx, claim.workspace, lesson).await?;
                for example in &examples {
                    tx.teach(claim.workspace, at, example).await?;
                }
                if examples.iter().any(|one| one.kind != LabelKind::Answer) {
                    learn::soon(tx, claim.workspace, at).await?;
                }
                tx.complete(&claim).await.map_err(AppError::from)
            })
        })
        .await
}

async fn examples(
    reader: &mut Reader,
    workspace: WorkspaceId,
    lesson: Lesson,
) -> Result<Vec<NewExample>, AppError> {
    let events = reader
        .events(workspace, &Stream::case(lesson.case), 0)
        .await?;
    let Some(taught) = (match lesson.about {
        About::Correction { sequence } => correction::taught(&events, sequence),
        About::Sent { draft, message } => sent::taught(&events, draft, message),
    }) else {
        return Ok(Vec::new());
    };
    let Some(text) = asked(reader, workspace, &taught.messages).await? else {
        return Ok(Vec::new());
    };
    let example = |label: Label| NewExample {
        text,
        kind: label.kind,
        value: label.value,
        taught: label.taught,
        case: lesson.case,
        draft: label.draft,
        answer: label.answer,
    };
    Ok(taught.labels.into_iter().map(example).collect())
}

/// What an event teaches about messages that were triaged together.
struct Taught {
    messages: Vec<MessageId>,
    labels: Vec<Label>,
}

/// One label.
struct Label {
    kind: baton_store::training::LabelKind,
    value: String,
    taught: baton_store::training::Taught,
    draft: Option<PartId>,
    answer: Option<PartId>,
}

/// Of several messages of one sender the longest: it says what they want, the others greet.
async fn asked(
    reader: &mut Reader,
    workspace: WorkspaceId,
    messages: &[MessageId],
) -> Result<Option<PartId>, AppError> {
    let mut longest: Option<(usize, PartId)> = None;
    for message in messages {
        let row = reader.message(workspace, *message).await?;
        let Some(part) = row.and_then(|row| row.text) else {
            continue;
        };
        let length = reader
            .part_text(workspace, part)
            .await?
            .map(|text| text.len());
        let length = length.filter(|length| *length > 0);
        if let Some(length) = length.filter(|one| longest.is_none_or(|(other, _)| *one > other)) {
            longest = Some((length, part));
        }
    }
    Ok(longest.map(|(_, part)| part))
}

/// The last triage before an event that somebody's messages went through.
fn triaged(
    events: &[StoredEvent],
    before: u64,
) -> impl Iterator<Item = &baton_domain::event::triage::Triaged> {
    events
        .iter()
        .rev()
        .filter(move |stored| stored.envelope.stream_seq < before)
        .filter_map(|stored| match &stored.event {
            Event::Triaged(triaged) => Some(triaged),
            _ => None,
        })
}
