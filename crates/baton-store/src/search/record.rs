//! What of an event can be found: the texts it refers to, and the names of whoever joins.
//!
//! Part of the unit that records the event, so a case is found as soon as it exists.

use baton_domain::event::Event;
use baton_domain::id::{CaseId, ContactId, PartId, WorkspaceId};
use baton_domain::participant::Who;

use crate::error::StoreError;
use crate::read::texts::Texts;
use crate::tx::Tx;

/// The fields of a message of ours, which is one part, that can be found.
const FIELDS: [&str; 2] = ["subject", "text"];

impl Tx {
    /// Lets a case be found by what its events say.
    pub async fn index_events(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
        events: &[Event],
    ) -> Result<(), StoreError> {
        let mut parts: Vec<PartId> = events.iter().flat_map(written).collect();
        for contact in events.iter().filter_map(joined) {
            parts.extend(self.names_of(workspace, contact).await?);
        }
        if parts.is_empty() {
            return Ok(());
        }
        let texts = self.texts(workspace, &parts).await?;
        for part in parts {
            if let Some(text) = findable(&texts, part) {
                self.index_part(workspace, case, part, &text).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn names_of(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<Vec<PartId>, StoreError> {
        let cards = self.contact_cards(workspace, &[contact]).await?;
        let parts = cards.into_values().flat_map(|card| {
            card.name
                .into_iter()
                .chain(card.handles.into_iter().map(|(_, address)| address))
        });
        Ok(parts.collect())
    }
}

/// What people wrote to each other or noted; drafts nobody sent are not found.
pub(super) fn written(event: &Event) -> Vec<PartId> {
    match event {
        Event::CaseOpened(event) => event.subject.iter().map(|part| part.id).collect(),
        Event::MessageReceived(event) => vec![event.content.id],
        Event::MessageEdited(event) => vec![event.content.id],
        Event::SentElsewhere(event) => vec![event.content.id],
        Event::NoteAdded(event) => vec![event.content.id],
        Event::SendAuthorised(event) => vec![event.content.id],
        _ => Vec::new(),
    }
}

pub(super) const fn joined(event: &Event) -> Option<ContactId> {
    match event {
        Event::ParticipantAdded(event) => match event.participant.who {
            Who::Contact(contact) => Some(contact),
            Who::Partner(_) | Who::Teammate(_) => None,
        },
        _ => None,
    }
}

/// The words of a part: of structured content its readable fields alone.
pub(crate) fn findable(texts: &Texts, part: PartId) -> Option<String> {
    let Some(whole) = texts.json(part) else {
        return texts.get(part).map(str::to_owned);
    };
    let fields = FIELDS.iter().filter_map(|field| whole.get(field)?.as_str());
    let words: Vec<_> = fields.collect();
    Some(words.join("\n"))
}
