//! The engine as a file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Engine;
use crate::codec::{LoadError, Reader, Writer};
use crate::head::calibration::Sigmoid;
use crate::training::{IntentKind, Labelled};
use crate::triage::{ModelId, Taught};

const SIGNATURE: &str = "baton engine 1";

/// What is kept beside the weights.
#[derive(Serialize, Deserialize)]
struct Particulars {
    kinds: Vec<IntentKind>,
    remembered: Vec<Labelled>,
}

impl Engine {
    /// The engine as a file; the same engine gives the same bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let remembered = self.remembered.iter().map(|(text, memory)| Labelled {
            text: text.clone(),
            intent: memory.intent.clone(),
            urgency: memory.urgency,
            sentiment: memory.sentiment,
            is_correction: true,
            ..Labelled::default()
        });
        let particulars = Particulars {
            kinds: self.kinds.clone(),
            remembered: remembered.collect(),
        };
        let mut writer = Writer::new(SIGNATURE);
        writer.text(&serde_json::to_string(&particulars).unwrap_or_default());
        writer.vectoriser(&self.vectoriser);
        for head in [&self.intents, &self.urgency, &self.sentiment, &self.failure] {
            writer.head(head);
        }
        writer.floats(&[self.failure_odds.slope, self.failure_odds.offset]);
        writer.finish()
    }

    /// Reads an engine that [`Engine::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        let mut reader = Reader::new(bytes, SIGNATURE)?;
        let particulars: Particulars =
            serde_json::from_str(&reader.text()?).map_err(|_| LoadError::Damaged)?;
        let vectoriser = reader.vectoriser()?;
        let features = vectoriser.len();
        let intents = reader.head(features)?;
        let urgency = reader.head(features)?;
        let sentiment = reader.head(features)?;
        let failure = reader.head(features)?;
        let &[slope, offset] = reader.floats()?.as_slice() else {
            return Err(LoadError::Damaged);
        };
        reader.finish()?;
        let engine = Self {
            kinds: particulars.kinds,
            vectoriser,
            intents,
            urgency,
            sentiment,
            failure,
            failure_odds: Sigmoid { slope, offset },
            remembered: memories(particulars.remembered),
            model: ModelId {
                id: String::new(),
                version: String::new(),
            },
        };
        Ok(engine.named())
    }
}

fn memories(kept: Vec<Labelled>) -> BTreeMap<String, Taught> {
    let memory = |one: Labelled| {
        let Labelled {
            text,
            intent,
            urgency,
            sentiment,
            ..
        } = one;
        (
            text,
            Taught {
                intent,
                urgency,
                sentiment,
                ..Taught::default()
            },
        )
    };
    kept.into_iter().map(memory).collect()
}
