//! Names and addresses of the people on a page.

use std::collections::HashMap;

use baton_domain::id::{ContactId, PartId, TeammateId, WorkspaceId};
use baton_domain::time::Timestamp;

use crate::error::StoreError;
use crate::tx::Reader;
use crate::value::Query;

/// What a row about somebody outside shows of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactCard {
    /// Their name.
    pub name: Option<PartId>,
    /// Their addresses, oldest first: the kind, and the part that holds it.
    pub handles: Vec<(String, PartId)>,
    /// Their plan or tier.
    pub tier: Option<String>,
    /// Since when they have been with us.
    pub since: Option<Timestamp>,
}

impl Reader {
    /// The cards of several contacts.
    pub async fn contact_cards(
        &mut self,
        workspace: WorkspaceId,
        ids: &[ContactId],
    ) -> Result<HashMap<ContactId, ContactCard>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let query = Query::start(
            "SELECT c.id, c.name_part, a.tier, a.customer_since FROM contacts c \
             LEFT JOIN accounts a ON a.workspace = c.workspace AND a.contact = c.id \
             WHERE c.workspace = ",
        )
        .arg(workspace)
        .sql(" AND c.id IN ")
        .list(ids);
        let mut cards = HashMap::new();
        for mut row in self.all(query).await? {
            let id: ContactId = row.take()?;
            let card = ContactCard {
                name: row.take()?,
                handles: Vec::new(),
                tier: row.take()?,
                since: row.take()?,
            };
            cards.insert(id, card);
        }
        let query =
            Query::start("SELECT contact, kind, address_part FROM handles WHERE workspace = ")
                .arg(workspace)
                .sql(" AND contact IN ")
                .list(ids)
                .sql(" ORDER BY contact, created_at, kind");
        for mut row in self.all(query).await? {
            let contact: ContactId = row.take()?;
            cards
                .entry(contact)
                .or_default()
                .handles
                .push((row.take()?, row.take()?));
        }
        Ok(cards)
    }

    /// The names of several teammates, also of those who are no longer active.
    pub async fn teammate_names(
        &mut self,
        workspace: WorkspaceId,
        ids: &[TeammateId],
    ) -> Result<HashMap<TeammateId, String>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let query = Query::start("SELECT id, name FROM teammates WHERE workspace = ")
            .arg(workspace)
            .sql(" AND id IN ")
            .list(ids);
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| Ok((row.take()?, row.take()?)))
            .collect()
    }
}
