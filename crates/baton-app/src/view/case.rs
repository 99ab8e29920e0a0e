//! One case with everything a screen shows of it.

use std::collections::HashMap;

use baton_domain::case::Case;
use baton_domain::id::{CaseId, DraftId, PartId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;
use baton_store::event::{StoredEvent, Stream};
use baton_store::read::CaseRecord;
use baton_store::read::conversations::CaseConversation;
use baton_store::read::texts::Texts;
use baton_store::{Reader, StoreError};

use super::abilities::abilities;
use super::briefing::{Briefing, Known, Sources};
use super::draft_verdict::{DraftVerdict, verdicts};
use super::names::{Names, Wanted};
use super::story::Story;
use crate::app::App;
use crate::caller::Caller;
use crate::draft::next::{Proposal, propose};
use crate::error::AppError;
use crate::verdict::Judge;

/// A case together with the texts, names and history that its state only points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// Its state, and what its row adds.
    pub record: CaseRecord,
    /// Every text it names. What was erased is absent.
    pub texts: Texts,
    /// Everybody it names.
    pub names: Names,
    /// What its events tell beyond the state.
    pub story: Story,
    /// The conversations it uses.
    pub conversations: Vec<CaseConversation>,
    /// The number of each case it is linked to.
    pub linked: HashMap<CaseId, u64>,
    /// What a person should know before answering; none outside the empathy boundary.
    pub briefing: Option<Briefing>,
    /// What each open draft says comes next.
    pub proposals: HashMap<DraftId, Proposal>,
    /// What governance says to this caller sending each draft that waits for a person.
    pub verdicts: HashMap<DraftId, DraftVerdict>,
    /// The verbs that the caller may run now.
    pub can: Vec<&'static str>,
}

impl CaseView {
    /// Its state.
    #[must_use]
    pub const fn case(&self) -> &Case {
        &self.record.case
    }

    /// What it is about, in a line; empty if nobody said or it was erased.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.texts.opt(self.record.subject).unwrap_or_default()
    }
}

/// One case as this caller sees it.
///
/// # Errors
/// [`AppError::NotFound`] if the caller's workspace has no such case.
pub async fn case(app: &App, caller: &Caller, id: CaseId) -> Result<CaseView, AppError> {
    let (workspace, now) = (caller.workspace, app.clock.now());
    let (asker, judge) = (caller.clone(), Judge::of(app));
    let view = app.db.read(move |reader| {
        Box::pin(async move {
            let load = load(reader, (workspace, id), asker.teammate(), now).await?;
            let Some(mut view) = load else {
                return Ok(None);
            };
            let asked = (workspace, &asker);
            view.verdicts = verdicts(reader, &judge, asked, view.case(), &view.texts).await?;
            Ok::<_, StoreError>(Some(view))
        })
    });
    let mut view = view.await?.ok_or(AppError::NotFound)?;
    view.can = abilities(caller, view.case());
    Ok(view)
}

/// The events of a case after a number, in order.
///
/// # Errors
/// [`AppError::NotFound`] if the caller's workspace has no such case.
pub async fn events(
    app: &App,
    caller: &Caller,
    id: CaseId,
    after: u64,
) -> Result<Vec<StoredEvent>, AppError> {
    let workspace = caller.workspace;
    let events = app.db.read(move |reader| {
        Box::pin(async move {
            if reader.head(workspace, &Stream::case(id)).await?.seq == 0 {
                return Err(AppError::NotFound);
            }
            Ok(reader.events(workspace, &Stream::case(id), after).await?)
        })
    });
    events.await
}

/// A case with everything but what the caller may do with it.
pub(super) async fn load(
    reader: &mut Reader,
    (workspace, id): (WorkspaceId, CaseId),
    viewer: Option<TeammateId>,
    now: Timestamp,
) -> Result<Option<CaseView>, StoreError> {
    let Some(record) = reader.case_record(workspace, id, viewer).await? else {
        return Ok(None);
    };
    let events = reader.events(workspace, &Stream::case(id), 0).await?;
    let story = Story::of(&events);
    let sources = Sources::of(&record.case, &events);
    let mut shown = parts(&record, &story);
    shown.extend(sources.iter().flat_map(Sources::parts));
    let texts = reader.texts(workspace, &shown).await?;
    let mut wanted = Wanted::default();
    wanted.case(&record.case);
    story
        .drafts
        .iter()
        .for_each(|draft| wanted.actor(draft.author));
    for action in &story.actions {
        wanted.actor(action.requested_by);
        action.approved_by.iter().for_each(|by| wanted.actor(*by));
    }
    let names = wanted.load(reader, workspace).await?;
    let linked: Vec<_> = story.links.iter().map(|(case, _)| *case).collect();
    let titles = if linked.is_empty() {
        HashMap::new()
    } else {
        reader.case_titles(workspace, &linked).await?
    };
    let linked = titles
        .into_iter()
        .map(|(id, (number, _))| (id, number))
        .collect();
    let conversations = reader.case_conversations(workspace, id).await?;
    let briefing = match sources {
        Some(sources) => {
            let known = Known {
                workspace,
                case: &record.case,
                texts: &texts,
                contact: sources.contact().and_then(|id| names.contact(id)),
                promises: &story.promises,
                now,
            };
            Some(sources.briefing(reader, known).await?)
        }
        None => None,
    };
    Ok(Some(CaseView {
        proposals: proposals(&record.case, &texts, now),
        briefing,
        verdicts: HashMap::new(),
        record,
        texts,
        names,
        story,
        conversations,
        linked,
        can: Vec::new(),
    }))
}

/// What each open draft says comes next.
fn proposals(case: &Case, texts: &Texts, now: Timestamp) -> HashMap<DraftId, Proposal> {
    let open = case.drafts.iter().filter(|draft| draft.status.is_open());
    open.filter_map(|draft| {
        let text = texts.opt(draft.text.map(|text| text.id))?;
        Some((draft.id, propose(text, case, draft.to, now)))
    })
    .collect()
}

/// Every part whose text is shown with a case.
fn parts(record: &CaseRecord, story: &Story) -> Vec<PartId> {
    let case = &record.case;
    let lines = record.subject.into_iter().chain(record.preview);
    let waits = case
        .waits
        .iter()
        .filter_map(|wait| wait.what)
        .map(|part| part.id);
    let materials = case.materials.iter().map(|material| material.what.id);
    let promises = story.promises.iter().map(|promise| promise.text.id);
    let drafts = story.drafts.iter().flat_map(|draft| {
        let quotes = draft.citations.iter().filter_map(|citation| citation.quote);
        draft
            .text
            .into_iter()
            .chain(draft.original)
            .chain(quotes)
            .map(|part| part.id)
    });
    let actions = story.actions.iter().flat_map(|action| {
        let message = action.announcement.iter().map(|message| message.text);
        let parts = std::iter::once(action.parameters).chain(action.result);
        parts.chain(message).map(|part| part.id)
    });
    let mut parts: Vec<_> = lines
        .chain(waits)
        .chain(materials)
        .chain(promises)
        .chain(drafts)
        .chain(actions)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}
