//! The names and addresses of everybody on a page.

use std::collections::{BTreeSet, HashMap};

use baton_domain::actor::Actor;
use baton_domain::case::Case;
use baton_domain::id::{ContactId, ParticipantId, TeammateId, WorkspaceId};
use baton_domain::participant::Who;
use baton_domain::time::Timestamp;
use baton_store::{Reader, StoreError};

/// Somebody outside, as far as a page shows them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactView {
    /// Their name; none if they never gave one, or it was erased.
    pub name: Option<String>,
    /// Their addresses: kind and address.
    pub handles: Vec<(String, String)>,
    /// Their plan or tier.
    pub tier: Option<String>,
    /// Since when they have been with us.
    pub since: Option<Timestamp>,
}

impl ContactView {
    /// The name, or the address they are known by.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        let address = self.handles.first().map(|(_, address)| address.as_str());
        self.name.as_deref().or(address)
    }
}

/// The names of everybody who is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    contacts: HashMap<ContactId, ContactView>,
    teammates: HashMap<TeammateId, String>,
}

impl Names {
    /// Somebody outside.
    #[must_use]
    pub fn contact(&self, id: ContactId) -> Option<&ContactView> {
        self.contacts.get(&id)
    }

    /// A teammate's name.
    #[must_use]
    pub fn teammate(&self, id: TeammateId) -> Option<&str> {
        self.teammates.get(&id).map(String::as_str)
    }

    /// The name of whoever did something; AI, programs and Baton itself have none.
    #[must_use]
    pub fn actor(&self, actor: Actor) -> Option<&str> {
        match actor {
            Actor::Teammate(id) => self.teammate(id),
            Actor::Contact(id) => self.contact(id).and_then(ContactView::label),
            Actor::Ai | Actor::Machine(_) | Actor::System => None,
        }
    }

    /// The name of a participant of a case, or the address they are known by.
    #[must_use]
    pub fn participant(&self, case: &Case, id: ParticipantId) -> Option<&str> {
        match case.participant(id)?.who {
            Who::Contact(contact) => self.contact(contact).and_then(ContactView::label),
            Who::Teammate(teammate) => self.teammate(teammate),
            Who::Partner(_) => None,
        }
    }
}

/// Whose names are wanted.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    contacts: BTreeSet<ContactId>,
    teammates: BTreeSet<TeammateId>,
}

impl Wanted {
    pub(super) fn contact(&mut self, id: ContactId) {
        self.contacts.insert(id);
    }

    pub(super) fn teammate(&mut self, id: TeammateId) {
        self.teammates.insert(id);
    }

    pub(super) fn actor(&mut self, actor: Actor) {
        match actor {
            Actor::Teammate(id) => self.teammate(id),
            Actor::Contact(id) => self.contact(id),
            Actor::Ai | Actor::Machine(_) | Actor::System => {}
        }
    }

    /// Everybody in a case.
    pub(super) fn case(&mut self, case: &Case) {
        for participant in &case.participants {
            match participant.who {
                Who::Contact(id) => self.contact(id),
                Who::Teammate(id) => self.teammate(id),
                Who::Partner(_) => {}
            }
        }
        if let Some(assignee) = case.assignee_id {
            self.teammate(assignee);
        }
    }

    /// Looks all of them up in a few queries.
    pub(super) async fn load(
        self,
        reader: &mut Reader,
        workspace: WorkspaceId,
    ) -> Result<Names, StoreError> {
        let contacts: Vec<_> = self.contacts.into_iter().collect();
        let teammates: Vec<_> = self.teammates.into_iter().collect();
        let cards = reader.contact_cards(workspace, &contacts).await?;
        let parts: Vec<_> = cards
            .values()
            .flat_map(|card| {
                card.name
                    .into_iter()
                    .chain(card.handles.iter().map(|(_, part)| *part))
            })
            .collect();
        let texts = reader.texts(workspace, &parts).await?;
        let contacts = cards.into_iter().map(|(id, card)| {
            let handles = card.handles.into_iter().filter_map(|(kind, part)| {
                texts.get(part).map(|address| (kind, address.to_owned()))
            });
            let view = ContactView {
                name: texts.opt(card.name).map(str::to_owned),
                handles: handles.collect(),
                tier: card.tier,
                since: card.since,
            };
            (id, view)
        });
        Ok(Names {
            contacts: contacts.collect(),
            teammates: reader.teammate_names(workspace, &teammates).await?,
        })
    }
}
