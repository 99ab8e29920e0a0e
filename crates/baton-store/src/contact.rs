//! People outside, and the addresses they are known by.

use baton_domain::id::{ContactId, PartId, WorkspaceId};
use baton_domain::time::{Span, Timestamp};

use crate::args;
use crate::error::StoreError;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// An address as it is looked up: the address itself is content, so only its digest is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandleKey {
    /// `email`, `phone` or `opaque`.
    pub kind: &'static str,
    /// Of the normalised address.
    pub digest: [u8; 32],
}

/// What is known of a contact's worth and history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The plan or tier, e.g. `gold`.
    pub tier: String,
    /// Monthly recurring revenue in minor units of the currency.
    pub mrr_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Since when they have been with us.
    pub customer_since: Option<Timestamp>,
}

impl Account {
    /// Whole days since they came to us.
    #[must_use]
    pub fn tenure_days(&self, now: Timestamp) -> Option<u32> {
        let since = self.customer_since?;
        let days = now.since(since).as_micros() / Span::from_days(1).as_micros();
        u32::try_from(days).ok()
    }
}

impl Reader {
    /// Whose address this is. The scope is the provider's id space, empty for e-mail and phone.
    pub async fn contact_by_handle(
        &mut self,
        workspace: WorkspaceId,
        scope: &str,
        key: &HandleKey,
    ) -> Result<Option<ContactId>, StoreError> {
        let query = Query::new(
            "SELECT contact FROM handles WHERE workspace = $1 AND kind = $2 AND scope = $3 \
             AND digest = $4",
            args![workspace, key.kind, scope, key.digest],
        );
        self.opt(query).await?.map(|mut row| row.take()).transpose()
    }

    /// What is known of a contact's worth and history.
    pub async fn account(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<Option<Account>, StoreError> {
        let query = Query::new(
            "SELECT tier, mrr_minor, currency, customer_since FROM accounts \
             WHERE workspace = $1 AND contact = $2",
            args![workspace, contact],
        );
        self.opt(query)
            .await?
            .map(|mut row| {
                Ok(Account {
                    tier: row.take()?,
                    mrr_minor: row.take()?,
                    currency: row.take()?,
                    customer_since: row.take()?,
                })
            })
            .transpose()
    }

    /// The addresses of a contact: kind, and the part that holds each.
    pub async fn handles(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
    ) -> Result<Vec<(String, PartId)>, StoreError> {
        let query = Query::new(
            "SELECT kind, address_part FROM handles WHERE workspace = $1 AND contact = $2 \
             ORDER BY created_at, kind",
            args![workspace, contact],
        );
        let rows = self.all(query).await?;
        rows.into_iter()
            .map(|mut row| Ok((row.take()?, row.take()?)))
            .collect()
    }
}

impl Tx {
    /// Adds a contact.
    pub async fn add_contact(
        &mut self,
        workspace: WorkspaceId,
        id: ContactId,
        name: Option<PartId>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO contacts (workspace, id, name_part, created_at) VALUES ($1, $2, $3, $4)",
            args![workspace, id, name, at],
        ))
        .await
        .map(drop)
    }

    /// Adds an address of a contact.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if the address became somebody's in the meantime.
    pub async fn add_handle(
        &mut self,
        workspace: WorkspaceId,
        scope: &str,
        key: &HandleKey,
        owner: (ContactId, PartId),
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO handles (workspace, kind, scope, digest, contact, address_part, \
             is_verified, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0, $7)",
            args![workspace, key.kind, scope, key.digest, owner.0, owner.1, at],
        ))
        .await
        .map(drop)
        .map_err(|error| match error {
            StoreError::Duplicate => StoreError::Conflict,
            other => other,
        })
    }

    /// Records what is known of a contact's worth and history.
    pub async fn set_account(
        &mut self,
        workspace: WorkspaceId,
        contact: ContactId,
        account: &Account,
    ) -> Result<(), StoreError> {
        self.exec(Query::new(
            "INSERT INTO accounts (workspace, contact, tier, mrr_minor, currency, \
             customer_since) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (workspace, contact) DO UPDATE SET tier = excluded.tier, \
             mrr_minor = excluded.mrr_minor, currency = excluded.currency, \
             customer_since = excluded.customer_since",
            args![
                workspace,
                contact,
                account.tier,
                account.mrr_minor,
                account.currency,
                account.customer_since
            ],
        ))
        .await
        .map(drop)
    }
}
