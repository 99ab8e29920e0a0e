//! The texts behind parts, all of a page at once.

use std::collections::HashMap;

use baton_domain::id::{PartId, WorkspaceId};

use crate::error::StoreError;
use crate::part::JSON;
use crate::tx::Reader;

/// The texts of parts that still exist. What was erased is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(HashMap<PartId, Text>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Text {
    content: String,
    is_json: bool,
}

impl Texts {
    /// The text of a part.
    #[must_use]
    pub fn get(&self, part: PartId) -> Option<&str> {
        self.0.get(&part).map(|text| text.content.as_str())
    }

    /// The text of a part, if there is a part.
    #[must_use]
    pub fn opt(&self, part: Option<PartId>) -> Option<&str> {
        self.get(part?)
    }

    /// The value of a part that holds structured content.
    #[must_use]
    pub fn json(&self, part: PartId) -> Option<serde_json::Value> {
        let text = self.0.get(&part).filter(|text| text.is_json)?;
        serde_json::from_str(&text.content).ok()
    }

    /// Adds the texts of other parts.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

impl Reader {
    /// The texts of these parts; unknown, erased and binary ones are left out.
    pub async fn texts(
        &mut self,
        workspace: WorkspaceId,
        parts: &[PartId],
    ) -> Result<Texts, StoreError> {
        let found = self.parts(workspace, parts).await?;
        let texts = found.into_iter().filter_map(|part| {
            let (id, is_json) = (part.reference.id, part.media == JSON);
            part.into_text()
                .map(|content| (id, Text { content, is_json }))
        });
        Ok(Texts(texts.collect()))
    }
}
