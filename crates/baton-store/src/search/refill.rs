//! Makes what a case is found by again, from its events and its messages.

use std::collections::BTreeSet;

use baton_domain::event::Event;
use baton_domain::id::{CaseId, MessageId, PartId, WorkspaceId};

use super::record::{findable, joined, written};
use crate::args;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::event::Stream;
use crate::tx::{Reader, Tx};
use crate::value::Query;

/// How deep cases that went into one another are followed.
const MAX_MERGES: usize = 100;

impl Tx {
    /// Tokenises again everything that a case is to be found by, and adds what was missing. Tells
    /// how many texts. A case that went into another is found by that one.
    pub async fn refill_search(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
    ) -> Result<u64, StoreError> {
        let mut parts = BTreeSet::new();
        let mut cases = vec![case];
        while let Some(next) = cases.pop() {
            let found = self.findable_parts(workspace, next).await?;
            if found.is_merged && next == case {
                return Ok(0);
            }
            parts.extend(found.parts);
            if cases.len() < MAX_MERGES {
                cases.extend(found.absorbed);
            }
        }
        let parts: Vec<_> = parts.into_iter().collect();
        let texts = self.texts(workspace, &parts).await?;
        let mut documents = 0;
        for part in parts {
            if let Some(text) = findable(&texts, part) {
                self.forget_document(workspace, part, case).await?;
                self.index_part(workspace, case, part, &text).await?;
                documents += 1;
            }
        }
        Ok(documents)
    }

    async fn findable_parts(
        &mut self,
        workspace: WorkspaceId,
        case: CaseId,
    ) -> Result<Findable, StoreError> {
        let mut found = Findable::default();
        for stored in self.events(workspace, &Stream::case(case), 0).await? {
            match &stored.event {
                Event::Absorbed(event) => found.absorbed.push(event.from),
                Event::Merged(_) => found.is_merged = true,
                // What was moved is found by the case that it went to.
                Event::MessageReceived(event)
                    if self.is_elsewhere(workspace, event.message_id, case).await? => {}
                Event::MessageEdited(event)
                    if self.is_elsewhere(workspace, event.message_id, case).await? => {}
                event => {
                    found.parts.extend(written(event));
                    if let Some(contact) = joined(event) {
                        found.parts.extend(self.names_of(workspace, contact).await?);
                    }
                }
            }
        }
        for message in self.case_messages(workspace, &[case]).await? {
            let parts = [message.text, message.subject, message.from];
            found.parts.extend(parts.into_iter().flatten());
        }
        Ok(found)
    }

    async fn forget_document(
        &mut self,
        workspace: WorkspaceId,
        part: PartId,
        case: CaseId,
    ) -> Result<(), StoreError> {
        let index = match self.dialect() {
            Dialect::Sqlite => Query::new(
                "DELETE FROM search WHERE rowid IN (SELECT document FROM search_documents \
                 WHERE workspace = $1 AND part = $2 AND case_id = $3)",
                args![workspace, part, case],
            ),
            Dialect::Postgres => Query::new(
                "DELETE FROM search WHERE workspace = $1 AND document IN (SELECT document \
                 FROM search_documents WHERE workspace = $1 AND part = $2 AND case_id = $3)",
                args![workspace, part, case],
            ),
        };
        self.exec(index).await?;
        self.exec(Query::new(
            "DELETE FROM search_documents WHERE workspace = $1 AND part = $2 AND case_id = $3",
            args![workspace, part, case],
        ))
        .await
        .map(drop)
    }
}

impl Reader {
    async fn is_elsewhere(
        &mut self,
        workspace: WorkspaceId,
        message: MessageId,
        case: CaseId,
    ) -> Result<bool, StoreError> {
        let query = Query::new(
            "SELECT case_id FROM messages WHERE workspace = $1 AND id = $2",
            args![workspace, message],
        );
        let row = self.opt(query).await?;
        let home: Option<CaseId> = row.map(|mut row| row.take()).transpose()?.flatten();
        Ok(home.is_some_and(|home| home != case))
    }
}

/// What one case's own events and messages give.
#[derive(Debug, Default)]
struct Findable {
    parts: BTreeSet<PartId>,
    absorbed: Vec<CaseId>,
    is_merged: bool,
}
